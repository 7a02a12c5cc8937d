"""Reminding and approving several kommuner from the board."""

from datetime import date

import pytest
from django.utils import timezone

from accounts.models import Role, User
from accounts.services import system_user
from questionnaires.models import Extension, State
from questionnaires.services.responses import take_back_response
from questionnaires.services.rounds import close_round
from records.models import Event, Mail
from tests import country as small
from tests.many_kommuner import add_kommuner
from tests.pages.reading import signed_in, words
from tests.pages.reviewing import ask
from tests.pages.test_board import KEY, address

pytestmark = pytest.mark.django_db


def seen(*pairs: tuple[str, int]) -> dict[str, str]:
    """What the page that asks posts: kommuner by code, with the number of their submission."""
    return {"kommuner": ",".join(f"{small.member(code).pk}:{number}" for code, number in pairs)}


def test_one_click_asks_to_remind_those_who_havent_sent_in(coordinator: User, respondent: User) -> None:
    small.submitted("0102")
    client = signed_in(coordinator)
    board = client.get(address()).content.decode()
    assert f'{address()}paminn/?visa=ej-inlamnade&amp;alla=1"' in board
    page = words(client.get(address("paminn/?visa=ej-inlamnade&alla=1")).content)
    assert page == (
        "Påminn kommuner Alla som svarar för de här kommunerna får ett mejl om vad som ska lämnas in och när: Alby "
        "1 kommun hoppas över Cedra har ingen som kan få mejl. Bjud in någon först. "
        "Påminn 1 kommun Tillbaka utan att göra något"
    )
    assert not Mail.objects.filter(kind__startswith="reminder").exists()


def test_reminding_writes_to_them_and_goes_back_to_the_board_as_it_was(
    coordinator: User, respondent: User, colleague: User
) -> None:
    client = signed_in(coordinator)
    where = address("paminn/?visa=ej-inlamnade&ordning=-senast&alla=1")
    answer = client.post(where, seen(("0101", 0)))
    assert answer["Location"] == f"{address()}?visa=ej-inlamnade&ordning=-senast"
    assert "1 kommun fick en påminnelse." in words(client.get(answer["Location"]).content)
    mails = Mail.objects.filter(kind__startswith="reminder").order_by("to")
    assert [mail.to for mail in mails] == ["anna.ek@example.invalid", "per.ask@example.invalid"]


def test_a_second_reminder_the_same_day_says_why_it_isnt_sent(coordinator: User, respondent: User) -> None:
    client = signed_in(coordinator)
    client.post(address("paminn/"), seen(("0101", 0)))
    assert "Alby har redan fått en påminnelse i dag." in words(client.get(address("paminn/?alla=1")).content)
    client.post(address("paminn/"), seen(("0101", 0)))
    page = words(client.get(address()).content)
    assert "Ingen påminnelse gick till: Alby har redan fått en påminnelse i dag." in page
    assert Mail.objects.filter(kind__startswith="reminder").count() == 1


def test_where_nobody_can_be_reminded_the_page_says_so_and_has_no_button(
    coordinator: User, respondent: User
) -> None:
    client = signed_in(coordinator)
    client.post(address("paminn/"), seen(("0101", 0)))
    client.get(address())
    html = client.get(address("paminn/?visa=ej-inlamnade&alla=1")).content
    assert words(html).startswith("Påminn kommuner Ingen av kommunerna kan påminnas nu. Här står varför.")
    assert words(html).endswith("Tillbaka till kommunerna")
    assert 'name="kommuner"' not in html.decode()


def test_ticked_kommuner_are_asked_about(coordinator: User) -> None:
    small.submitted("0101")
    small.submitted("0102")
    small.answered("0103")
    ticked = "&".join(f"kommun={small.member(code).pk}" for code in ("0101", "0103", "0201"))
    page = words(signed_in(coordinator).get(address(f"godkann/?{ticked}")).content)
    assert page == (
        "Godkänn kommuner De här svaren godkänns och räknas i er sammanställning: Alby, version 1 "
        "1 kommun hoppas över Cedra: Svaret kan inte godkännas: det har läget ”Påbörjad”. "
        "Godkänn 1 kommun Tillbaka utan att göra något"
    )


