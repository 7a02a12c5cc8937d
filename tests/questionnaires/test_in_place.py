"""What a coordinator does in a kommun's place: mends a slip, enters what came by mail; the kommun can object."""

from decimal import Decimal

import pytest

from accounts.models import User
from accounts.services import system_user
from questionnaires.answers import Chosen, Number, from_json
from questionnaires.models import AnswerChange, Response, Side, Submission, Thread, ThreadState
from questionnaires.rules import Refused
from questionnaires.selectors.coordinator.live_aggregate import live_aggregate
from questionnaires.services.comments import answer_comment, close_comment
from questionnaires.services.explanations import save_explanations
from questionnaires.services.in_place import enter_response, mend_response, take_over_response
from questionnaires.services.objections import object_to_submission
from questionnaires.services.responses import (
    decline_response,
    save_answers,
    submit_response,
    take_back_response,
)
from questionnaires.services.review import approve_response, return_response
from records.models import Event, Mail
from tests import country as small
from tests.database import contents

pytestmark = pytest.mark.django_db

SLIP = Number(Decimal("12.5"))
RIGHT = Number(Decimal(125))


def alby() -> Response:
    return small.response("kommun-2030", "0101")


def mend(by: User, reason: str = "Kommat stod fel.", **answers: object) -> Submission:
    return mend_response(
        response=alby(), question="personer", answers={"personer": RIGHT}, reason=reason, by=by
    )


def newest() -> Submission:
    return alby().submissions.latest("number")


def mails(kind: str) -> list[Mail]:
    return list(Mail.objects.filter(kind=kind).order_by("to"))


def test_a_mended_slip_is_a_new_submission_marked_so(coordinator: User) -> None:
    small.submitted("0101")
    mended = mend(coordinator)
    assert (mended.number, mended.in_place, mended.in_place_reason) == (2, "mended", "Kommat stod fel.")
    assert (mended.signed_name, mended.signed_title) == ("Karin Björk", "RSS Norr")
    assert from_json(mended.answers["personer"]) == RIGHT
    first = alby().submissions.get(number=1)
    assert from_json(first.answers["personer"]) == SLIP
    assert {**first.answers, "personer": None} == {**mended.answers, "personer": None}
    assert mended.checksum != first.checksum


def test_the_kommuns_own_answers_follow_and_show_who_changed_them(coordinator: User) -> None:
    small.submitted("0101")
    mend(coordinator)
    assert alby().answers["personer"] == RIGHT
    change = AnswerChange.objects.latest("pk")
    assert (change.by, list(change.cells)) == (coordinator, ["personer"])
    verbs = Event.objects.order_by("-pk").values_list("verb", flat=True)
    assert list(verbs[:2]) == ["mend", "save"]


def test_mending_begins_the_review_so_that_nobody_takes_the_mended_back(
    coordinator: User, colleague: User
) -> None:
    small.submitted("0101")
    mend(coordinator)
    assert alby().state == "in_review"
    with pytest.raises(Refused, match="Granskas"):
        take_back_response(response=alby(), by=colleague)


def test_what_is_mended_counts_once_it_is_approved(coordinator: User) -> None:
    small.submitted("0101")
    mend(coordinator)
    approve_response(response=alby(), by=coordinator)
    counted = live_aggregate(small.member("rss-norr"))
    assert [each.number for each in counted.submissions["kommun-2030"]] == [2]
    tally = counted.tallies["kommun-2030"].cells["personer"]
    assert "125" in str(tally)


def test_the_kommun_is_told_which_question_and_never_the_answer(
    coordinator: User, respondent: User, colleague: User
) -> None:
    small.submitted("0101")
    mend(coordinator, reason="Det står 125 i mejlet.")
    told = mails("mended")
    assert [each.to for each in told] == [respondent.email, colleague.email]
    assert "Hur många personer?" in told[0].text
    assert f"/svar/{alby().respondent_id}/kommun-2030/inlamning/2/" in told[0].text
    assert all("125" not in each.text + each.subject for each in told)


def test_explanations_of_what_is_as_it_was_stand(coordinator: User) -> None:
    response = small.answered("0101", personer=None)
    save_explanations(response=response, texts={("personer", "left_empty"): "Vet ej."}, by=system_user())
    submit_response(response=alby(), signed_name="Per Ask", by=system_user())
    mend_response(
        response=alby(),
        question="projekt",
        answers={"projekt": Chosen("ja")},
        reason="Se bilagan.",
        by=coordinator,
    )
    assert [each["text"] for each in newest().explanations] == ["Vet ej."]
    mend(coordinator)
    assert newest().explanations == []


