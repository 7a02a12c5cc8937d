"""What somebody made up would get: a round's mail, composed by the same code as the real one."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.conf import settings
from django.urls import reverse

from accounts.models import OrganisationKind
from questionnaires.models import Questionnaire, Round, State
from questionnaires.notifications.digest import KIND as DIGEST
from questionnaires.notifications.digest import compose_digest
from questionnaires.notifications.round_mail import REPORT_TITLE, About, compose
from questionnaires.notifications.wording import Words
from questionnaires.selectors.coordinator.digest import Part

# Nobody's names.
RECIPIENT, SENDER = "Anna Ek", "Per Ask"
KOMMUN, RSS = "Exempelkommun", "RSS Exempel"
ORGANISATIONS = {OrganisationKind.KOMMUN: KOMMUN, OrganisationKind.REGION: "Region Exempel"}


@dataclass(frozen=True)
class Moment:
    """When a kind of mail is written: so many days after the last day, and where the answers are then.

    days: None at the opening. sender: whom it comes from; empty where a round sends it by itself.
    """

    days: int | None
    state: State
    sender: str = SENDER
    kind: OrganisationKind = OrganisationKind.KOMMUN


MOMENTS = {
    "opened": Moment(None, State.NOT_STARTED, sender=""),
    "reminder_before": Moment(-14, State.DRAFT, sender=""),
    "reminder_after": Moment(2, State.DRAFT, sender=""),
    "returned": Moment(-7, State.RETURNED),
    "approved": Moment(-7, State.APPROVED),
    # Of a kommun's answers the national level hears nothing.
    "accepted": Moment(-7, State.ACCEPTED, kind=OrganisationKind.REGION),
    "reopened": Moment(-7, State.REOPENED),
    "declined": Moment(-7, State.DECLINED),
}


def preview(kind: str, round_: Round, words: Words, *, language: str) -> Words:
    """A kind of mail with these words as Anna Ek would get it, with the round's own titles and days."""
    if kind == DIGEST:
        pages = [(_part(round_), reverse("coordinated_rounds"))]
        return compose_digest(words, round_, pages, rss=RSS, name=RECIPIENT, language=language)
    moment = MOMENTS[kind]
    today: date = round_.opens if moment.days is None else round_.deadline + timedelta(days=moment.days)
    about = About(
        round=round_,
        organisation=ORGANISATIONS[moment.kind],
        number=None,
        title=_title(round_, moment.kind),
        state=moment.state,
        last_day=round_.deadline,
        path=reverse("start"),
    )
    sender = moment.sender or settings.AGENCY_NAME
    return compose(words, about, name=RECIPIENT, language=language, sender=sender, today=today)


def _part(round_: Round) -> Part:
    """Where four made-up kommuner are."""
    counts = ((State.NOT_STARTED, 1), (State.DRAFT, 1), (State.SUBMITTED, 2))
    first, second, third = (f"{KOMMUN} {number}" for number in (1, 2, 3))
    return Part(
        key="",
        title=_title(round_, OrganisationKind.KOMMUN),
        kommuner=4,
        counts=counts,
        news=((first, State.SUBMITTED),),
        late=(third,),
        waiting=(first, second),
        questions=1,
    )


def _title(round_: Round, kind: OrganisationKind) -> str:
    """The title of what such organisations are asked in the round, or else of anything."""
    asked = Questionnaire.objects.filter(round=round_).order_by("-version")
    found = asked.filter(respondents=kind).first() or asked.first()
    return found.definition.title if found else str(REPORT_TITLE)
