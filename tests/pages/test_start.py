"""The start page of those who answer: what their organisation owes, and until when."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from pytest_django import DjangoAssertNumQueries

from accounts.models import Role, User
from accounts.services import add_member, system_user
from questionnaires.answers import Chosen, Number
from questionnaires.models import Round
from questionnaires.services.assignments import assign_sections
from questionnaires.services.explanations import save_explanations
from questionnaires.services.responses import decline_response
from questionnaires.services.review import approve_response, reopen_response, return_response
from questionnaires.services.rounds import close_round
from tests import country as small
from tests.pages.answering import desk_2030, with_last_time
from tests.pages.reading import signed_in, words
from tests.questionnaires import trials

pytestmark = pytest.mark.django_db


def start(user: User, query: str = "") -> str:
    return words(signed_in(user).get(f"/svar/{query}").content)


def set_deadline(days: int) -> str:
    """Makes the deadline so many days from today; the day in words."""
    day = timezone.localdate() + timedelta(days=days)
    Round.objects.filter(year=2030).update(opens=day - timedelta(days=100), deadline=day)
    return date_format(day, "j F Y")


def test_somebody_who_only_answers_begins_here(respondent: User) -> None:
    assert signed_in(respondent).get("/")["Location"] == "/svar/"


def test_somebody_who_also_coordinates_begins_where_both_are_found(respondent: User) -> None:
    add_member(
        email=respondent.email,
        name=respondent.name,
        organisation=small.organisation("rss-norr"),
        role=Role.COORDINATOR,
        by=system_user(),
    )
    page = signed_in(respondent).get("/")
    assert page.status_code == 200
    assert 'href="/svar/"' in page.content.decode()
    assert "Det du kan göra i dina andra roller" in start(respondent)


def test_nobody_signed_in_is_led_to_signing_in_and_back(country: None) -> None:
    assert Client().get("/svar/")["Location"] == "/logga-in/?next=/svar/"


def test_a_coordinator_finds_what_the_rss_owes(coordinator: User) -> None:
    assert start(coordinator).startswith(
        "Det här ska RSS Norr lämna in RSS enkät 2030 ○ Inte påbörjad · 0 av 1 svar"
    )


@pytest.mark.parametrize("who", ["officer", "administrator"])
def test_others_have_no_such_page(request: pytest.FixtureRequest, who: str) -> None:
    assert signed_in(request.getfixturevalue(who)).get("/svar/").status_code == 404


def test_what_is_owed_is_shown_before_anything_is_answered(respondent: User) -> None:
    day = set_deadline(12)
    assert start(respondent).startswith(
        "Det här ska Alby lämna in Kommunernas enkät 2030 ○ Inte påbörjad · 0 av 6 svar · "
        f"Sista svarsdag {day} (12 dagar kvar) Börja svara Bjud in en kollega Skriv ut tom enkät (PDF)"
    )


@pytest.mark.parametrize(("days", "left"), [(1, "(1 dag kvar)"), (0, "(i dag)"), (-1, "(har passerat)")])
def test_the_days_left_are_told_in_words(respondent: User, days: int, left: str) -> None:
    set_deadline(days)
    assert left in start(respondent)


@pytest.mark.parametrize("days", [1, 0, -1])
def test_how_long_is_left_is_said_where_one_goes_on_and_where_one_sends_in_while_it_matters(
    colleague: User, days: int
) -> None:
    day, left = set_deadline(days), {1: "(1 dag kvar)", 0: "(i dag)", -1: "(har passerat)"}[days]
    place, client = f"/svar/{small.member('0101').pk}/kommun-2030/", signed_in(colleague)
    small.answered("0101")
    for page in ("", "kontrollera/"):
        assert f"Sista svarsdag {day} {left}" in words(client.get(place + page).content)
    small.submitted("0101")
    for page in ("", "kontrollera/"):
        said = words(client.get(place + page).content)
        assert f"Sista svarsdag {day}" in said
        assert left not in said


def test_a_draft_tells_how_far_it_has_come_and_who_answered_last(respondent: User) -> None:
    small.save("kommun-2030", "0101", {"projekt": Chosen("nej")}, by=respondent)
    page = start(respondent)
    assert "◐ Påbörjad · 1 av 6 svar" in page
    assert "Anna Ek svarade senast i dag kl. " in page
    assert "Fortsätt" in page


def test_who_has_taken_on_which_section_is_shown(respondent: User, colleague: User) -> None:
    response = small.response("kommun-2030", "0101")
    assign_sections(response=response, people={"arbete": [colleague]}, by=respondent)
    assert "Per Ask svarar på: Arbetet ." in start(respondent)


def test_answers_that_lack_nothing_are_ready_to_be_sent_in(respondent: User) -> None:
    small.answered("0101")
    assert "◕ Klar att lämna in" in start(respondent)


def test_answers_that_lack_an_explanation_arent_ready_until_it_is_given(respondent: User) -> None:
    response = small.answered("0101", personer=None)
    assert "◐ Påbörjad · 5 av 6 svar" in start(respondent)
    said = {("personer", "left_empty"): "Vi räknar inte."}
    save_explanations(response=response, texts=said, by=respondent)
    assert "◕ Klar att lämna in" in start(respondent)


def test_answers_that_differ_much_from_last_time_arent_ready(respondent: User) -> None:
    with_last_time(desk_2030())
    small.answered("0101", personer=Number(Decimal(900)))
    assert "◐ Påbörjad · 6 av 6 svar" in start(respondent)


def test_what_is_sent_in_isnt_asked_for(respondent: User) -> None:
    small.submitted("0101")
    page = start(respondent)
    assert "● Inlämnad ·" in page
    assert "Visa svaret" in page
    assert "Bjud in en kollega" not in page


def test_what_is_received_counts_no_days_that_are_left(respondent: User) -> None:
    day = set_deadline(12)
    sent = small.submitted("0101")
    assert f"Sista svarsdag {day} (12 dagar kvar)" in start(respondent)
    approve_response(response=sent, by=system_user())
    assert f"Sista svarsdag {day}" in start(respondent)
    assert "dagar kvar" not in start(respondent)


def test_what_is_returned_says_why(respondent: User, coordinator: User) -> None:
    return_response(response=small.submitted("0101"), reason="Personerna stämmer inte.", by=coordinator)
    page = start(respondent)
    assert "▲ Behöver kompletteras" in page
    assert "Svaret behöver kompletteras Personerna stämmer inte. Karin Björk" in page
    assert "Komplettera" in page


def test_an_organisation_that_declines_is_shown_so(respondent: User) -> None:
    response = small.response("kommun-2030", "0101")
    decline_response(response=response, reason="Hinner inte.", by=respondent)
    assert "⊘ Avstår" in start(respondent)


def test_a_closed_rounds_submission_is_read_among_earlier_years(respondent: User) -> None:
    sent = small.submitted("0101")
    close_round(year=2030, by=system_user())
    page = start(respondent)
    assert "Just nu finns inget att lämna in." in page
    assert "Tidigare år 2030: Kommunernas enkät 2030, inlämnad" in page
    address = reverse("submission", args=(sent.respondent_id, "kommun-2030", 1))
    assert f'href="{address}"' in signed_in(respondent).get("/svar/").content.decode()


def test_what_is_opened_again_in_a_closed_round_is_owed(region_signer: User, officer: User) -> None:
    sent = small.region_submitted("01")
    close_round(year=2030, by=system_user())
    reopen_response(response=sent, reason="Rätta antalet.", by=officer)
    page = start(region_signer)
    assert "Svaret är upplåst Rätta antalet. Nora Lind" in page
    assert "Fortsätt" in page


def test_a_draft_that_was_never_sent_in_is_found_among_earlier_years(respondent: User) -> None:
    response = small.answered("0101")
    close_round(year=2030, by=system_user())
    page = signed_in(respondent).get("/svar/").content
    assert "Tidigare år 2030: Kommunernas enkät 2030, inte inlämnad" in words(page)
    assert f'href="/svar/{response.respondent_id}/kommun-2030/"' in page.decode()


def test_a_trial_comes_last_whichever_year_it_tries(respondent: User) -> None:
    trials.trial()
    Round.objects.filter(is_trial=True).update(year=2031)
    page = start(respondent)
    assert page.index("Kommunernas enkät 2030") < page.index("Prov: svaren räknas inte")


def test_a_round_that_is_still_a_draft_isnt_shown(respondent: User) -> None:
    Round.objects.filter(year=2030).update(state="draft")
    assert "Just nu finns inget att lämna in." in start(respondent)


def test_somebody_with_two_organisations_switches_between_them(respondent: User) -> None:
    region = small.organisation("01")
    add_member(
        email=respondent.email,
        name=respondent.name,
        organisation=region,
        role=Role.RESPONDENT,
        by=system_user(),
    )
    assert start(respondent).startswith(
        "Det här ska Alby lämna in Du svarar för flera organisationer. Välj vilken du vill se: "
        "Alby Kommunernas enkät 2030 : ○ Inte påbörjad Region Norr Regionernas enkät 2030 : ○ Inte påbörjad"
    )
    assert start(respondent, f"?organisation={region.pk}").startswith("Det här ska Region Norr lämna in")
    client = signed_in(respondent)
    client.get(f"/svar/?organisation={region.pk}")
    assert words(client.get("/svar/").content).startswith("Det här ska Region Norr lämna in")


def test_every_page_about_a_draft_that_lacks_nothing_says_that_it_is_ready(respondent: User) -> None:
    response = small.answered("0101")
    small.save("kommun-2030", "0101", {"personer": None})
    client = signed_in(respondent)
    pages = (
        "",
        "kontrollera/",
        "del/arbete/",
        "kollegor/",
        "kommentarer/",
        "avsta/",
        "del/arbete/andringar/projekt/",
    )

    def states() -> set[str]:
        found = (client.get(f"/svar/{response.respondent_id}/kommun-2030/{page}").content for page in pages)
        return {words(page).partition("För Alby · ")[2].partition(" · ")[0] for page in found}

    assert states() == {"◐ Påbörjad"}
    said = {("personer", "left_empty"): "Vi räknar inte."}
    save_explanations(response=response, texts=said, by=respondent)
    assert states() == {"◕ Klar att lämna in"}


def test_each_of_several_organisations_says_whether_it_is_ready(respondent: User) -> None:
    add_member(
        email=respondent.email,
        name=respondent.name,
        organisation=small.organisation("0102"),
        role=Role.RESPONDENT,
        by=system_user(),
    )
    small.answered("0102")
    page = start(respondent)
    name = small.organisation("0102").name
    assert f"{name} Kommunernas enkät 2030 : ◕ Klar att lämna in" in page
    other = small.organisation("0102").pk
    assert f'href="/svar/?organisation={other}"' in signed_in(respondent).get("/svar/").content.decode()


def test_what_has_come_back_to_one_of_several_organisations_is_met_first(
    respondent: User, officer: User
) -> None:
    region = small.organisation("01")
    add_member(
        email=respondent.email,
        name=respondent.name,
        organisation=region,
        role=Role.RESPONDENT,
        by=system_user(),
    )
    return_response(response=small.region_submitted("01"), reason="Se över.", by=officer)
    page = start(respondent)
    assert page.startswith("Det här ska Region Norr lämna in")
    assert "Region Norr Regionernas enkät 2030 : ▲ Behöver kompletteras" in page
    alby = small.organisation("0101").pk
    other = start(respondent, f"?organisation={alby}")
    assert "Region Norr Regionernas enkät 2030 : ▲ Behöver kompletteras" in other


def test_an_organisation_of_others_isnt_there(respondent: User) -> None:
    other = small.organisation("0201").pk
    assert signed_in(respondent).get(f"/svar/?organisation={other}").status_code == 404


def test_the_page_asks_the_database_at_most_ten_times(
    respondent: User,
    colleague: User,
    coordinator: User,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    return_response(response=small.submitted("0101"), reason="Se över.", by=coordinator)
    response = small.response("kommun-2030", "0101")
    assign_sections(response=response, people={"arbete": [respondent, colleague]}, by=respondent)
    client = signed_in(respondent)
    with django_assert_max_num_queries(10):
        client.get("/svar/")


def test_telling_whether_it_is_ready_keeps_within_ten(
    respondent: User, colleague: User, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    response = small.answered("0101", personer=None)
    assign_sections(response=response, people={"arbete": [respondent, colleague]}, by=respondent)
    client = signed_in(respondent)
    with django_assert_max_num_queries(10):
        client.get("/svar/")
