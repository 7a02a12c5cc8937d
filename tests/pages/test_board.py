"""The RSS's board as a coordinator reads it."""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from accounts.models import OrganisationKind, Role, User
from accounts.services import system_user
from questionnaires.answers import Answer, Chosen, Text
from questionnaires.models import ReminderGiven, Round, Side
from questionnaires.rules import TRANSITIONS
from questionnaires.services.comments import start_comment
from questionnaires.services.in_place import enter_response
from questionnaires.services.reminders import remind_members
from questionnaires.services.responses import decline_response, save_answers, submit_response
from questionnaires.services.review import reopen_response, return_response
from questionnaires.services.rounds import close_round, mark_published
from questionnaires.services.submitted_list import show_submitted_list
from questionnaires.urls.coordinator import urlpatterns
from questionnaires.views.coordinator.lines import DEEDS
from tests import country as small
from tests.many_kommuner import add_kommuner
from tests.pages.reading import signed_in, words

pytestmark = pytest.mark.django_db

KEY = "kommun-2030"
PAGES = ("", "telefonlista/", "paminn/?alla=1", "godkann/?alla=1")
ORDERS = ("kommun", "lage", "besvarat", "svarsdag", "senast", "fragor", "kontakt")


def address(page: str = "") -> str:
    return f"/samordna/{small.member('rss-norr').pk}/{KEY}/{page}"


def read(user: User, page: str = "") -> str:
    return words(signed_in(user).get(address(page)).content)


def set_deadline(days: int) -> None:
    """Makes the last day so many days from today."""
    day = timezone.localdate() + timedelta(days=days)
    Round.objects.filter(year=2030).update(opens=day - timedelta(days=100), deadline=day)


def test_a_round_that_asked_only_regions_is_none_that_an_rss_has_missed(coordinator: User) -> None:
    small.publish("region-2030", old="2030", new="2029")
    close_round(year=2029, by=system_user())
    found = signed_in(coordinator).get("/samordna/")
    assert found["Location"] == f"/samordna/{small.member('rss-norr').pk}/"


def test_a_coordinator_goes_from_the_start_to_the_board(coordinator: User) -> None:
    client = signed_in(coordinator)
    assert 'href="/samordna/"' in client.get("/").content.decode()
    overview = client.get("/samordna/")["Location"]
    assert overview == f"/samordna/{small.member('rss-norr').pk}/"
    assert f'href="{address()}"' in client.get(overview).content.decode()


def test_two_rounds_are_chosen_between(coordinator: User) -> None:
    small.publish("kommun-2030", old="2030", new="2031")
    page = words(signed_in(coordinator).get("/samordna/").content)
    assert page.startswith("Insamlingar att samordna RSS Norr 2031 RSS Norr 2030")


def test_the_overview_has_the_kommuners_answers_the_own_and_the_report(coordinator: User) -> None:
    set_deadline(12)
    small.submitted("0101")
    page = words(signed_in(coordinator).get(f"/samordna/{small.member('rss-norr').pk}/").content)
    assert page.startswith(
        "RSS Norr 2030 3 kommuner · Insamlingen är öppen Kommunernas enkät 2030 Sista svarsdag"
    )
    assert "Alla 3 Ej inlämnade 2 Att granska 1 Att komplettera 0 Godkända 0 Avstår 0" in page
    assert "Ert eget svar: ○ Inte påbörjad" in page


def test_the_head_says_how_many_have_sent_in_and_until_when(coordinator: User) -> None:
    set_deadline(12)
    for code, name in (("0102", "Bo Berg"), ("0103", "Cia Dal")):
        small.person(name, Role.SIGNER, code)
    return_response(response=small.submitted("0101"), reason="Se över.", by=coordinator)
    page = read(coordinator)
    assert page.startswith(
        "Kommunernas enkät 2030 RSS Norr · 0 av 3 inlämnade, 1 till behöver kompletteras · Sista svarsdag"
    )
    assert "(12 dagar kvar)" in page
    assert "Påminn de 2 som inte lämnat in" in page


