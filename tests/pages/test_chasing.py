"""An officer reminds regions and RSS by hand."""

import pytest
from pytest_django import DjangoAssertNumQueries

from accounts.models import Role, User
from questionnaires.models import Questionnaire, ReminderGiven
from questionnaires.services.rounds import close_round
from records.models import Mail
from tests import country as small
from tests.pages.reading import signed_in, words

pytestmark = pytest.mark.django_db

BOARD = "/insamling/2030/lage/"
REMIND = f"{BOARD}paminn/region-2030/"


def read(officer: User, address: str) -> str:
    return words(signed_in(officer).get(address).content)


def test_an_officer_reminds_all_regions_that_have_not_sent_in(officer: User, region_signer: User) -> None:
    # Nobody answers for Åland.
    assert "Påminn 1 av 2 regioner som inte lämnat in" in read(officer, BOARD)
    asked = read(officer, REMIND)
    assert "Region Norr" in asked
    assert "1 hoppas över Region Åland har ingen som kan få mejl. Bjud in någon först." in asked

    page = signed_in(officer).post(REMIND, {"organisation": [small.member("01").pk]}, follow=True)

    assert "1 organisation fick en påminnelse." in words(page.content)
    assert [mail.to for mail in Mail.objects.all()] == [region_signer.email]
    assert "Påmind i dag" in read(officer, BOARD)
    assert "Ingen av dem som inte lämnat in kan påminnas nu: se varför" in read(officer, BOARD)
    assert "Region Norr har redan fått en påminnelse i dag." in read(officer, REMIND)


def test_a_silent_regions_page_shows_whom_to_call_and_leads_to_reminding_it(
    officer: User, region_signer: User
) -> None:
    region = small.member("01").pk
    page = signed_in(officer).get(f"/insamling/2030/svar/{region}/region-2030/").content.decode()
    assert f'href="mailto:{region_signer.email}"' in page
    assert f'href="{REMIND}?organisation={region}"' in page
    assert f"Påminn {small.member('01').name}" in read(officer, f"{REMIND}?organisation={region}")


def test_a_silent_rss_is_reminded_in_the_same_way(officer: User, coordinator: User) -> None:
    rss = small.member("rss-norr").pk
    page = signed_in(officer).get(f"/insamling/2030/rapport/{rss}/").content.decode()
    assert f'href="mailto:{coordinator.email}"' in page
    address = f"{BOARD}paminn/rss-2030/"
    assert f'href="{address}?organisation={rss}"' in page
    signed_in(officer).post(address, {"organisation": [rss]})
    assert ReminderGiven.objects.get().member_id == rss


def test_rss_that_are_asked_nothing_themselves_arent_offered_to_be_reminded(
    officer: User, coordinator: User
) -> None:
    assert "RSS som inte lämnat in" in read(officer, BOARD)
    Questionnaire.objects.filter(key="rss-2030").delete()
    assert "RSS som inte lämnat in" not in read(officer, BOARD)


def test_nobody_who_has_sent_in_is_reminded(officer: User, region_signer: User) -> None:
    small.region_submitted("01")
    region = small.member("01").pk
    assert f"{small.member('01').name} har redan lämnat in." in read(
        officer, f"{REMIND}?organisation={region}"
    )
    page = signed_in(officer).post(REMIND, {"organisation": [region]}, follow=True)
    assert f"{small.member('01').name} har redan lämnat in." in words(page.content)
    assert not ReminderGiven.objects.exists()
    received = signed_in(officer).get(f"/insamling/2030/svar/{region}/region-2030/").content.decode()
    assert REMIND not in received


def test_nobody_is_reminded_in_a_closed_round(officer: User, region_signer: User) -> None:
    close_round(year=2030, by=officer)
    assert "Påminn" not in read(officer, BOARD)


def test_a_kommun_is_nobody_to_an_officer(officer: User, respondent: User) -> None:
    assert small.member("0101").name not in read(officer, f"{REMIND}?organisation={small.member('0101').pk}")
    signed_in(officer).post(REMIND, {"organisation": [small.member("0101").pk]})
    assert not ReminderGiven.objects.exists()


def test_the_page_costs_the_same_however_many_are_reminded(
    officer: User, region_signer: User, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    small.person("Siv Ek", Role.SIGNER, "02")
    client = signed_in(officer)
    with django_assert_max_num_queries(14):
        assert client.get(REMIND).status_code == 200
