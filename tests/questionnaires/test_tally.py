import json
from decimal import Decimal
from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from questionnaires.answers import Answer, Chosen, ChosenSet, Invalid, Number, Special, Text, Ticked
from questionnaires.counts.tally import Tally, from_json, sum_tallies, tally_answers, to_json
from questionnaires.definition import parse_definition
from questionnaires.question_types.cell_tally import CellTally

SMALL = """\
key: region-2024
year: 2024
respondents: region
title: Enkät
sections:
- key: ett
  title: Ett
  questions:
  - {key: plan, type: single_choice, text: Plan?, choices: [{key: ja, text: Ja}, {key: nej, text: Nej}]}
  - {key: exempel, type: long_text, text: Exempel?, show_if: plan == 'ja'}
  - key: grupper
    type: multiple_choice
    text: Vilka?
    choices: [{key: barn, text: Barn}, {key: aldre, text: Äldre}]
  - key: kryss
    type: tick_grid
    text: Vilka?
    items: [{key: akut, text: Akut}]
    columns: [{key: bidrag, text: Bidrag}, {key: lon, text: Lön}]
  - key: antal
    type: number
    text: Hur många?
    decimals: 2
    special: [{key: vet_ej, text: Vet ej}]
"""
DEFINITION = parse_definition(SMALL, file="region-2024.yaml")
# The version before: without the last question.
OLDER = parse_definition(SMALL.split("  - key: antal")[0], file="region-2024.yaml")

NUMBERS = st.decimals(min_value=-(10**9), max_value=10**9, places=2) | st.integers(0, 10**9).map(Decimal)
CELLS: dict[str, st.SearchStrategy[Answer]] = {
    "plan": st.sampled_from(["ja", "nej"]).map(Chosen),
    "exempel": st.sampled_from(["", "x"]).map(Text),
    "grupper": st.sets(st.sampled_from(["barn", "aldre"])).map(lambda keys: ChosenSet(tuple(sorted(keys)))),
    "kryss.akut": st.sets(st.sampled_from(["bidrag", "lon"])).map(lambda keys: Ticked(tuple(sorted(keys)))),
    "antal": st.builds(Number, NUMBERS) | st.just(Special("vet_ej")) | st.just(Invalid("abc")),
}
ANSWERS = st.fixed_dictionaries({}, optional=CELLS)
TALLIES = st.builds(tally_answers, st.sampled_from([DEFINITION, OLDER]), ANSWERS)
SUMS = st.lists(TALLIES, max_size=4).map(sum_tallies)


def test_one_answer_is_counted_cell_by_cell() -> None:
    answers: dict[str, Answer] = {
        "plan": Chosen("ja"),
        "grupper": ChosenSet(("barn", "aldre")),
        "kryss.akut": Ticked(("lon",)),
        "antal": Number(Decimal("71.5")),
    }
    assert tally_answers(DEFINITION, answers) == Tally(
        1,
        {
            "plan": CellTally(answered=1, chosen={"ja": 1}),
            "exempel": CellTally(not_answered=1),
            "grupper": CellTally(answered=1, chosen={"barn": 1, "aldre": 1}),
            "kryss.akut": CellTally(answered=1, chosen={"lon": 1}),
            "antal": CellTally(answered=1, numbers=1, total=Decimal("71.5")),
        },
    )


def test_a_hidden_question_is_not_asked_whatever_stands_in_it() -> None:
    tally = tally_answers(DEFINITION, {"plan": Chosen("nej"), "exempel": Text("från i fjol")})
    assert tally.cell("exempel") == CellTally(not_asked=1)


def test_what_cannot_be_read_is_counted_as_unanswered_and_not_as_zero() -> None:
    assert tally_answers(DEFINITION, {"antal": Invalid("abc")}).cell("antal") == CellTally(not_answered=1)


def test_an_answer_instead_of_a_number_is_counted_beside_the_numbers() -> None:
    answers: list[dict[str, Answer]] = [
        {"antal": Special("vet_ej")},
        {"antal": Number(Decimal("1.50"))},
        {"antal": Number(Decimal("0"))},
        {},
    ]
    assert sum_tallies(tally_answers(DEFINITION, each) for each in answers).cell("antal") == CellTally(
        answered=3, not_answered=1, special={"vet_ej": 1}, numbers=2, total=Decimal("1.50")
    )


