"""What an officer reads of what has come in, and what she does with it."""

from decimal import Decimal

import pytest
from pytest_django import DjangoAssertNumQueries, Settings

from accounts.models import User
from accounts.services import system_user
from questionnaires.answers import Chosen, Number, Text
from questionnaires.models import Side, State, Thread, ThreadState
from questionnaires.services.aggregates import reopen_aggregate, return_aggregate
from questionnaires.services.comments import answer_comment, start_comment
from questionnaires.services.responses import take_back_response
from questionnaires.services.review import return_response
from questionnaires.services.rounds import close_round
from questionnaires.services.summaries import Written, save_summaries
from tests import country as small
from tests.pages.reading import signed_in, words

pytestmark = pytest.mark.django_db


def region_page(query: str = "") -> str:
    return f"/insamling/2030/svar/{small.member('01').pk}/region-2030/{query}"


def report_page(query: str = "") -> str:
    return f"/insamling/2030/rapport/{small.member('rss-norr').pk}/{query}"


def read(officer: User, address: str) -> str:
    return words(signed_in(officer).get(address).content)


def state() -> str:
    return small.response("region-2030", "01").state


def test_an_officer_reads_a_regions_answers(officer: User) -> None:
    small.region_submitted("01")
    said = read(officer, region_page())
    assert "● Inlämnad · Sista svarsdag 31 mars 2031" in said
    assert "undertecknad av Rolf Gran" in said
    assert "1. Har uppdraget ändrats? Svar Nej" in said
    assert "VT 2030 71,5" in said


def test_of_a_draft_an_officer_reads_the_state_alone(officer: User) -> None:
    small.save("region-2030", "01", {"uppdrag": Chosen("ja"), "beskrivning": Text("Hemligt utkast")})
    said = read(officer, region_page())
    assert "◐ Påbörjad" in said
    assert "Inget är inlämnat än." in said
    assert "uppdraget" not in said
    assert "Hemligt" not in said


def test_what_was_taken_back_is_its_organisations_alone(officer: User, region_signer: User) -> None:
    take_back_response(response=small.region_submitted("01"), by=region_signer)
    assert "Inget är inlämnat än." in read(officer, region_page())
    assert signed_in(officer).get(region_page("?inlamning=1")).status_code == 404


def test_what_is_changed_while_it_is_returned_is_not_read_before_it_is_sent_in(officer: User) -> None:
    return_response(response=small.region_submitted("01"), reason="Se över talen.", by=officer)
    small.save("region-2030", "01", {"uppdrag": Chosen("ja"), "beskrivning": Text("Hemligt utkast")})
    said = read(officer, region_page())
    assert "Har uppdraget ändrats? Svar Nej" in said
    assert "Hemligt" not in said


def test_what_has_changed_since_the_last_submission_stands_out(officer: User) -> None:
    return_response(response=small.region_submitted("01"), reason="Se över talen.", by=officer)
    small.region_submitted("01", utbildning__vt=Number(Decimal(70)))
    said = read(officer, region_page("?visa=andrade"))
    assert "Ändrade frågor 1" in said
    assert "VT 2030 70 ✎ Ändrat , förut: 71,5" in said.replace("Ändrat,", "Ändrat ,")
    assert "Har uppdraget ändrats" not in said
    assert "Det här är en äldre inlämning." in read(officer, region_page("?inlamning=1"))


def test_a_regions_attachment_is_a_link_and_its_history_is_read(officer: User) -> None:
    return_response(response=small.region_submitted("01"), reason="Se över talen.", by=officer)
    said = read(officer, region_page())
    assert "Historik" in said
    assert "Nora Lind Se över talen." in said


def test_an_officer_asks_at_a_question_and_reads_the_answer_there(officer: User, region_signer: User) -> None:
    small.region_submitted("01")
    there = signed_in(officer).post(
        region_page("kommentarer/"), {"cell": "utbildning.vt", "text": "Stämmer 71,5?"}, follow=True
    )
    assert "Stämmer 71,5?" in words(there.content)
    thread = Thread.objects.get()
    answer_comment(thread=thread, text="Ja, det gör det.", side=Side.OWN, by=region_signer)
    assert "Ja, det gör det." in read(officer, region_page())
    signed_in(officer).post(region_page(f"kommentarer/{thread.pk}/avsluta/"))
    assert Thread.objects.get().state == ThreadState.CLOSED


