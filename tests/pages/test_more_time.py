"""More time and an RSS's own day, on the pages of those who give them and those who get them."""

from datetime import date
from typing import Any

import pytest
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from accounts.services import system_user
from questionnaires.models import Extension
from questionnaires.selectors.deadlines import due_day
from questionnaires.services.extensions import grant_extension
from questionnaires.services.rounds import close_round
from tests import country as small
from tests.pages.reading import signed_in, words

NATIONAL = "/insamling/2030/forlangningar/"


def post(by: User, path: str, **posted: Any) -> str:
    return words(signed_in(by).post(path, posted, follow=True).content)


def read(by: User, path: str) -> str:
    return words(signed_in(by).get(path).content)


def of_rss(page: str) -> str:
    return f"/samordna/{small.member('rss-norr').pk}/kommun-2030/{page}"


def test_an_officer_gives_a_region_more_time_and_the_region_sees_why(
    officer: User, region_signer: User
) -> None:
    region = small.member("01")
    page = post(
        officer, NATIONAL, whose=f"{region.pk}:region-2030", until="2031-04-15", reason="Nytt journalsystem."
    )
    assert "Region Norr har fått mer tid." in page
    assert "Region Norr till och med 15 april 2031" in page

    page = read(region_signer, f"/svar/{region.pk}/region-2030/")
    assert "Ni har fått förlängt till 15 april 2031. Nytt journalsystem. Nora Lind" in page
    assert "Ni har fått förlängt" in read(region_signer, "/svar/")

    page = post(officer, NATIONAL, end=Extension.objects.get().pk)
    assert "Region Norr har inte längre mer tid." in page
    assert "förlängt" not in read(region_signer, f"/svar/{region.pk}/region-2030/")


def test_more_time_isnt_promised_once_nothing_can_be_changed(officer: User, region_signer: User) -> None:
    region = small.member("01")
    grant_extension(
        member=region, key="region-2030", until=date(2031, 4, 15), reason="Nytt system.", by=officer
    )
    close_round(year=2030, by=system_user())
    page = read(region_signer, f"/svar/{region.pk}/region-2030/")
    assert "Insamlingen 2030 är stängd." in page
    assert "Ni har fått förlängt" not in page


def test_an_officer_sees_kommuner_with_more_time_as_counts_alone(officer: User, coordinator: User) -> None:
    grant_extension(
        member=small.member("rss-norr"),
        key="rss-2030",
        until=date(2031, 4, 20),
        reason="Fler",
        by=officer,
    )
    post(
        coordinator,
        of_rss("forlangningar/"),
        whose=small.member("0101").pk,
        until="2031-04-15",
        reason="Hemligt skäl",
    )
    page = read(officer, NATIONAL)
    assert "RSS Norr: 1" in page
    assert "Alby" not in page
    assert "Hemligt skäl" not in page


def test_an_officer_takes_back_no_kommuns_more_time(officer: User, coordinator: User) -> None:
    grant_extension(
        member=small.member("rss-norr"), key="rss-2030", until=date(2031, 5, 1), reason="x", by=officer
    )
    alby = small.member("0101")
    granted = grant_extension(
        member=alby, key="kommun-2030", until=date(2031, 4, 9), reason="x", by=coordinator
    )
    assert signed_in(officer).post(NATIONAL, {"end": granted.pk}).status_code == 404
    answer = signed_in(officer).post(
        NATIONAL, {"whose": f"{alby.pk}:kommun-2030", "until": "2031-04-09", "reason": "x"}
    )
    assert "Välj en organisation i listan." in words(answer.content)
    assert Extension.objects.count() == 2


def test_a_coordinator_gives_her_kommun_more_time_no_longer_than_her_own(coordinator: User) -> None:
    alby = small.member("0101").pk
    page = post(coordinator, of_rss("forlangningar/"), whose=alby, until="2031-04-15", reason="Sjukdom")
    assert "Alby kan få till 31 mars 2031" in page
    assert not Extension.objects.exists()

    post(coordinator, of_rss("sista-dag/"), day="2031-03-01")
    page = post(coordinator, of_rss("forlangningar/"), whose=alby, until="2031-03-15", reason="Sjukdom")
    assert "Alby har fått mer tid." in page
    assert "Alby till och med 15 mars 2031" in page


def test_a_coordinator_gives_nobody_elses_kommun_more_time(coordinator: User) -> None:
    far = small.member("0201").pk
    page = post(coordinator, of_rss("forlangningar/"), whose=far, until="2031-03-15", reason="x")
    assert "Välj en organisation i listan." in page


def test_a_link_proposes_the_kommun_that_it_is_about(coordinator: User) -> None:
    alby = small.member("0101").pk
    html = signed_in(coordinator).get(of_rss(f"forlangningar/?kommun={alby}")).content.decode()
    assert f'<option value="{alby}" selected>' in html


def test_a_coordinator_sets_her_kommuners_day_and_takes_it_away(coordinator: User, respondent: User) -> None:
    alby = small.member("0101")
    page = post(coordinator, of_rss("sista-dag/"), day="2031-04-01")
    assert "Dagen kan inte ligga efter enkätens sista svarsdag, 31 mars 2031." in page

    assert "Sista svarsdag för era kommuner är sparad." in post(
        coordinator, of_rss("sista-dag/"), day="2031-03-01"
    )
    assert "Sista svarsdag 1 mars 2031" in read(respondent, f"/svar/{alby.pk}/kommun-2030/")
    assert "Nu gäller 1 mars 2031 för era kommuner." in read(coordinator, of_rss("sista-dag/"))

    post(coordinator, of_rss("sista-dag/"), clear="1")
    assert due_day(alby, "kommun-2030").last == date(2031, 3, 31)


@pytest.mark.parametrize("page", ["forlangningar/", "sista-dag/"])
def test_a_coordinators_pages_cost_few_queries(
    coordinator: User, django_assert_max_num_queries: DjangoAssertNumQueries, page: str
) -> None:
    client, path = signed_in(coordinator), of_rss(page)
    with django_assert_max_num_queries(10):
        assert client.get(path).status_code == 200
