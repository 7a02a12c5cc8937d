"""The working edition's workbook: ordered, followed, failed and tried again, ready."""

from hashlib import sha256

import pytest
from django.test import Client
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from accounts.models import Role
from records.models import Job
from tests import country as small
from tests.pages import workbooks
from tests.pages.country import Cast

pytestmark = pytest.mark.django_db

REFRESH = '<meta http-equiv="refresh" content="5">'


@pytest.fixture
def officer_client(published: Cast, client: Client) -> Client:
    client.force_login(published.officer)
    return client


def page_of(job: Job) -> str:
    return f"/tabeller/2030/arbetsbok/{job.pk}/"


def test_ordering_the_workbook_leads_to_its_own_page(officer_client: Client) -> None:
    response = officer_client.post("/tabeller/2030/arbetsbok/")
    ordered = Job.objects.get()
    assert (ordered.kind, ordered.arguments, ordered.state) == ("workbook", {"year": 2030}, "queued")
    assertRedirects(response, page_of(ordered))


def test_visiting_the_orders_address_orders_nothing(officer_client: Client) -> None:
    assertRedirects(officer_client.get("/tabeller/2030/arbetsbok/"), "/tabeller/2030/")
    assert not Job.objects.exists()


def test_a_queued_workbook_says_that_it_waits_and_looks_again(
    officer_client: Client, published: Cast
) -> None:
    page = officer_client.get(page_of(workbooks.queued(published)))
    assertContains(page, "Arbetsboken står i kö och skapas strax.")
    assertContains(page, REFRESH)


def test_a_workbook_in_the_making_says_how_many_tables_are_done(
    officer_client: Client, published: Cast
) -> None:
    page = officer_client.get(page_of(workbooks.running(published, done=9, total=16)))
    assertContains(page, "Arbetsboken skapas … 9 av 16 tabeller")
    assertContains(page, '<progress aria-labelledby="hur-langt" max="16" value="9"></progress>', html=True)
    assertContains(page, REFRESH)


def test_a_workbook_just_begun_names_no_number_yet(officer_client: Client, published: Cast) -> None:
    page = officer_client.get(page_of(workbooks.running(published)))
    assertContains(page, '<p id="hur-langt">Arbetsboken skapas …</p>', html=True)


def test_a_ready_workbook_has_its_file_with_size_and_checksum(
    officer_client: Client, published: Cast
) -> None:
    job = workbooks.ready(published, b"x" * 2048)
    page = officer_client.get(page_of(job))
    assertContains(page, "Arbetsboken är klar.")
    assertContains(page, f'href="{page_of(job)}fil/"')
    assertContains(page, "2,0\u00a0kB")
    assertContains(page, sha256(b"x" * 2048).hexdigest())
    assertNotContains(page, REFRESH)


def test_the_ready_file_is_handed_out_as_it_was_made(officer_client: Client, published: Cast) -> None:
    response = officer_client.get(f"{page_of(workbooks.ready(published, b'PK made'))}fil/")
    assert response.content == b"PK made"
    assert response["Content-Disposition"] == 'attachment; filename="tabeller-2030-arbetsversion.xlsx"'
    assert "no-store" in response["Cache-Control"]


def test_a_failed_workbook_says_why_and_can_be_tried_again(officer_client: Client, published: Cast) -> None:
    job = workbooks.failed(published)
    page = officer_client.get(page_of(job))
    assertContains(page, "Arbetsboken kunde inte skapas.")
    assertContains(page, f'<p lang="sv">{workbooks.REASON}</p>', html=True)
    assertNotContains(page, REFRESH)
    assertRedirects(officer_client.post(f"{page_of(job)}igen/"), page_of(job))
    job.refresh_from_db()
    assert job.state == "queued"


def test_visiting_the_address_for_trying_again_tries_nothing(officer_client: Client, published: Cast) -> None:
    job = workbooks.failed(published)
    officer_client.get(f"{page_of(job)}igen/")
    job.refresh_from_db()
    assert job.state == "failed"


def test_another_officer_may_follow_the_workbook_too(client: Client, published: Cast) -> None:
    job = workbooks.queued(published)
    client.force_login(small.person("Nils Falk", Role.OFFICER))
    assert client.get(page_of(job)).status_code == 200
