"""What a page tells a screen reader: Chromium's accessibility tree, read as a screen reader reads it."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Page

from questionnaires.answers import Invalid
from tests import country as small
from tests.pages.answering import Desk

pytestmark = pytest.mark.journey

Open = Callable[..., Page]
LANDMARKS = ("banner", "navigation", "main", "contentinfo")


@pytest.fixture
def window(loud_window: Open) -> Open:
    return loud_window


def heard(page: Page) -> list[tuple[str, str, str]]:
    """What is there to hear, in the order of reading: role, name, description."""
    tree = page.context.new_cdp_session(page).send("Accessibility.getFullAXTree")["nodes"]
    nodes = {node["nodeId"]: node for node in tree}
    return [*_read(nodes, tree[0]["nodeId"])]


def _read(nodes: dict[str, Any], number: str) -> Iterator[tuple[str, str, str]]:
    node = nodes[number]
    if not node["ignored"]:
        yield _value(node, "role"), _value(node, "name"), _value(node, "description")
    for child in node.get("childIds", ()):
        if child in nodes:
            yield from _read(nodes, child)


def _value(node: dict[str, Any], part: str) -> str:
    return str(node.get(part, {}).get("value", ""))


def named(page: Page, role: str) -> list[str]:
    return [name for each, name, _description in heard(page) if each == role]


def test_each_choice_in_a_grid_is_called_by_its_row_and_its_column(window: Open, office: Desk) -> None:
    page = window(office.anna)
    page.goto(office.address("arbete"))
    choices = named(page, "radio")
    rows = ("Fast kontakt", "Mobila team", "Annat")
    columns = ("Initierat", "Förstärkt", "Varken eller")
    assert choices[:9] == [f"{row} {column}" for row in rows for column in columns]


def test_a_fault_is_heard_with_its_control_and_the_page_is_called_faulty(window: Open, office: Desk) -> None:
    small.save("kommun-2030", "0101", {"personer": Invalid("många")}, by=office.anna)
    page = window(office.anna)
    page.goto(office.address("antal"))
    described = [description for role, _name, description in heard(page) if "Fel:" in description]
    assert len(described) == 1
    assert "många" in described[0]
    assert page.title().startswith("Fel: ")


def test_the_page_has_one_place_of_each_kind_and_one_heading_that_is_its_title(
    window: Open, office: Desk
) -> None:
    page = window(office.anna)
    page.goto(office.address("arbete"))
    roles = [role for role, _name, _description in heard(page)]
    assert [roles.count(landmark) for landmark in LANDMARKS] == [1, 1, 1, 1]
    first = page.locator("h1")
    assert first.count() == 1
    assert page.title().startswith(first.inner_text())
