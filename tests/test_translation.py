"""Every sentence on the pages has its English, and what is compiled is what is written."""

import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
APPS = ("reading", "records", "accounts", "questionnaires", "exports", "surveyapp")
CATALOGUE = Path("surveyapp/locale/en/LC_MESSAGES/django.po")


@pytest.fixture(scope="module")
def extracted(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The English catalogue with every string that is in the code now, as `makemessages` leaves it."""
    copy = tmp_path_factory.mktemp("project")
    for app in APPS:
        shutil.copytree(ROOT / app, copy / app, ignore=shutil.ignore_patterns("__pycache__", "static"))
    shutil.copy(ROOT / "manage.py", copy)
    command = [sys.executable, "manage.py", "makemessages", "-l", "en", "--no-location", "--no-obsolete"]
    subprocess.run(command, cwd=copy, check=True, capture_output=True)
    return (copy / CATALOGUE).read_text(encoding="utf-8")


def test_every_string_is_in_the_catalogue_and_none_that_is_gone(extracted: str) -> None:
    committed = (ROOT / CATALOGUE).read_text(encoding="utf-8")
    assert set(_sentences(committed)) == set(_sentences(extracted)), (
        "Run manage.py makemessages (CONTRIBUTING)."
    )


def test_every_string_has_its_english(extracted: str) -> None:
    assert [swedish for swedish, english in _entries(extracted) if not english] == []


def test_no_sentence_asks_for_an_attribute(extracted: str) -> None:
    """Django leaves {{ round.year }} empty within blocktranslate: `with year=round.year` is needed."""
    assert [swedish for swedish, _ in _entries(extracted) if re.search(r"%\(\w+\.", swedish)] == []


@pytest.mark.parametrize("app", APPS)
def test_gettext_has_no_name_that_makemessages_does_not_read(app: str) -> None:
    """A sentence under another name never gets into the catalogue, and stays Swedish."""
    sources = [path.read_text(encoding="utf-8") for path in (ROOT / app).rglob("*.py")]
    assert [name for each in sources for name in re.findall(r"\bn?gettext\w* as (?!_\n)\w+", each)] == []


def test_no_translation_is_a_guess(extracted: str) -> None:
    assert "#, fuzzy" not in extracted


# What the English has another word for: one word for each idea, in whole words, with typographic apostrophes.
OTHER_WORDS = re.compile(
    r"\b(kommun(er)?|unlock\w*|last day to answer|(?<!e-)(?<!junk )mails?(?! server)|percentages?)\b|n['’]t\b|'",
    re.IGNORECASE,
)


def test_the_english_has_one_word_for_each_idea(extracted: str) -> None:
    texts = [re.sub(r"%\(\w+\)s", "", english) for _, english in _entries(extracted)]
    assert [text for text in texts if OTHER_WORDS.search(text)] == []


def test_what_is_compiled_is_what_is_written(tmp_path: Path) -> None:
    compiled = tmp_path / "django.mo"
    command = ["msgfmt", "--check-format", "-o", str(compiled), str(ROOT / CATALOGUE)]
    subprocess.run(command, check=True)
    committed = (ROOT / CATALOGUE).with_suffix(".mo").read_bytes()
    assert committed == compiled.read_bytes(), "Run manage.py compilemessages."


def _sentences(catalogue: str) -> Iterator[str]:
    return (swedish for swedish, _ in _entries(catalogue))


def _entries(catalogue: str) -> Iterator[tuple[str, str]]:
    """Each string with its translation; the first entry is the catalogue's own head."""
    for block in catalogue.split("\n\n")[1:]:
        lines = [line for line in block.splitlines() if not line.startswith("#")]
        swedish, *english = re.split(r"\nmsg(?:id_plural|str)(?:\[\d\])? ", "\n".join(lines))
        if len(english) > 1:
            # One for each number, after the Swedish plural: all of them, or the sentence has no English.
            plural, *english = english
            swedish = f"{swedish}\n{plural}"
        texts = [_text(each) for each in english]
        yield _text(swedish.removeprefix("msgid ")), " ".join(texts) if all(texts) else ""


def _text(quoted: str) -> str:
    return "".join(line.strip()[1:-1] for line in quoted.splitlines())
