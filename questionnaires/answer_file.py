"""Reads a file of answers: one line an answer, several lines a cell where several things are ticked.

The format is described in docs/questionnaire-format.md. The whole file is read and checked before anything is
returned, so that every error is known in one run.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from questionnaires.answers import Answer
from questionnaires.definition import Definition
from questionnaires.definition.entry import suggestion
from questionnaires.question_types import AnswerLine, Problems, type_of
from questionnaires.questions import Cell, Question
from questionnaires.sentences import explain
from reading.csv_file import Line, csv_lines
from reading.errors import ErrorList

COLUMNS = ("organisation", "question", "item", "value", "text")
# A grid can have thirty items: more than this many are not listed in an error.
MOST_LISTED = 12


@dataclass(frozen=True)
class OrganisationFile:
    """What a file says about one organisation: its answers by cell, and the first line of each cell.

    `lines` also has the cells whose lines hold nothing but an empty text, which is no answer.
    """

    organisation: str
    answers: Mapping[str, Answer]
    lines: Mapping[str, int]


def read_answer_file(
    path: Path, definition: Definition, *, known: Collection[str]
) -> tuple[OrganisationFile, ...]:
    """The answers of each organisation, in the order in which they first appear.

    known: the codes of the organisations that may answer. Raises FileErrors with everything that is wrong.
    """
    reader = _Reader(definition, frozenset(known), ErrorList(path.name))
    for line in csv_lines(path, columns=COLUMNS, errors=reader.errors):
        reader.sort_in(line)
    files = tuple(reader.answers_of(organisation) for organisation in reader.organisations)
    reader.errors.raise_if_any()
    return files


@dataclass
class _Reader:
    """Sorts the lines by organisation and cell, then lets each question's type read its cells."""

    definition: Definition
    known: frozenset[str]
    errors: ErrorList
    organisations: dict[str, dict[str, list[AnswerLine]]] = field(default_factory=dict)
    # (organisation, question, item) → the line where it stood first.
    seen: dict[tuple[str, str, str], int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.addresses = {
            question.key: type_of(question).addresses(question) for question in self.definition.questions
        }

    def sort_in(self, line: Line) -> None:
        """Adds a line to its cell; what belongs to no cell is an error."""
        organisation, question, item, value, text = line.values
        if organisation not in self.known:
            self._error(line.number, organisation, question, self._unknown_organisation(organisation))
        cells = self.organisations.setdefault(organisation, {})
        addresses = self.addresses.get(question)
        if addresses is None:
            self._error(line.number, organisation, question, self._unknown_question(question))
            return
        cell = addresses.get(item)
        if cell is None:
            message = _unknown_item(self.definition.question(question), item, addresses)
            self._error(line.number, organisation, question, message)
            return
        first = self.seen.setdefault((organisation, question, item), line.number)
        if first != line.number:
            message = f"Samma svar står redan på rad {first}. Ta bort den ena raden."
            self._error(line.number, organisation, question, message)
            return
        cells.setdefault(cell.name, []).append(AnswerLine(line.number, item, value, text))

    def answers_of(self, organisation: str) -> OrganisationFile:
        """The answers in an organisation's lines; what can't be read goes to the errors."""
        cells = self.organisations[organisation]
        answers: dict[str, Answer] = {}
        for name, lines in cells.items():
            cell = self.definition.cell(name)
            match type_of(cell.question).read_lines(cell, lines):
                case Problems(found):
                    for each in found:
                        self._error(each.line, organisation, cell.question.key, explain(each.problem))
                case None:
                    pass
                case answer:
                    answers[name] = answer
        return OrganisationFile(
            organisation, answers, {name: lines[0].number for name, lines in cells.items()}
        )

    def _error(self, line: int, organisation: str, question: str, message: str) -> None:
        self.errors.add(line, message, place=f"{organisation or 'utan organisation'}, frågan {question}")

    def _unknown_organisation(self, organisation: str) -> str:
        if not organisation:
            return "Organisationen saknas. Skriv dess kod."
        if organisation.zfill(2) in self.known or organisation.zfill(4) in self.known:
            return f"Organisationen “{organisation}” finns inte. Inledande nollor i koden ska vara kvar."
        return f"Organisationen “{organisation}” finns inte bland dem som ska svara på enkäten. Rätta koden."

    def _unknown_question(self, question: str) -> str:
        known = suggestion(question, self.addresses) or f"Se enkäten {self.definition.key}."
        return f"Frågan “{question}” finns inte i enkäten. {known}"


def _unknown_item(question: Question, item: str, addresses: Mapping[str, Cell]) -> str:
    """Why there is no cell at an item, and what could stand there."""
    if not addresses:
        return "Det här är en upplysning som inte besvaras. Ta bort raden."
    if "" in addresses:
        return f"Frågan har inga delfrågor. Lämna item tomt i stället för “{item}”."
    if len(addresses) <= MOST_LISTED:
        listed = f"Det som kan stå där är: {', '.join(addresses)}."
    else:
        listed = f"{len(addresses)} olika kan stå där, till exempel {next(iter(addresses))}."
    known = suggestion(item, addresses) or listed
    if not item:
        return f"Item saknas. {known}"
    return f"“{item}” finns inte i frågan. {known}"
