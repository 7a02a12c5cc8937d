"""Saving answers: cell by cell, by several people, with conflicts in plain sight."""

from decimal import Decimal

import pytest

from accounts.models import Role, User
from accounts.services import system_user
from questionnaires.answers import Answer, Chosen, ChosenSet, Invalid, Number, Text
from questionnaires.models import AnswerChange, Response, State, Step
from questionnaires.rules import Refused
from questionnaires.services.responses import Conflict, Saved, save_answers, save_to_locked, submit_response
from records.models import Event
from tests import country as small
from tests.database import contents

CONTACT, TEAM = "insatser.kontakt", "insatser.team"


@pytest.fixture
def alby(country: None) -> Response:
    """Alby's response, not begun."""
    return small.response("kommun-2030", "0101")


def now() -> Response:
    return small.response("kommun-2030", "0101")


def newest_change() -> int:
    """The number of what the last save changed."""
    return AnswerChange.objects.latest("pk").pk


def test_only_the_cells_sent_are_touched(alby: Response, respondent: User) -> None:
    save_answers(
        response=alby, answers={CONTACT: Chosen("initierat"), "projekt": Chosen("ja")}, by=respondent
    )
    before = now().cells

    saved = save_answers(response=alby, answers={CONTACT: Chosen("nej")}, by=respondent)

    assert saved == Saved({CONTACT: 2}, (), newest_change())
    assert now().cells == before | {CONTACT: {"answer": {"choice": "nej"}, "version": 2}}
    assert now().cells["projekt"] == {"answer": {"choice": "ja"}, "version": 1}


def test_the_first_answer_begins_the_response(alby: Response, respondent: User) -> None:
    assert (alby.state, alby.changed_at, alby.changed_by) == (State.NOT_STARTED, None, None)

    save_answers(response=alby, answers={CONTACT: Chosen("nej")}, by=respondent)

    assert now().state == State.DRAFT
    assert now().changed_by == respondent
    step = Step.objects.get(response=alby)
    assert (step.action, step.source, step.target, step.by) == ("save", "not_started", "draft", respondent)


def test_a_save_leaves_one_event_with_the_cells_names_and_never_a_value(
    alby: Response, respondent: User
) -> None:
    save_answers(response=alby, answers={TEAM: Chosen("nej"), "exempel": Text("HEMLIGT")}, by=respondent)

    event = Event.objects.get(subject_kind="response", subject_number=alby.pk)
    assert (event.verb, event.by_number, event.by_name) == ("save", respondent.pk, "Anna Ek")
    assert (event.organisation_number, event.round_year) == (small.organisation("0101").pk, 2030)
    assert event.details == {"cells": ["exempel", TEAM], "questionnaire_version": 1}
    assert "HEMLIGT" not in repr(contents()["records_event"])


def test_the_values_before_and_after_are_kept_with_the_response(alby: Response, respondent: User) -> None:
    save_answers(response=alby, answers={TEAM: Chosen("nej")}, by=respondent)
    save_answers(response=alby, answers={TEAM: Chosen("forstarkt"), CONTACT: Chosen("nej")}, by=respondent)
    save_answers(response=alby, answers={TEAM: None}, by=respondent)

    assert [change.cells for change in AnswerChange.objects.filter(response=alby).order_by("pk")] == [
        {TEAM: [None, {"choice": "nej"}]},
        {TEAM: [{"choice": "nej"}, {"choice": "forstarkt"}], CONTACT: [None, {"choice": "nej"}]},
        {TEAM: [{"choice": "forstarkt"}, None]},
    ]
    assert {change.by for change in AnswerChange.objects.all()} == {respondent}


def test_an_emptied_cell_has_no_answer_but_keeps_counting_its_versions(
    alby: Response, respondent: User
) -> None:
    save_answers(response=alby, answers={TEAM: Chosen("nej")}, by=respondent)
    saved = save_answers(response=alby, answers={TEAM: None}, by=respondent)

    assert saved.versions == {TEAM: 2}
    assert now().answers == {}
    assert now().cells == {TEAM: {"answer": None, "version": 2}}


