"""Threads at the questions that they are about."""

from collections.abc import Iterable

from django import template

from questionnaires.selectors.conversations import Conversation

register = template.Library()


@register.filter
def about(talk: Iterable[Conversation], question: str) -> list[Conversation]:
    """The threads on a question or one of its rows; those on the whole response for an empty key."""
    return [each for each in talk if each.question == question]
