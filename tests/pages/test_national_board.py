"""An officer's board: where every region and RSS is, and how many kommuner are where."""

import re
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.test import Client
from django.utils import timezone
from django.utils.formats import date_format

from accounts.models import User
from accounts.services import system_user
from questionnaires.answers import Chosen, Number, Text
from questionnaires.models import Deadline, Extension, Round, Side, Submission
from questionnaires.services.aggregates import accept_aggregate, reopen_aggregate, return_aggregate
from questionnaires.services.comments import answer_comment, close_comment, start_comment
from questionnaires.services.responses import decline_response, take_back_response
from questionnaires.services.review import accept_response, return_response
from tests import country as small

pytestmark = pytest.mark.django_db

BOARD = "/insamling/2030/lage/"


def due(days: int) -> None:
    """Everybody's last day is so many days from today."""
    today = timezone.localdate()
    Round.objects.update(opens=today - timedelta(days=90), deadline=today + timedelta(days=days))


def table(client: Client, officer: User, labelled: str, query: str = "") -> list[list[str]]:
    """The rows of one of the board's tables, cell by cell, as they are read."""
    client.force_login(officer)
    page = client.get(BOARD + query).content.decode()
    found = re.search(
        rf'<table class="table board[^"]*" aria-labelledby="{labelled}">(.*?)</table>', page, re.DOTALL
    )
    if found is None:
        return []
    rows = re.findall(r"<tr.*?</tr>", found[1].partition("<tbody>")[2], re.DOTALL)
    return [[_text(cell) for cell in re.findall(r"<t[hd].*?</t[hd]>", row, re.DOTALL)] for row in rows]


def _text(markup: str) -> str:
    return " ".join(re.sub(r"<[^>]*>", "", markup.replace("<br>", " ")).split())


def test_an_officer_reads_where_every_region_is(client: Client, officer: User) -> None:
    due(12)
    small.region_submitted("01")
    assert table(client, officer, "regioner") == [
        ["Norr", "● Inlämnad", f"I tid, {today()}", "1", "4 av 6", ""],
        ["Åland", "○ Inte påbörjad", "12 dagar kvar", "", "", ""],
    ]


def test_a_draft_is_told_by_its_state_alone(client: Client, officer: User) -> None:
    due(1)
    small.save("region-2030", "01", {"uppdrag": Chosen("ja"), "beskrivning": Text("Hemligt utkast")})
    assert table(client, officer, "regioner")[0] == ["Norr", "◐ Påbörjad", "1 dag kvar", "", "", ""]
    assert "Hemligt" not in client.get(BOARD).content.decode()


def test_what_comes_after_the_last_day_is_late_and_by_how_much(client: Client, officer: User) -> None:
    due(-3)
    small.region_submitted("01")
    assert [row[2] for row in table(client, officer, "regioner")] == [
        f"▲ Sent, 3 dagar, {today()}",
        "▲ Saknas sedan 3 dagar",
    ]


def test_who_has_been_given_more_time_is_in_time_until_then(client: Client, officer: User) -> None:
    due(-3)
    until = timezone.localdate() + timedelta(days=2)
    Extension.objects.create(
        member=small.member("01"),
        key="region-2030",
        until=until,
        reason="Sjukdom",
        at=timezone.now(),
        by=officer,
    )
    assert table(client, officer, "regioner")[0][2] == f"2 dagar kvar Förlängd till {day(until)}"


def test_a_questionnaires_own_last_day_goes_before_the_rounds(client: Client, officer: User) -> None:
    due(-3)
    later = timezone.localdate() + timedelta(days=4)
    Deadline.objects.create(round=small.member("01").round, key="region-2030", day=later)
    assert table(client, officer, "regioner")[0][2] == "4 dagar kvar"


def test_what_is_completed_after_the_last_day_came_in_time_all_the_same(
    client: Client, officer: User
) -> None:
    due(-1)
    small.region_submitted("01")
    Submission.objects.update(submitted_at=timezone.now() - timedelta(days=1))
    return_response(response=small.response("region-2030", "01"), reason="Se över talen.", by=officer)
    small.region_submitted("01", utbildning__vt=Number(Decimal(70)))
    yesterday = timezone.localdate() - timedelta(days=1)
    assert table(client, officer, "regioner")[0][2:4] == [f"I tid, {day(yesterday)}", "2"]


def test_nothing_is_awaited_of_who_has_declined(client: Client, officer: User) -> None:
    due(-3)
    response = small.save("region-2030", "01", {})
    decline_response(response=response, reason="Hinner inte.", by=system_user())
    assert table(client, officer, "regioner")[0][1:3] == ["⊘ Avstår", ""]


def test_what_was_taken_back_has_not_come_in(client: Client, officer: User, region_signer: User) -> None:
    due(12)
    take_back_response(response=small.region_submitted("01"), by=region_signer)
    assert table(client, officer, "regioner")[0][1:5] == ["◐ Påbörjad", "12 dagar kvar", "", ""]


def test_open_comments_are_counted_and_those_that_wait_for_the_officer_told_apart(
    client: Client, officer: User, region_signer: User
) -> None:
    due(12)
    response = small.region_submitted("01")
    asked = start_comment(response=response, text="Stämmer det?", side=Side.RECEIVER, by=officer)
    start_comment(response=response, text="Vad menas?", side=Side.OWN, by=region_signer)
    closed = start_comment(response=response, text="Tack.", side=Side.RECEIVER, by=officer)
    close_comment(thread=closed, side=Side.RECEIVER, by=officer)
    assert table(client, officer, "regioner")[0][5] == "2 öppna, 1 väntar på dig"
    answer_comment(thread=asked, text="Ja.", side=Side.OWN, by=region_signer)
    assert table(client, officer, "regioner")[0][5] == "2 öppna, 2 väntar på dig"