def test_saving_what_already_stands_there_is_no_change(alby: Response, respondent: User) -> None:
    save_answers(response=alby, answers={TEAM: Chosen("nej")}, by=respondent)
    before = contents()

    assert save_answers(response=alby, answers={TEAM: Chosen("nej"), CONTACT: None}, by=respondent) == Saved(
        {}, ()
    )
    assert contents() == before


def test_two_people_on_two_rows_of_one_grid_never_meet(
    alby: Response, respondent: User, colleague: User
) -> None:
    read = {CONTACT: 0, TEAM: 0}

    one = save_answers(response=alby, answers={CONTACT: Chosen("initierat")}, read=read, by=respondent)
    other = save_answers(response=alby, answers={TEAM: Chosen("nej")}, read=read, by=colleague)

    assert (one.conflicts, other.conflicts) == ((), ())
    assert now().answers == {CONTACT: Chosen("initierat"), TEAM: Chosen("nej")}


def test_a_conflict_refuses_only_the_cell_that_somebody_else_changed_and_gives_both_values(
    alby: Response, respondent: User, colleague: User
) -> None:
    save_answers(response=alby, answers={TEAM: Chosen("forstarkt")}, read={TEAM: 0}, by=colleague)

    saved = save_answers(
        response=alby,
        answers={TEAM: Chosen("initierat"), CONTACT: Chosen("nej")},
        read={TEAM: 0, CONTACT: 0},
        by=respondent,
    )

    assert saved == Saved(
        {CONTACT: 1},
        (Conflict(TEAM, current=Chosen("forstarkt"), refused=Chosen("initierat"), version=1),),
        newest_change(),
    )
    assert now().answers == {TEAM: Chosen("forstarkt"), CONTACT: Chosen("nej")}
    # Having seen both, she may choose her own.
    again = save_answers(response=alby, answers={TEAM: Chosen("initierat")}, read={TEAM: 1}, by=respondent)
    assert again == Saved({TEAM: 2}, (), newest_change())


def test_a_cell_that_somebody_else_has_emptied_is_a_conflict_too(
    alby: Response, respondent: User, colleague: User
) -> None:
    save_answers(response=alby, answers={TEAM: Chosen("nej")}, by=respondent)
    save_answers(response=alby, answers={TEAM: None}, read={TEAM: 1}, by=colleague)

    saved = save_answers(response=alby, answers={TEAM: Chosen("initierat")}, read={TEAM: 1}, by=respondent)

    assert saved.conflicts == (Conflict(TEAM, current=None, refused=Chosen("initierat"), version=2),)
    assert now().answers == {}


def test_two_people_who_answer_the_same_are_in_no_conflict(
    alby: Response, respondent: User, colleague: User
) -> None:
    save_answers(response=alby, answers={TEAM: Chosen("nej")}, read={TEAM: 0}, by=colleague)
    assert save_answers(response=alby, answers={TEAM: Chosen("nej")}, read={TEAM: 0}, by=respondent) == Saved(
        {}, ()
    )


def test_only_conflicts_leave_the_database_as_it_was(
    alby: Response, respondent: User, colleague: User
) -> None:
    save_answers(response=alby, answers={TEAM: Chosen("nej")}, read={TEAM: 0}, by=colleague)
    before = contents()

    save_answers(response=alby, answers={TEAM: Chosen("initierat")}, read={TEAM: 0}, by=respondent)

    assert contents() == before


@pytest.mark.parametrize(
    ("answer", "stored"),
    [
        (Number(Decimal("71.5")), {"number": "71.5"}),
        (Number(Decimal("12.0")), {"number": "12.0"}),
        (Number(Decimal(0)), {"number": "0"}),
        (Invalid("sjuttio"), {"invalid": "sjuttio"}),
    ],
)
def test_an_answer_is_kept_as_it_was_given(
    alby: Response, respondent: User, answer: Answer, stored: dict[str, str]
) -> None:
    save_answers(response=alby, answers={"personer": answer}, by=respondent)

    assert now().cells["personer"]["answer"] == stored
    assert repr(now().answers["personer"]) == repr(answer)


