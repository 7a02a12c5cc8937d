"""A running site, and readers who open it."""

import threading
from dataclasses import dataclass, field
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, ViewportSize

from accounts.models import User
from tests.pages.country import Cast

PHONE: ViewportSize = {"width": 320, "height": 640}
DESK: ViewportSize = {"width": 1280, "height": 800}
# By name: target size (WCAG 2.2) isn't run otherwise.
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@dataclass
class Site:
    """The address of a server, and the browser to read it with."""

    browser: Browser
    address: str
    cast: Cast = None  # type: ignore[assignment]  # a site without one is never asked for it
    # What the browser's console has said against a page: a blocked style, a script's error.
    complaints: list[str] = field(default_factory=list)
    _contexts: list[BrowserContext] = field(default_factory=list)

    def reader(
        self,
        user: User | None = None,
        *,
        javascript: bool = True,
        **options: Any,
    ) -> Page:
        """A page in a browser window of somebody's own, signed in as `user`."""
        options = {"viewport": DESK, **options}
        context = self.browser.new_context(base_url=self.address, java_script_enabled=javascript, **options)
        self._contexts.append(context)
        if user is not None:
            client = Client()
            client.force_login(user)
            name = settings.SESSION_COOKIE_NAME
            context.add_cookies([{"name": name, "value": client.cookies[name].value, "url": self.address}])
        page = context.new_page()
        page.set_default_timeout(10_000)
        page.on("console", self._listen)
        return page

    def close(self) -> None:
        """Closes every window, and waits for what the server still does for them: the database is emptied next."""
        for context in self._contexts:
            context.close()
        self._contexts.clear()
        for thread in threading.enumerate():
            if "process_request_thread" in thread.name:
                thread.join(timeout=20)

    def _listen(self, message: ConsoleMessage) -> None:
        # A 404 that a test asks for is no complaint.
        if message.type in ("error", "warning") and "status of 4" not in message.text:
            self.complaints.append(f"{message.text} ({message.location})")


def violations(page: Page) -> list[str]:
    """What axe finds on the page as it stands, each in a line."""
    found = Axe().run(page, options={"runOnly": TAGS, "resultTypes": ["violations"]}).response["violations"]
    return [
        f"{rule['id']} ({rule['impact']}): {', '.join(str(node['target']) for node in rule['nodes'])}"
        for rule in found
    ]
