"""A correction that asks another type of question under a key: who answered the old one isn't counted in the new."""

from decimal import Decimal

import pytest

from accounts.services import system_user
from exports.editions import book
from exports.services import load_tables
from questionnaires.answers import Answer, Chosen, Number, Special, Text
from questionnaires.counts.measures import MeasureKind
from questionnaires.counts.tables import count_sections
from questionnaires.counts.tally import sum_tallies, tally_answers
from questionnaires.definition import Definition, parse_definition
from questionnaires.services.approving import approve_aggregates
from tests import country as small

pytestmark = pytest.mark.django_db

PEOPLE = "  - {key: personer, type: single_choice, text: Har ni personer?, choices: ja_nej}\n"
TABLES = """year: 2030
tables:
- id: text-1
  sheet: Tabell 1
  kind: answer_distribution
  title: Personer
  source: Källan
  questionnaire: QUESTIONNAIRE
  rows: [{label: Rad, question: QUESTION}]
  columns:
  - {header: Ja eller nej, choices: [ja, nej]}
  - {header: Ja, choices: [ja]}
  - {header: Saknas svar, no_answer: true}
"""


def distribution(questionnaire: str, question: str) -> list[str]:
    source = TABLES.replace("QUESTIONNAIRE", questionnaire).replace("QUESTION", question)
    load_tables(year=2030, source=source, by=system_user())
    (table,) = book(2030, 0).tables
    return [cell.text.replace("\xa0", " ") for cell in table.rows[0].cells]


def correct_people() -> None:
    source = (small.SMALL / "kommun-2030.yaml").read_text(encoding="utf-8")
    small.publish("kommun-2030", old=source[source.index("  - key: personer") :], new=PEOPLE)


@pytest.mark.parametrize("reported_before", [True, False])
def test_kommuner_that_gave_a_number_arent_among_those_that_were_asked_to_choose(
    country: None, reported_before: bool
) -> None:
    small.approved("0101")
    if reported_before:
        approve_aggregates(year=2030, without_own=True, by=system_user())
    correct_people()
    if not reported_before:
        small.approved("0102", personer=Chosen("ja"))
        approve_aggregates(year=2030, without_own=True, by=system_user())
    shown = distribution("kommun-2030", "personer")
    assert shown == (["Rad", "0", "0", "100"] if reported_before else ["Rad", "25", "25", "75"])


def test_regions_that_chose_arent_among_those_that_were_asked_for_a_text(country: None) -> None:
    old = "type: long_text\n    text: Beskriv ändringen.\n    show_if: uppdrag == 'ja'"
    small.region_submitted("01", uppdrag=Chosen("ja"), beskrivning=Text("Mer."))
    small.publish("region-2030", old=old, new="type: single_choice\n    text: Mycket?\n    choices: ja_nej")
    small.region_submitted("02", beskrivning=Chosen("ja"))
    assert distribution("region-2030", "beskrivning") == ["Rad", "50", "50", "50"]


HEAD = """key: kommun-2030
year: 2030
respondents: kommun
title: Enkät
sections:
- key: del
  title: Del
  questions:
  - {key: fraga, text: Fråga, type: """
CHOICES = "choices: [{key: ja, text: Ja}, {key: nej, text: Nej}]}"
SPECIAL = "special: [{key: vet_ej, text: Vet ej}]}"
TYPES: dict[str, Answer] = {
    f"single_choice, {CHOICES}": Chosen("ja"),
    f"number, {SPECIAL}": Number(Decimal(3)),
    f"number, unit: dagar, {SPECIAL}": Special("vet_ej"),
    "long_text}": Text("Tre"),
}


def definition_of(question: str) -> Definition:
    return parse_definition(HEAD + question, file="enkat.yaml")


@pytest.mark.parametrize("now", TYPES)
@pytest.mark.parametrize("before", TYPES)
def test_what_is_counted_and_what_isnt_are_all_whatever_was_asked_before(before: str, now: str) -> None:
    tally = sum_tallies(tally_answers(definition_of(each), {"fraga": TYPES[each]}) for each in (before, now))
    ((table,),) = (section.tables for section in count_sections(definition_of(now), tally, frame=3))
    counted = {
        number.measure.kind: number.value or Decimal(0) for number in table.rows[0].numbers if number.share
    }
    counted.pop(MeasureKind.NOT_ASKED, None)
    assert sum(counted.values()) == 3
    is_same = before.split(",")[0] == now.split(",")[0]
    assert counted[MeasureKind.MISSING] == (1 if is_same else 2)
