"""To everybody who should answer: the round has opened."""

from collections.abc import Iterator

from django.utils.text import get_text_list

from accounts.models import OrganisationKind, User
from questionnaires.models import FrameMember, Questionnaire, Round, State
from questionnaires.notifications.round_mail import About, letters, own_path
from questionnaires.notifications.wording import wordings_of
from questionnaires.selectors.awaited import people_to_write_to
from questionnaires.selectors.deadlines import due_days
from records.mail import Letter, undeliverable
from records.services import ask_for_job

JOB = "round_opened"


def mail_round_opened(round_: Round, by: User) -> None:
    """Asks, in the transaction that opens a round, for the job that writes to everybody."""
    ask_for_job(kind=JOB, arguments={"round": round_.pk, "by": by.pk}, by=by)


def opening_letters(round_: Round, *, by: User) -> list[Letter]:
    """A letter a person and organisation that she answers for, however many questionnaires it is asked; eight queries.

    Who has no e-mail that takes mails gets none.
    """
    members = list(FrameMember.objects.filter(round=round_).select_related("round").order_by("pk"))
    people = people_to_write_to(members)
    rejected = undeliverable(person.email for each in people.values() for person in each)
    wordings = wordings_of(round_)
    return [
        letter
        for about, member in _abouts(round_, members)
        for letter in letters(
            "opened",
            about,
            [person for person in people[member.pk] if person.email not in rejected],
            by=by,
            wordings=wordings,
        )
    ]


def _abouts(round_: Round, members: list[FrameMember]) -> Iterator[tuple[About, FrameMember]]:
    """What each organisation is asked: all its titles, and the first of its last days."""
    newest = {each.key: each for each in Questionnaire.objects.filter(round=round_).order_by("version")}
    own_of = {
        kind: [each for each in newest.values() if each.respondents == kind] for kind in OrganisationKind
    }
    days = due_days(
        (member, each.key) for member in members for each in own_of[OrganisationKind(member.kind)]
    )
    for member in members:
        own = own_of[OrganisationKind(member.kind)]
        if own:
            yield (
                About(
                    round=round_,
                    organisation=member.name,
                    number=member.organisation_id,
                    title=get_text_list([each.definition.title for each in own], "och"),
                    state=State.NOT_STARTED,
                    last_day=min(days[member.pk, each.key].last for each in own),
                    path=own_path(member, own[0].key),
                ),
                member,
            )
