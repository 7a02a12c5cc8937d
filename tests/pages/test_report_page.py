"""Check and send in, as an RSS's coordinator meets it: everything that goes on together, its receipt, its versions."""

import re
from datetime import timedelta
from decimal import Decimal

import pytest
from django.test import Client, override_settings
from django.utils.formats import date_format
from pytest_django import DjangoAssertNumQueries

from accounts.models import Role, User
from accounts.services import system_user
from questionnaires.answers import Chosen, Invalid, Number, Text
from questionnaires.models import Aggregate, AggregateVersion, Deadline, Step
from questionnaires.services.aggregates import reopen_aggregate
from questionnaires.services.responses import decline_response, resume_response, submit_response
from questionnaires.services.review import approve_response, reopen_response
from questionnaires.services.rounds import close_round
from questionnaires.services.summaries import Written, save_summaries
from records.models import Event, Mail
from tests import country as small
from tests.pages.reading import signed_in, words

pytestmark = pytest.mark.django_db

SIGNED = {"signed_name": "Karin Björk", "signed_title": "Samordnare"}


def address(page: str = "lamna-in/", code: str = "rss-norr") -> str:
    return f"/samordna/{small.member(code).pk}/{page}"


@pytest.fixture
def karin(coordinator: User, client: Client) -> Client:
    """RSS Norr has approved Alby, not Berga; Cedra declines; its own answer is ready."""
    small.approved("0101", projekt=Chosen("ja"), exempel=Text("Trygg hemgång"))
    small.submitted("0102")
    decline_response(response=small.answered("0103"), reason="Hinner inte", by=system_user())
    small.save("rss-2030", "rss-norr", {"handlingsplan": Chosen("ja")}, by=coordinator)
    client.force_login(coordinator)
    return client


def read(client: Client, path: str) -> str:
    response = client.get(path)
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


def send(client: Client, **changes: str) -> str:
    """Where sending in what the page shows leads, or the page that says why not."""
    seen = client.get(address()).content.decode().partition('name="seen" value="')[2].partition('"')[0]
    sent = client.post(address(), SIGNED | {"seen": seen} | changes)
    return sent["Location"] if sent.status_code == 302 else " ".join(sent.content.decode().split())


def test_everything_that_goes_on_is_on_one_page(karin: Client) -> None:
    page = read(karin, address())
    assert "1 av 3 kommuner räknas." in page
    for kommun in ("Alby", "Berga", "Cedra"):
        assert kommun in page
    assert "RSS enkät 2030" in page
    assert "Lämna in för RSS Norr och dess kommuner" in page
    assert "Vi lämnar in utan egna svar" not in page


def test_it_is_sent_in_and_leads_to_its_receipt(karin: Client) -> None:
    assert send(karin) == address("lamna-in/1/")
    version = AggregateVersion.objects.get()
    page = read(karin, address("lamna-in/1/"))
    assert "Kvittens för version 1" in page
    assert version.checksum in page
    assert "Karin Björk, Samordnare" in page
    assert "Alby (inlämning 1)" in page
    assert "Berga" not in page


def test_the_signer_gets_a_receipt_by_mail_without_an_answer(karin: Client) -> None:
    send(karin)
    mail = Mail.objects.get(kind="report_receipt")
    assert mail.subject == "Kvittens: sammanställningen från RSS Norr"
    assert AggregateVersion.objects.get().checksum in mail.text
    assert address("lamna-in/1/") in mail.text
    assert "hemgång" not in mail.text


@pytest.mark.parametrize("lacking", ["signed_name", "signed_title"])
def test_it_is_signed(karin: Client, lacking: str) -> None:
    page = send(karin, **{lacking: ""})
    assert "Du behöver rätta till följande" in page
    assert not AggregateVersion.objects.exists()


def test_without_own_answers_takes_a_tick(coordinator: User, client: Client) -> None:
    client.force_login(coordinator)
    assert "Vi lämnar in utan egna svar på:" in read(client, address())
    assert "RSS eget svar saknas på: rss-2030." in send(client)
    assert send(client, without_own="1") == address("lamna-in/1/")
    assert AggregateVersion.objects.get().without_own
    receipt = read(client, address("lamna-in/1/"))
    assert "Ni lämnade in utan egna svar." in receipt
    assert "Sammanställningen är inlämnad för RSS Norr, utan egna svar." in receipt


