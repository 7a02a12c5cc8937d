"""What national staff read: regions' answers, and what each RSS has submitted. No query here reads a kommun's
answers; of kommuner there are counts per RSS alone.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime
from operator import attrgetter

from django.db.models import Count, Max, OuterRef, QuerySet, Subquery

from accounts.models import Organisation, OrganisationKind
from questionnaires.answers import Absence
from questionnaires.counts.tally import from_json as tally_from_json
from questionnaires.definition import Definition
from questionnaires.models import (
    Aggregate,
    AggregateVersion,
    FrameMember,
    Questionnaire,
    Response,
    Round,
    RoundState,
    State,
    Submission,
)
from questionnaires.rules import NATIONALLY_COUNTED
from questionnaires.selectors.dataset import FrameOrganisation, OwnAnswers, RoundData, RssReport
from records.models import Event

NATIONAL_KINDS = (OrganisationKind.REGION, OrganisationKind.RSS)


def years() -> tuple[int, ...]:
    """The years that have a round, newest first."""
    return tuple(Round.objects.filter(is_trial=False).order_by("-year").values_list("year", flat=True))


def opened_rounds() -> tuple[Round, ...]:
    """Every year's collection that has opened, newest first; trials apart."""
    found = Round.objects.filter(is_trial=False).exclude(state=RoundState.DRAFT)
    return tuple(found.order_by("-year"))


def has_round(year: int) -> bool:
    """Whether a year has a round."""
    return Round.objects.of_year(year).exists()


def years_of(questionnaires: Iterable[str]) -> set[int]:
    """The years whose rounds ask any of these questionnaires."""
    asked = Questionnaire.objects.filter(key__in=tuple(questionnaires), round__is_trial=False)
    return set(asked.values_list("round__year", flat=True))


def definitions() -> dict[str, Definition]:
    """Key → the newest version of every questionnaire there is, of whatever year."""
    real = Questionnaire.objects.filter(round__is_trial=False)
    return {each.key: each.definition for each in real.order_by("version")}


def round_data(year: int) -> RoundData | None:
    """Everything that a year's tables count, in a fixed number of queries; None without a round."""
    round_ = Round.objects.of_year(year).first()
    if round_ is None:
        return None
    newest = _newest_questionnaires(round_)
    definitions = {key: each.definition for key, each in newest.items()}
    # Sorted here: asked to sort, a database may rather go through every kommun in order than look the kinds up.
    frame = sorted(FrameMember.objects.filter(round=round_, kind__in=NATIONAL_KINDS), key=attrgetter("pk"))
    reports = _reports(round_, [member for member in frame if member.kind == OrganisationKind.RSS])
    return RoundData(
        year=year,
        state=round_.state,
        deadline=round_.deadline,
        kommuner=sum(report.kommuner for report in reports),
        definitions=definitions,
        own=_own_answers(frame, newest),
        reports=reports,
        last_event=last_event(year),
    )


def last_event(year: int) -> datetime | None:
    """When what counts nationally in a round last changed: neither a kommun's doings nor publishing change that."""
    events = Event.objects.filter(round_year=year).exclude(verb="round_published").order_by("-at")
    own = tuple(Organisation.objects.filter(kind__in=NATIONAL_KINDS).values_list("pk", flat=True))
    # Two questions, each answered by the index alone, however many events of kommuner there are.
    of_the_round = events.filter(organisation_number__isnull=True).values_list("at", flat=True).first()
    of_own = events.filter(organisation_number__in=own).values_list("at", flat=True).first()
    return max((at for at in (of_the_round, of_own) if at is not None), default=None)


def kommuner_by_state(year: int) -> dict[str, dict[str, dict[str, int]]]:
    """Questionnaire key → RSS code → state → how many of its kommuner; those not begun are not started."""
    rounds = Round.objects.of_year(year)
    members = FrameMember.objects.filter(round__in=rounds, kind=OrganisationKind.KOMMUN)
    totals = dict(members.values_list("rss__code").annotate(count=Count("pk")).order_by("rss__code"))
    keys = Questionnaire.objects.filter(round__in=rounds, respondents=OrganisationKind.KOMMUN)
    counts: dict[str, dict[str, dict[str, int]]] = {
        key: {code: {} for code in totals} for key in keys.values_list("key", flat=True).distinct()
    }
    begun = (
        Response.objects.filter(respondent__in=members)
        .exclude(state=State.NOT_STARTED)
        .values_list("key", "respondent__rss__code", "state")
        .annotate(count=Count("pk"))
    )
    for key, code, state, count in begun.order_by("key", "respondent__rss__code", "state"):
        counts[key][code][state] = count
    for by_rss in counts.values():
        for code, states in by_rss.items():
            silent = totals[code] - sum(states.values())
            if silent:
                states[State.NOT_STARTED.value] = silent
    return counts