def test_a_number_with_another_number_of_decimals_is_a_change(alby: Response, respondent: User) -> None:
    save_answers(response=alby, answers={"personer": Number(Decimal("12"))}, by=respondent)
    saved = save_answers(response=alby, answers={"personer": Number(Decimal("12.0"))}, by=respondent)
    assert saved.versions == {"personer": 2}


def test_hidden_answers_stay_in_the_draft_and_never_enter_a_submission(country: None) -> None:
    draft = small.answered("0101", projekt=Chosen("ja"), exempel=Text("Trygg hemgång"))
    save_answers(response=draft, answers={"projekt": Chosen("nej")}, by=system_user())

    submission = submit_response(response=draft, signed_name="Per Ask", by=system_user())

    assert now().answers["exempel"] == Text("Trygg hemgång")
    assert submission.answers == {
        "insatser.kontakt": {"choice": "initierat"},
        "insatser.team": {"choice": "nej"},
        "insatser.annat": {"choice": "forstarkt", "text": "Digitala möten"},
        "projekt": {"choice": "nej"},
        "grupper": {"choices": ["barn", "aldre"]},
        "personer": {"number": "12.5"},
    }


def test_a_cell_that_the_questionnaire_lacks_is_an_error_and_nothing_is_saved(
    alby: Response, respondent: User
) -> None:
    before = contents()
    with pytest.raises(KeyError, match="finns_inte"):
        save_answers(response=alby, answers={TEAM: Chosen("nej"), "finns_inte": Chosen("nej")}, by=respondent)
    assert contents() == before


def test_a_cell_that_a_new_version_has_taken_away_can_still_be_emptied(country: None) -> None:
    draft = small.answered("0101")
    newer = small.publish("kommun-2030", old="    - {key: team, text: Mobila team}\n", new="")

    save_answers(response=draft, answers={TEAM: None}, questionnaire=newer, by=system_user())

    assert TEAM not in now().answers


@pytest.mark.parametrize("who", ["stranger", "coordinator", "officer", "administrator", "region_signer"])
def test_nobody_else_saves_for_a_kommun(alby: Response, request: pytest.FixtureRequest, who: str) -> None:
    by: User = request.getfixturevalue(who)
    before = contents()

    with pytest.raises(
        Refused, match=r"^(Du har inte behörighet att göra det här för Alby|Alby svarar själv)\.$"
    ):
        save_answers(response=alby, answers={TEAM: Chosen("nej")}, by=by)

    assert contents() == before


def test_somebody_without_a_role_there_saves_nothing_to_a_response_that_is_locked_already(
    alby: Response, respondent: User
) -> None:
    before = contents()
    with pytest.raises(Refused, match=r"^Alby svarar själv\.$"):
        save_to_locked(response=alby, answers={TEAM: Chosen("nej")}, by=respondent, roles=("coordinator",))
    assert contents() == before


def test_who_has_left_saves_no_more(alby: Response, respondent: User) -> None:
    respondent.is_active = False
    respondent.save()
    with pytest.raises(Refused, match="Du har inte behörighet"):
        save_answers(response=alby, answers={TEAM: Chosen("nej")}, by=respondent)


def test_a_coordinator_saves_her_rss_own_answers_and_no_other_rss(coordinator: User) -> None:
    small.save("rss-2030", "rss-norr", {"handlingsplan": Chosen("ja")}, by=coordinator)
    with pytest.raises(Refused, match=r"för RSS Åss\.$"):
        small.save("rss-2030", "rss-ass", {"handlingsplan": Chosen("ja")}, by=coordinator)


def test_a_signer_may_answer_too(alby: Response, colleague: User) -> None:
    save_answers(response=alby, answers={"grupper": ChosenSet(("barn",))}, by=colleague)
    assert now().answers == {"grupper": ChosenSet(("barn",))}


def test_who_answers_for_two_kommuner_does_so_for_each(alby: Response, respondent: User) -> None:
    small.person("Anna Ek", Role.RESPONDENT, "0102")
    small.save("kommun-2030", "0102", {TEAM: Chosen("nej")}, by=respondent)
    assert small.response("kommun-2030", "0102").state == State.DRAFT
    assert now().state == State.NOT_STARTED