@pytest.mark.parametrize(("action", "sent"), [(return_response, 0), (reopen_response, 1)])
def test_the_board_and_the_public_list_mean_the_same_by_sent_in(
    coordinator: User, officer: User, action: Any, sent: int
) -> None:
    show_submitted_list(round_=Round.objects.get(), shown=True, by=officer)
    make = small.submitted if action is return_response else small.approved
    action(response=make("0101"), reason="Se över.", by=coordinator)
    assert f"{sent} av 3 inlämnade" in read(coordinator)
    listed = words(signed_in(officer).get("/insamling/2030/inlamnade/").content)
    assert f"{sent} av 3" in listed.partition("RSS och deras kommuner")[2]


def test_the_board_says_who_has_been_reminded_and_offers_only_the_others(
    coordinator: User, respondent: User
) -> None:
    small.person("Bo Berg", Role.SIGNER, "0102")
    assert "Påminn 2 av 3 som inte lämnat in" in read(coordinator)
    remind_members(members=[small.member("0101")], key=KEY, by=coordinator)
    page = read(coordinator)
    assert "Påmind i dag" in row_of(page, "Alby")
    assert "Påmind" not in row_of(page, "Berga")
    assert "Påminn 1 av 3 som inte lämnat in" in page

    remind_members(members=[small.member("0102")], key=KEY, by=coordinator)

    page = read(coordinator)
    assert "Påminn 1" not in page
    assert (
        "1 kommun som inte lämnat in har ingen som mejl når fram till. Bjud in kontakter "
        "2 kommuner som inte lämnat in har fått en påminnelse i dag, och kan påminnas igen i morgon."
    ) in page


@pytest.mark.parametrize(("days", "said"), [(1, "Påmind i går"), (40, "Påmind 4 mars")])
def test_a_reminder_of_another_day_says_which(
    coordinator: User, respondent: User, monkeypatch: pytest.MonkeyPatch, days: int, said: str
) -> None:
    remind_members(members=[small.member("0101")], key=KEY, by=coordinator)
    ReminderGiven.objects.update(day=date(2030, 4, 13) - timedelta(days=days))
    monkeypatch.setattr(timezone, "localdate", lambda *_: date(2030, 4, 13))
    assert said in row_of(read(coordinator), "Alby")


@pytest.mark.parametrize("is_published", [False, True])
def test_a_round_that_is_over_offers_nothing_that_cant_be_done(coordinator: User, is_published: bool) -> None:
    set_deadline(12)
    small.answered("0101")
    close_round(year=2030, by=system_user())
    if is_published:
        mark_published(year=2030, by=system_user())
    page = read(coordinator)
    assert page.startswith("Kommunernas enkät 2030 RSS Norr · 0 av 3 inlämnade · Insamlingen är stängd")
    for gone in ("Påminn", "kvar", "dagar sen", "Egen sista svarsdag", "Förlängningar"):
        assert gone not in page
    assert "dagar kvar" not in read(coordinator, "../")
    day = read(coordinator, "sista-dag/")
    assert "Insamlingen 2030 är stängd, och ingen sista svarsdag kan ändras." in day
    assert "Spara" not in day
    kommun = read(coordinator, f"{small.member('0101').pk}/")
    assert "Insamlingen är stängd, och svaret kan inte ändras." in kommun
    assert "Kommunen svarar nu" not in kommun
    assert "Påminn" not in kommun


def test_a_kommun_that_was_filled_in_for_says_so_once(coordinator: User) -> None:
    enter_response(response=small.response(KEY, "0101"), by=coordinator)
    assert "Samordnaren fyller i" in row_of(read(coordinator), "Alby")
    save_answers(response=small.response(KEY, "0101"), answers=small.KOMMUN_ANSWERS, by=coordinator)
    submit_response(
        response=small.response(KEY, "0101"), signed_name="Karin", reason="Kom med e-post.", by=coordinator
    )
    row = row_of(read(coordinator), "Alby")
    assert "Ifylld av samordnaren" in row
    assert "Samordnaren fyller i" not in row


