"""Reads a file of answers: one line an answer, several lines a cell where several things are ticked.

The format is described in docs/questionnaire-format.md. A country's file can be large and its lines in any order, so
it is sorted by organisation on disk first.
"""

import sqlite3
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from questionnaires.answers import Answer
from questionnaires.definition import Definition
from questionnaires.question_types import AnswerLine, Problems, type_of
from questionnaires.questions import Cell, Question
from questionnaires.sentences import explain
from reading.csv_file import Line, csv_lines
from reading.errors import ErrorList
from reading.suggestion import suggestion

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


class AnswerFile:
    """A file of answers, sorted by organisation: one organisation's lines are in memory at a time.

    The lines wait in a temporary database of SQLite's own, on disk and gone when the file is closed. `errors` is
    everything that is wrong; it is known when `organisations` has been read to its end. Raises FileErrors at once
    where the file can't be read at all.
    """

    def __init__(self, path: Path, definition: Definition, *, known: Collection[str]) -> None:
        self.errors = ErrorList(path.name)
        self._definition = definition
        self._known = known
        self._addresses = {
            question.key: type_of(question).addresses(question) for question in definition.questions
        }
        # Organisation → its number, in the order in which they first appear, and those with a line that is wrong.
        self._numbers: dict[str, int] = {}
        self._broken: set[str] = set()
        # "" is a private temporary file, and nobody else needs it after a crash: no journal.
        self._staged = sqlite3.connect("", isolation_level=None)
        self._staged.execute("PRAGMA journal_mode = OFF")
        self._staged.execute("PRAGMA synchronous = OFF")
        self._staged.execute(
            "CREATE TABLE line (organisation INTEGER, number INTEGER, question, item, value, text)"
        )
        lines = csv_lines(path, columns=COLUMNS, errors=self.errors)
        self._staged.execute("BEGIN")
        self._staged.executemany("INSERT INTO line VALUES (?, ?, ?, ?, ?, ?)", self._sorted_in(lines))
        self._staged.execute("COMMIT")
        self._staged.execute("CREATE INDEX by_organisation ON line (organisation)")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_exception: object) -> None:
        self._staged.close()

    def __len__(self) -> int:
        """How many organisations the file has lines of."""
        return len(self._numbers)

    def organisations(self) -> Iterator[OrganisationFile]:
        """The answers of each organisation, in the order in which they first appear.

        Those with a line that is wrong are left out, and what is wrong is added to `errors`.
        """
        for organisation, number in self._numbers.items():
            lines = self._staged.execute(
                "SELECT number, question, item, value, text FROM line WHERE organisation = ? ORDER BY rowid",
                (number,),
            )
            before = self.errors.count
            found = self._answers_of(organisation, lines)
            if self.errors.count == before and organisation not in self._broken:
                yield found

    def _sorted_in(self, lines: Iterable[Line]) -> Iterator[tuple[int, int, str, str, str, str]]:
        """The lines that belong to a cell, with their organisation's number; the others are errors."""
        for line in lines:
            organisation, question, item, value, text = line.values
            wrong = self._wrong(organisation, question, item)
            for message in wrong:
                self._error(line.number, organisation, question, message)
            number = self._numbers.setdefault(organisation, len(self._numbers))
            if wrong:
                self._broken.add(organisation)
            if item in self._addresses.get(question, {}):
                yield number, line.number, question, item, value, text

    def _wrong(self, organisation: str, question: str, item: str) -> list[str]:
        """Why a line belongs to no cell of no organisation."""
        wrong = [] if organisation in self._known else [self._unknown_organisation(organisation)]
        addresses = self._addresses.get(question)
        if addresses is None:
            wrong.append(self._unknown_question(question))
        elif item not in addresses:
            wrong.append(_unknown_item(self._definition.question(question), item, addresses))
        return wrong

    def _answers_of(
        self, organisation: str, lines: Iterable[tuple[int, str, str, str, str]]
    ) -> OrganisationFile:
        """The answers in an organisation's lines; what can't be read goes to the errors."""
        cells: dict[str, list[AnswerLine]] = {}
        seen: dict[tuple[str, str], int] = {}
        for number, question, item, value, text in lines:
            first = seen.setdefault((question, item), number)
            if first != number:
                message = f"Samma svar står redan på rad {first}. Ta bort den ena raden."
                self._error(number, organisation, question, message)
                continue
            cell = self._addresses[question][item]
            cells.setdefault(cell.name, []).append(AnswerLine(number, item, value, text))
        answers: dict[str, Answer] = {}
        for name, cell_lines in cells.items():
            cell = self._definition.cell(name)
            match type_of(cell.question).read_lines(cell, cell_lines):
                case Problems(found):
                    for each in found:
                        self._error(each.line, organisation, cell.question.key, explain(each.problem))
                case None:
                    pass
                case answer:
                    answers[name] = answer
        first_lines = {name: cell_lines[0].number for name, cell_lines in cells.items()}
        return OrganisationFile(organisation, answers, first_lines)

    def _error(self, line: int, organisation: str, question: str, message: str) -> None:
        self.errors.add(line, message, place=f"{organisation or 'utan organisation'}, frågan {question}")

    def _unknown_organisation(self, organisation: str) -> str:
        if not organisation:
            return "Organisationen saknas. Skriv dess kod."
        if organisation.zfill(2) in self._known or organisation.zfill(4) in self._known:
            return f"Organisationen ”{organisation}” finns inte. Inledande nollor i koden ska vara kvar."
        return f"Organisationen ”{organisation}” finns inte bland dem som ska svara på enkäten. Rätta koden."

    def _unknown_question(self, question: str) -> str:
        known = suggestion(question, self._addresses) or f"Se enkäten {self._definition.key}."
        return f"Frågan ”{question}” finns inte i enkäten. {known}"


def _unknown_item(question: Question, item: str, addresses: Mapping[str, Cell]) -> str:
    """Why there is no cell at an item, and what could stand there."""
    if not addresses:
        return "Det här är en upplysning som inte besvaras. Ta bort raden."
    if "" in addresses:
        return f"Frågan har inga delfrågor. Lämna item tomt i stället för ”{item}”."
    if len(addresses) <= MOST_LISTED:
        listed = f"Det som kan stå där är: {', '.join(addresses)}."
    else:
        listed = f"{len(addresses)} olika kan stå där, till exempel {next(iter(addresses))}."
    known = suggestion(item, addresses) or listed
    if not item:
        return f"Item saknas. {known}"
    return f"”{item}” finns inte i frågan. {known}"
