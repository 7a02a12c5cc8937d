"""The house's walls: which way imports point, how long a module may be, what a service looks like."""

import ast
import importlib
import inspect
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
# Leftmost first: each may import those before it, and itself.
LAYERS = ("reading", "records", "accounts", "questionnaires", "exports")
WIRING = "surveyapp"

# What exports may know of questionnaires: pure values, what the national level may read, and closing and
# publishing a round. No models, and no reader's selectors but the national one.
OPEN_TO_EXPORTS = (
    "questionnaires.answers",
    "questionnaires.question_types.cell_tally",
    "questionnaires.commands",
    "questionnaires.definition",
    "questionnaires.counts.measures",
    "questionnaires.question_types",
    "questionnaires.questions",
    "questionnaires.rules.Refused",
    "questionnaires.rules.check_may_run_rounds",
    "questionnaires.selectors.dataset",
    "questionnaires.selectors.national.collected",
    "questionnaires.selectors.national.officers",
    "questionnaires.selectors.national.outstanding",
    "questionnaires.services.rounds",
    "questionnaires.counts.small_groups",
    "questionnaires.swedish",
    "questionnaires.counts.tally",
)

# Whose selectors and views are whose.
READERS = ("respondent", "coordinator", "national")

# A file in questionnaires imports only from those before it.
QUESTIONNAIRES_ORDER = (
    "swedish",
    "answers",
    "attached_file",
    "conditions",
    "questions",
    "question_types",
    "definition",
    "checks",
    "progress",
    "sentences",
    "answer_file",
    "counts",
    "round_days",
    "models",
    "transitions",
    "rules",
    "offers",
    "selectors",
    "documents",
    "notifications",
    "services",
    "jobs",
    "forms",
    "templatetags",
    "views",
    "urls",
    "commands",
    "management",
)
PURE = (
    "reading/errors.py",
    "reading/csv_file.py",
    "reading/yaml_file.py",
    "reading/entry.py",
    "reading/suggestion.py",
    "exports/table.py",
    "exports/book.py",
)
PURE_FOLDERS = ("questionnaires/question_types", "questionnaires/definition", "exports/kinds")


def python_files(*folders: str) -> list[Path]:
    return [
        path
        for folder in folders
        for path in sorted((ROOT / folder).rglob("*.py"))
        if "migrations" not in path.parts
    ]


@cache
def nodes(path: Path) -> tuple[ast.AST, ...]:
    return tuple(ast.walk(ast.parse(path.read_text(encoding="utf-8"))))


@cache
def imported(path: Path) -> tuple[str, ...]:
    """Every name that a file imports, in full: "questionnaires.rules.Refused"."""
    return tuple(_imported(path))


def _imported(path: Path) -> Iterator[str]:
    for node in nodes(path):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: write the whole name of what is imported"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def shown(path: Path) -> str:
    return str(path.relative_to(ROOT))


@pytest.mark.parametrize("layer", LAYERS)
def test_imports_only_point_left(layer: str) -> None:
    right = {*LAYERS[LAYERS.index(layer) + 1 :], WIRING}
    wrong = [
        f"{shown(path)} imports {name}"
        for path in python_files(layer)
        for name in imported(path)
        if name.split(".")[0] in right
    ]
    assert wrong == []


def test_exports_know_only_what_the_national_level_may_read() -> None:
    wrong = [
        f"{shown(path)} imports {name}"
        for path in python_files("exports")
        for name in imported(path)
        if name.startswith("questionnaires.")
        and not any(name == allowed or name.startswith(f"{allowed}.") for allowed in OPEN_TO_EXPORTS)
    ]
    assert wrong == []


@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize("rooms", ["questionnaires/selectors", "questionnaires/views"])
def test_no_readers_room_knows_of_another_readers(rooms: str, reader: str) -> None:
    others = [f"{rooms.replace('/', '.')}.{each}" for each in READERS if each != reader]
    assert importing(python_files(f"{rooms}/{reader}"), *others) == []


@pytest.mark.parametrize("rooms", ["questionnaires/selectors", "questionnaires/views"])
def test_what_readers_share_knows_of_no_readers_room(rooms: str) -> None:
    readers = [f"{rooms.replace('/', '.')}.{each}" for each in READERS]
    assert importing((ROOT / rooms).glob("*.py"), *readers) == []