def test_a_row_says_where_a_kommun_is_in_words(coordinator: User, respondent: User, colleague: User) -> None:
    set_deadline(12)
    User.objects.filter(pk=respondent.pk).update(phone="036-10 20 30")
    return_response(response=small.submitted("0101"), reason="Se över.", by=coordinator)
    response = small.submitted("0101", projekt=Chosen("ja"))
    start_comment(response=response, text="Stämmer det?", side=Side.RECEIVER, by=coordinator)
    row = re.sub(r"i dag \d\d\.\d\d", "i dag 09.12", row_of(read(coordinator), "Alby"))
    assert row == (
        "Alby Granska Alby ● Inlämnad version 2, 1 ändrat svar 6/7 i dag 09.12 Karin Björk skrev en kommentar "
        "1 öppen fråga Per Ask (undertecknar) per.ask@example.invalid Anna Ek 036-10 20 30 "
        "anna.ek@example.invalid"
    )
    assert row_of(read(coordinator), "Berga") == (
        "Berga Öppna Berga ○ Inte påbörjad 0/6 12 dagar kvar ▲ Ingen kontakt"
    )


def row_of(page: str, name: str) -> str:
    """What stands from a kommun's name to the next one's."""
    names = ["Alby", "Berga", "Cedra"]
    after = [each for each in names if each > name]
    end = f" {after[0]} Öppna" if after else " Påminn markerade"
    return f"{name} {page.partition(f' {name} ')[2].partition(end)[0]}"


@pytest.mark.parametrize(
    ("days", "left"),
    [(1, "1 dag kvar"), (0, "sista dagen i dag"), (-1, "▲ 1 dag sen"), (-9, "▲ 9 dagar sen")],
)
def test_the_days_left_are_counted_until_it_is_late(coordinator: User, days: int, left: str) -> None:
    set_deadline(days)
    assert f"○ Inte påbörjad 0/6 {left} " in row_of(read(coordinator), "Berga")


def test_there_is_a_word_for_everything_that_can_happen_to_a_kommuns_answer() -> None:
    actions = {row.action for row in TRANSITIONS if OrganisationKind.KOMMUN in row.kinds}
    assert actions | {"comment"} == set(DEEDS)


def test_who_has_sent_in_or_declined_has_no_days_left(coordinator: User) -> None:
    set_deadline(-3)
    small.submitted("0101")
    decline_response(response=small.answered("0102"), reason="Hinner inte", by=system_user())
    page = read(coordinator)
    assert "Sent inlämnad" in row_of(page, "Alby")
    assert "dagar sen" not in row_of(page, "Alby") + row_of(page, "Berga")


def test_a_drafts_answers_are_in_no_byte(coordinator: User) -> None:
    secret = "Hemligheten i utkastet"
    small.save(KEY, "0101", {"projekt": Chosen("ja"), "exempel": Text(secret)})
    small.submitted("0102", projekt=Chosen("ja"), exempel=Text(secret))
    client = signed_in(coordinator)
    client.get(address())
    for page in (*PAGES, *(f"?ordning={order}" for order in ORDERS), f"?sok={secret.split()[0]}"):
        content = client.get(address(page)).content.decode()
        assert secret not in content
        assert "exempel" not in content


@pytest.mark.thorough
@pytest.mark.parametrize("returned", [True, False])
def test_whatever_a_coordinator_posts_a_drafts_answers_are_in_no_byte(
    coordinator: User, respondent: User, *, returned: bool
) -> None:
    secret = "Hemligheten i utkastet"
    if returned:
        response = small.submitted("0101", projekt=Chosen("ja"), exempel=Text("Exemplet"))
        return_response(response=response, reason="Se över.", by=coordinator)
    draft: dict[str, Answer | None] = {
        "projekt": Chosen("ja"),
        "exempel": Text(secret),
        "insatser.annat": Chosen("initierat", secret),
    }
    small.save(KEY, "0101", draft, by=respondent)
    thread = start_comment(
        response=small.response(KEY, "0101"), text="Hur?", side=Side.RECEIVER, by=coordinator
    )
    alby = str(small.member("0101").pk)
    posted = {
        "kommun": alby,
        "kommuner": alby,
        "reason": "Fel.",
        "text": "Hej",
        "read": "1",
        "cell": "exempel",
    }
    client = signed_in(coordinator)
    for where in posted_to(thread.pk):
        for data in ({}, posted, posted | {"exempel": "Kort", "exempel:v": "1."}):
            content = client.post(where, data, follow=True).content.decode()
            assert secret not in content, where


