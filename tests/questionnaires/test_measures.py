"""What a group with few in it is shown as: nothing small, and nothing that tells of it."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from decimal import Decimal
from itertools import product

import pytest

from questionnaires.counts.compared import Comparison, Group
from questionnaires.counts.measures import ANSWERS, Measure, MeasureKind, measures_of, secret
from questionnaires.counts.tally import Tally
from questionnaires.question_types.cell_tally import CellTally
from questionnaires.questions import Cell
from tests.exports.small_world import questionnaire

DEFINITION = questionnaire("kommun")
# One choice of three, one of two that isn't asked of all, several of two, a tick in each column, a number, a text.
CELLS = ("efforts.teams", "why", "groups", "benefits.acute", "share", "people.spring", "story")


def cell_tallies(cell: Cell, counted: int) -> Iterator[CellTally]:
    """Every way in which so many can have answered."""
    kinds: dict[MeasureKind, list[str]] = defaultdict(list)
    for each in measures_of(cell.question):
        kinds[each.kind].append(each.key)
    choices, special = kinds[MeasureKind.CHOICE], kinds[MeasureKind.SPECIAL]
    several = cell.question.type in ("multiple_choice", "tick_grid")
    for answered, not_asked in product(range(counted + 1), repeat=2):
        if answered + not_asked > counted:
            continue
        for numbers in product(range(answered + 1), repeat=len(choices or special)):
            if choices and (sum(numbers) < answered or (sum(numbers) > answered and not several)):
                continue
            if sum(numbers) > answered and not choices:
                continue
            yield CellTally(
                answered=answered,
                not_asked=not_asked,
                not_answered=counted - answered - not_asked,
                chosen=dict(zip(choices, numbers, strict=True)) if choices else {},
                special=dict(zip(special, numbers, strict=True)) if special else {},
                numbers=answered - sum(numbers) if MeasureKind.NUMBERS in kinds else 0,
            )


def shown(cell: Cell, counts: CellTally, frame: int, smallest: int) -> Mapping[Measure, Decimal | None]:
    """What a reader sees of a cell; None for what isn't shown."""
    unseen = secret(cell.question, counts, frame=frame, smallest=smallest)
    return {each: None if each in unseen else each.of(counts, frame) for each in measures_of(cell.question)}


@pytest.mark.parametrize("smallest", [2, 3, 4])
@pytest.mark.parametrize(("frame", "counted"), [(5, 5), (7, 5), (6, 6)])
@pytest.mark.parametrize("name", CELLS)
def test_from_what_is_shown_of_a_cell_no_hidden_count_can_be_derived(
    name: str, frame: int, counted: int, smallest: int
) -> None:
    """Also not by somebody who knows the rule: for each that isn't shown there are at least two that look the same."""
    cell = DEFINITION.cell(name)
    same: dict[tuple[tuple[Measure, Decimal | None], ...], list[CellTally]] = defaultdict(list)
    for counts in cell_tallies(cell, counted):
        seen = shown(cell, counts, frame, smallest)
        same[tuple(seen.items())].append(counts)
        of_answers = [value for each, value in seen.items() if each.kind in ANSWERS]
        assert not any(value and value < smallest for value in of_answers), counts
    for seen_items, tallies in same.items():
        for measure, value in seen_items:
            if value is None and measure.kind is not MeasureKind.TOTAL:
                assert len({measure.of(each, frame) for each in tallies}) > 1, tallies


def test_nothing_is_hidden_where_all_may_be_shown() -> None:
    for name in CELLS:
        cell = DEFINITION.cell(name)
        assert not any(secret(cell.question, counts, frame=4, smallest=1) for counts in cell_tallies(cell, 4))


def test_that_few_answered_isnt_told_by_how_many_didnt() -> None:
    """One of ten: neither "Har svarat", nor "Saknas svar 9" from which it follows."""
    tally = Tally(10, {"story": CellTally(answered=1, not_answered=8, not_asked=1)})
    comparison = Comparison(
        DEFINITION, (Group("RSS Norr", tally, 10, smallest=3),), only=frozenset({"story"})
    )
    rows = [
        row for section in comparison.sections() for question in section.questions for row in question.rows
    ]
    texts = [measure.counts[0].text for row in rows for measure in row.measures]
    assert texts == ["för få för att visas"] * 3


def test_a_mean_isnt_shown_of_few_nor_that_nobody_gave_a_number() -> None:
    cell = CellTally(answered=1, not_answered=9, special={"unknown": 1})
    group = Group("RSS Norr", Tally(10, {"people.spring": cell}), 10, smallest=3)
    comparison = Comparison(DEFINITION, (group,), only=frozenset({"people.spring"}))
    measures = [
        measure
        for section in comparison.sections()
        for question in section.questions
        for row in question.rows
        for measure in row.measures
    ]
    said = {str(each.text): each.counts[0].text for each in measures}
    assert said["Kan inte uppskattas"] == "för få för att visas"
    assert said["Saknas svar"] == "för få för att visas"
    assert said["Medelvärde"] == ""
