"""The rules against the tables of tests/questionnaires/workflow.py: state × person × action, and what it leads to."""

import inspect
from collections.abc import Iterator

import pytest
from django.db import transaction
from pytest_django import DjangoAssertNumQueries

from accounts.models import Role, User
from accounts.services import system_user
from questionnaires.models import Aggregate, Response, State
from questionnaires.offers import available_actions
from questionnaires.rules import TRANSITIONS, Refused, check_can, check_may
from questionnaires.services import aggregates, in_place, responses, review
from questionnaires.services.rounds import close_round
from records.models import Event
from tests import country as small
from tests.database import contents
from tests.questionnaires.workflow import ACTIONS, CODES, KEYS, STATES, TABLES, Way, services, ways

# The steps by which a state is reached, from nothing.
PATHS = {
    "not_started": (),
    "draft": ("save",),
    "submitted": ("save", "submit"),
    "in_review": ("save", "submit", "start_review"),
    "returned": ("save", "submit", "return"),
    "approved": ("save", "submit", "approve"),
    "accepted": ("save", "submit", "accept"),
    "declined": ("decline",),
}
SITUATIONS = [
    ("kommun", "open"),
    ("kommun", "sent"),
    ("kommun", "closed"),
    ("kommun", "opened"),
    ("in_place", "open"),
    ("in_place", "sent"),
    ("in_place", "closed"),
    ("in_place", "opened"),
    ("region", "open"),
    ("region", "closed"),
    ("rss", "open"),
    ("rss", "closed"),
]


def people(kind: str) -> dict[str, User]:
    """Everybody who could try, by what they are to the respondent."""
    own, foreign = ("01", "02") if kind == "region" else ("0101", "0201")
    left = small.person("Lena Ek", Role.SIGNER, own)
    left.is_active = False
    left.save()
    return {
        "own respondent": small.person("Anna Ek", Role.RESPONDENT, own),
        "own signer": small.person("Per Ask", Role.SIGNER, own),
        "own coordinator": small.person("Karin Björk", Role.COORDINATOR, "rss-norr"),
        "foreign respondent": small.person("Sven Alm", Role.RESPONDENT, foreign),
        "foreign signer": small.person("Stina Alm", Role.SIGNER, foreign),
        "foreign coordinator": small.person("Ulf Ström", Role.COORDINATOR, "rss-ass"),
        "officer": small.person("Nora Lind", Role.OFFICER),
        "administrator": small.person("Adam Sten", Role.ADMINISTRATOR),
        "nobody": User.objects.create_user("nils@example.invalid", name="Nils Ny"),
        "who has left": left,
    }


def set_up(situation: str) -> None:
    """Brings the round and the RSS's report to a situation."""
    if situation in ("sent", "opened"):
        small.reported("rss-norr")
    if situation in ("closed", "opened"):
        close_round(year=2030, by=system_user())
    if situation == "opened":
        report = Aggregate.objects.get(rss=small.member("rss-norr"))
        aggregates.reopen_aggregate(aggregate=report, reason="Rätta", by=system_user())


def subjects(kind: str, state: str) -> Iterator[tuple[str, Response | Aggregate]]:
    """Each action with what it is done to, in a state: an RSS saves its answers, and all else is its aggregate's."""
    response = small.response(KEYS[kind], CODES[kind])
    Response.objects.filter(pk=response.pk).update(state=state, in_place=kind == "in_place")
    response.refresh_from_db()
    if kind != "rss":
        yield from ((action, response) for action in ACTIONS)
        return
    report = aggregates.aggregate_of(small.member(CODES[kind]))
    report.state = "draft" if state == "not_started" else state
    report.save()
    yield "save", response
    if state != "not_started":
        yield from ((action, report) for action in ACTIONS if action != "save")


def allowed(action: str, subject: Response | Aggregate, by: User) -> bool:
    try:
        check_can(action, subject, by=by)
    except Refused:
        return False
    return True


@pytest.mark.parametrize(("kind", "situation"), SITUATIONS)
def test_who_may_do_what_in_which_state_is_as_the_table_says(
    country: None, kind: str, situation: str
) -> None:
    everybody = people(kind)
    set_up(situation)

    found = [
        f"{state}: {action} by {who}"
        for state in STATES
        for action, subject in subjects(kind, state)
        for who, person in everybody.items()
        if allowed(action, subject, person)
    ]

    assert sorted(found) == sorted(
        f"{way.state}: {way.action} by {who}"
        for way in ways(kind)
        if situation in way.situations
        for who in way.who
    )


@pytest.mark.parametrize("kind", TABLES)
def test_the_system_does_in_a_file_what_anybody_may_do(country: None, kind: str) -> None:
    found = [
        f"{state}: {action}"
        for state in STATES
        for action, subject in subjects(kind, state)
        if allowed(action, subject, system_user())
    ]
    assert sorted(found) == sorted(f"{way.state}: {way.action}" for way in ways(kind))


def reach(kind: str, state: str) -> None:
    """Brings the respondent to a state through the services that people use."""
    received = "accept" if kind in ("region", "rss") else "approve"
    path = PATHS.get(state) or ("save", "submit", received, "reopen")
    if kind == "in_place":
        path = ("enter", *path)
    for action in path if state != "not_started" else ():
        services(kind)[action](kind, CODES[kind], system_user())


def state_of(kind: str) -> str:
    response = Response.objects.filter(key=KEYS[kind], respondent__code=CODES[kind]).first()
    return str(response.state) if response else "not_started"


