"""What a rule says against something that was tried."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest

from questionnaires.rules import Refused


def refusal(take: Callable[[], object]) -> str:
    """Does something; the sentence of the rule that refuses it, empty where it was done."""
    try:
        take()
    except Refused as refused:
        return str(refused)
    return ""


def do_and_tell(request: HttpRequest, take: Callable[[], object], done: str) -> None:
    """Does something, and says on the next page that it was done, or why not."""
    refused = refusal(take)
    if refused:
        messages.error(request, refused)
    else:
        messages.success(request, done)
