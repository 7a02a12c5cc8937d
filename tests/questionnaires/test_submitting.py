"""Submitting, taking back, declining and resuming: what the organisation itself does."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.utils import timezone

from accounts.models import User
from accounts.services import system_user
from questionnaires.answers import Answer, Chosen, ChosenSet, Invalid, Number, Special, Text
from questionnaires.models import Response, Round, State, Step, Submission
from questionnaires.rules import Refused
from questionnaires.services.responses import (
    decline_response,
    resume_response,
    save_answers,
    submit_response,
    take_back_response,
)
from questionnaires.services.review import (
    approve_response,
    reopen_response,
    return_response,
    start_review,
)
from questionnaires.services.rounds import close_round
from records.models import Event
from tests import country as small
from tests.database import contents

KEY = "kommun-2030"


def alby() -> Response:
    return small.response(KEY, "0101")


def test_a_submission_is_the_answers_signed_numbered_and_dated(country: None, colleague: User) -> None:
    before = timezone.now()

    submission = submit_response(
        response=small.answered("0101"), signed_name=" Per Ask ", signed_title=" Controller ", by=colleague
    )

    kept = Submission.objects.get(pk=submission.pk)
    assert (kept.number, kept.signed_name, kept.signed_title) == (1, "Per Ask", "Controller")
    assert (kept.submitted_by, kept.questionnaire.version, kept.is_late) == (colleague, 1, False)
    assert before <= kept.submitted_at <= timezone.now()
    assert kept.answers["personer"] == {"number": "12.5"}
    assert len(kept.checksum) == 64
    assert alby().state == State.SUBMITTED
    event = Event.objects.get(verb="submit")
    assert (event.by_number, event.subject_number, event.details) == (colleague.pk, alby().pk, {})


def test_the_same_answers_have_the_same_checksum_whoever_gives_them(country: None) -> None:
    one, same = small.submitted("0101").submissions.get(), small.submitted("0102").submissions.get()
    other = small.submitted("0103", projekt=Chosen("ja")).submissions.get()
    assert one.checksum == same.checksum != other.checksum


@pytest.mark.parametrize(
    ("cell", "answer", "sentence"),
    [
        ("insatser.team", None, "Fråga 1, ”Mobila team”: Frågan behöver besvaras."),
        ("projekt", None, "Fråga 2: Frågan behöver besvaras."),
        ("projekt", Chosen("kanske"), "”kanske” är inget av frågans svarsalternativ, som är: ja, nej."),
        ("insatser.annat", Chosen("initierat"), "Fråga 1, ”Annat”: Skriv vad ”Annat” gäller."),
        ("grupper", ChosenSet(("annan",)), "Fråga 4: Skriv vad ”Annan” gäller."),
        ("grupper", ChosenSet(("barn", "ingen")), "”Ingen” kan inte kombineras med andra svar."),
        ("grupper", ChosenSet(("barn", "aldre", "annan"), {"annan": "Unga"}), "Välj högst 2."),
        ("personer", Invalid("tolv"), "”tolv” kan inte läsas som ett svar på frågan."),
        ("personer", Number(Decimal(-1)), "−1 är för litet. Det ska vara minst 0."),
        ("personer", Number(Decimal("1000.1")), "1\u00a0000,1 är för stort. Det får vara högst 1\u00a0000."),
        ("personer", Number(Decimal("1.25")), "1,25 har för många decimaler. Det får ha högst 1."),
        ("personer", Special("vet_ej"), "”vet_ej” går inte att svara i stället för ett tal."),
        ("personer", Text("tolv"), "Svaret hör till en annan sorts fråga."),
    ],
)
def test_an_answer_that_falls_short_stops_the_submission_and_is_named(
    country: None, cell: str, answer: Answer | None, sentence: str
) -> None:
    response = small.save(KEY, "0101", small.KOMMUN_ANSWERS | {cell: answer})
    before = contents()

    with pytest.raises(Refused) as refused:
        submit_response(response=response, signed_name="Per Ask", by=system_user())

    assert sentence in str(refused.value)
    assert contents() == before


def test_everything_that_falls_short_is_named_at_once_in_the_questionnaires_order(country: None) -> None:
    response = small.save(KEY, "0101", {"personer": Invalid("tolv"), "insatser.team": Chosen("nej")})

    with pytest.raises(Refused) as refused:
        submit_response(response=response, signed_name="Per Ask", by=system_user())

    assert str(refused.value).splitlines() == [
        "Fråga 1, ”Fast kontakt”: Frågan behöver besvaras.",
        "Fråga 1, ”Annat”: Frågan behöver besvaras.",
        "Fråga 2: Frågan behöver besvaras.",
        "Fråga 5: ”tolv” kan inte läsas som ett svar på frågan. Rätta eller ta bort det.",
    ]


def test_a_negative_choice_asks_for_no_text(country: None) -> None:
    assert small.submitted("0101", insatser__annat=Chosen("nej")).state == State.SUBMITTED


def test_what_is_hidden_lacks_nothing(country: None) -> None:
    assert small.submitted("0101", projekt=Chosen("nej"), exempel=Invalid("x")).state == State.SUBMITTED


def test_a_required_tick_grid_needs_one_tick_in_any_row(country: None) -> None:
    small.publish(
        "region-2030", old="text: Vilka inriktningar?", new="text: Vilka inriktningar?\n    required: true"
    )
    answers = {
        cell: each for cell, each in small.REGION_ANSWERS.items() if not cell.startswith("inriktningar")
    }
    response = small.save("region-2030", "01", answers)

    with pytest.raises(Refused, match=r"^Fråga 4, ”Akut”: Frågan behöver besvaras\.$"):
        submit_response(response=response, signed_name="Rolf Gran", by=system_user())

    small.save("region-2030", "01", {"inriktningar.akut": small.REGION_ANSWERS["inriktningar.akut"]})
    submit_response(response=response, signed_name="Rolf Gran", by=system_user())
    assert small.response("region-2030", "01").state == State.SUBMITTED


@pytest.mark.parametrize("name", ["", "  "])
def test_a_submission_without_a_name_is_refused(country: None, name: str) -> None:
    with pytest.raises(Refused, match=r"^Skriv namnet på den som lämnar in\.$"):
        submit_response(response=small.answered("0101"), signed_name=name, by=system_user())


@pytest.mark.parametrize("who", ["respondent", "stranger", "coordinator", "officer", "administrator"])
def test_only_the_kommuns_signer_submits(country: None, request: pytest.FixtureRequest, who: str) -> None:
    by: User = request.getfixturevalue(who)
    response = small.answered("0101")
    before = contents()

    with pytest.raises(Refused, match=r"Du har inte behörighet|Alby svarar själv"):
        submit_response(response=response, signed_name=by.name, by=by)

    assert contents() == before


def test_the_deadline_is_the_last_day_in_time_by_swedish_clocks(country: None) -> None:
    Round.objects.update(deadline=date(2031, 3, 31))
    # Sweden has summer time on 31 March: midnight is 22.00 UTC.
    in_time = datetime(2031, 3, 31, 21, 59, tzinfo=UTC)
    late = datetime(2031, 3, 31, 22, 1, tzinfo=UTC)

    one = submit_response(response=small.answered("0101"), signed_name="A", by=system_user(), at=in_time)
    other = submit_response(response=small.answered("0102"), signed_name="B", by=system_user(), at=late)

    assert (one.is_late, other.is_late) == (False, True)


def test_after_the_deadline_an_open_round_still_takes_answers(country: None) -> None:
    Round.objects.update(opens=date(2020, 11, 1), deadline=date(2021, 3, 31))
    submission = small.submitted("0101").submissions.get()
    assert submission.is_late


def test_a_closed_round_takes_no_answers(country: None, colleague: User) -> None:
    response = small.answered("0101")
    close_round(year=2030, by=system_user())
    before = contents()

    for attempt in (
        lambda: save_answers(response=response, answers={"projekt": Chosen("ja")}, by=colleague),
        lambda: submit_response(response=response, signed_name="Per Ask", by=colleague),
        lambda: decline_response(response=response, reason="Vi hinner inte", by=colleague),
    ):
        with pytest.raises(Refused, match=r"^Insamlingen 2030 är stängd\."):
            attempt()

    assert contents() == before


def test_each_new_submission_has_the_next_number_and_the_earlier_never_change(country: None) -> None:
    small.submitted("0101")
    first = Submission.objects.filter(number=1).values().get()
    return_response(response=alby(), reason="Stämmer antalet?", by=system_user())
    save_answers(response=alby(), answers={"personer": Number(Decimal(13))}, by=system_user())

    second = submit_response(response=alby(), signed_name="Anna Ek", by=system_user())

    assert second.number == 2
    assert second.answers["personer"] == {"number": "13"}
    assert Submission.objects.filter(number=1).values().get() == first


def test_a_submission_is_taken_back_until_review_begins(country: None, colleague: User) -> None:
    response = small.submitted("0101")
    take_back_response(response=response, by=colleague)
    assert alby().state == State.DRAFT

    submit_response(response=response, signed_name="Per Ask", by=colleague)
    start_review(response=response, by=system_user())

    with pytest.raises(
        Refused,
        match=r"^Svaret kan inte tas tillbaka: det har läget ”Granskas”\. Den som granskar kan skicka tillbaka det\.$",
    ):
        take_back_response(response=response, by=colleague)
    assert alby().state == State.IN_REVIEW


@pytest.mark.parametrize("source", [State.DRAFT, State.RETURNED, State.REOPENED])
def test_taking_back_returns_to_the_state_before(country: None, colleague: User, source: State) -> None:
    response = small.submitted("0101")
    if source == State.DRAFT:
        take_back_response(response=response, by=colleague)
    elif source == State.RETURNED:
        return_response(response=response, reason="Se över", by=system_user())
    else:
        approve_response(response=response, by=system_user())
        reopen_response(response=response, reason="Rätta", by=system_user())
    submit_response(response=response, signed_name="Per Ask", by=colleague)

    take_back_response(response=response, by=colleague)

    assert alby().state == source
    step = Step.objects.filter(response=response).latest("pk")
    assert step.taken_back == alby().submissions.latest("number")


def test_what_was_taken_back_is_kept_and_the_next_submission_has_a_new_number(
    country: None, colleague: User
) -> None:
    response = small.submitted("0101")
    take_back_response(response=response, by=colleague)
    submit_response(response=response, signed_name="Per Ask", by=colleague)
    assert list(response.submissions.order_by("number").values_list("number", flat=True)) == [1, 2]


@pytest.mark.parametrize("who", ["respondent", "stranger", "coordinator", "officer"])
def test_only_the_signer_takes_back(country: None, request: pytest.FixtureRequest, who: str) -> None:
    response = small.submitted("0101")
    with pytest.raises(Refused, match=r"Du har inte behörighet|Alby svarar själv"):
        take_back_response(response=response, by=request.getfixturevalue(who))


def test_a_kommun_declines_with_a_reason_and_resumes(country: None, respondent: User) -> None:
    response = small.answered("0101")

    decline_response(response=response, reason=" Vi saknar underlag. ", by=respondent)
    assert alby().state == State.DECLINED
    assert Step.objects.get(action="decline").reason == "Vi saknar underlag."
    with pytest.raises(Refused, match=r"det har läget ”Avstår”\. Återuppta det först\.$"):
        save_answers(response=response, answers={"projekt": Chosen("ja")}, by=respondent)

    resume_response(response=response, by=respondent)
    assert alby().state == State.DRAFT
    assert alby().answers["projekt"] == Chosen("nej")
    assert [each.verb for each in Event.objects.filter(by_number=respondent.pk).order_by("pk")] == [
        "decline",
        "resume",
    ]


@pytest.mark.parametrize("reason", ["", " \n"])
def test_declining_without_a_reason_is_refused(country: None, respondent: User, reason: str) -> None:
    with pytest.raises(Refused, match=r"^Skriv varför\."):
        decline_response(response=alby(), reason=reason, by=respondent)
    assert alby().state == State.NOT_STARTED


def test_a_failing_step_leaves_nothing(country: None, monkeypatch: pytest.MonkeyPatch) -> None:
    response = small.answered("0101")
    before = contents()
    # The last write of a submission is its event: what came before it is undone when that can't be written.
    monkeypatch.setattr("questionnaires.services.steps.record_event", failing)

    with pytest.raises(OSError, match="disk"):
        submit_response(response=response, signed_name="Anna Ek", by=system_user())

    assert contents() == before


def failing(**_details: object) -> None:
    raise OSError("disk")
