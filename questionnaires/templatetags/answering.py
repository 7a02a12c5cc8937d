"""Slots in the markup of questions."""

from django import template
from django.utils.html import format_html_join
from django.utils.safestring import SafeString, mark_safe

from questionnaires.forms.pattern import slot_key, slot_mark
from questionnaires.question_types.numbers import can_hold_year as _can_hold_year
from questionnaires.question_types.numbers import offered_specials
from questionnaires.questions import Cell, Choice

register = template.Library()


@register.filter
def specials(cell: Cell) -> tuple[Choice, ...]:
    """What can be answered in a cell instead of a number."""
    return offered_specials(cell)


@register.filter
def can_hold_year(cell: Cell) -> bool:
    """Whether a term's answer can be that its number is given in this row, the whole year's."""
    return _can_hold_year(cell)


@register.filter
def breakable(text: str) -> SafeString:
    """A row's text, which a narrow page may break after a slash: "Distansmonitorering/egenmonitorering"."""
    return format_html_join(mark_safe("/<wbr>"), "{}", ((part,) for part in text.split("/")))


@register.simple_tag
def slot(owner: str, kind: str, argument: str = "", default: str = "") -> SafeString:
    """Where something of a cell's or question's own is filled in for each reader."""
    return slot_mark(slot_key(owner, kind, argument), default)
