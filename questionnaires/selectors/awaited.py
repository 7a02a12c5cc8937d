"""What is still to come in, from whom, and who can be written to about it. States alone: no answer is read here."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from accounts.models import Membership, OrganisationKind, Role, User
from questionnaires.models import Aggregate, FrameMember, Questionnaire, Response, RoundState, State
from questionnaires.rules import OPENED, SENT
from questionnaires.selectors.deadlines import due_days
from records.mail import undeliverable

# Who is written to about an organisation's answers.
WRITTEN_TO = {
    OrganisationKind.KOMMUN: (Role.RESPONDENT, Role.SIGNER),
    OrganisationKind.REGION: (Role.RESPONDENT, Role.SIGNER),
    OrganisationKind.RSS: (Role.COORDINATOR,),
}


@dataclass(frozen=True)
class Awaited:
    """An organisation's answers to a questionnaire: where they are, their last day, and who can be written to.

    state: an RSS's is its aggregate's, which its own answers follow. in_place: its coordinator answers for it.
    people: whom mails reach, by name. unreached: those whose last mail was rejected.
    """

    member: FrameMember
    questionnaire: Questionnaire
    state: State
    in_place: bool
    last_day: date
    people: tuple[User, ...]
    unreached: tuple[User, ...]


def awaited(members: Iterable[FrameMember], key: str) -> tuple[Awaited, ...]:
    """Each member's answers to a questionnaire of their round, in the order given; seven queries however many.

    Raises LookupError where the round has no such questionnaire.
    """
    asked = tuple(members)
    if not asked:
        return ()
    newest = {each.round_id: each for each in Questionnaire.objects.filter(key=key).order_by("version")}
    responses = {each.respondent_id: each for each in _responses(asked, key)}
    reports = dict(Aggregate.objects.filter(rss__in=asked).values_list("rss_id", "state"))
    days = due_days([(each, key) for each in asked])
    people = people_to_write_to(asked)
    rejected = undeliverable(person.email for each in people.values() for person in each)
    return tuple(
        Awaited(
            member=each,
            questionnaire=newest[each.round_id],
            state=_state(each, responses.get(each.pk), reports),
            in_place=each.pk in responses and responses[each.pk].in_place,
            last_day=days[each.pk, key].last,
            people=tuple(person for person in people[each.pk] if person.email not in rejected),
            unreached=tuple(person for person in people[each.pk] if person.email in rejected),
        )
        for each in asked
    )


def people_to_write_to(members: Iterable[FrameMember]) -> Mapping[int, tuple[User, ...]]:
    """The active people who answer for each organisation (an RSS: its coordinators): member's number → by name."""
    asked = tuple(members)
    found = (
        Membership.objects.filter(
            organisation__in={each.organisation_id for each in asked}, user__is_active=True
        )
        .select_related("user")
        .order_by("user__name", "user_id")
    )
    people: dict[int, dict[User, None]] = {each.pk: {} for each in asked}
    by_organisation: dict[int, list[Membership]] = {}
    for membership in found:
        by_organisation.setdefault(membership.organisation_id, []).append(membership)
    for each in asked:
        for membership in by_organisation.get(each.organisation_id, ()):
            if membership.role in WRITTEN_TO[OrganisationKind(each.kind)]:
                people[each.pk][membership.user] = None
    return {pk: tuple(each) for pk, each in people.items()}


def reached(member: FrameMember) -> tuple[User, ...]:
    """The people of one organisation whom mails reach, by name."""
    people = people_to_write_to([member])[member.pk]
    rejected = undeliverable(person.email for person in people)
    return tuple(person for person in people if person.email not in rejected)


def why_not_remind(each: Awaited) -> str:
    """A sentence that says why an organisation isn't reminded; empty where it can be."""
    return _why_not(each) % {"name": each.member.name}


def reminded_today(member: FrameMember) -> str:
    """The sentence for an organisation that can be reminded, but not once more today."""
    return _("%(name)s har redan fått en påminnelse i dag.") % {"name": member.name}


def _why_not(each: Awaited) -> str:
    if each.state in (*SENT, State.APPROVED, State.ACCEPTED):
        return _("%(name)s har redan lämnat in.")
    if each.state == State.DECLINED:
        return _("%(name)s har avstått från att svara.")
    if each.member.round.state != RoundState.OPEN and each.state not in OPENED:
        return _("%(name)s kan inte lämna in nu: insamlingen är inte öppen.")
    if each.in_place:
        return _("Samordnaren svarar i stället för %(name)s.")
    if not each.people and each.unreached:
        return _("Mejlen till %(name)s kommer inte fram. Rätta adresserna först.")
    if not each.people:
        return _("%(name)s har ingen som kan få mejl. Bjud in någon först.")
    return ""


def _responses(members: tuple[FrameMember, ...], key: str) -> Iterable[Response]:
    """Without their answers: nobody who is to be reminded is read."""
    return Response.objects.filter(respondent__in=members, key=key).only("respondent_id", "state", "in_place")


def _state(member: FrameMember, response: Response | None, reports: Mapping[int, str]) -> State:
    if member.kind == OrganisationKind.RSS:
        own = State(response.state) if response else State.NOT_STARTED
        return State(reports.get(member.pk, own))
    return State(response.state) if response else State.NOT_STARTED