def test_an_officer_reads_where_every_rss_is_and_how_many_kommuner_its_report_counts(
    client: Client, officer: User
) -> None:
    due(12)
    small.approved("0101")
    small.approved("0102")
    small.reported("rss-norr")
    small.approved("0201")
    assert table(client, officer, "rss") == [
        ["Norr", "● Inlämnad", f"I tid, {today()}", "1", "1 av 1", "2 av 3 (67 %)", ""],
        ["Tom", "○ Inte påbörjad", "12 dagar kvar", "", "", "", ""],
        ["Åss", "◐ Påbörjad", "12 dagar kvar", "", "", "0 av 1 (0 %)", ""],
    ]


def test_a_returned_report_counts_no_kommuner_and_a_reopened_one_those_it_counted(
    client: Client, officer: User
) -> None:
    small.approved("0101")
    aggregate = small.reported("rss-norr").aggregate
    reopen_aggregate(aggregate=aggregate, reason="Berga är sen.", by=officer)
    assert table(client, officer, "rss")[0][5] == "1 av 3 (33 %)"
    small.reported("rss-norr")
    return_aggregate(aggregate=aggregate, reason="Se över.", by=officer)
    assert table(client, officer, "rss")[0][1:6:4] == ["▲ Behöver kompletteras", "0 av 3 (0 %)"]


def test_kommuner_are_counts_per_rss_and_for_the_country(client: Client, officer: User) -> None:
    small.approved("0101")
    small.submitted("0102")
    small.reported("rss-norr")
    decline_response(response=small.save("kommun-2030", "0201", {}), reason="Hinner inte.", by=system_user())
    assert table(client, officer, "kommuner-kommun-2030") == [
        ["Norr", "3", "1", "0", "1", "0", "1", "0", "1 (33 %)"],
        ["Åss", "1", "0", "0", "0", "0", "0", "1", "0 (0 %)"],
        ["Hela landet", "4", "1", "0", "1", "0", "1", "1", "1 (25 %)"],
    ]


def test_no_kommun_is_named(client: Client, officer: User) -> None:
    small.approved("0101")
    client.force_login(officer)
    page = client.get(BOARD).content.decode()
    assert [name for name in ("Alby", "Berga", "Cedra", "Åby") if name in page] == []


@pytest.mark.parametrize(
    ("tab", "names"),
    [
        ("", ["Norr", "Åland"]),
        ("saknas", ["Åland"]),
        ("granska", []),
        ("oppnade", []),
        ("mottagna", ["Norr"]),
        ("sena", ["Norr", "Åland"]),
        ("kommentarer", ["Norr"]),
    ],
)
def test_a_tab_shows_those_it_is_named_after(
    client: Client, officer: User, tab: str, names: list[str]
) -> None:
    due(-1)
    accept_response(response=small.region_submitted("01"), by=officer)
    start_comment(response=small.response("region-2030", "01"), text="Tack.", side=Side.RECEIVER, by=officer)
    assert [row[0] for row in table(client, officer, "regioner", f"?visa={tab}")] == names


@pytest.mark.parametrize(
    ("column", "names"),
    [
        ("namn", ["Norr", "Åland"]),
        ("-namn", ["Åland", "Norr"]),
        ("lage", ["Åland", "Norr"]),
        ("tid", ["Åland", "Norr"]),
        ("version", ["Norr", "Åland"]),
        ("svar", ["Åland", "Norr"]),
        ("kommentarer", ["Norr", "Åland"]),
        ("-kommentarer", ["Åland", "Norr"]),
        ("finns-inte", ["Norr", "Åland"]),
    ],
)
def test_a_column_sorts_the_rows_and_sorts_them_back(
    client: Client, officer: User, column: str, names: list[str]
) -> None:
    due(-5)
    start_comment(response=small.region_submitted("01"), text="Tack.", side=Side.RECEIVER, by=officer)
    Submission.objects.update(submitted_at=timezone.now() - timedelta(days=3))
    assert [row[0] for row in table(client, officer, "regioner", f"?ordna={column}")] == names


def test_the_column_that_sorts_says_so_and_leads_to_the_other_order(client: Client, officer: User) -> None:
    small.region_submitted("01")
    client.force_login(officer)
    page = client.get(f"{BOARD}?visa=granska&ordna=lage").content.decode()
    assert 'aria-sort="ascending"><a href="?visa=granska&amp;ordna=-lage">Läge' in page
    assert '<a href="?visa=granska&amp;ordna=tid">I tid' in page


def test_a_report_that_is_received_shows_so(client: Client, officer: User) -> None:
    small.approved("0101")
    accept_aggregate(aggregate=small.reported("rss-norr").aggregate, by=officer)
    assert table(client, officer, "rss", "?visa=mottagna")[0][:2] == ["Norr", "✓ Mottagen"]


def test_another_version_of_the_questionnaire_counts_what_it_asked(client: Client, officer: User) -> None:
    small.region_submitted("01")
    small.publish(
        "region-2030",
        old="  - key: inriktningar",
        new="  - {key: ny, type: long_text, text: Ny.}\n  - key: inriktningar",
    )
    assert table(client, officer, "regioner")[0][4] == "4 av 6"


def day(of: date) -> str:
    return date_format(of, "j F")


def today() -> str:
    return day(timezone.localdate())
