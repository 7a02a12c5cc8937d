"""The pages of people and of the way in, in every state, in a real browser."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from accounts.services import set_active, system_user
from accounts.sign_in_links import LINK_LASTS, link_address, make_link
from records.models import Mail
from tests.pages.site import Site
from tests.pages.test_accessibility import check, in_every_look

pytestmark = pytest.mark.journey

Reader = Callable[..., Page]


def reject(email: str) -> None:
    Mail.objects.create(
        kind="invitation",
        to=email,
        subject="Hej",
        text="Hej",
        message_id="<1@x>",
        state="rejected",
        reason="550 5.1.1 No such user here",
    )


def test_the_way_in_is_accessible_in_every_state(reader: Reader, site: Site) -> None:
    for path in ("/logga-in/skicka-lank/", "/logga-in/skickad/", "/logga-in/lank/"):
        assert check(reader, path) == [], path
    page = reader()
    page.goto("/logga-in/skicka-lank/")
    page.get_by_label("E-postadress").fill("anna")
    page.get_by_role("button", name="Skicka länken").click()
    page.wait_for_selector(".box-wrong:focus")
    assert in_every_look(page) == []


def test_a_link_signs_in_by_its_button_with_the_keyboard_alone(reader: Reader, site: Site) -> None:
    anna = site.cast.respondent
    link = make_link(user=anna, lasts=LINK_LASTS, by=anna, goes_to="/tabeller/")
    path = "/logga-in/lank/" + link_address(str(link.pk)).partition("/logga-in/lank/")[2]
    assert check(reader, path) == []
    page = reader()
    page.goto(path)
    page.get_by_role("button", name="Logga in som Anna Ek").press("Enter")
    page.wait_for_url("**/tabeller/")


def test_the_administrators_pages_are_accessible_in_every_state(reader: Reader, site: Site) -> None:
    anna, rolf, admin = site.cast.respondent, site.cast.region, site.cast.administrator
    reject(anna.email)
    set_active(user=rolf, active=False, by=system_user())
    paths = (
        "/personer/",
        "/personer/?sok=ingen",
        "/personer/ny/",
        f"/personer/{anna.pk}/",
        f"/personer/{rolf.pk}/",
        f"/personer/roll/{anna.memberships.get().pk}/",
        f"/personer/roll/{rolf.memberships.get().pk}/",
    )
    for path in paths:
        assert check(reader, path, admin) == [], path


def test_an_invitation_is_accessible_with_errors_and_when_sent(reader: Reader, site: Site) -> None:
    page = reader(site.cast.coordinator)
    page.goto("/kontakter/")
    page.get_by_role("link", name="Bjud in en person").click()
    page.get_by_role("button", name="Bjud in").click()
    page.wait_for_selector(".box-wrong:focus")
    assert in_every_look(page) == []
    page.get_by_label("E-postadress").fill("bo@alby.example")
    page.get_by_label("Namn").fill("Bo Berg")
    page.get_by_label("Organisation").select_option("Alby")
    page.get_by_label("Roll").select_option("undertecknare")
    page.get_by_role("button", name="Bjud in").click()
    page.wait_for_url("**/kontakter/")
    assert page.get_by_role("status").inner_text() == "Inbjudan skickas till bo@alby.example."
    assert in_every_look(page) == []


def test_contacts_are_accessible(reader: Reader, site: Site) -> None:
    reject(site.cast.respondent.email)
    assert check(reader, "/kontakter/", site.cast.coordinator) == []
