"""The pages as Django's client sees them, and as a real browser does."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.db import connections, transaction
from playwright.sync_api import Browser, Page, sync_playwright
from pytest_django import DjangoDbBlocker
from pytest_django.live_server_helper import LiveServer

from tests import country as small
from tests.pages import answering, country
from tests.pages.answering import Desk
from tests.pages.country import Cast
from tests.pages.site import Site


@pytest.fixture(scope="module")
def published(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Cast]:
    """The tables of 2030, with one published edition; made once for a module, each test rolled back by itself."""
    with django_db_blocker.unblock(), transaction.atomic():
        cast = country.make_working_edition()
        country.publish()
        yield cast
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def unpublished(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Cast]:
    """The tables of 2030, of which nothing is published."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield country.make_working_edition()
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def browser(django_db_setup: None) -> Iterator[Browser]:
    """Debian's chromium. A machine without one fails here, loudly: a page nobody has opened isn't tested.

    Started after the database is made and stopped with the module: while it runs, so does an event loop in this
    thread, where Django keeps other connections, and refuses the database unless it is told not to.
    """
    path = Path("/usr/bin/chromium")
    assert path.exists(), "The journeys need Debian's chromium: apt-get install chromium."
    arguments = [
        "--no-sandbox",
        "--disable-gpu",
        "--disable-dev-shm-usage",
        "--disable-background-networking",
        "--disable-component-update",
        "--no-first-run",
    ]
    with pytest.MonkeyPatch.context() as patch, sync_playwright() as playwright:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        browser = playwright.chromium.launch(executable_path=path, args=arguments)
        yield browser
        browser.close()
        connections.close_all()


@pytest.fixture
def office(transactional_db: None, live_server: LiveServer) -> Desk:
    """Two colleagues of Alby and the small questionnaire of 2030, on a server."""
    small.make_country()
    return answering.desk_2030()


@pytest.fixture
def loud_window(office: Desk, live_server: LiveServer, browser: Browser) -> Iterator[Callable[..., Page]]:
    """Opens windows for those of an office, for what a browser complains of: a save that didn't get through."""
    site = Site(browser=browser, address=live_server.url)
    yield site.reader
    site.close()


@pytest.fixture
def window(office: Desk, live_server: LiveServer, browser: Browser) -> Iterator[Callable[..., Page]]:
    """The same where the browser's console must stay silent."""
    site = Site(browser=browser, address=live_server.url)
    yield site.reader
    site.close()
    assert site.complaints == []


@pytest.fixture
def site(transactional_db: None, live_server: LiveServer, browser: Browser) -> Site:
    """The published tables of 2030 on a server."""
    cast = country.make_working_edition()
    country.publish()
    return Site(browser=browser, address=live_server.url, cast=cast)


@pytest.fixture
def reader(site: Site) -> Iterator[Callable[..., Page]]:
    """Opens windows (Site.reader) for one test, whose pages must leave the browser's console silent."""
    yield site.reader
    site.close()
    complaints, site.complaints = site.complaints, []
    assert complaints == []
