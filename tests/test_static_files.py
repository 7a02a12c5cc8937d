"""What browsers keep of ours is never mixed with another version's."""

import re
from pathlib import Path

import pytest
from django.core.management import call_command
from pytest_django import Settings

SCRIPTS = Path(__file__).resolve().parent.parent / "surveyapp/static/answering"
IMPORTED = re.compile(r'^import .* from "\./(.+)";$', re.MULTILINE)


@pytest.fixture
def stored(settings: Settings, tmp_path: Path) -> Path:
    """The site's static files, as a server stores them."""
    settings.STATIC_ROOT = str(tmp_path)
    settings.STORAGES = settings.STORAGES | {"staticfiles": {"BACKEND": "surveyapp.static_files.StaticFiles"}}
    call_command("collectstatic", interactive=False, verbosity=0)
    return tmp_path / "answering"


def test_a_script_imports_the_modules_of_its_own_version(stored: Path) -> None:
    (saving,) = stored.glob("saving.????????????.js")
    modules = IMPORTED.findall(saving.read_text(encoding="utf-8"))
    assert {name.partition(".")[0] for name in modules} >= {"page", "posting", "steady"}
    assert all(re.fullmatch(r"\w+\.[0-9a-f]{12}\.js", name) and (stored / name).exists() for name in modules)


def test_every_module_is_imported_and_none_is_missing() -> None:
    imported = {
        name for each in SCRIPTS.glob("*.js") for name in IMPORTED.findall(each.read_text(encoding="utf-8"))
    }
    assert imported | {"saving.js"} == {each.name for each in SCRIPTS.glob("*.js")}


def test_the_page_loads_all_modules_at_once() -> None:
    page = (SCRIPTS.parents[2] / "questionnaires/templates/questionnaires/section.html").read_text(
        encoding="utf-8"
    )
    named = re.findall(r"{% static 'answering/(\w+\.js)' %}", page)
    assert sorted(named) == sorted(each.name for each in SCRIPTS.glob("*.js"))
