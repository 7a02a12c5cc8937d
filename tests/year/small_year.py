"""A country of one län whose year is walked in the browser: nine kommuner, a region, an RSS, and last year's round."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from accounts.models import Organisation, OrganisationKind, Role, User
from accounts.organisation_files import OrganisationLine
from accounts.services import add_member, load_organisations, national_organisation, system_user
from exports.services import load_tables
from questionnaires.definition import parse_definition
from questionnaires.services.publishing import publish_questionnaire
from questionnaires.services.rounds import close_round
from tests.country import SMALL
from tests.pages.site import Site

KOMMUNER = ("Alby", "Berga", "Cedra", "Dala", "Eka", "Forsa", "Gruva", "Holm", "Åby")
REPORT = Path(__file__).parents[1] / "pages" / "report-2030.yaml"


def make_country(year: int) -> None:
    """The organisations, and the round of the year before with its questionnaires and tables, closed and unanswered."""
    kinds = OrganisationKind
    lan = ("01", "Norra län")
    lines = [
        OrganisationLine(kinds.REGION, "01", "Region Norr", "Norr", *lan),
        OrganisationLine(kinds.RSS, "rss-norr", "RSS Norr", "Norr", *lan),
        *(
            OrganisationLine(kinds.KOMMUN, f"010{number}", name, name, *lan, "rss-norr")
            for number, name in enumerate(KOMMUNER, 1)
        ),
    ]
    load_organisations(lines=tuple(lines), by=system_user())
    for kind in ("region", "kommun", "rss"):
        source = _of_year((SMALL / f"{kind}-2030.yaml").read_text(encoding="utf-8"), year - 1)
        definition = parse_definition(source, file=f"{kind}.yaml")
        publish_questionnaire(definition=definition, source=source, by=system_user())
    close_round(year=year - 1, by=system_user())
    report = _of_year(REPORT.read_text(encoding="utf-8"), year - 1)
    load_tables(year=year - 1, source=report, by=system_user())


def _of_year(text: str, year: int) -> str:
    return text.replace("2030", str(year))


@dataclass
class Year:
    """The people of the year at their screens, and the days that pass."""

    site: Site
    year: int
    patch: pytest.MonkeyPatch
    passed: int = 0

    def wait(self, days: int) -> None:
        """So many days pass; whoever was signed in isn't any longer."""
        self.passed += days
        self.patch.setattr(timezone, "now", lambda: datetime.now(tz=UTC) + self.ahead)

    @property
    def ahead(self) -> timedelta:
        return timedelta(days=self.passed)

    def screen(self, user: User, *, javascript: bool = False) -> Page:
        """A window of somebody's own, signed in."""
        return self.site.reader(user, javascript=javascript)

    def signer(self, kommun: str) -> User:
        """Whoever answers and signs for a kommun, or the region."""
        return person(f"Signe {kommun}", Role.SIGNER, Organisation.objects.get(name=kommun))

    @property
    def coordinator(self) -> User:
        return person("Karin Björk", Role.COORDINATOR, Organisation.objects.get(code="rss-norr"))

    @property
    def officer(self) -> User:
        return person("Nora Lind", Role.OFFICER, national_organisation())


def person(name: str, role: Role, organisation: Organisation) -> User:
    email = f"{name.lower().replace(' ', '.').replace('å', 'a').replace('ö', 'o')}@example.invalid"
    return add_member(email=email, name=name, organisation=organisation, role=role, by=system_user()).user


def answer(page: Page, section: str, answers: Iterable[tuple[str, str]]) -> None:
    """Chooses in a section (cell, choice), and saves it."""
    page.get_by_role("link", name=section, exact=True).first.click()
    for cell, choice in answers:
        page.locator(f"[name='{cell}'][value='{choice}']").check()
    page.get_by_role("button", name="Spara", exact=True).last.click()
    expect(page.locator("#sparat")).to_contain_text("parat")
    page.get_by_role("link", name="Tillbaka till delarna").click()


def sign(page: Page, name: str) -> None:
    """Checks, explains what looks odd, and sends in; the receipt is on the page afterwards."""
    page.get_by_role("link", name=re.compile("^(Kontrollera|Förklara) (svaren|och)")).first.click()
    for explanation in page.locator("main textarea").all():
        explanation.fill("Så är det hos oss.")
    page.get_by_label("Din titel").fill("utvecklingsledare")
    page.get_by_role("button", name=f"Lämna in för {name}").click()
    expect(page.locator("h1")).to_contain_text("Kvittens")
