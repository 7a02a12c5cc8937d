"""Whatever people try, in whatever order: what must always hold of states, submissions, aggregates and events."""

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accounts.models import Role, User
from accounts.services import system_user
from questionnaires.answers import Answer, Chosen, Invalid, Number, from_json
from questionnaires.models import Aggregate, AggregateVersion, Response, Submission
from questionnaires.progress import progress_of
from questionnaires.rules import Refused
from questionnaires.selectors.national import collected
from questionnaires.services.aggregates import aggregate_of
from questionnaires.services.responses import save_answers
from questionnaires.services.rounds import close_round
from records.models import Event
from tests import country as small
from tests.database import contents
from tests.examples import examples
from tests.questionnaires.workflow import ACTIONS, KEYS, services, ways

CODES = {"0101": "kommun", "0102": "kommun", "01": "region", "rss-norr": "rss"}
WAYS = {kind: {(way.state, way.action, way.target) for way in ways(kind)} for kind in KEYS}
WAYS["kommun"] |= WAYS["in_place"]
# Taking back leads to where the response was before: any of these.
TAKEN_BACK_TO = {"draft", "returned", "reopened"}


@dataclass(frozen=True)
class Attempt:
    """Somebody tries something.

    way: which of the ways on from where the response is (counted round), or None for an `action` that may be none of
    them. persons: what is saved, where something is; None is what can't be read.
    """

    code: str
    way: int | None
    action: str
    who: str
    persons: int | None

    def aim(self) -> str:
        """The action that is tried."""
        state, lines = where(self.code), ways(table_of(self.code))
        # Declining leads nowhere but back: it is tried, but not chosen.
        on = [way.action for way in lines if way.state == state and way.action != "decline"]
        return self.action if self.way is None or not on else on[self.way % len(on)]


def table_of(code: str) -> str:
    """Whose table holds for an organisation now."""
    is_in_place = Response.objects.get(respondent__code=code).in_place
    return "in_place" if is_in_place else CODES[code]


ATTEMPTS = st.lists(
    st.builds(
        Attempt,
        code=st.sampled_from(["0101"] * 5 + ["0102"] * 3 + ["rss-norr"] * 2 + ["01"]),
        way=st.sampled_from([*range(6), None]),
        action=st.sampled_from(ACTIONS),
        # The system may do everything, so that sequences get somewhere.
        who=st.sampled_from(["system"] * 9 + ["signer", "coordinator", "officer", "stranger"]),
        persons=st.sampled_from([1, 2, 3, 4, 5, None]),
    ),
    min_size=40,
    max_size=40,
)


@dataclass
class Known:
    """What the test remembers by itself: which submission of each kommun is approved, and what must never change."""

    approved: dict[str, int] = field(default_factory=dict)
    before: dict[str, int] = field(default_factory=dict)
    frozen: dict[tuple[str, int], Any] = field(default_factory=dict)

    def follow(self, code: str, action: str, target: str) -> None:
        """Which submission of a kommun counts after a step that was taken."""
        if action == "approve":
            self.approved[code] = (
                Submission.objects.filter(response__respondent__code=code).latest("number").number
            )
        if action == "submit":
            self.before.pop(code, None)
            if code in self.approved:
                self.before[code] = self.approved.pop(code)
        if action == "take_back" and target == "reopened":
            self.approved[code] = self.before.pop(code)


def people() -> dict[str, User]:
    """What each may do differs; the signer signs for both kommuner and the region."""
    for code in ("0101", "0102", "01"):
        signer = small.person("Per Ask", Role.SIGNER, code)
    return {
        "system": system_user(),
        "signer": signer,
        "coordinator": small.person("Karin Björk", Role.COORDINATOR, "rss-norr"),
        "officer": small.person("Nora Lind", Role.OFFICER),
        "stranger": small.person("Stina Alm", Role.SIGNER, "0201"),
    }


def where(code: str) -> str:
    """The state of an organisation's response; of an RSS's report that of its aggregate, once it has been sent in."""
    report = Aggregate.objects.filter(rss__code=code).exclude(state="draft").first()
    return str((report or Response.objects.get(respondent__code=code)).state)


