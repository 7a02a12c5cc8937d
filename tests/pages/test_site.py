"""The pages that belong to no table: start, statement, privacy, and those that say what is wrong."""

import re

import pytest
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.test import Client
from pytest_django import DjangoAssertNumQueries, Settings
from pytest_django.asserts import assertContains, assertNotContains

from surveyapp import views
from tests.pages.country import Cast

pytestmark = pytest.mark.django_db


def test_everybody_is_told_what_the_site_is_and_where_the_tables_are(published: Cast, client: Client) -> None:
    page = client.get("/")
    assertContains(page, "<title>Samlade svar om god och nära vård – Samsvar</title>", html=True)
    assertContains(page, '<a href="/tabeller/2030/">Tabeller 2030</a>', html=True)
    assertContains(page, '<a class="btn btn-primary" href="/logga-in/">Logga in</a>', html=True)


def test_officers_start_with_the_reports_tables(published: Cast, client: Client) -> None:
    client.force_login(published.officer)
    page = client.get("/")
    assertContains(page, "Läs och ladda ner rapportens tabeller")
    assertContains(page, "<summary>Nora Lind · Socialstyrelsen</summary>", html=True)


def test_others_start_with_published_tables(published: Cast, client: Client) -> None:
    client.force_login(published.coordinator)
    page = client.get("/")
    assertContains(page, "Läs och ladda ner publicerade tabeller")
    assertContains(page, "<summary>Karin Björk · RSS Norr</summary>", html=True)


def test_the_statement_names_agency_standard_date_and_supervisor(client: Client) -> None:
    page = client.get("/tillganglighet/")
    assertContains(page, "Socialstyrelsen ansvarar för Samsvar – insamling och uppföljning.")
    assertContains(page, "delvis förenlig med lagen")
    assertContains(page, "en självskattning som gjordes den 26 november 2026")
    assertContains(page, '<a href="https://www.digg.se/tdosanmalan">anmäla det till tillsynsmyndigheten</a>')


def test_the_statement_gives_the_address_to_write_to_where_there_is_one(
    client: Client, settings: Settings
) -> None:
    settings.CONTACT_EMAIL = "samsvar@example.invalid"
    for path in ("/tillganglighet/", "/personuppgifter/"):
        assertContains(
            client.get(path), '<a href="mailto:samsvar@example.invalid">samsvar@example.invalid</a>'
        )


def test_privacy_says_that_changes_are_kept_with_what_stood_before(client: Client) -> None:
    page = client.get("/personuppgifter/")
    assertContains(page, "vem som ändrade, när och vad som stod före och efter")
    assertContains(page, "Där står vilka frågor som besvarades men inte svaren.")


def test_pages_are_swedish_whatever_the_browser_speaks(client: Client) -> None:
    page = client.get("/tabeller/", headers={"accept-language": "en-GB,en;q=0.9"})
    assertContains(page, '<html lang="sv">')
    assert page["Content-Language"] == "sv"


def test_the_chosen_language_stays(client: Client) -> None:
    client.post("/sprak/", {"language": "en", "next": "/tabeller/"})
    page = client.get("/tabeller/")
    assertContains(page, '<html lang="en">')
    assertContains(page, '<h1 id="rubrik">Tables</h1>', html=True)


def test_english_dates_are_british(client: Client) -> None:
    client.post("/sprak/", {"language": "en", "next": "/tillganglighet/"})
    page = client.get("/tillganglighet/").content.decode()
    assert re.search(r"was made on \d{1,2} [A-Z][a-z]+ 20\d\d, and", page)


def test_an_unknown_language_is_swedish(client: Client) -> None:
    client.cookies["django_language"] = "xx"
    assertContains(client.get("/tabeller/"), '<html lang="sv">')


def test_pages_allow_no_script_or_style_but_the_sites_own_files(client: Client) -> None:
    page = client.get("/tabeller/")
    policy = page["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "unsafe" not in policy
    assertNotContains(page, "<style")
    assertNotContains(page, " style=")
    assertNotContains(page, " onclick=")


def test_an_address_that_isnt_there_leads_on(client: Client) -> None:
    page = client.get("/finns-inte/")
    assertContains(page, '<h1 id="rubrik">Sidan finns inte</h1>', html=True, status_code=404)
    assertContains(
        page, '<a href="/logga-in/?next=/finns-inte/">Logga in och försök igen</a>', status_code=404
    )


def test_what_somebody_may_not_do_is_said_with_a_way_out(client: Client) -> None:
    response = views.forbidden(_request(client), PermissionDenied())
    assertContains(response, "Din roll räcker inte för det du försökte göra.", status_code=403)
    assertContains(response, '<a href="/">Gå till startsidan</a>', status_code=403, html=True)


def test_an_error_of_ours_needs_no_database(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    request = _request(client)
    with django_assert_num_queries(0):
        response = views.server_error(request)
    assertContains(response, "Felet är vårt, inte ditt.", status_code=500)


def _request(client: Client) -> HttpRequest:
    """A request as the middleware leaves it."""
    return client.get("/tillganglighet/").wsgi_request