def test_who_answered_a_version_without_the_question_was_not_asked() -> None:
    tally = tally_answers(OLDER, {"plan": Chosen("ja")}) + tally_answers(
        DEFINITION, {"antal": Number(Decimal(7))}
    )
    assert tally.respondents == 2
    assert tally.cell("antal") == CellTally(answered=1, not_asked=1, numbers=1, total=Decimal(7))
    assert tally.cell("plan") == CellTally(answered=1, not_answered=1, chosen={"ja": 1})


def test_a_cell_that_no_version_had_was_asked_of_nobody() -> None:
    tally = sum_tallies([tally_answers(DEFINITION, {}), tally_answers(OLDER, {})])
    assert tally.cell("aldrig.funnits") == CellTally(not_asked=2)


def test_started_or_strengthened_counts_each_organisation_once() -> None:
    definition = parse_definition(
        Path("questionnaires/definitions/kommun-2023.yaml").read_text(encoding="utf-8"),
        file="kommun-2023.yaml",
    )
    cell = "narvard_insatser.fast_omsorgskontakt"
    chosen = ["initierat", "forstarkt", "forstarkt", "nej"]
    tally = sum_tallies(tally_answers(definition, {cell: Chosen(choice)}) for choice in chosen)
    assert tally.chosen_any(cell, ["initierat", "forstarkt"]) == 3
    assert tally.chosen_any(cell, ["forstarkt", "forstarkt"]) == 2
    assert tally.chosen_any(cell, ["finns_inte"]) == 0
    assert Tally.empty().chosen_any(cell, ["initierat"]) == 0


def test_where_several_were_chosen_counts_cannot_be_added_up_to_organisations() -> None:
    tally = tally_answers(DEFINITION, {"grupper": ChosenSet(("barn", "aldre"))})
    with pytest.raises(ValueError, match="grupper: not one choice an answer"):
        tally.chosen_any("grupper", ["barn", "aldre"])


def test_a_tally_is_stored_sorted_without_zeros_and_with_its_decimals() -> None:
    answers: dict[str, Answer] = {
        "plan": Chosen("nej"),
        "kryss.akut": Ticked(("lon", "bidrag")),
        "antal": Number(Decimal("12.0")),
    }
    assert json.dumps(to_json(tally_answers(DEFINITION, answers))) == (
        '{"respondents": 1, "cells": {'
        '"antal": {"answered": 1, "numbers": 1, "total": "12.0"}, '
        '"exempel": {"not_asked": 1}, '
        '"grupper": {"not_answered": 1}, '
        '"kryss.akut": {"answered": 1, "chosen": {"bidrag": 1, "lon": 1}}, '
        '"plan": {"answered": 1, "chosen": {"nej": 1}}}}'
    )


@pytest.mark.parametrize(
    "stored",
    [
        {},
        {"respondents": 1},
        {"respondents": 1, "cells": []},
        {"respondents": 1, "cells": {"plan": {"answred": 1}}},
        {"respondents": 1, "cells": {"plan": {"answered": 1, "numbers": 1, "total": "ett"}}},
        {"respondents": 2, "cells": {"plan": {"answered": 1}}},
    ],
)
def test_what_was_never_stored_as_a_tally_is_refused(stored: dict[str, object]) -> None:
    with pytest.raises(ValueError, match="not a stored tally"):
        from_json(stored)


@given(SUMS)
def test_every_respondent_is_counted_once_in_every_cell(tally: Tally) -> None:
    for cell in tally.cells.values():
        assert cell.answered + cell.not_answered + cell.not_asked == tally.respondents
        assert cell.numbers + sum(cell.special.values()) <= cell.answered
        assert all(count <= cell.answered for count in cell.chosen.values())


@given(st.lists(TALLIES, max_size=5), st.randoms(use_true_random=False))
def test_the_order_of_tallies_never_matters(tallies: list[Tally], random: Random) -> None:
    shuffled = list(tallies)
    random.shuffle(shuffled)
    assert to_json(sum_tallies(shuffled)) == to_json(sum_tallies(tallies))


@given(SUMS, SUMS, SUMS)
def test_the_grouping_of_tallies_never_matters(one: Tally, two: Tally, three: Tally) -> None:
    assert to_json((one + two) + three) == to_json(one + (two + three))


@given(SUMS)
def test_the_tally_of_nobody_changes_nothing(tally: Tally) -> None:
    assert tally + Tally.empty() == tally
    assert Tally.empty() + tally == tally


@given(SUMS)
def test_a_tally_comes_back_from_what_is_stored(tally: Tally) -> None:
    assert from_json(json.loads(json.dumps(to_json(tally)))) == tally