def test_own_answers_that_fall_short_are_named_with_a_link(karin: Client) -> None:
    small.save("rss-2030", "rss-norr", {"handlingsplan": Invalid("vet inte")})
    page = read(karin, address())
    assert "1 svar saknas eller behöver rättas:" in page
    assert "Finns en gemensam plan?" in page
    assert "Fråga 1: ”vet inte” kan inte läsas" in send(karin)
    assert not AggregateVersion.objects.exists()


def test_what_has_changed_since_it_was_read_is_read_again_first(karin: Client) -> None:
    seen = karin.get(address()).content.decode().partition('name="seen" value="')[2].partition('"')[0]
    approve_response(response=small.response("kommun-2030", "0102"), by=system_user())
    page = karin.post(address(), SIGNED | {"seen": seen}).content.decode()
    assert "Något har ändrats sedan du öppnade sidan." in page
    assert not AggregateVersion.objects.exists()
    assert send(karin) == address("lamna-in/1/")


def test_what_is_sent_in_is_locked_and_can_be_asked_open(karin: Client, officer: User) -> None:
    send(karin)
    page = read(karin, address())
    assert "Underteckna och lämna in" not in page
    assert "Be om att få låsa upp" in page

    unreasoned = karin.post(address("lamna-in/be-om-upplasning/"), {"reason": " "})
    assert "Skriv varför." in unreasoned.content.decode()
    asked = karin.post(address("lamna-in/be-om-upplasning/"), {"reason": "Berga kom sent."})

    assert asked["Location"] == address()
    step = Step.objects.get(action="ask_to_reopen")
    assert (step.reason, step.source, step.target) == ("Berga kom sent.", "submitted", "submitted")
    assert Event.objects.filter(verb="ask_to_reopen").count() == 1
    mail = Mail.objects.get(kind="reopening_asked")
    assert mail.to == officer.email
    assert mail.subject == "RSS Norr vill låsa upp sin sammanställning 2030"
    assert "Berga" not in mail.text


def test_what_isnt_sent_in_isnt_asked_open(karin: Client) -> None:
    refused = karin.post(address("lamna-in/be-om-upplasning/"), {"reason": "Gärna"})
    assert "Sammanställningen är inte låst." in refused.content.decode()
    assert not Step.objects.filter(action="ask_to_reopen").exists()


def second_version(karin: Client) -> None:
    """The officer opens it; Alby corrects its number and Berga comes too."""
    send(karin)
    aggregate = Aggregate.objects.get(rss=small.member("rss-norr"))
    reopen_aggregate(aggregate=aggregate, reason="Berga kom sent.", by=system_user())
    alby = small.response("kommun-2030", "0101")
    reopen_response(response=alby, reason="Rätta", by=system_user())
    small.save("kommun-2030", "0101", {"personer": Number(Decimal(20))})
    submit_response(response=alby, signed_name="Anna Ek", by=system_user())
    for code in ("0101", "0102"):
        approve_response(response=small.response("kommun-2030", code), by=system_user())


def test_why_it_is_open_again_stands_on_top(karin: Client) -> None:
    second_version(karin)
    page = read(karin, address())
    assert "Sammanställningen är upplåst" in page
    assert "Berga kom sent." in page


def test_a_new_version_tells_what_it_changed_and_who_came(karin: Client) -> None:
    second_version(karin)
    assert send(karin) == address("lamna-in/2/")
    page = read(karin, address("lamna-in/2/"))
    assert "Kommuner sedan version 1" in page
    assert 'Tillkommit: <span lang="sv">Berga</span>' in page
    assert 'Ny inlämning: <span lang="sv">Alby</span>' in page
    assert "Räknade kommuner: 1 förut, 2 nu." in page
    assert '<td>Summa</td><td class="number">12,5</td><td class="number">32,5</td>' in page
    assert "Inget svar har ändrats." in page
    assert "Det här är en tidigare version." in read(karin, address("lamna-in/1/"))


