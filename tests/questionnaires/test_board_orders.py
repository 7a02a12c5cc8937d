"""What the board can be filtered, searched and sorted by."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from accounts.models import Role, User
from accounts.services import system_user
from questionnaires.answers import Chosen
from questionnaires.forms.board import query_of, read_seen, read_wanted, seen_text
from questionnaires.models import Extension, FrameMember, Response, Side
from questionnaires.selectors.coordinator.board.board import Wanted, board_of
from questionnaires.selectors.coordinator.board.order import ORDERS
from questionnaires.selectors.coordinator.coordinated import CoordinatedRss, coordinated_rss
from questionnaires.services.comments import start_comment
from questionnaires.services.responses import decline_response
from questionnaires.services.review import return_response
from tests import country as small

KEY = "kommun-2030"


@pytest.fixture
def norr(coordinator: User) -> CoordinatedRss:
    return coordinated_rss(coordinator, small.member("rss-norr").pk)


def shown(norr: CoordinatedRss, query: str = "") -> list[str]:
    """The names on the board, as the address's query asks for them."""
    asked = dict(each.split("=", 1) for each in query.split("&") if each)
    return [row.member.name for row in board_of(norr, KEY, read_wanted(asked)).rows]


def rename(**names: str) -> None:
    """Names by code ("k0101")."""
    for code, name in names.items():
        FrameMember.objects.filter(code=code.removeprefix("k")).update(name=name)


@pytest.mark.parametrize(
    ("tab", "names"),
    [
        ("alla", ["Alby", "Berga", "Cedra"]),
        ("ej-inlamnade", ["Alby"]),
        ("komplettering", ["Berga"]),
        ("att-granska", ["Cedra"]),
        ("godkanda", []),
        ("avstar", []),
        ("finns-inte", ["Alby", "Berga", "Cedra"]),
    ],
)
def test_a_tab_shows_the_kommuner_it_counts(norr: CoordinatedRss, tab: str, names: list[str]) -> None:
    return_response(response=small.submitted("0102"), reason="Se över.", by=norr.user)
    small.submitted("0103")
    assert shown(norr, f"visa={tab}") == names


def test_approved_and_declined_have_tabs_of_their_own(norr: CoordinatedRss) -> None:
    small.approved("0101")
    decline_response(response=small.answered("0102"), reason="Hinner inte", by=system_user())
    assert shown(norr, "visa=godkanda") == ["Alby"]
    assert shown(norr, "visa=avstar") == ["Berga"]


def test_names_stand_in_swedish_order(norr: CoordinatedRss) -> None:
    rename(k0101="Öckerö", k0102="Ängelholm", k0103="Åmål")
    assert shown(norr) == ["Åmål", "Ängelholm", "Öckerö"]
    assert shown(norr, "ordning=-kommun") == ["Öckerö", "Ängelholm", "Åmål"]


def test_states_stand_in_the_order_of_the_workflow(norr: CoordinatedRss) -> None:
    small.approved("0101")
    small.answered("0103")
    assert shown(norr, "ordning=lage") == ["Berga", "Cedra", "Alby"]
    assert shown(norr, "ordning=-lage") == ["Alby", "Cedra", "Berga"]


def test_content_sorts_by_how_much_is_answered(norr: CoordinatedRss) -> None:
    small.save(KEY, "0101", {"projekt": Chosen("nej")})
    small.answered("0102")
    assert shown(norr, "ordning=-besvarat") == ["Berga", "Alby", "Cedra"]
    assert shown(norr, "ordning=besvarat") == ["Cedra", "Alby", "Berga"]


def test_last_days_sort_with_more_time_counted(norr: CoordinatedRss) -> None:
    later = norr.round.deadline + timedelta(days=9)
    Extension.objects.create(
        member=small.member("0101"), key=KEY, until=later, reason="Sjukdom", at=timezone.now(), by=norr.user
    )
    assert shown(norr, "ordning=svarsdag") == ["Berga", "Cedra", "Alby"]