def _newest_questionnaires(round_: Round) -> dict[str, Questionnaire]:
    """Key → its newest version, in the order in which the keys were first published."""
    return {each.key: each for each in Questionnaire.objects.filter(round=round_).order_by("pk")}


def _own_answers(
    frame: list[FrameMember], questionnaires: Mapping[str, Questionnaire]
) -> dict[str, tuple[OwnAnswers, ...]]:
    """For each questionnaire that regions or RSS answer themselves: one entry per organisation of its kind."""
    own = {key: each for key, each in questionnaires.items() if each.respondents in NATIONAL_KINDS}
    responses = {
        (each.key, each.respondent_id): each
        for each in Response.objects.filter(respondent__in=frame, key__in=own).defer("cells")
    }
    latest = {each.response_id: each for each in _latest_submissions(responses.values())}
    return {
        key: tuple(
            _own_answer(member, responses.get((key, member.pk)), latest, questionnaire.definition)
            for member in frame
            if member.kind == questionnaire.respondents
        )
        for key, questionnaire in own.items()
    }


def _latest_submissions(responses: Iterable[Response]) -> QuerySet[Submission]:
    # By the responses' own numbers: a database that doesn't know its tables yet looks them up all the same, where it
    # may walk through every kommun's submissions to find those of some organisations.
    numbers = [each.pk for each in responses]
    return Submission.objects.newest().filter(response__in=numbers).select_related("questionnaire")


def _own_answer(
    member: FrameMember,
    response: Response | None,
    latest: Mapping[int, Submission],
    definition: Definition,
) -> OwnAnswers:
    state = State(response.state) if response else State.NOT_STARTED
    submission = latest.get(response.pk) if response and state in NATIONALLY_COUNTED else None
    return OwnAnswers(
        organisation=_frame_organisation(member),
        state=state,
        submission=submission.number if submission else 0,
        definition=submission.questionnaire.definition if submission else definition,
        answers=submission.given if submission else None,
        absence=None if submission else _absence(state),
    )


def _absence(state: State) -> Absence:
    return Absence.DECLINED if state == State.DECLINED else Absence.NOT_RECEIVED


def _reports(round_: Round, frame: list[FrameMember]) -> tuple[RssReport, ...]:
    kommuner = dict(
        FrameMember.objects.filter(round=round_, kind=OrganisationKind.KOMMUN)
        .values_list("rss")
        .annotate(count=Count("pk"))
    )
    states = dict(Aggregate.objects.filter(rss__in=frame).values_list("rss", "state"))
    newest = (
        AggregateVersion.objects.filter(aggregate=OuterRef("aggregate"))
        .values("aggregate")
        .annotate(newest=Max("number"))
        .values("newest")
    )
    versions = {
        each.aggregate.rss_id: each
        for each in AggregateVersion.objects.filter(
            aggregate__rss__in=frame, number=Subquery(newest)
        ).select_related("aggregate")
    }
    return tuple(
        _report(
            member,
            kommuner.get(member.organisation_id, 0),
            State(states.get(member.pk, State.NOT_STARTED)),
            versions.get(member.pk),
        )
        for member in frame
    )


def _report(member: FrameMember, kommuner: int, state: State, version: AggregateVersion | None) -> RssReport:
    counts = version if version is not None and state in NATIONALLY_COUNTED else None
    return RssReport(
        rss=_frame_organisation(member),
        kommuner=kommuner,
        state=state,
        number=counts.number if counts else 0,
        counted=dict(counts.counted) if counts else {},
        tallies={key: tally_from_json(stored) for key, stored in counts.tallies.items()} if counts else {},
        without_own=counts.without_own if counts else False,
        direct=tuple(counts.direct) if counts else (),
    )


def _frame_organisation(member: FrameMember) -> FrameOrganisation:
    return FrameOrganisation(
        kind=member.kind,
        code=member.code,
        name=member.name,
        report_name=member.report_name,
        lan_code=member.lan_code,
        lan_name=member.lan_name,
    )
