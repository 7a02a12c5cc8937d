"""What somebody made up would get: a round's mail, composed by the same code as the real one."""

from datetime import date, timedelta

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext_lazy

from accounts.models import OrganisationKind, User
from questionnaires.models import Questionnaire, Round, State
from questionnaires.notifications.round_mail import REPORT_TITLE, About, compose
from questionnaires.notifications.wording import Words

# Nobody's; her organisation too.
RECIPIENT = "Anna Ek"
ORGANISATION = gettext_lazy("Exempelkommun")

# Kind of mail → how many days after the last day it is written, and where the answers are then.
MOMENTS = {
    "reminder_before": (-14, State.DRAFT),
    "reminder_after": (2, State.DRAFT),
    "returned": (-7, State.RETURNED),
    "approved": (-7, State.APPROVED),
    "accepted": (-7, State.ACCEPTED),
    "reopened": (-7, State.REOPENED),
    "declined": (-7, State.DECLINED),
}
# What a round sends by itself comes from the agency.
BY_ITSELF = ("opened", "reminder_before", "reminder_after")


def preview(kind: str, round_: Round, words: Words, *, language: str, by: User) -> Words:
    """A kind of mail as Anna Ek would get it, from `by` where it isn't sent by itself."""
    days, state = MOMENTS.get(kind, (None, State.NOT_STARTED))
    today: date = round_.opens if days is None else round_.deadline + timedelta(days=days)
    about = About(
        round=round_,
        organisation=str(ORGANISATION),
        number=None,
        title=_title(round_),
        state=state,
        last_day=round_.deadline,
        path=reverse("start"),
    )
    sender = settings.AGENCY_NAME if kind in BY_ITSELF else by.name
    return compose(words, about, name=RECIPIENT, language=language, sender=sender, today=today)


def _title(round_: Round) -> str:
    """The questionnaire of the round that kommuner answer, or else any."""
    asked = Questionnaire.objects.filter(round=round_).order_by("-version")
    found = asked.filter(respondents=OrganisationKind.KOMMUN).first() or asked.first()
    return found.definition.title if found else str(REPORT_TITLE)
