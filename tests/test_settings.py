"""docs/settings.md is the one table of settings, and complete."""

import ast
import re
import subprocess
import sys
from pathlib import Path

from django.conf import global_settings
from django.contrib.auth.hashers import make_password
from pytest_django import Settings

from surveyapp import settings as as_written
from surveyapp.management.commands.serve import surroundings

ROOT = Path(__file__).resolve().parent.parent
SETTINGS = (ROOT / "surveyapp" / "settings.py").read_text(encoding="utf-8")
DOCUMENT = (ROOT / "docs" / "settings.md").read_text(encoding="utf-8")
PRODUCT, _, COMPOSE = DOCUMENT.partition("## compose.yaml's own")


def read_by_settings() -> dict[str, ast.expr | None]:
    """The environment variables that settings.py reads → their default, None where they have none."""
    return {
        str(call.args[0].value): next((each.value for each in call.keywords if each.arg == "default"), None)
        for call in ast.walk(ast.parse(SETTINGS))
        if isinstance(call, ast.Call)
        and isinstance(call.func, ast.Attribute)
        and isinstance(call.func.value, ast.Name)
        and call.func.value.id == "env"
        and isinstance(call.args[0], ast.Constant)
    }


def rows(text: str) -> dict[str, list[str]]:
    """The first cell's name → the other cells, of each row of a table."""
    found = re.findall(r"^\| `(\w+)` \| (.*) \|$", text, flags=re.MULTILINE)
    return {name: cells.split(" | ") for name, cells in found}


def test_the_table_names_every_setting_and_no_other() -> None:
    assert len(read_by_settings()) > 10
    assert set(rows(PRODUCT)) == set(read_by_settings())


def test_each_setting_has_a_meaning_and_a_default() -> None:
    assert {name: len(cells) for name, cells in rows(PRODUCT).items()} == dict.fromkeys(rows(PRODUCT), 2)


def test_the_table_says_the_default_that_the_code_has() -> None:
    wrong = {
        name: rows(PRODUCT)[name][1]
        for name, default in read_by_settings().items()
        if isinstance(default, ast.Constant)
        and default.value
        and str(default.value) not in rows(PRODUCT)[name][1]
        # True is written 1.
        and default.value is not True
    }
    assert wrong == {}


def test_nothing_else_in_the_product_reads_the_environment() -> None:
    readers = [
        str(path.relative_to(ROOT))
        for app in ("reading", "records", "accounts", "questionnaires", "exports", "surveyapp")
        for path in (ROOT / app).rglob("*.py")
        if re.search(r"os\.getenv|os\.environ\[\"|os\.environ\.get", path.read_text(encoding="utf-8"))
    ]
    assert readers == ["surveyapp/management/commands/serve.py"]


def test_compose_hands_on_nothing_that_is_not_documented() -> None:
    compose = (ROOT / "compose.yaml").read_text(encoding="utf-8")
    asked = set(re.findall(r"\$\{(\w+)", compose))

    assert asked - set(rows(PRODUCT)) == set(rows(COMPOSE))


def test_a_password_is_kept_so_that_guessing_it_takes_long(settings: Settings) -> None:
    # The tests' own passwords are kept otherwise (tests/conftest.py).
    settings.PASSWORD_HASHERS = getattr(as_written, "PASSWORD_HASHERS", global_settings.PASSWORD_HASHERS)

    algorithm, rounds, *_ = make_password("en mening om god vård").split("$")

    assert algorithm == "pbkdf2_sha256"
    assert int(rounds) >= 600_000


def test_links_in_mails_lead_to_the_port_that_is_served() -> None:
    environment = surroundings(8101) | {"DEBUG": "1"}
    environment.pop("SITE_ADDRESS", None)
    said = subprocess.run(
        [sys.executable, "-c", "from surveyapp import settings; print(settings.SITE_ADDRESS)"],
        env=environment,
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    assert said.stdout.strip() == "http://localhost:8101"
