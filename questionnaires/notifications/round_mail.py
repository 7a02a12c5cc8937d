"""A mail of a round: what it is about, and how the round's words become one person's letter."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy, ngettext

from accounts.models import OrganisationKind, User
from accounts.selectors import is_system
from questionnaires.models import TRIAL_TITLE, Aggregate, FrameMember, Response, Round, State
from questionnaires.notifications.wording import Wordings, Words, fill
from questionnaires.selectors.awaited import Awaited
from questionnaires.selectors.deadlines import due_day, report_day
from records.mail import Letter, page_address

# What an RSS hands on has no questionnaire's title: it is the aggregate with the RSS's own answers, as one.
REPORT_TITLE = gettext_lazy("Kommunernas sammanställning och RSS eget svar")


@dataclass(frozen=True)
class About:
    """What a round's mail is about. organisation, number: whose answers. path: the page that it leads to."""

    round: Round
    organisation: str
    number: int | None
    title: str | Promise
    state: State
    last_day: date
    path: str


def about_response(response: Response) -> About:
    """An organisation's own answers, with the page where it goes on."""
    member = response.respondent
    return About(
        round=member.round,
        organisation=member.name,
        number=member.organisation_id,
        title=response.questionnaire.definition.title,
        state=State(response.state),
        last_day=due_day(member, response.key).last,
        path=own_path(member, response.key),
    )


def about_aggregate(aggregate: Aggregate) -> About:
    """What an RSS hands on, with the page that says why where it has come back."""
    rss = aggregate.rss
    return About(
        round=rss.round,
        organisation=rss.name,
        number=rss.organisation_id,
        title=REPORT_TITLE,
        state=State(aggregate.state),
        last_day=report_day(rss),
        path=reverse("report", args=(rss.pk,)),
    )


def about_awaited(each: Awaited) -> About:
    """Answers that are still to come in."""
    member = each.member
    return About(
        round=member.round,
        organisation=member.name,
        number=member.organisation_id,
        title=each.questionnaire.definition.title,
        state=each.state,
        last_day=each.last_day,
        path=own_path(member, each.questionnaire.key),
    )


def own_path(member: FrameMember, key: str) -> str:
    """The page where an organisation goes on with its answers to a questionnaire."""
    if member.kind == OrganisationKind.RSS:
        return reverse("coordinated", args=(member.pk,))
    return reverse("task_list", args=(member.pk, key))


def compose(
    words: Words, about: About, *, name: str, language: str, sender: str, today: date | None = None
) -> Words:
    """What one person reads: words with what their placeholders stand for, in her language, today unless told."""
    with translation.override(language):
        values = _values(about, name, sender, today or timezone.localdate())
        mark = trial_mark(about.round)
        # The mark says it already of a trial's subject.
        title = values["titel"].removeprefix(TRIAL_TITLE) if mark else values["titel"]
        subject = fill(words, {**values, "titel": title}).subject
        return Words(f"{mark} {subject}".strip(), fill(words, values).text)


def trial_mark(round_: Round) -> str:
    """What stands before the subject of a trial's mails, in the language in force; else nothing."""
    return translation.gettext("[Prov]") if round_.is_trial else ""


def letters(
    kind: str,
    about: About,
    people: Iterable[User],
    *,
    by: User,
    wordings: Wordings,
    until: datetime | None = None,
) -> list[Letter]:
    """The mail to each of these people."""
    found = []
    for person in people:
        words = compose(
            wordings.of(kind, person.language),
            about,
            name=person.name,
            language=person.language,
            sender=sender_name(by),
        )
        found.append(
            Letter(
                kind=kind,
                to=person.email,
                name=person.name,
                language=person.language,
                subject=words.subject,
                text=words.text,
                organisation=about.number,
                user=person.pk,
                until=until,
            )
        )
    return found


def sender_name(by: User) -> str:
    """Who a mail says that it comes from: the agency, where it writes by itself."""
    return settings.AGENCY_NAME if is_system(by) else by.name


def _values(about: About, name: str, sender: str, today: date) -> dict[str, str]:
    """Placeholder → what stands for it, in the language in force."""
    away = (about.last_day - today).days
    return {
        "namn": name,
        "organisation": about.organisation,
        "titel": str(about.title),
        "adress": page_address(about.path),
        "sista_svarsdag": date_format(about.last_day, "j F Y"),
        "dagar_kvar": _days(max(away, 0)),
        "dagar_sedan": _days(max(-away, 0)),
        "läge": str(about.state.label),
        "avsändare": sender,
        "myndighet": settings.AGENCY_NAME,
        "kontakt": settings.CONTACT_EMAIL,
    }


def _days(count: int) -> str:
    return ngettext("%(count)s dag", "%(count)s dagar", count) % {"count": count}
