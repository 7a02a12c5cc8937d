"""Reads a definition file: every error at once, each with its line, its question and how to mend it."""

import re

from questionnaires.definition.condition_check import Read, check_conditions
from questionnaires.definition.entry import QuestionnaireEntry
from questionnaires.definition.model import Definition
from questionnaires.definition.question_reader import read_choices, read_question
from questionnaires.questions import Choice, Question, Section
from reading.entry import Keys, Seen
from reading.errors import ErrorList
from reading.yaml_file import LinedDict, parse_yaml

QUESTIONNAIRE = Keys(("key", "year", "respondents", "title", "sections"), ("reported_by", "choice_lists"))
SECTION = Keys(("key", "title", "questions"))
RESPONDENTS = ("region", "kommun", "rss")
YEARS = (2000, 2100)
_KEY = re.compile(r"[a-z0-9][a-z0-9_-]{0,99}")


def parse_definition(text: str, *, file: str) -> Definition:
    """The questionnaire that a YAML text describes; `file` is the name that errors give.

    Raises FileErrors with everything that is wrong.
    """
    errors = ErrorList(file)
    document = parse_yaml(text, file=file)
    if not isinstance(document, LinedDict):
        errors.add(1, f"Filen ska börja med enkätens nycklar: {', '.join(QUESTIONNAIRE.needed)}.")
        errors.raise_if_any()
    definition = _Reader(QuestionnaireEntry(document, errors=errors)).definition()
    errors.raise_if_any()
    return definition


class _Reader:
    """Reads one document; keeps what must be unique across its sections."""

    def __init__(self, entry: QuestionnaireEntry) -> None:
        self._entry = entry
        self._read: list[Read] = []
        self._sections = Seen("Delen")
        self._questions = Seen("Frågan")

    def definition(self) -> Definition:
        entry = self._entry
        entry.check_keys(QUESTIONNAIRE)
        entry.year = entry.whole_number("year", least=YEARS[0], most=YEARS[1]) or 0
        key = entry.text("key")
        if key and not _KEY.fullmatch(key):
            rule = "Skriv högst 100 små bokstäver (a–z), siffror, bindestreck och understreck"
            entry.error(
                "key", f"Enkätens nyckel ”{key}” kan inte användas. {rule}, till exempel kommun-2024."
            )
        respondents = entry.one_of("respondents", RESPONDENTS)
        reported_by = entry.one_of("reported_by", ("rss",))
        if reported_by and respondents != "kommun":
            message = "”reported_by” hör bara till enkäter där ”respondents” är kommun. Ta bort den."
            entry.error("reported_by", message)
        lists = self._choice_lists()
        sections = tuple(self._section(section, lists) for section in entry.entries("sections"))
        check_conditions(self._read)
        return Definition(
            key=key,
            year=entry.year,
            respondents=respondents,
            reported_by=reported_by,
            title=entry.wording("title"),
            sections=sections,
        )

    def _choice_lists(self) -> dict[str, tuple[Choice, ...]]:
        entry = self._entry
        if "choice_lists" not in entry:
            return {}
        lists = entry.mapping["choice_lists"]
        if not isinstance(lists, LinedDict):
            message = "”choice_lists” ska bestå av listornas namn, vart och ett med sin lista."
            entry.error("choice_lists", message)
            return {}
        named = entry.inner(lists)
        named.place = "choice_lists"
        named.check_keys(Keys(needed=lists.keys()))
        found = {}
        for name in lists:
            named.place = f"svarslistan {name}"
            found[name] = read_choices(named, name)
        return found

    def _section(self, entry: QuestionnaireEntry, lists: dict[str, tuple[Choice, ...]]) -> Section:
        entry.place = f"delen {entry.mapping.get('key') or 'utan nyckel'}"
        entry.check_keys(SECTION)
        self._sections.add(entry)
        questions = [self._question(question, lists) for question in entry.entries("questions")]
        return Section(
            key=entry.key(),
            title=entry.wording("title"),
            questions=tuple(question for question in questions if question),
            line=entry.line,
        )

    def _question(self, entry: QuestionnaireEntry, lists: dict[str, tuple[Choice, ...]]) -> Question | None:
        entry.place = f"frågan {entry.mapping.get('key') or 'utan nyckel'}"
        question = read_question(entry, lists=lists)
        self._questions.add(entry)
        self._read.append((str(entry.mapping.get("key", "")), entry, question))
        return question