def test_another_rss_and_the_national_level_find_nothing(karin: Client, officer: User) -> None:
    send(karin)
    for reader in (officer, small.person("Ove Å", Role.COORDINATOR, "rss-ass")):
        karin.force_login(reader)
        for page in ("lamna-in/", "lamna-in/1/", "lamna-in/be-om-upplasning/"):
            assert karin.get(address(page)).status_code == 404
            assert karin.post(address(page), SIGNED).status_code == 404


@pytest.mark.parametrize(("page", "queries"), [("lamna-in/", 14), ("lamna-in/1/", 9)])
def test_the_pages_cost_the_same_whatever_the_number_of_kommuner(
    karin: Client, django_assert_num_queries: DjangoAssertNumQueries, page: str, queries: int
) -> None:
    send(karin)
    path = address(page)
    with django_assert_num_queries(queries):
        karin.get(path)


def test_own_answers_are_checked_on_their_page_and_sent_in_on_this(karin: Client) -> None:
    rss = small.member("rss-norr").pk
    page = read(karin, f"/svar/{rss}/rss-2030/kontrollera/")
    assert "Underteckna" not in page
    assert f'href="{address()}"' in page
    refused = karin.post(f"/svar/{rss}/rss-2030/kontrollera/", SIGNED | {"submit": "1"})
    assert "RSS eget svar hör ihop med sammanställningen" in refused.content.decode()
    assert not AggregateVersion.objects.exists()


@pytest.mark.parametrize("page", ["", "lamna-in/", "kommun-2030/antal/"])
def test_a_round_that_closed_before_anything_was_sent_in_says_so_and_whom_to_ask(
    karin: Client, page: str
) -> None:
    close_round(year=2030, by=system_user())
    shown = read(karin, address(page))
    assert "Insamlingen 2030 är stängd, och ni har inte lämnat in något." in shown
    assert "Behöver ni lämna in ändå kontaktar ni Socialstyrelsen." in shown
    for untrue in ("et ni har lämnat in", "inlämnad och låst", "är inlämnad", "låsa upp", "Underteckna"):
        assert untrue not in shown


def test_what_wasnt_sent_in_before_the_round_closed_cant_be_asked_open(karin: Client) -> None:
    close_round(year=2030, by=system_user())
    refused = karin.post(address("lamna-in/be-om-upplasning/"), {"reason": "Gärna"}).content.decode()
    assert "Insamlingen 2030 är stängd." in refused
    assert "Den går att ändra" not in refused


@pytest.mark.parametrize("is_closed", [False, True])
def test_what_is_sent_in_says_so_in_an_open_round_and_a_closed(karin: Client, is_closed: bool) -> None:
    send(karin)
    if is_closed:
        close_round(year=2030, by=system_user())
    assert "Visa det ni har lämnat in" in read(karin, address(""))
    page = read(karin, address())
    assert "Sammanställningen är inlämnad tillsammans med era egna svar, och är låst." in page
    assert "ni har inte lämnat in något" not in page


def test_what_an_officer_opened_can_be_sent_in_though_the_round_is_closed(karin: Client) -> None:
    second_version(karin)
    close_round(year=2030, by=system_user())
    assert "Kontrollera och lämna in" in read(karin, address(""))
    page = read(karin, address())
    assert "Underteckna och lämna in" in page
    assert "ni har inte lämnat in något" not in page


def test_every_place_with_texts_and_no_summary_is_named_and_leads_to_its_box(karin: Client) -> None:
    page = read(karin, address())
    assert "På 2 ställen har kommunerna skrivit texter som ni inte har sammanfattat." in page
    for cell in ("insatser.annat", "exempel"):
        assert f'href="{address("kommun-2030/sammanstallning/")}#sammanfattning-{cell}"' in page
    rss = small.member("rss-norr")
    written = [Written("insatser.annat", "Digitala möten", None)]
    save_summaries(rss=rss, key="kommun-2030", written=written, by=system_user())
    assert "På 1 ställe har kommunerna skrivit texter" in read(karin, address())