CASES = [
    (kind, state)
    for kind in TABLES
    for state in STATES
    if state in {way.state for way in ways(kind)} | {way.target for way in ways(kind)}
]


@pytest.mark.thorough
@pytest.mark.parametrize(("kind", "state"), CASES)
def test_the_services_lead_where_the_table_says_and_refuse_the_rest(
    country: None, kind: str, state: str
) -> None:
    everybody = people(kind)
    reach(kind, state)
    assert state_of(kind) == state
    expected = {way.action: way for way in ways(kind) if way.state == state and "open" in way.situations}

    for action in services(kind):
        with transaction.atomic():
            if action in expected:
                takes(kind, action, expected[action], everybody)
            else:
                refuses(kind, action)
            transaction.set_rollback(True)


def ready_to_enter(kind: str) -> None:
    """A draft in which nothing is answered any more; nothing is done where nobody has begun."""
    begun = Response.objects.filter(key=KEYS[kind], respondent__code=CODES[kind], state="draft").first()
    if begun:
        small.save(KEYS[kind], CODES[kind], dict.fromkeys(begun.answers))


def takes(kind: str, action: str, way: Way, everybody: dict[str, User]) -> None:
    """Whoever the table names first does it: the state and the event are as they should be."""
    by = everybody[way.who[0]]
    if action == "save":
        # Something to save, where everything is answered.
        cell = next(iter(small.response(KEYS[kind], CODES[kind]).answers), None)
        if cell:
            small.save(KEYS[kind], CODES[kind], {cell: None})
    if action == "enter":
        ready_to_enter(kind)
    services(kind)[action](kind, CODES[kind], by)
    assert state_of(kind) == way.target
    if kind == "rss" and action != "save":
        assert Aggregate.objects.get(rss__code=CODES[kind]).state == way.target
    last = Event.objects.latest("pk")
    assert (last.verb, last.by_number) == (action, by.pk)


def refuses(kind: str, action: str) -> None:
    """Not even the system does it, and it leaves nothing behind."""
    small.response(KEYS[kind], CODES[kind])
    if kind == "rss":
        aggregates.aggregate_of(small.member(CODES[kind]))
        if (action, state_of(kind)) in (
            ("submit", "submitted"),
            ("submit", "in_review"),
            ("submit", "accepted"),
        ):
            # The same again, which is no change and no refusal.
            return
    before = contents()
    with pytest.raises(Refused):
        services(kind)[action](kind, CODES[kind], system_user())
    assert contents() == before


@pytest.mark.parametrize("kind", TABLES)
def test_every_transition_has_a_service_and_every_service_a_transition(kind: str) -> None:
    of = "kommun" if kind == "in_place" else kind
    in_rules = {row.action for row in TRANSITIONS if of in row.kinds}
    served = {action for action in services(kind) if kind == "rss" or action in in_rules}
    assert in_rules == served


def test_every_service_that_takes_a_step_is_known_to_these_tests() -> None:
    steps = {
        name
        for module in (responses, review, aggregates, in_place)
        for name, function in inspect.getmembers(module, inspect.isfunction)
        if function.__module__ == module.__name__ and "by" in inspect.signature(function).parameters
        if not name.startswith("_")
    }
    # They are parts of submitting and of saving, and what moves nothing.
    steps -= {"freeze_answers", "save_to_locked", "ask_to_reopen"}
    used = {
        name for kind in TABLES for service in services(kind).values() for name in service.__code__.co_names
    }
    assert steps <= used


def test_every_state_and_every_action_of_the_rules_stands_in_the_tables() -> None:
    assert set(STATES) == {str(state) for state in State}
    assert set(ACTIONS) == {row.action for row in TRANSITIONS}


def test_the_actions_on_offer_are_those_that_would_be_taken(country: None) -> None:
    cast = people("kommun")
    response = small.submitted("0101")
    assert available_actions(response, by=cast["own signer"]) == ("take_back",)
    assert available_actions(response, by=cast["own respondent"]) == ()
    assert available_actions(response, by=cast["own coordinator"]) == (
        "start_review",
        "return",
        "approve",
        "mend",
    )
    assert available_actions(response, by=cast["officer"]) == ()


@pytest.mark.parametrize(
    ("state", "sentence"),
    [
        (
            "submitted",
            "Svaret kan inte ändras: det har läget ”Inlämnad”. Det kan tas tillbaka tills granskningen",
        ),
        (
            "in_review",
            "Svaret kan inte ändras: det har läget ”Granskas”. Den som granskar kan skicka tillbaka det.",
        ),
        (
            "approved",
            "Svaret kan inte ändras: det har läget ”Godkänd av RSS”. Samordnaren i RSS kan låsa upp det.",
        ),
        ("accepted", "det har läget ”Mottagen”. En nationell handläggare kan låsa upp det."),
        ("declined", "det har läget ”Avstår”. Återuppta det först."),
    ],
)
def test_a_locked_response_says_what_locked_it_and_who_can_open_it(
    country: None, respondent: User, state: str, sentence: str
) -> None:
    response = small.answered("0101")
    Response.objects.update(state=state)
    response.refresh_from_db()

    with pytest.raises(Refused) as refused:
        check_can("save", response, by=respondent)

    assert sentence in str(refused.value)


def test_a_stranger_is_asked_for_once_in_each_role_that_she_could_have(
    stranger: User, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    alby = small.member("0101")
    assert alby.rss is not None
    # At the kommun and at its RSS, whose coordinator may answer in its place.
    with django_assert_num_queries(2), pytest.raises(Refused, match="inte behörighet"):
        check_may("save", alby, by=stranger)