def test_an_officer_answers_what_the_region_asks(officer: User, region_signer: User) -> None:
    thread = start_comment(
        response=small.region_submitted("01"), text="Vad menas?", side=Side.OWN, by=region_signer
    )
    there = signed_in(officer).post(
        region_page(f"kommentarer/{thread.pk}/svara/"), {"text": "Hela länet."}, follow=True
    )
    assert "Hela länet." in words(there.content)
    assert Thread.objects.get().state == ThreadState.ANSWERED


def test_an_empty_comment_is_refused_where_it_was_written(officer: User) -> None:
    small.region_submitted("01")
    said = words(signed_in(officer).post(region_page("kommentarer/"), {"cell": "", "text": " "}).content)
    assert "Skriv en kommentar först." in said


@pytest.mark.parametrize(
    ("step", "reason", "target"),
    [
        ("borja-granska", "", State.IN_REVIEW),
        ("begar-komplettering", "Talen saknas.", State.RETURNED),
        ("ta-emot", "", State.ACCEPTED),
        ("las-upp", "Ni bad om det.", State.REOPENED),
    ],
)
def test_an_officer_takes_each_step_with_a_regions_answers(
    officer: User, step: str, reason: str, target: State
) -> None:
    small.region_submitted("01")
    address = region_page(f"steg/{step}/")
    assert signed_in(officer).get(address).status_code == 200
    assert state() == State.SUBMITTED
    assert signed_in(officer).post(address, {"reason": reason}).status_code == 302
    assert state() == target


@pytest.mark.parametrize(
    ("step", "reason", "target"),
    [
        ("borja-granska", "", State.IN_REVIEW),
        ("begar-komplettering", "Talen saknas.", State.RETURNED),
        ("ta-emot", "", State.ACCEPTED),
        ("las-upp", "Ni bad om det.", State.REOPENED),
    ],
)
def test_an_officer_takes_each_step_with_an_rss_report_and_its_own_answers(
    officer: User, step: str, reason: str, target: State
) -> None:
    small.approved("0101")
    aggregate = small.reported("rss-norr").aggregate
    address = report_page(f"steg/{step}/")
    assert signed_in(officer).get(address).status_code == 200
    assert signed_in(officer).post(address, {"reason": reason}).status_code == 302
    aggregate.refresh_from_db()
    assert (aggregate.state, small.response("rss-2030", "rss-norr").state) == (target, target)


def test_a_return_needs_its_reason_and_lists_the_open_questions_that_go_along(officer: User) -> None:
    start_comment(
        response=small.region_submitted("01"),
        cell="uppdrag",
        text="Hela året?",
        side=Side.RECEIVER,
        by=officer,
    )
    address = region_page("steg/begar-komplettering/")
    assert "Öppna frågor som följer med 1. Har uppdraget ändrats? : Hela året?" in read(officer, address)
    said = words(signed_in(officer).post(address, {"reason": " "}).content)
    assert "Skriv varför." in said
    assert state() == State.SUBMITTED


def test_a_step_that_cannot_be_taken_leads_back_and_says_why_when_posted(officer: User) -> None:
    small.save("region-2030", "01", {"uppdrag": Chosen("ja")})
    address = region_page("steg/ta-emot/")
    assert signed_in(officer).get(address).status_code == 302
    assert "Svaret kan inte tas emot" in words(signed_in(officer).post(address).content)


def test_a_closed_rounds_answers_can_still_be_accepted_and_returned(officer: User) -> None:
    small.region_submitted("01")
    close_round(year=2030, by=system_user())
    signed_in(officer).post(region_page("steg/begar-komplettering/"), {"reason": "Se över."})
    assert state() == State.RETURNED


def test_an_officer_reads_what_a_report_counts_and_no_kommun(officer: User) -> None:
    small.approved("0101")
    small.approved("0102", insatser__kontakt=Chosen("nej"))
    small.reported("rss-norr")
    said = read(officer, report_page())
    assert "Version 1," in said
    assert "2 av 3 kommuner räknas." in said
    assert "Fast kontakt 1 33 % 0 0 % 1 33 % 1 33 %" in said.replace("\xa0", " ")
    assert "Summa 25" in said
    assert "Medelvärde 12,5" in said
    assert "Finns en gemensam plan? Svar Ja" in said
    names = ("Alby", "Berga", "Cedra", "Digitala möten")
    assert [name for name in names if name in said] == []


def test_a_report_that_is_not_in_says_so(officer: User) -> None:
    small.approved("0101")
    small.save("rss-2030", "rss-norr", {"handlingsplan": Chosen("nej")})
    said = read(officer, report_page())
    assert "Ingen rapport är inlämnad än." in said
    assert "gemensam plan" not in said


