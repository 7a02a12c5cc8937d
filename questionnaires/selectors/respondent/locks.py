"""Why a response can't be changed: the rule that locks it, who can open it, and until when."""

from dataclasses import dataclass

from django.conf import settings
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts.models import Membership, Organisation, OrganisationKind, Role
from questionnaires.models import FrameMember, Response, Round, RoundState, State
from questionnaires.rules import EDITED, OPENED, SENT, Report


@dataclass(frozen=True)
class Lock:
    """Three sentences. until: empty where no time limits it. contacts: (name, e-mail) of who can be asked."""

    why: str
    who: str
    until: str = ""
    contacts: tuple[tuple[str, str], ...] = ()


def lock_of(response: Response, *, report: Report, by_signer: bool = False) -> Lock:
    """The lock on a response of a kommun or a region whose answers can't be changed now.

    report: tells the state of the aggregate that a kommun's answer belongs to. by_signer: read by somebody who signs.
    """
    member = response.respondent
    round_, state = member.round, State(response.state)
    if round_.state == RoundState.DRAFT:
        return Lock(
            _("Insamlingen %(year)s har inte öppnat ännu.") % {"year": round_.year},
            _("Den öppnas av %(agency)s.") % {"agency": settings.AGENCY_NAME},
            _("Den öppnar %(day)s.") % {"day": date_format(round_.opens, "j F Y")},
        )
    if round_.state != RoundState.OPEN and state in (*EDITED, State.NOT_STARTED, State.DECLINED):
        return _closed(member, state)
    if response.in_place and member.rss is not None and state in (*EDITED, State.SUBMITTED):
        return _in_place(member, member.rss, state)
    if state == State.DECLINED:
        return Lock(
            _("Ni har meddelat att ni avstår från att svara."),
            _("Du eller en kollega kan återuppta svaret."),
            _open_until(round_),
        )
    is_own = state == State.SUBMITTED and member.kind != OrganisationKind.RSS
    if is_own and round_.state == RoundState.OPEN:
        until = _("Det går tills granskningen har börjat.")
        if not _report_is_open(member, report):
            until = f"{until} {_uncounted(member)}"
        who = (
            _("Du kan ta tillbaka det.")
            if by_signer
            else _("Den som undertecknar hos er kan ta tillbaka det.")
        )
        return Lock(_("Svaret är inlämnat."), who, until, receivers(member))
    return _received(member, state, report)


def _in_place(member: FrameMember, rss: Organisation, state: State) -> Lock:
    """The kommun's coordinator answers, or has sent in, in its place."""
    if state == State.SUBMITTED:
        why = _("Samordnaren i %(rss)s har lämnat in svaret åt er.") % {"rss": rss.name}
        return Lock(why, _("Stämmer det inte kan ni invända."), contacts=receivers(member))
    why = _("Samordnaren i %(rss)s fyller i svaret åt er.") % {"rss": rss.name}
    return Lock(why, _("Ni kan ta över och svara själva."), contacts=receivers(member))


def receivers(member: FrameMember) -> tuple[tuple[str, str], ...]:
    """Name and e-mail of the coordinators who receive a kommun's answers; regions' receivers aren't named."""
    if member.kind != OrganisationKind.KOMMUN or member.rss_id is None:
        return ()
    people = Membership.objects.filter(
        organisation=member.rss_id, role=Role.COORDINATOR, user__is_active=True
    )
    return tuple(people.order_by("user__name").values_list("user__name", "user__email"))


def _received(member: FrameMember, state: State, report: Report) -> Lock:
    """A lock that only whoever received the answers can open."""
    why = {
        State.SUBMITTED: _("Svaret är inlämnat."),
        State.IN_REVIEW: _("Svaret granskas."),
        State.APPROVED: _("Svaret är godkänt."),
        State.ACCEPTED: _("Svaret är mottaget."),
    }[state]
    if member.kind != OrganisationKind.KOMMUN or member.rss is None:
        who = _("En nationell handläggare på %(agency)s kan öppna det igen.")
        return Lock(why, who % {"agency": settings.AGENCY_NAME})
    names = {"rss": member.rss.name, "agency": settings.AGENCY_NAME}
    if not _report_is_open(member, report) and state in SENT:
        who = _("Samordnaren i %(rss)s kan öppna det igen.") % names
        is_open = member.round.state == RoundState.OPEN
        return Lock(why, who if is_open else "", _uncounted(member), receivers(member))
    if not _report_is_open(member, report):
        who = _(
            "%(rss)s har lämnat in sin sammanställning, som ert svar ingår i. Först när %(agency)s har låst upp den "
            "kan samordnaren öppna ert svar."
        )
        return Lock(why, who % names, contacts=receivers(member))
    who = _("Samordnaren i %(rss)s kan öppna det igen.") % names
    until = _("Det går tills sammanställningen är inlämnad.")
    return Lock(why, who, until, receivers(member))


def _uncounted(kommun: FrameMember) -> str:
    """What became of an answer that wasn't approved yet when its RSS reported."""
    names = {"rss": kommun.rss.name if kommun.rss else "", "agency": settings.AGENCY_NAME}
    sentence = _(
        "%(rss)s lämnade in sin sammanställning innan ert svar var godkänt. Först när %(agency)s har låst upp "
        "sammanställningen kan svaret räknas."
    )
    return sentence % names


def _closed(member: FrameMember, state: State) -> Lock:
    why = _("Insamlingen %(year)s är stängd.") % {"year": member.round.year}
    names = {"agency": settings.AGENCY_NAME, "rss": member.rss.name if member.rss else ""}
    if member.kind != OrganisationKind.KOMMUN:
        who = _("Bara svar som en nationell handläggare på %(agency)s har öppnat kan ändras.") % names
        return Lock(why, who)
    if state in OPENED:
        who = _(
            "Samordnaren har öppnat ert svar, men %(agency)s behöver också låsa upp sammanställningen från %(rss)s."
        )
    else:
        who = _(
            "%(agency)s kan låsa upp sammanställningen från %(rss)s. Därefter kan samordnaren öppna inlämnade svar."
        )
    return Lock(why, who % names, contacts=receivers(member))


def _report_is_open(member: FrameMember, report: Report) -> bool:
    return member.kind != OrganisationKind.KOMMUN or report() in EDITED


def _open_until(round_: Round) -> str:
    day = date_format(round_.deadline, "j F Y")
    return _("Sista svarsdag är %(day)s. Det går att svara senare om insamlingen inte har stängt.") % {
        "day": day
    }