def test_nothing_national_reads_what_is_a_coordinators_or_a_respondents() -> None:
    national = python_files("exports", "questionnaires/views/national")
    others = [f"questionnaires.selectors.{each}" for each in READERS if each != "national"]
    assert importing(national, *others) == []


def importing(paths: Iterable[Path], *names: str) -> list[str]:
    """The imports of something in these packages, with the files that they stand in."""
    return [
        f"{shown(path)} imports {name}"
        for path in paths
        for name in imported(path)
        if f"{name}.".startswith(tuple(f"{each}." for each in names))
    ]


def test_a_file_in_questionnaires_imports_only_from_those_above_it() -> None:
    wrong = []
    for path in python_files("questionnaires"):
        part = path.relative_to(ROOT / "questionnaires").parts[0].removesuffix(".py")
        if part in ("__init__", "apps"):
            continue
        above = set(QUESTIONNAIRES_ORDER[: QUESTIONNAIRES_ORDER.index(part) + 1])
        wrong += [
            f"{shown(path)} imports {name}"
            for name in imported(path)
            if name.startswith("questionnaires.") and name.split(".")[1] not in above
        ]
    assert wrong == []


def test_what_is_pure_knows_no_django() -> None:
    pure = [ROOT / name for name in PURE] + python_files(*PURE_FOLDERS)
    pure += [
        ROOT / "questionnaires" / f"{name}.py"
        for name in ("answers", "conditions", "swedish", "answer_file", "counts/small_groups", "counts/tally")
    ]
    wrong = [
        f"{shown(path)} imports {name}"
        for path in pure
        for name in imported(path)
        if name.startswith("django")
    ]
    assert wrong == []


def test_no_module_is_longer_than_four_hundred_lines() -> None:
    long = [
        f"{shown(path)}: {lines}"
        for path in python_files(*LAYERS, WIRING, "tests")
        if (lines := path.read_text(encoding="utf-8").count("\n")) > 400
    ]
    assert long == []


def test_no_function_is_longer_than_forty_lines() -> None:
    long = [
        f"{shown(path)}:{node.lineno} {node.name}"
        for path in python_files(*LAYERS, WIRING)
        for node in nodes(path)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and (node.end_lineno or 0) - node.lineno > 40
    ]
    assert long == []


def test_no_drawer_is_called_utils() -> None:
    drawers = {"utils", "helpers", "common", "misc", "mixins"}
    assert [shown(path) for path in python_files(*LAYERS, WIRING, "tests") if path.stem in drawers] == []


def writes() -> Iterator[tuple[str, object]]:
    """Every public function of a services module."""
    for path in python_files("accounts", "questionnaires", "exports", "records"):
        if path.stem != "services" and path.parent.name != "services":
            continue
        module = importlib.import_module(shown(path).removesuffix(".py").replace("/", "."))
        for name, function in inspect.getmembers(module, inspect.isfunction):
            if function.__module__ == module.__name__ and not name.startswith("_"):
                yield f"{module.__name__}.{name}", function


# Reads and values that stand beside the writes they serve.
NOT_WRITES = {
    "accounts.services.national_organisation",
    "accounts.services.system_user",
    "exports.services.store_workbook",
    "questionnaires.services.aggregates.aggregate_of",
    "questionnaires.services.loading.file_arrival",
    "questionnaires.services.loading.check_load",
    "questionnaires.services.copying.newest_questionnaires",
    "questionnaires.services.copying.title_of_copy",
    "questionnaires.services.responses.checksum",
    "questionnaires.services.responses.next_number",
    "questionnaires.services.responses.response_to",
    "questionnaires.services.rounds.framed",
    "questionnaires.services.rounds.locked_round",
    "questionnaires.services.responses.whole_answers",
    "questionnaires.services.rounds.make_round",
    "questionnaires.services.steps.locked_aggregate",
    "questionnaires.services.steps.locked_aggregate_of",
    "questionnaires.services.steps.locked_alone",
    "questionnaires.services.steps.locked_response",
    "questionnaires.services.steps.take_step",
}


@pytest.mark.parametrize(("name", "function"), [each for each in writes() if each[0] not in NOT_WRITES])
def test_a_service_takes_keywords_only_and_says_who(name: str, function: object) -> None:
    parameters = inspect.signature(function).parameters.values()  # type: ignore[arg-type]  # functions, all
    assert {parameter.kind for parameter in parameters} == {inspect.Parameter.KEYWORD_ONLY}, name
    assert "by" in {parameter.name for parameter in parameters}, name