def test_the_latest_sorts_by_whatever_happened_last(norr: CoordinatedRss) -> None:
    response = small.answered("0102")
    small.answered("0103")
    Response.objects.update(changed_at=datetime(2020, 1, 1, tzinfo=UTC))
    response.steps.update(at=datetime(2020, 1, 1, tzinfo=UTC))
    assert shown(norr, "ordning=-senast") == ["Cedra", "Berga", "Alby"]
    start_comment(response=response, text="Hej", side=Side.RECEIVER, by=norr.user)
    assert shown(norr, "ordning=-senast") == ["Berga", "Cedra", "Alby"]


def test_open_questions_sort_by_their_number(norr: CoordinatedRss) -> None:
    start_comment(response=small.response(KEY, "0103"), text="Hej", side=Side.RECEIVER, by=norr.user)
    for text in ("Ett", "Två"):
        start_comment(response=small.response(KEY, "0102"), text=text, side=Side.RECEIVER, by=norr.user)
    assert shown(norr, "ordning=-fragor") == ["Berga", "Cedra", "Alby"]


def test_contacts_sort_by_the_first_name_and_nobody_comes_last(norr: CoordinatedRss) -> None:
    small.person("Örjan Ek", Role.SIGNER, "0102")
    small.person("Åsa Ek", Role.SIGNER, "0103")
    assert shown(norr, "ordning=kontakt") == ["Cedra", "Berga", "Alby"]


def test_who_is_equal_stands_by_name_both_ways(norr: CoordinatedRss) -> None:
    for order in ORDERS:
        if order != "kommun":
            assert shown(norr, f"ordning={order}") == ["Alby", "Berga", "Cedra"]
            assert shown(norr, f"ordning=-{order}") == ["Alby", "Berga", "Cedra"]


@pytest.mark.parametrize(
    ("search", "names"),
    [
        ("ber", ["Berga"]),
        ("ÅKE", ["Alby"]),
        ("öst", ["Alby"]),
        ("åke alby", ["Alby"]),
        ("åke berga", []),
        ("stina", []),
        ("", ["Alby", "Berga", "Cedra"]),
    ],
)
def test_a_search_finds_kommuner_and_their_people_whatever_the_capitals(
    norr: CoordinatedRss, stranger: User, search: str, names: list[str]
) -> None:
    small.person("Åke Östman", Role.RESPONDENT, "0101")
    assert shown(norr, f"sok={search}") == names


def test_tab_search_and_order_hold_together(norr: CoordinatedRss) -> None:
    small.submitted("0101")
    rename(k0102="Abborre")
    assert shown(norr, "visa=ej-inlamnade&sok=a&ordning=-kommun") == ["Cedra", "Abborre"]


def test_a_long_list_comes_in_pages_and_a_page_too_many_is_the_last(norr: CoordinatedRss) -> None:
    def names(page: int) -> list[str]:
        return [row.member.name for row in board_of(norr, KEY, Wanted(page=page), a_page=2).rows]

    assert [names(1), names(2), names(9)] == [["Alby", "Berga"], ["Cedra"], ["Cedra"]]


def test_an_address_that_cant_be_read_is_the_plain_board() -> None:
    assert read_wanted({"visa": "x", "ordning": "-x", "sida": "-1", "sok": "\x00 "}) == Wanted()


def test_an_address_reads_back_as_what_it_was_made_of() -> None:
    wanted = read_wanted({"visa": "att-granska", "sok": " åsa  ek ", "ordning": "-senast", "sida": "3"})
    assert query_of(wanted) == "?visa=att-granska&sok=%C3%A5sa+ek&ordning=-senast&sida=3"
    assert query_of(Wanted()) == "?"


def test_what_was_seen_goes_through_a_form_and_what_isnt_numbers_is_left_out() -> None:
    assert read_seen(seen_text({12: 1, 14: 0})) == {12: 1, 14: 0}
    assert read_seen("x:1,3,4:y,5:2," + "9" * 30 + ":1") == {5: 2}