def test_nothing_ticked_is_said_and_nothing_can_be_done(coordinator: User) -> None:
    html = signed_in(coordinator).get(address("godkann/")).content
    assert words(html) == (
        "Godkänn kommuner Ingen kommun är markerad. Gå tillbaka och markera minst en. "
        "Tillbaka till kommunerna"
    )


def test_approving_several_takes_each_and_names_who_is_refused(coordinator: User, colleague: User) -> None:
    small.submitted("0102")
    take_back_response(response=small.submitted("0101"), by=colleague)
    client = signed_in(coordinator)
    answer = client.post(address("godkann/?visa=att-granska&alla=1"), seen(("0101", 1), ("0102", 1)))
    assert answer["Location"] == f"{address()}?visa=att-granska"
    page = words(client.get(answer["Location"]).content)
    assert "1 kommun är godkänd." in page
    assert "De här godkändes inte: Alby: Svaret kan inte godkännas: det har läget ”Påbörjad”." in page
    assert [small.response(KEY, code).state for code in ("0101", "0102")] == [State.DRAFT, State.APPROVED]
    assert Event.objects.filter(verb="approve", by_number=coordinator.pk).count() == 1


def test_anothers_kommun_is_neither_approved_nor_told_of(coordinator: User) -> None:
    small.submitted("0201")
    client = signed_in(coordinator)
    client.post(address("godkann/"), seen(("0201", 1)))
    assert "Åby" not in words(client.get(address()).content)
    assert small.response(KEY, "0201").state == State.SUBMITTED


def test_a_tampered_form_does_nothing(coordinator: User) -> None:
    small.submitted("0101")
    client = signed_in(coordinator)
    for kommuner in ("", "x", f"{small.member('0101').pk}", "9" * 40 + ":1"):
        assert client.post(address("godkann/"), {"kommuner": kommuner}).status_code == 302
    assert small.response(KEY, "0101").state == State.SUBMITTED


def test_more_refused_than_can_be_named_are_counted(coordinator: User) -> None:
    add_kommuner(40)
    client = signed_in(coordinator)
    numbers = [small.member(f"9{each:04}").pk for each in range(40)]
    client.post(address("godkann/"), {"kommuner": ",".join(f"{number}:9" for number in numbers)})
    assert "… och 10 till." in words(client.get(address()).content)


def test_a_respondent_can_do_none_of_it(respondent: User) -> None:
    small.person("Anna Ek", Role.SIGNER, "0101")
    client = signed_in(respondent)
    for page in ("paminn/", "godkann/"):
        assert client.post(address(page), seen(("0101", 1))).status_code == 404


def test_before_several_are_approved_their_unanswered_questions_are_told(coordinator: User) -> None:
    small.submitted("0101")
    small.submitted("0102")
    ask(coordinator)
    page = words(signed_in(coordinator).get(address("godkann/?alla=1")).content)
    assert (
        "Alby, version 1. 1 fråga till kommunen är obesvarad. Du kan godkänna ändå. Berga, version 1" in page
    )


def test_a_reported_board_offers_no_approval_and_leads_to_asking_for_unlocking(coordinator: User) -> None:
    small.approved("0101")
    small.submitted("0102")
    client = signed_in(coordinator)
    assert "Godkänn markerade" in words(client.get(address()).content)
    small.reported("rss-norr")
    board = words(client.get(address()).content)
    assert "Godkänn markerade" not in board
    assert "Ni har lämnat in sammanställningen, och den är låst. Be om att få låsa upp" in board
    close_round(year=2030, by=system_user())
    assert 'type="checkbox"' not in client.get(address()).content.decode()
    chosen = words(client.get(address("godkann/?alla=1")).content)
    assert "Berga: Ni har lämnat in sammanställningen, och den är låst." in chosen


def test_more_time_in_another_year_tells_the_year(coordinator: User) -> None:
    until = date(timezone.localdate().year + 5, 3, 10)
    Extension.objects.create(
        member=small.member("0101"),
        key=KEY,
        until=until,
        reason="Sjukdom",
        by=coordinator,
        at=timezone.now(),
    )
    assert f"Mer tid till 10 mars {until.year}" in words(signed_in(coordinator).get(address()).content)