def test_what_mends_must_be_whole(coordinator: User) -> None:
    small.submitted("0101")
    before = contents()
    with pytest.raises(Refused, match=r"Fråga 5.*högst 1\s?000"):
        mend_response(
            response=alby(),
            question="personer",
            answers={"personer": Number(Decimal(5000))},
            reason="Kommat stod fel.",
            by=coordinator,
        )
    assert contents() == before


def test_what_the_kommun_has_hidden_in_its_draft_stays_there(coordinator: User) -> None:
    """The example was written before the kommun said No: mending that to Yes doesn't send it in."""
    from questionnaires.answers import Text

    small.save("kommun-2030", "0101", {"projekt": Chosen("ja"), "exempel": Text("Hemligt")})
    small.submitted("0101")
    mend_response(
        response=alby(),
        question="projekt",
        answers={"projekt": Chosen("ja")},
        reason="Se bilagan.",
        by=coordinator,
    )
    assert "exempel" not in newest().answers


@pytest.mark.parametrize(
    ("reason", "answers", "sentence"),
    [
        (" ", {"personer": RIGHT}, "Skriv varför."),
        ("Fel.", {"personer": SLIP}, "Inget i svaret är ändrat."),
    ],
)
def test_mending_needs_a_reason_and_a_change(
    coordinator: User, reason: str, answers: dict[str, Number], sentence: str
) -> None:
    small.submitted("0101")
    with pytest.raises(Refused, match=sentence):
        mend_response(response=alby(), question="personer", answers=answers, reason=reason, by=coordinator)


def test_what_has_come_since_isnt_mended_unread(coordinator: User) -> None:
    small.submitted("0101")
    mend(coordinator)
    with pytest.raises(Refused, match="ny inlämning"):
        mend_response(
            response=alby(),
            question="personer",
            answers={"personer": SLIP},
            reason="Fel.",
            by=coordinator,
            read=1,
        )


def test_only_the_questions_own_cells_are_mended(coordinator: User) -> None:
    small.submitted("0101")
    with pytest.raises(KeyError):
        mend_response(
            response=alby(),
            question="personer",
            answers={"projekt": Chosen("ja")},
            reason="Fel.",
            by=coordinator,
        )


@pytest.mark.parametrize("who", ["respondent", "colleague", "stranger", "officer", "administrator"])
def test_nobody_else_mends_or_enters(request: pytest.FixtureRequest, country: None, who: str) -> None:
    by: User = request.getfixturevalue(who)
    with pytest.raises(Refused):
        enter_response(response=alby(), by=by)
    small.submitted("0101")
    with pytest.raises(Refused):
        mend(by)


# ---- Objecting ----


def test_an_objection_keeps_the_submission_from_being_approved_until_the_kommun_closes_it(
    coordinator: User, respondent: User
) -> None:
    small.submitted("0101")
    mend(coordinator)
    thread = object_to_submission(response=alby(), text="Det var rätt.", by=respondent)
    with pytest.raises(Refused, match="Alby har invänt"):
        approve_response(response=alby(), by=coordinator)
    answer_comment(thread=thread, text="Jag ser.", side=Side.RECEIVER, by=coordinator)
    with pytest.raises(Refused, match="Bara den sida som började"):
        close_comment(thread=thread, side=Side.RECEIVER, by=coordinator)
    with pytest.raises(Refused, match="Alby har invänt"):
        approve_response(response=alby(), by=coordinator)
    close_comment(thread=thread, side=Side.OWN, by=respondent)
    approve_response(response=alby(), by=coordinator)


def test_what_the_kommun_sends_in_itself_settles_its_objection(
    coordinator: User, respondent: User, colleague: User
) -> None:
    small.submitted("0101")
    mend(coordinator)
    object_to_submission(response=alby(), text="Det var rätt.", by=respondent)
    return_response(response=alby(), reason="Rätta själva.", by=coordinator)
    save_answers(response=alby(), answers={"personer": SLIP}, by=respondent)
    submit_response(response=alby(), signed_name="Per Ask", by=colleague)
    assert Thread.objects.get().state == ThreadState.CLOSED
    assert newest().in_place == ""
    approve_response(response=alby(), by=coordinator)


