"""A questionnaire is corrected while it is being answered: what goes on, and what is kept of the rest."""

from decimal import Decimal

import pytest

from accounts.models import User
from accounts.services import system_user
from questionnaires.answers import Answer, Chosen, Number, Text
from questionnaires.definition.correction import fitted_cells, question_changes
from questionnaires.models import AnswerChange, Questionnaire, Response
from questionnaires.rules import Refused
from questionnaires.services.corrections import follow_correction
from questionnaires.services.responses import submit_response
from records.models import Event
from tests import country as small

pytestmark = pytest.mark.django_db

PROJECT = """  - key: projekt
    type: single_choice
    text: Har projekt breddinförts under {year}?
    required: true
    choices: ja_nej
  - key: exempel
    type: long_text
    text: Ge exempel.
    show_if: projekt == 'ja'
"""
ANOTHER = """  - {key: projekt, type: number, text: Hur många projekt?, min: 0}
  - {key: ovrigt, type: long_text, text: Övrigt.}
"""


@pytest.fixture
def begun(respondent: User) -> Response:
    """Alby has answered version 1."""
    answers: dict[str, Answer | None] = {
        "projekt": Chosen("ja"),
        "exempel": Text("Ett."),
        "personer": Number(Decimal(12)),
    }
    return small.save("kommun-2030", "0101", answers, by=respondent)


def corrected() -> Questionnaire:
    """Version 2 asks for a number of projects, and for no example."""
    return small.publish("kommun-2030", old=PROJECT, new=ANOTHER)


def now(response: Response) -> Response:
    return Response.objects.get(pk=response.pk)


def follow(response: Response, questionnaire: Questionnaire, by: User) -> Response:
    follow_correction(response=response, questionnaire=questionnaire, by=by)
    return now(response)


def test_every_answer_that_fits_goes_on(begun: Response, respondent: User) -> None:
    newest = corrected()
    moved = follow(begun, newest, respondent)
    assert (moved.questionnaire, moved.corrected_from) == (newest, begun.questionnaire)
    assert moved.answers == {"personer": Number(Decimal(12))}
    assert moved.cells["personer"]["version"] == 1


def test_what_doesnt_fit_stands_in_the_history(begun: Response, respondent: User) -> None:
    moved = follow(begun, corrected(), respondent)
    change = AnswerChange.objects.latest("pk")
    assert change.cells == {"projekt": [{"choice": "ja"}, None], "exempel": [{"text": "Ett."}, None]}
    assert change.by == respondent
    assert moved.cells["projekt"] == {"answer": None, "version": 2}


def test_nobody_has_answered_by_it(begun: Response, colleague: User) -> None:
    moved = follow(begun, corrected(), colleague)
    assert (moved.changed_at, moved.changed_by) == (begun.changed_at, begun.changed_by)
    event = Event.objects.latest("pk")
    assert (event.verb, event.by_name) == ("follow_correction", "Per Ask")
    assert event.details == {"cells": ["exempel", "projekt"], "questionnaire_version": 2}


def test_a_choice_that_is_taken_away_stays_to_be_corrected(begun: Response, respondent: User) -> None:
    small.save("kommun-2030", "0101", {"insatser.team": Chosen("forstarkt")}, by=respondent)
    newest = small.publish("kommun-2030", old="  - {key: forstarkt, text: Förstärkt}\n")
    cells = small.response("kommun-2030", "0101").cells
    assert fitted_cells(newest.definition, cells) == cells


def test_it_goes_forward_only_and_once(begun: Response, respondent: User) -> None:
    first, newest = begun.questionnaire, corrected()
    follow(begun, newest, respondent)
    again = follow(begun, newest, respondent)
    assert follow(begun, first, respondent).questionnaire == newest
    assert again.cells["projekt"]["version"] == 2
    assert Event.objects.filter(verb="follow_correction").count() == 1


def test_two_corrections_are_counted_from_what_was_answered(begun: Response, respondent: User) -> None:
    first = begun.questionnaire
    follow(begun, corrected(), respondent)
    third = small.publish("kommun-2030", old="Hur många personer?", new="Hur många personer i år?")
    assert follow(begun, third, respondent).corrected_from == first


def test_a_submission_keeps_its_version_and_is_locked(begun: Response, colleague: User) -> None:
    sent = small.submitted("0101")
    newest = corrected()
    with pytest.raises(Refused):
        follow_correction(response=sent, questionnaire=newest, by=colleague)
    assert sent.submissions.get().questionnaire.version == now(sent).questionnaire.version == 1


def test_once_sent_in_the_correction_is_no_news(begun: Response, colleague: User) -> None:
    newest = small.publish("kommun-2030", old="Ge exempel.", new="Ge ett exempel.")
    follow(small.answered("0101"), newest, colleague)
    submit_response(response=begun, signed_name="Per Ask", by=system_user())
    sent = now(begun)
    assert (sent.corrected_from, sent.submissions.get().questionnaire.version) == (None, 2)


def test_a_stranger_moves_nothing(begun: Response, stranger: User) -> None:
    with pytest.raises(Refused):
        follow_correction(response=begun, questionnaire=corrected(), by=stranger)


def test_what_is_new_changed_and_removed_is_named(begun: Response) -> None:
    changes = question_changes(begun.questionnaire.definition, corrected().definition)
    assert [(each.kind, each.question.key, each.section) for each in changes] == [
        ("changed", "projekt", "arbete"),
        ("new", "ovrigt", "arbete"),
        ("removed", "exempel", ""),
    ]
