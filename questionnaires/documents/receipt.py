"""A submission as its sender keeps it: who sent in what, and when. The same for as long as the submission stands."""

from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone, translation

from questionnaires.documents.answered import AnsweredSection, answered_sections
from questionnaires.models import FrameMember, Submission
from questionnaires.selectors.last_time import LastTime


@dataclass(frozen=True)
class Receipt:
    """reference: Submission.reference. in_place: what a coordinator did in the kommun's place, and why; empty where it
    sent in itself.
    """

    reference: str
    organisation: str
    title: str
    version: int
    number: int
    at: datetime
    signed_name: str
    signed_title: str
    is_late: bool
    checksum: str
    sections: tuple[AnsweredSection, ...]
    in_place: str = ""
    in_place_reason: str = ""


def receipt_of(submission: Submission, member: FrameMember, *, last: LastTime | None = None) -> Receipt:
    """The receipt of a submission whose questionnaire is loaded; `member` is its respondent. In Swedish.

    last: what it answered last time, as far as the reader may know, which its explanations can be about.
    """
    questionnaire = submission.questionnaire
    earlier = last.answers if last else None
    with translation.override("sv"):
        sections = answered_sections(
            questionnaire.definition, submission.given, submission.explanations, last=earlier
        )
    return Receipt(
        reference=submission.reference(member),
        organisation=member.name,
        title=questionnaire.definition.title,
        version=questionnaire.version,
        number=submission.number,
        at=timezone.localtime(submission.submitted_at),
        signed_name=submission.signed_name,
        signed_title=submission.signed_title,
        is_late=submission.is_late,
        checksum=submission.checksum,
        in_place=submission.get_in_place_display(),
        in_place_reason=submission.in_place_reason,
        sections=sections,
    )
