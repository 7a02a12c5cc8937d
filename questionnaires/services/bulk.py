"""What a coordinator does with several kommuner at once."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from questionnaires.models import FrameMember, Response, Submission
from questionnaires.rules import Refused
from questionnaires.services.review import approve_response


@dataclass(frozen=True)
class Approved:
    """The kommuner whose answers are approved now, and those whose aren't with the sentence that says why."""

    done: tuple[FrameMember, ...]
    refused: tuple[tuple[FrameMember, str], ...]


def approve_responses(*, seen: Iterable[tuple[Response, int]], by: User) -> Approved:
    """Approves each of several responses as it was seen: with the number of its newest submission then.

    Each is approved, or refused, by itself and for good: an answer that can't be approved, or that came in again
    while somebody read the list, is no reason to leave the others waiting, and what was approved before a break in
    the middle stays so. Never raises Refused.
    """
    done, refused = [], []
    for response, number in seen:
        try:
            _approve(response, number, by)
        except Refused as error:
            refused.append((response.respondent, str(error)))
        else:
            done.append(response.respondent)
    return Approved(tuple(done), tuple(refused))


@transaction.atomic
def _approve(response: Response, number: int, by: User) -> None:
    if response.pk is None:
        raise Refused(_("Kommunen har inte lämnat in något svar."))
    approve_response(response=response, by=by)
    # Asked last: by now nobody else can send in.
    newest = Submission.objects.newest().get(response=response)
    if newest.number != number:
        raise Refused(_("Kommunen har lämnat in ett nytt svar sedan du öppnade sidan. Läs det först."))
