"""What is typed on the pages around the answers isn't left behind without a word."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Dialog, Page, expect

from questionnaires.models import Comment
from tests.pages.answering import Desk

pytestmark = pytest.mark.journey

Open = Callable[..., Page]


def opened(window: Open, desk: Desk, page: str) -> tuple[Page, list[str]]:
    """The page, and what the browser asks before it is left; everybody stays."""
    shown = window(desk.anna)
    asked: list[str] = []

    def stay(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.dismiss()

    shown.on("dialog", stay)
    shown.goto(f"/svar/{desk.member.pk}/{desk.key}/{page}")
    return shown, asked


def leave(page: Page) -> None:
    page.get_by_role("link", name="Start", exact=True).click(no_wait_after=True)
    page.wait_for_timeout(300)


def test_a_comment_that_isnt_sent_is_asked_about_and_can_be_sent_then(window: Open, office: Desk) -> None:
    page, asked = opened(window, office, "kommentarer/")
    page.get_by_label("Kommentar").fill("Gäller det hela året?")
    leave(page)
    assert asked == ["beforeunload"]
    page.get_by_role("button", name="Skicka").click()
    expect(page.get_by_text("Gäller det hela året?")).to_be_visible()
    leave(page)
    expect(page.locator("h1")).to_have_text("Det här ska Alby lämna in")
    assert asked == ["beforeunload"]
    assert Comment.objects.count() == 1


def test_a_reason_that_isnt_sent_is_asked_about(window: Open, office: Desk) -> None:
    page, asked = opened(window, office, "avsta/")
    page.get_by_label("Varför avstår ni?").fill("Vi hinner inte.")
    leave(page)
    assert asked == ["beforeunload"]
    expect(page.get_by_label("Varför avstår ni?")).to_have_value("Vi hinner inte.")


def test_ticks_that_arent_saved_are_asked_about_before_a_colleague_is_invited(
    window: Open, office: Desk
) -> None:
    page, asked = opened(window, office, "kollegor/")
    page.get_by_label("Per Ask").first.check()
    page.get_by_label("Namn").fill("Nils Alm")
    page.get_by_label("E-postadress").fill("nils.alm@alby.example")
    invite = page.get_by_role("button", name="Bjud in", exact=True)
    invite.click(no_wait_after=True)
    page.wait_for_timeout(300)
    assert asked == ["beforeunload"]
    page.get_by_label("Per Ask").first.uncheck()
    invite.click()
    expect(page.get_by_text("En inbjudan med en länk skickas till nils.alm@alby.example.")).to_be_visible()
    assert asked == ["beforeunload"]


def test_a_page_where_nothing_is_typed_is_left_without_a_question(window: Open, office: Desk) -> None:
    for where in ("kommentarer/", "avsta/", "kollegor/"):
        page, asked = opened(window, office, where)
        leave(page)
        expect(page.locator("h1")).to_have_text("Det här ska Alby lämna in")
        assert asked == []
