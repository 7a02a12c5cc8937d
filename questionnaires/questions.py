"""What a questionnaire is made of, as values: sections, questions, choices, items, cells. No Django.

Texts are complete: `{year}` has been replaced. Lines (where something stands in its file) never count when
two are compared. Which attributes mean something for which type is in docs/questionnaire-format.md.
"""

from dataclasses import dataclass, field
from decimal import Decimal

from questionnaires.conditions import Condition


@dataclass(frozen=True)
class Choice:
    """A fixed answer, also an answer instead of a number.

    specify: asks for a text when chosen. exclusive: alone or not at all. negative: the row's text isn't asked
    for. whole_year: instead of a term's number, which is then given for the whole year.
    """

    key: str
    text: str
    specify: bool = False
    exclusive: bool = False
    negative: bool = False
    whole_year: bool = False


@dataclass(frozen=True)
class Item:
    """A row of a grid or number list. required: False frees the row where the question is required."""

    key: str
    text: str
    specify: bool = False
    required: bool = True


@dataclass(frozen=True)
class Column:
    """A column of a tick_grid."""

    key: str
    text: str


@dataclass(frozen=True)
class Question:
    """A question.

    type: a key of question_types.TYPES. unit: a word ("procent"). decimals: how many a number may have.
    special: answers instead of a number. show_if: None where the question is always asked.
    """

    key: str
    type: str
    text: str
    help: str = ""
    required: bool = False
    choices: tuple[Choice, ...] = ()
    items: tuple[Item, ...] = ()
    columns: tuple[Column, ...] = ()
    max_choices: int | None = None
    unit: str = ""
    min: Decimal | None = None
    max: Decimal | None = None
    decimals: int = 0
    special: tuple[Choice, ...] = ()
    show_if: Condition | None = None
    line: int = field(default=0, compare=False)

    @property
    def help_says_most(self) -> bool:
        """Whether its own help says how many choices one may choose, so that nobody needs to be told again."""
        return self.max_choices is not None and "högst" in self.help.lower()


@dataclass(frozen=True)
class Section:
    """One page of a questionnaire."""

    key: str
    title: str
    questions: tuple[Question, ...]
    line: int = field(default=0, compare=False)


@dataclass(frozen=True)
class Cell:
    """What holds one answer: a question, or a row of a grid or number list.

    name: the question's key, or `question.item`; `item` is None where the cell is the whole question.
    """

    name: str
    question: Question
    item: Item | None = None

    @property
    def text(self) -> str:
        """The row's text, or the question's."""
        return self.item.text if self.item else self.question.text

    def row(self, item: Item) -> "Cell":
        """The cell of another row of the question."""
        return Cell(f"{self.question.key}.{item.key}", self.question, item)