def posted_to(thread: int) -> Iterator[str]:
    """Every address of a coordinator's, about Alby where it is about a kommun's answer; a question of each kind."""
    named = {"rss": small.member("rss-norr").pk, "key": KEY, "kommun": small.member("0101").pk}
    for pattern in urlpatterns:
        takes = pattern.pattern.converters
        questions = ("exempel", "insatser", "personer") if "question" in takes else ("",)
        for question in questions:
            given = named | {"number": 1, "thread": thread, "question": question}
            yield reverse(pattern.name, kwargs={name: given[name] for name in takes})


@pytest.mark.parametrize("page", PAGES)
def test_another_rss_coordinator_learns_nothing(country: None, page: str) -> None:
    other = small.person("Åsa Ås", Role.COORDINATOR, "rss-ass")
    assert signed_in(other).get(address(page)).status_code == 404
    assert signed_in(other).post(address(page)).status_code == 404


def test_nobody_is_led_to_signing_in_and_back(country: None) -> None:
    assert Client().get(address())["Location"] == f"/logga-in/?next={address()}"


def test_a_column_sorts_by_a_link_that_keeps_the_rest(coordinator: User) -> None:
    html = signed_in(coordinator).get(address("?visa=ej-inlamnade&sok=a&ordning=-senast")).content.decode()
    assert '<th scope="col" aria-sort="descending"><a href=' in html
    assert html.count("aria-sort") == 1
    assert f'{address()}?visa=ej-inlamnade&amp;sok=a&amp;ordning=senast#kommuner"' in html
    assert f'{address()}?visa=ej-inlamnade&amp;sok=a&amp;ordning=-besvarat#kommuner"' in html
    assert f'{address()}?visa=ej-inlamnade&amp;sok=a#kommuner"' in html


def test_a_search_says_what_it_found_and_how_to_see_all(coordinator: User) -> None:
    assert "1 kommun för ”alb”. Visa alla" in read(coordinator, "?sok=alb")
    assert "0 kommuner för ”<b>”. Visa alla" in read(coordinator, "?sok=%3Cb%3E")


def test_every_box_is_ticked_by_a_link(coordinator: User) -> None:
    client = signed_in(coordinator)
    plain, ticked = (client.get(address(query)).content.decode() for query in ("", "?markera=alla"))
    assert (plain.count(" checked>"), ticked.count(" checked>")) == (0, 3)
    assert f'{address()}?markera=alla#kommuner"' in plain


def test_the_phone_list_has_every_kommun_and_can_be_narrowed(coordinator: User, respondent: User) -> None:
    User.objects.filter(pk=respondent.pk).update(phone="036-10 20 30")
    small.submitted("0102")
    page = read(coordinator, "telefonlista/")
    assert "Alby ○ Inte påbörjad Anna Ek 036-10 20 30 anna.ek@example.invalid" in page
    assert "Berga ● Inlämnad Ingen kontakt" in page
    assert "Berga" not in read(coordinator, "telefonlista/?visa=ej-inlamnade")


@pytest.mark.parametrize("number", [30, pytest.param(327, marks=pytest.mark.thorough)])
@pytest.mark.parametrize(
    ("page", "queries"),
    [
        ("", 10),
        *((f"?ordning={order}", 10) for order in ORDERS),
        ("?visa=att-granska&sok=person&ordning=-senast", 10),
        ("telefonlista/", 8),
        ("paminn/?alla=1", 9),
        ("godkann/?alla=1", 7),
    ],
)
def test_a_page_costs_the_same_however_many_kommuner(
    coordinator: User,
    django_assert_num_queries: DjangoAssertNumQueries,
    number: int,
    page: str,
    queries: int,
) -> None:
    add_kommuner(number)
    client = signed_in(coordinator)
    where = address(page)
    with django_assert_num_queries(queries):
        assert client.get(where).status_code == 200


def test_the_overview_costs_the_same_however_many_kommuner(
    coordinator: User, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    add_kommuner(100)
    client = signed_in(coordinator)
    where = f"/samordna/{small.member('rss-norr').pk}/"
    with django_assert_num_queries(10):
        client.get(where)


def test_more_than_a_hundred_come_in_pages(coordinator: User) -> None:
    add_kommuner(120)
    first, second = read(coordinator), read(coordinator, "?sida=2")
    assert "123 kommuner, sida 1 av 2" in first
    assert "Nästa sida" in first
    assert "Kommun 90119" not in first
    assert "Kommun 90119" in second