def act(attempt: Attempt, action: str, by: User) -> None:
    """Raises Refused."""
    kind = CODES[attempt.code]
    if action == "save" and kind == "kommun":
        number: Answer = Invalid("många") if attempt.persons is None else Number(Decimal(attempt.persons))
        answers = small.KOMMUN_ANSWERS | {
            "personer": number,
            "projekt": Chosen("ja" if attempt.persons == 1 else "nej"),
        }
        save_answers(response=small.response(KEYS[kind], attempt.code), answers=answers, by=by)
    elif action in services(kind):
        services(kind)[action](kind, attempt.code, by)
    else:
        raise Refused("no such service")


def check_step(code: str, action: str, source: str, by: User, known: Known) -> None:
    """What was done stands in the table, and has its event."""
    last = Event.objects.latest("pk")
    assert (last.verb, last.by_number) == (action, by.pk)
    target = where(code)
    assert (source, action, "draft" if action == "take_back" else target) in WAYS[CODES[code]]
    assert action != "take_back" or target in TAKEN_BACK_TO
    if CODES[code] == "kommun":
        known.follow(code, action, target)
    if CODES[code] == "rss" and action == "submit":
        check_counted(AggregateVersion.objects.latest("pk"), known)


def check_counted(version: AggregateVersion, known: Known) -> None:
    """A new version counts what is approved, and says of it what a recount says."""
    submissions = Submission.objects.filter(counted_in__version=version).select_related(
        "response__respondent"
    )
    assert {each.response.respondent.code: each.number for each in submissions} == known.approved
    answers = [each.answers for each in submissions]
    tally = version.tallies["kommun-2030"]
    assert tally["respondents"] == len(answers) == version.counted["kommun-2030"]
    if not answers:
        assert tally["cells"] == {}
        return
    persons = sum(Decimal(each["personer"]["number"]) for each in answers)
    assert Decimal(tally["cells"]["personer"]["total"]) == persons
    chosen = [each["projekt"]["choice"] for each in answers]
    assert tally["cells"]["projekt"]["chosen"] == {
        choice: chosen.count(choice) for choice in ("ja", "nej") if choice in chosen
    }


def answers_of(sent: Submission) -> dict[str, Answer]:
    return {name: from_json(stored) for name, stored in sent.answers.items()}


def check_always(rows: dict[str, list[dict[str, Any]]], known: Known) -> None:
    """Submissions and versions never change; own answers follow their aggregate; nationally the newest counts; how much
    is answered is what a recount says.
    """
    for response in Response.objects.select_related("questionnaire"):
        progress = progress_of(response.questionnaire.definition, response.answers)
        assert (response.answered, response.asked) == (progress.answered, progress.asked)
    for sent in Submission.objects.select_related("questionnaire"):
        progress = progress_of(sent.questionnaire.definition, answers_of(sent))
        assert (sent.answered, sent.asked) == (progress.answered, progress.asked)
    for table in ("questionnaires_submission", "questionnaires_aggregateversion", "records_event"):
        for row in rows[table]:
            assert known.frozen.setdefault((table, row["id"]), row) == row
    aggregate = Aggregate.objects.filter(rss__code="rss-norr").first()
    newest = AggregateVersion.objects.order_by("-number").first()
    if aggregate is None or newest is None:
        return
    assert {each.response.state for each in newest.own.select_related("response")} <= {aggregate.state}
    data = collected.round_data(2030)
    assert data is not None
    report = data.reports[0]
    assert (report.rss.code, report.state) == ("rss-norr", aggregate.state)
    assert report.number == (0 if aggregate.state == "returned" else newest.number)


@settings(
    max_examples=examples(12),
    derandomize=True,
    deadline=None,
    database=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(attempts=ATTEMPTS, closed_after=st.sampled_from([25, 40]))
def test_whatever_people_try_the_records_hold(
    country: None, attempts: list[Attempt], closed_after: int
) -> None:
    with transaction.atomic():
        everybody, known = people(), Known()
        # What is begun without an answer is no step.
        for code, kind in CODES.items():
            small.response(KEYS[kind], code)
        aggregate_of(small.member("rss-norr"))
        before = contents()
        for number, attempt in enumerate(attempts):
            if number == closed_after:
                close_round(year=2030, by=everybody["officer"])
                before = contents()
            action, source, by = attempt.aim(), where(attempt.code), everybody[attempt.who]
            try:
                with transaction.atomic():
                    act(attempt, action, by)
            except Refused:
                assert contents() == before
                continue
            after = contents()
            if after == before:
                # The same answers, or the same aggregate, again.
                assert action in ("save", "submit")
                continue
            check_step(attempt.code, action, source, by, known)
            check_always(after, known)
            before = after
        transaction.set_rollback(True)
