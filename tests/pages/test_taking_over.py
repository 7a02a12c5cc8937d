"""An officer makes a year's tables from an earlier year's: what comes along, what doesn't, and publishing them."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest
from django.test import Client

from accounts.models import User
from accounts.services import system_user
from exports.models import Publication, Report
from exports.services import copy_report, load_tables
from questionnaires.definition import parse_definition
from questionnaires.rules import Refused
from questionnaires.services.copying import copy_round
from questionnaires.services.publishing import publish_questionnaire
from questionnaires.services.rounds import close_round
from records.models import Event
from tests import country as small
from tests.pages.reading import signed_in, words

pytestmark = pytest.mark.django_db

REPORT = Path(__file__).parent / "report-2030.yaml"
PAGE = "/tabeller/2031/ta-over/"


@pytest.fixture
def nora(officer: User) -> Client:
    """The officer; 2030 has tables, and its round has been copied to 2031."""
    source = REPORT.read_text(encoding="utf-8")
    load_tables(year=2030, source=source, by=system_user())
    copy_round(source=2030, year=2031, opens=date(2026, 1, 1), deadline=date(2026, 3, 31), by=system_user())
    return signed_in(officer)


def read(nora: Client, address: str) -> str:
    response = nora.get(address)
    assert response.status_code == 200
    return words(response.content)


def correct(kind: str, changes: Mapping[str, str]) -> None:
    """This year's questionnaire of that kind, corrected."""
    source = (small.SMALL / f"{kind}-2030.yaml").read_text(encoding="utf-8")
    source = source.replace("2030", "2031")
    for old, new in changes.items():
        source = source.replace(old, new)
    definition = parse_definition(source, file=f"{kind}-2031.yaml")
    publish_questionnaire(definition=definition, source=source, by=system_user())


@pytest.mark.parametrize("address", ["/tabeller/2031/", "/tabeller/2031/publicera/"])
def test_where_tables_are_missing_the_page_says_so_and_leads_on(nora: Client, address: str) -> None:
    said = read(nora, address)
    assert "Det finns inga tabeller för 2031 än." in said
    assert "Läs arbetsversionen" not in said
    assert "load_tables" not in said
    assert f'href="{PAGE}"' in nora.get(address).content.decode()


def test_others_find_no_such_tables(nora: Client, coordinator: User) -> None:
    for reader in (Client(), signed_in(coordinator)):
        for address in ("/tabeller/2031/", PAGE):
            assert reader.get(address).status_code == 404
        assert reader.post(PAGE).status_code == 404
    assert nora.get("/tabeller/2032/ta-over/").status_code == 404


def test_taken_over_tables_are_read_and_published(nora: Client) -> None:
    preview = read(nora, PAGE)
    assert "Tabell 1. Beviljade utbildningar i regionerna" in preview
    taken = nora.post(PAGE, follow=True)
    assert "Tabellerna är övertagna." in words(taken.content)
    assert "Arbetsversion" in words(taken.content)
    assert "Antal som har beviljats 2031" in read(nora, "/tabeller/2031/text-1/?version=0")

    close_round(year=2031, by=system_user())
    published = nora.post("/tabeller/2031/publicera/", {"kind": "preliminary"}, follow=True)
    assert "Tabellerna är publicerade." in words(published.content)
    assert Publication.objects.get().year == 2031
    event = Event.objects.get(verb="tables_copied")
    assert (event.by_name, event.round_year) == ("Nora Lind", 2031)


def test_taking_over_again_changes_nothing_and_a_file_replaces_them(nora: Client, officer: User) -> None:
    assert copy_report(source=2030, year=2031, by=officer)
    first = Report.objects.get(year=2031)
    assert not copy_report(source=2030, year=2031, by=officer)
    assert Report.objects.get(year=2031).changed_at == first.changed_at
    assert Event.objects.filter(verb="tables_copied").count() == 1
    assert "Det finns redan tabeller för 2031." in read(nora, PAGE)

    assert load_tables(year=2031, source=first.source + "# rättad\n", by=system_user())
    with pytest.raises(Refused, match="Det finns redan tabeller för 2031"):
        copy_report(source=2030, year=2031, by=officer)


def test_what_no_longer_fits_is_said_with_its_table_and_question(nora: Client) -> None:
    correct("kommun", {"key: projekt\n": "key: projekten\n", "projekt ==": "projekten =="})
    said = read(nora, PAGE)
    assert "Det här går inte att ta över" in said
    assert "Tabell 2: Breddinförda projekt" in said.partition("tabeller tas över")[0]
    assert "”projekt” finns inte i ”Kommunernas enkät 2031”." in said
    assert "Frågan var: " in said
    refused = words(nora.post(PAGE).content)
    assert "Det gick inte" in refused
    assert not Report.objects.filter(year=2031).exists()

    nora.post(PAGE, {"leave_out": "1"})
    tables = read(nora, "/tabeller/2031/?version=0")
    assert "Tabell 1: Insatser i kommunerna" in tables
    assert "Breddinförda projekt" not in tables
    assert Event.objects.get(verb="tables_copied").details["left_out"] == 1


def test_only_officers_take_over_tables(nora: Client, coordinator: User) -> None:
    with pytest.raises(Refused, match="Bara en nationell handläggare"):
        copy_report(source=2030, year=2031, by=coordinator)


def test_without_any_years_tables_the_page_says_who_can_load_them(nora: Client) -> None:
    Report.objects.all().delete()
    assert "Inget annat år har tabeller att ta över." in read(nora, PAGE)
    with pytest.raises(Refused, match="inga tabeller för 2030 att ta över"):
        copy_report(source=2030, year=2031, by=system_user())
