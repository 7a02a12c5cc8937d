"""The kommuner's free texts beside the RSS's own summary of them."""

from collections.abc import Mapping
from dataclasses import dataclass

from questionnaires.forms.summaries import control, mark_control, mark_of
from questionnaires.models import Summary
from questionnaires.question_types import type_of
from questionnaires.questions import Cell, Question
from questionnaires.selectors.coordinator.aggregate import KommunText, RssCounts

WORDS = ("short_text", "long_text")


@dataclass(frozen=True)
class Typed:
    """A summary that wasn't saved. other: what somebody else has saved meanwhile; refused: why it can't be kept.

    mark: of the summary that the writer has read.
    """

    text: str
    mark: str
    other: Summary | None = None
    refused: str = ""


@dataclass(frozen=True)
class Texts:
    """The texts of one cell. label: the row's text, empty where the cell is the whole question. where: the question's
    text, and its row's. summary: the RSS's, None before there is one.
    """

    cell: str
    label: str
    where: str
    texts: tuple[KommunText, ...]
    summary: Summary | None
    typed: Typed | None

    @property
    def control(self) -> str:
        """The name of the box, and of the place on the page."""
        return control(self.cell)

    @property
    def text(self) -> str:
        """What stands in the box."""
        if self.typed:
            return self.typed.text
        return self.summary.text if self.summary else ""

    @property
    def mark_control(self) -> str:
        return mark_control(self.cell)

    @property
    def mark(self) -> str:
        """Which summary the reader sees, for the next save to compare."""
        return self.typed.mark if self.typed else mark_of(self.summary)


def texts_by_question(
    counts: RssCounts, summaries: Mapping[str, Summary], typed: Mapping[str, Typed]
) -> dict[str, tuple[Texts, ...]]:
    """Question → its cells with words in them, or that ask for words; questions without any are left out.

    typed: cell → what was written there and isn't saved.
    """
    found = {
        question.key: tuple(_of(question, counts, summaries, typed))
        for question in counts.definition.questions
    }
    return {key: each for key, each in found.items() if each}


def _of(
    question: Question, counts: RssCounts, summaries: Mapping[str, Summary], typed: Mapping[str, Typed]
) -> list[Texts]:
    shown = []
    for cell in type_of(question).cells(question):
        texts = tuple(
            KommunText(each.kommun, _choice(cell, each.about), each.text) for each in counts.texts(cell.name)
        )
        summary = summaries.get(cell.name)
        mine = typed.get(cell.name)
        if question.type in WORDS or texts or mine or (summary and summary.text):
            label = cell.item.text if cell.item else ""
            where = f"{question.text} – {label}" if label else question.text
            shown.append(Texts(cell.name, label, where, texts, summary, mine))
    return shown


def _choice(cell: Cell, key: str) -> str:
    return next((each.text for each in cell.question.choices if each.key == key), key)
