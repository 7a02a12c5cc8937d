"""An explanation holds for the answers that it was written about, and goes with the submission."""

from decimal import Decimal

import pytest

from accounts.models import User
from accounts.services import system_user
from questionnaires.answers import Answer, Number
from questionnaires.definition import parse_definition
from questionnaires.models import Explanation, FrameMember, Questionnaire, Response
from questionnaires.rules import Refused
from questionnaires.selectors.explanations import explained, findings_of
from questionnaires.services.explanations import save_explanations
from questionnaires.services.publishing import publish_questionnaire
from questionnaires.services.responses import response_to, save_answers, submit_response
from records.models import Event
from tests import country as small

pytestmark = pytest.mark.django_db

EMPTY = ("personer", "left_empty")


def said(response: Response) -> dict[tuple[str, str], str]:
    return explained(response, findings_of(response))


def without_number(**changes: Answer | None) -> Response:
    return small.answered("0101", personer=None, **changes)


def test_an_explanation_is_kept_with_its_finding(respondent: User) -> None:
    response = without_number()
    save_explanations(response=response, texts={EMPTY: " Vi räknar inte. "}, by=respondent)
    assert said(response) == {EMPTY: "Vi räknar inte."}
    event = Event.objects.get(verb="explain")
    assert (event.by_name, event.details) == ("Anna Ek", {"cells": ["personer"]})


def test_the_same_again_is_no_change(respondent: User) -> None:
    response = without_number()
    save_explanations(response=response, texts={EMPTY: "Vi räknar inte."}, by=respondent)
    save_explanations(response=response, texts={EMPTY: "Vi räknar inte."}, by=respondent)
    assert Event.objects.filter(verb="explain").count() == 1


def test_an_emptied_explanation_is_taken_away(respondent: User) -> None:
    response = without_number()
    save_explanations(response=response, texts={EMPTY: "Vi räknar inte."}, by=respondent)
    save_explanations(response=response, texts={EMPTY: " "}, by=respondent)
    assert not Explanation.objects.exists()


def test_what_isnt_mentioned_stays(respondent: User) -> None:
    response = without_number()
    save_explanations(response=response, texts={EMPTY: "Vi räknar inte."}, by=respondent)
    save_explanations(response=response, texts={}, by=respondent)
    assert said(response) == {EMPTY: "Vi räknar inte."}


@pytest.mark.parametrize(
    ("was", "now", "typed", "stands", "told"),
    [
        ("", "Pers ord.", "", "Pers ord.", False),
        ("", "Pers ord.", "Annas ord.", "Pers ord.\nAnnas ord.", True),
        ("Gammalt.", "Pers ord.", "Gammalt.", "Pers ord.", False),
        ("Gammalt.", "Pers ord.", "", "Pers ord.", False),
        ("Gammalt.", "Gammalt.", "Annas\r\nord.", "Annas\nord.", False),
        ("", "Pers ord.\nAnnas ord.", "Annas ord.", "Pers ord.\nAnnas ord.", False),
    ],
    ids=["nothing typed", "both wrote", "one wrote", "one removed", "nobody else", "sent twice"],
)
def test_what_a_colleague_has_explained_since_the_page_was_read_stays(
    respondent: User, colleague: User, was: str, now: str, typed: str, stands: str, told: bool
) -> None:
    response = without_number()
    save_explanations(response=response, texts={EMPTY: now}, by=colleague)
    joined = save_explanations(response=response, texts={EMPTY: typed}, read={EMPTY: was}, by=respondent)
    assert said(response) == {EMPTY: stands}
    assert joined == told


def test_two_long_explanations_both_stand_whole(respondent: User) -> None:
    response = without_number()
    save_explanations(response=response, texts={EMPTY: "a" * 2000}, by=respondent)
    save_explanations(response=response, texts={EMPTY: "b" * 2000}, read={EMPTY: ""}, by=respondent)
    assert said(response) == {EMPTY: f"{'a' * 2000}\n{'b' * 2000}"}


def test_an_explanation_of_what_is_no_finding_is_left(respondent: User) -> None:
    save_explanations(response=small.answered("0101"), texts={EMPTY: "Vi räknar inte."}, by=respondent)
    assert not Explanation.objects.exists()


def test_another_answer_asks_anew(respondent: User) -> None:
    earlier_year(personer=Number(Decimal(4)))
    response = small.answered("0101", personer=Number(Decimal(40)))
    much = ("personer", "changed_much")
    save_explanations(response=response, texts={much: "En ny enhet."}, by=respondent)
    assert said(response) == {much: "En ny enhet."}
    assert said(small.answered("0101", personer=Number(Decimal(90)))) == {}
    assert said(small.answered("0101", personer=Number(Decimal(40)))) == {much: "En ny enhet."}


def test_a_stranger_explains_nothing(stranger: User) -> None:
    with pytest.raises(Refused, match="Du har inte behörighet"):
        save_explanations(response=without_number(), texts={EMPTY: "Nej."}, by=stranger)


def test_a_signer_is_asked_to_explain_before_sending_in(colleague: User) -> None:
    with pytest.raises(Refused) as refused:
        submit_response(response=without_number(), signed_name="Per Ask", by=colleague)
    assert str(refused.value) == ("Fråga 5: Talet saknas. Skriv varför det inte går att ange.")


def test_the_explanation_follows_the_answers_into_the_submission(colleague: User) -> None:
    response = without_number()
    save_explanations(response=response, texts={EMPTY: "Vi räknar inte."}, by=colleague)
    submission = submit_response(response=response, signed_name="Per Ask", by=colleague)
    assert submission.explanations == [{"cell": "personer", "code": "left_empty", "text": "Vi räknar inte."}]


def test_an_explanation_of_an_earlier_answer_doesnt_follow(colleague: User) -> None:
    save_explanations(response=without_number(), texts={EMPTY: "Vi räknar inte."}, by=colleague)
    submission = submit_response(response=small.answered("0101"), signed_name="Per Ask", by=colleague)
    assert submission.explanations == []


def test_a_file_that_is_loaded_explains_nothing(country: None) -> None:
    assert small.submitted("0101", personer=None).submissions.get().explanations == []


def earlier_year(**changes: Answer | None) -> None:
    """Lets Alby have submitted kommun-2029 with these answers."""
    source = (small.SMALL / "kommun-2030.yaml").read_text(encoding="utf-8").replace("2030", "2029")
    definition = parse_definition(source, file="kommun-2029.yaml")
    by = system_user()
    publish_questionnaire(definition=definition, source=source, by=by)
    response = response_to(
        questionnaire=Questionnaire.objects.get(key="kommun-2029"),
        respondent=FrameMember.objects.get(code="0101", round__year=2029),
    )
    save_answers(response=response, answers=small.KOMMUN_ANSWERS | changes, by=by)
    submit_response(response=response, signed_name="Anna Ek", by=by)