def test_nothing_is_objected_to_twice_or_where_nothing_was_done(coordinator: User, respondent: User) -> None:
    small.submitted("0101")
    with pytest.raises(Refused, match="Det finns ingen inlämning från samordnaren"):
        object_to_submission(response=alby(), text="Fel.", by=respondent)
    mend(coordinator)
    with pytest.raises(Refused, match="Bara den som svarar kan invända"):
        object_to_submission(response=alby(), text="Fel.", by=coordinator)
    object_to_submission(response=alby(), text="Fel.", by=respondent)
    with pytest.raises(Refused, match="Ni har redan en invändning"):
        object_to_submission(response=alby(), text="Fel.", by=respondent)


# ---- Entering ----


def entered(by: User) -> Submission:
    enter_response(response=alby(), by=by)
    save_answers(response=alby(), answers=small.KOMMUN_ANSWERS, by=by)
    return submit_response(
        response=alby(), signed_name=by.name, reason="Svaret kom med e-post 12 mars.", by=by
    )


def test_a_whole_answer_is_entered_and_marked_so(coordinator: User, respondent: User) -> None:
    submission = entered(coordinator)
    assert (submission.in_place, submission.in_place_reason) == ("entered", "Svaret kom med e-post 12 mars.")
    assert alby().state == "submitted"
    assert [each.to for each in mails("entered")] == [respondent.email]
    assert "Svaret kom med e-post" not in mails("entered")[0].text
    approve_response(response=alby(), by=coordinator)


def test_it_isnt_sent_in_without_a_reason(coordinator: User) -> None:
    enter_response(response=alby(), by=coordinator)
    save_answers(response=alby(), answers=small.KOMMUN_ANSWERS, by=coordinator)
    with pytest.raises(Refused, match="Skriv varför du lämnar in åt kommunen"):
        submit_response(response=alby(), signed_name="Karin Björk", by=coordinator)


def test_a_kommun_that_has_answered_something_isnt_answered_for(coordinator: User, respondent: User) -> None:
    small.save("kommun-2030", "0101", {"projekt": Chosen("ja")}, by=respondent)
    with pytest.raises(Refused, match="Alby har redan börjat svara"):
        enter_response(response=alby(), by=coordinator)
    decline_response(response=alby(), reason="Hinner inte.", by=respondent)
    with pytest.raises(Refused, match="Alby har redan börjat svara"):
        enter_response(response=alby(), by=coordinator)
    assert not alby().in_place


def test_while_the_coordinator_answers_the_kommun_doesnt_and_then_the_other_way_round(
    coordinator: User, respondent: User
) -> None:
    enter_response(response=alby(), by=coordinator)
    save_answers(response=alby(), answers={"projekt": Chosen("ja")}, by=coordinator)
    with pytest.raises(Refused, match="Samordnaren fyller i svaret åt Alby"):
        save_answers(response=alby(), answers={"projekt": Chosen("nej")}, by=respondent)
    take_over_response(response=alby(), by=respondent)
    save_answers(response=alby(), answers={"projekt": Chosen("nej")}, by=respondent)
    with pytest.raises(Refused, match="Alby svarar själv"):
        save_answers(response=alby(), answers={"projekt": Chosen("ja")}, by=coordinator)


def test_the_coordinator_takes_back_what_she_entered_and_the_kommun_doesnt(
    coordinator: User, colleague: User
) -> None:
    entered(coordinator)
    with pytest.raises(Refused, match="Samordnaren fyller i svaret åt Alby"):
        take_back_response(response=alby(), by=colleague)
    take_back_response(response=alby(), by=coordinator)
    assert alby().state == "draft"


def test_what_was_entered_is_objected_to(coordinator: User, respondent: User) -> None:
    entered(coordinator)
    object_to_submission(response=alby(), text="Det har vi inte svarat.", by=respondent)
    with pytest.raises(Refused, match="Alby har invänt"):
        approve_response(response=alby(), by=coordinator)


def test_a_late_entry_is_told_apart_from_a_slip_mended_late(coordinator: User) -> None:
    small.submitted("0101")
    Submission.objects.update(is_late=True)
    assert mend(coordinator).is_late