def test_own_answers_that_lack_nothing_are_ready_here_as_on_their_own_page(karin: Client) -> None:
    own = f"/svar/{small.member('rss-norr').pk}/rss-2030/"
    for where in (address(), own):
        assert "Klar att lämna in" in read(karin, where)
    small.save("rss-2030", "rss-norr", {"handlingsplan": None})
    for where in (address(), own):
        assert "Klar att lämna in" not in read(karin, where)


def test_what_the_officer_asks_about_own_answers_stands_on_the_overview_and_the_report(
    karin: Client, officer: User
) -> None:
    rss = small.member("rss-norr").pk
    send(karin)
    for page in ("", "lamna-in/"):
        assert "väntar på svar" not in read(karin, address(page))
    asked = f"/insamling/2030/svar/{rss}/rss-2030/kommentarer/"
    signed_in(officer).post(asked, {"cell": "handlingsplan", "text": "Sedan när?"})
    for page in ("", "lamna-in/"):
        shown = read(karin, address(page))
        assert f'<a href="/svar/{rss}/rss-2030/kommentarer/">1 fråga till er väntar på svar' in shown
        assert "Sedan när?" not in shown


def test_before_a_version_that_tells_of_one_kommun_it_is_said(karin: Client) -> None:
    send(karin)
    assert "skiljer bara" not in read(karin, address())
    reopen_aggregate(aggregate=Aggregate.objects.get(), reason="Berga kom sent.", by=system_user())
    assert "skiljer bara" not in read(karin, address())
    approve_response(response=small.response("kommun-2030", "0102"), by=system_user())
    assert "Sedan version 1 skiljer bara 1 kommun: Berga." in read(karin, address())


def test_two_that_differ_are_named_and_three_are_not(karin: Client) -> None:
    second_version(karin)
    assert "Sedan version 1 skiljer bara 2 kommuner: Berga, Alby." in read(karin, address())
    resume_response(response=small.response("kommun-2030", "0103"), by=system_user())
    small.approved("0103")
    assert "skiljer bara" not in read(karin, address())


@override_settings(SMALLEST_GROUP=3)
def test_where_no_difference_is_shown_nobody_is_warned_of_it(karin: Client) -> None:
    second_version(karin)
    assert "skiljer bara" not in read(karin, address())


def test_the_overview_has_one_main_action(karin: Client) -> None:
    def main() -> list[str]:
        return re.findall(r'btn-primary" href="[^"]*">([^<]*)<', read(karin, address("")))

    assert main() == ["Följ kommunernas svar"]
    approve_response(response=small.response("kommun-2030", "0102"), by=system_user())
    assert main() == ["Kontrollera och lämna in"]
    send(karin)
    assert main() == ["Visa det ni har lämnat in"]


def test_the_overview_leads_to_entering_counts_until_answers_are_approved(
    coordinator: User, client: Client
) -> None:
    client.force_login(coordinator)
    assert address("kommun-2030/antal/") in read(client, address(""))
    small.approved("0101")
    assert address("kommun-2030/antal/") not in read(client, address(""))


def test_a_reopened_kommun_is_told_to_count_as_before_and_the_aggregate_tells_when_it_is_locked(
    karin: Client,
) -> None:
    told = "Alby är upplåst: det tidigare godkända svaret räknas tills kommunen har lämnat in på nytt."
    reopen_response(response=small.response("kommun-2030", "0101"), reason="Rätta", by=system_user())
    assert told in read(karin, address())
    aggregate = address("kommun-2030/sammanstallning/")
    page = read(karin, aggregate)
    assert told in page
    assert "Sista svarsdag" in page
    send(karin)
    assert "Inlämnad, version 1, låst" in words(karin.get(aggregate).content)


def test_the_aggregate_and_the_report_tell_their_own_last_days(karin: Client) -> None:
    round_ = small.member("rss-norr").round
    early, late = round_.deadline - timedelta(days=20), round_.deadline - timedelta(days=5)
    Deadline.objects.create(round=round_, key="kommun-2030", day=early)
    Deadline.objects.create(round=round_, key="rss-2030", day=late)
    assert f"Sista svarsdag {date_format(early, 'j F Y')}" in read(
        karin, address("kommun-2030/sammanstallning/")
    )
    assert f"Sista svarsdag {date_format(late, 'j F Y')}" in read(karin, address())
