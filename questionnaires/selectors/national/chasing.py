"""Whom an officer can remind: regions and RSS that haven't sent in, and who there is reached."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.http import Http404
from django.utils import timezone

from accounts.models import Membership, OrganisationKind, User
from questionnaires.models import FrameMember, Questionnaire, ReminderGiven, Round, RoundState, State
from questionnaires.rules import OPENED
from questionnaires.selectors.awaited import WRITTEN_TO, awaited, reminded_today, why_not_remind
from questionnaires.selectors.national.board import BoardRow
from questionnaires.selectors.national.collected import NATIONAL_KINDS
from questionnaires.swedish import sort_key
from records.mail import last_outcome
from records.models import MailState

LACKING = (State.NOT_STARTED, State.DRAFT)


@dataclass(frozen=True)
class Chased:
    """An organisation to remind. reason: why it is left out, in a sentence; empty where it isn't."""

    member: FrameMember
    reason: str


@dataclass(frozen=True)
class Chase:
    """The organisations that are to be reminded of a questionnaire, by name."""

    questionnaire: Questionnaire
    chosen: tuple[Chased, ...]

    @property
    def done(self) -> tuple[Chased, ...]:
        return tuple(each for each in self.chosen if not each.reason)

    @property
    def left_out(self) -> tuple[Chased, ...]:
        return tuple(each for each in self.chosen if each.reason)


@dataclass(frozen=True)
class ToChase:
    """Of the rows of a board that lack: how many can be reminded of a questionnaire now. reminded: how many have been,
    today.
    """

    key: str
    can: int
    lacking: int
    reminded: int


@dataclass(frozen=True)
class Contact:
    """Somebody who answers for an organisation. is_reached: whether the last mail to the address came through."""

    user: User
    is_reached: bool

    @property
    def dialled(self) -> str:
        """The phone number as an address."""
        return self.user.phone.replace(" ", "")


def chase_of(round_: Round, key: str, members: Collection[int] | None) -> Chase:
    """Regions or RSS by their numbers in the frame, or without them all that lack; a kommun is nobody.

    Raises Http404 for what no region or RSS of the round is asked.
    """
    asked = Questionnaire.objects.filter(round=round_, key=key, respondents__in=NATIONAL_KINDS)
    newest = asked.order_by("-version").first()
    if newest is None:
        raise Http404
    framed = FrameMember.objects.filter(round=round_, kind=newest.respondents).select_related("organisation")
    wanted = framed if members is None else framed.filter(pk__in=members)
    found = sorted(wanted, key=lambda each: sort_key(each.name))
    for member in found:
        member.round = round_
    given = ReminderGiven.objects.filter(member__round=round_, key=key, day=timezone.localdate())
    today = set(given.values_list("member", flat=True))
    return Chase(
        newest,
        tuple(
            Chased(
                each.member,
                why_not_remind(each) or (reminded_today(each.member) if each.member.pk in today else ""),
            )
            for each in awaited(found, key)
            if members is not None or each.state in LACKING
        ),
    )


def to_chase(round_: Round, rows: Iterable[BoardRow]) -> tuple[ToChase, ...]:
    """What the board's buttons promise, a questionnaire each; nothing in a round that isn't open."""
    if round_.state != RoundState.OPEN:
        return ()
    today = timezone.localdate()
    lacking: dict[str, list[BoardRow]] = {}
    for row in rows:
        if row.state in LACKING and row.key:
            lacking.setdefault(row.key, []).append(row)
    return tuple(
        ToChase(
            key,
            can=sum(row.is_reached and row.reminded != today for row in of_key),
            lacking=len(of_key),
            reminded=sum(row.reminded == today for row in of_key),
        )
        for key, of_key in lacking.items()
    )


def report_key(rss: FrameMember) -> str:
    """What an RSS is reminded of: its own questionnaire, the first of several; empty without any. One query."""
    own = Questionnaire.objects.filter(round=rss.round_id, respondents=OrganisationKind.RSS)
    return own.order_by("pk").values_list("key", flat=True).first() or ""


def may_be_reminded(round_: Round, state: State) -> bool:
    """Whether something is still to come in, and can come now."""
    return state in OPENED or (round_.state == RoundState.OPEN and state in LACKING)


def contacts_of(member: FrameMember) -> tuple[Contact, ...]:
    """The people whom mails about a region's or an RSS's answers go to, by name. One query."""
    roles = WRITTEN_TO[OrganisationKind(member.kind)]
    people = Membership.objects.filter(
        organisation=member.organisation_id, role__in=roles, user__is_active=True
    )
    found = people.select_related("user").annotate(last=last_outcome("user__email"))
    each_once = {each.user: Contact(each.user, each.last != MailState.REJECTED) for each in found}
    return tuple(sorted(each_once.values(), key=lambda each: (sort_key(each.user.name), each.user.pk)))