def test_the_next_version_shows_what_it_counts_differently(officer: User) -> None:
    small.approved("0101")
    aggregate = small.reported("rss-norr").aggregate
    reopen_aggregate(aggregate=aggregate, reason="Berga är sen.", by=officer)
    small.approved("0102", projekt=Chosen("ja"))
    small.reported("rss-norr", plan="nej")
    said = read(officer, report_page())
    assert "Ändrat sedan version 1" in said
    assert "Svar Version 1 Version 2 Ja 0 1" in said
    assert "Ändrat, förut: Ja" in said
    older = read(officer, report_page("?version=1"))
    assert "Det här är en äldre version." in older
    assert "Börja granska" in said
    assert not any(step in older for step in ("Börja granska", "Ta emot", "Begär komplettering", "Lås upp"))
    assert "1 av 3 kommuner räknas." in older


def test_the_next_version_shows_what_the_rss_says_otherwise(officer: User) -> None:
    small.approved("0101", exempel=Text("Hemgång"))
    rss = small.member("rss-norr")
    save_summaries(
        rss=rss, key="kommun-2030", written=[Written("exempel", "En gör så.", None)], by=system_user()
    )
    aggregate = small.reported("rss-norr").aggregate
    reopen_aggregate(aggregate=aggregate, reason="Säg mer.", by=officer)
    read_at = rss.summaries.get().at
    save_summaries(
        rss=rss, key="kommun-2030", written=[Written("exempel", "Två gör så.", read_at)], by=system_user()
    )
    small.reported("rss-norr")
    said = read(officer, report_page())
    assert "Sammanfattning förut En gör så. Sammanfattning nu Två gör så." in said
    assert "Inget antal har ändrats." in said
    assert "Inget svar har ändrats." in said


def test_small_groups_are_hidden_where_the_setting_asks_for_it(officer: User, settings: Settings) -> None:
    small.approved("0101")
    small.approved("0102", insatser__kontakt=Chosen("nej"))
    small.reported("rss-norr")
    settings.SMALLEST_GROUP = 2
    said = read(officer, report_page())
    assert "Fast kontakt för få för att visas" in said


def test_the_pages_cost_at_most_ten_queries(
    officer: User, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    return_response(response=small.region_submitted("01"), reason="Se över talen.", by=officer)
    small.region_submitted("01")
    start_comment(
        response=small.response("region-2030", "01"),
        cell="uppdrag",
        text="Hej",
        side=Side.RECEIVER,
        by=officer,
    )
    small.approved("0101")
    small.reported("rss-norr")
    start_comment(response=small.response("rss-2030", "rss-norr"), text="Hej", side=Side.RECEIVER, by=officer)
    client = signed_in(officer)
    pages = (region_page(), region_page("kommentarer/"), region_page("steg/ta-emot/"), report_page())
    for address in (*pages, report_page("steg/begar-komplettering/")):
        with django_assert_max_num_queries(10):
            assert client.get(address).status_code == 200


def posted(page: str) -> dict[str, str]:
    """What the button of a step's page posts."""
    return {"read": page.partition('name="read" value="')[2].partition('"')[0]}


def test_a_regions_answers_that_came_again_since_the_page_was_opened_arent_accepted(officer: User) -> None:
    region = small.region_submitted("01")
    address = region_page("steg/ta-emot/")
    sent = posted(signed_in(officer).get(address).content.decode())
    take_back_response(response=region, by=system_user())
    small.region_submitted("01", uppdrag=Chosen("ja"))
    said = words(signed_in(officer).post(address, sent).content)
    assert "Det har kommit en ny inlämning sedan du öppnade sidan. Läs den innan du tar emot." in said
    assert state() == State.SUBMITTED
    again = posted(signed_in(officer).get(address).content.decode())
    assert signed_in(officer).post(address, again).status_code == 302
    assert state() == State.ACCEPTED


def test_a_report_that_came_again_since_the_page_was_opened_isnt_accepted(officer: User) -> None:
    small.approved("0101")
    aggregate = small.reported("rss-norr").aggregate
    address = report_page("steg/ta-emot/")
    sent = posted(signed_in(officer).get(address).content.decode())
    return_aggregate(aggregate=aggregate, reason="Se över.", by=officer)
    small.approved("0102")
    small.reported("rss-norr")
    said = words(signed_in(officer).post(address, sent).content)
    assert "Det har kommit en ny inlämning sedan du öppnade sidan." in said
    aggregate.refresh_from_db()
    assert aggregate.state == State.SUBMITTED
