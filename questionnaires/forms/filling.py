"""What stands in the slots of a section for one reader: answers, errors, conflicts, last time, and what can be done."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from questionnaires.answers import Answer, File, Invalid, Number, is_answered
from questionnaires.forms.pattern import slot_key
from questionnaires.forms.posted import PostedCell, token
from questionnaires.forms.section import CellView, QuestionView, section_pattern, section_views
from questionnaires.question_types import Posted, type_of
from questionnaires.question_types.numbers import NumberQuestion, can_hold_year
from questionnaires.questions import Cell, Question, Section
from questionnaires.selectors.conversations import Conversation
from questionnaires.selectors.respondent.own import OwnResponse
from questionnaires.sentences import explain, marked_cell_place

# Of each of two answers, as much as can be compared at a glance.
LONG_VALUE = 160


@dataclass(frozen=True)
class ConflictShown:
    """What a person chooses between. who, at: of the change that stands now, None where it can't be told.

    is_own: whether the reader made it, in another window.
    """

    cell: Cell
    current: Answer | None
    refused: Answer | None
    version: int
    who: str = ""
    at: datetime | None = None
    is_own: bool = False


@dataclass(frozen=True)
class Error:
    """Something that has to be mended: whose control it is about, what it is called, and what is wrong."""

    control: str
    place: str
    sentence: str


def fill_section(
    own: OwnResponse,
    section: Section,
    *,
    kept: Mapping[str, PostedCell] | None = None,
    conflicts: Mapping[str, ConflictShown] | None = None,
    talk: Iterable[Conversation] = (),
    written: Mapping[int, str] | None = None,
    notes: Mapping[str, str] | None = None,
    is_alone: bool = False,
) -> tuple[SafeString, list[Error]]:
    """The section's questions as one reader sees them, and what has to be mended in them.

    kept: cells that stand as they were posted, since they couldn't be saved; conflicts: why, for some of them.
    talk: what has been said, each shown at its question; written: by number, what was to be added. notes: markup that
    begins a question, or ends a grid's row. is_alone: without what can be done beside answering.
    """
    year = own.last_time.year if own.last_time else None
    filling = Filling(own, own.definition.asked(own.response.answers), kept or {}, conflicts or {})
    for view in section_views(section, year, is_alone=is_alone):
        filling.add(view)
        filling.add_notes(view, notes or {})
    for each in talk:
        filling.add_talk(each, (written or {}).get(each.number, ""))
    return section_pattern(own.questionnaire, section, year, is_alone=is_alone).fill(
        filling.slots
    ), filling.errors


def has_errors(own: OwnResponse, section: Section) -> bool:
    """Whether something has to be mended in the section, as fill_section tells it, without drawing anything."""
    answers = own.response.answers
    asked = own.definition.asked(answers)
    cells = (cell for question in section.questions for cell in type_of(question).cells(question))
    return any(cell.name in asked and error_of(cell, answers.get(cell.name)) for cell in cells)


@dataclass
class Filling:
    """Collects a section's slots and errors."""

    own: OwnResponse
    asked: frozenset[str]
    kept: Mapping[str, PostedCell]
    conflicts: Mapping[str, ConflictShown]
    slots: dict[str, str] = field(default_factory=dict)
    errors: list[Error] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.answers = self.own.response.answers
        self.last = self.own.last_time

    def add(self, view: QuestionView) -> None:
        """The slots of one question and its cells."""
        cells = [cell.cell for cell in view.cells]
        if cells and cells[0].name not in self.asked:
            self.slots[slot_key(view.question.key, "hidden")] = " hidden"
        for cell in view.cells:
            self._cell(cell)
            if conflict := self.conflicts.get(cell.name):
                markup = conflict_markup(conflict)
                self._put(cell.name, "conflict", _beside(view, markup) if cell.cell.item else markup)
        if view.question.type == "number_list":
            self._year_missing(view)
        self._actions(view)

    def add_notes(self, view: QuestionView, notes: Mapping[str, str]) -> None:
        """What is told at the question, or at a row of it."""
        key = view.question.key
        if note := notes.get(key):
            self._put(key, "note", note)
        for cell in view.cells:
            if cell.cell.item and (note := notes.get(cell.name)):
                self._put(cell.name, "conflict", _beside(view, note))

    def add_talk(self, each: Conversation, written: str) -> None:
        """A thread at its question, after those before it; a row that it is about is marked."""
        key = slot_key(each.question, "talk")
        markup = render_to_string(
            "questionnaires/respondent/_thread_at.html", {"each": each, "written": written}
        )
        self.slots[key] = self.slots.get(key, "") + markup
        if each.row:
            row = slot_key(each.cell, "marked")
            words = _("Fråga till er") if each.waits else _("Kommentar")
            mark = format_html('<a class="row-mark" href="#vid-{}">{}</a>', each.number, words)
            self.slots[row] = self.slots.get(row, "") + mark

    def _cell(self, view: CellView) -> None:
        cell, name = view.cell, view.name
        stored = self.own.response.cells.get(name)
        answer = self.answers.get(name)
        if stored is not None:
            self._put(name, "token", token(cell, stored["version"], answer))
        if self.last is not None and (before := self.last.answers.get(name)) is not None:
            self._put(name, "last", escape(last_shown(self.own, name, before)))
        if (kept := self.kept.get(name)) is not None:
            # With the token of the page that it came from: it is still not what anybody has saved.
            answer = kept.answer
            self._put(name, "token", kept.token)
        if answer is not None:
            fill_controls(self.slots, cell, answer)
            self._put(name, "file", file_markup(self.own, name, answer))
            self._wrong(view, answer)

    def _wrong(self, view: CellView, answer: Answer) -> None:
        sentence = error_of(view.cell, answer)
        if not sentence:
            return
        self._put(view.name, "error", error_markup(sentence))
        self._put(view.name, "invalid", ' aria-invalid="true"')
        if view.name in self.asked:
            place = marked_cell_place(self.own.definition, view.name)
            self.errors.append(Error(f"{view.id}_1", place, sentence))

    def _year_missing(self, view: QuestionView) -> None:
        for name, sentence in missing_years(view.question, self.answers).items():
            if sentence and name not in self.kept:
                self._put(name, "error", lack_markup(sentence))

    def _actions(self, view: QuestionView) -> None:
        """Which of the question's buttons have something to do."""
        key = view.question.key
        left = sum(not is_answered(self.answers.get(cell.name)) for cell in view.cells)
        if view.fill and left:
            self._put(key, "fill", "")
            self._put(key, "left", str(left))
        if view.is_clearable and left < len(view.cells):
            self._put(key, "clear", "")
        if copyable_cells(self.own, [cell.cell for cell in view.cells]):
            self._put(key, "copy", "")

    def _put(self, owner: str, kind: str, markup: str) -> None:
        self.slots[slot_key(owner, kind)] = markup


def _beside(view: QuestionView, markup: str) -> SafeString:
    """A row of its own below a grid's row. markup: of a template, or it is escaped."""
    return format_html('<tr class="beside"><td colspan="{}">{}</td></tr>', view.width, markup)


def fill_controls(slots: dict[str, str], cell: Cell, answer: Answer) -> None:
    """The controls of a cell as they show an answer."""
    kind, name = type_of(cell.question), cell.name
    for control, values in kind.to_posted(cell, answer).items():
        word, _colon, argument = control.partition(":")
        if word == "text":
            slots[slot_key(name, "text", argument)] = escape(values[0])
            slots[slot_key(name, "shown", argument)] = ""
        elif word == "special":
            for value in values:
                slots[slot_key(name, "special", value)] = " checked"
        elif word == "":
            slots[slot_key(name, "value")] = escape(values[0]) if values else ""
            for value in values:
                slots[slot_key(name, "checked", value)] = " checked"
                slots[slot_key(name, "shown", value)] = ""
    if opens_text(cell, kind.to_posted(cell, answer)):
        slots[slot_key(name, "shown")] = ""
    slots[slot_key(name, "read")] = escape(read_as(cell, answer))


def opens_text(cell: Cell, posted: Posted) -> bool:
    """Whether what is chosen in a grid's row asks for the row's text."""
    by_row = cell.item is not None and cell.item.specify
    asking = {each.key for each in cell.question.choices if (each.specify or by_row) and not each.negative}
    asking |= {column.key for column in cell.question.columns}
    return any(value in asking for value in posted.get("", ()))


def error_of(cell: Cell, answer: Answer | None) -> str:
    """Why an answer can't stand, in sentences; empty where it can. That something is lacking is no error yet."""
    if answer is None:
        return ""
    kind = type_of(cell.question)
    if isinstance(answer, Invalid):
        problem = kind.unreadable(cell, answer.typed)
        sentence = explain(problem)
        if isinstance(kind, NumberQuestion) and problem.code == "invalid":
            sentence += " " + _("Skriv ett tal med siffror, till exempel 1 249 eller 12,5.")
        return sentence
    return " ".join(explain(problem) for problem in kind.problems(cell, answer))


def missing_years(question: Question, answers: Mapping[str, Answer]) -> dict[str, str]:
    """The rows for a whole year that terms can refer to → what each lacks since they do, or nothing: that isn't
    finished yet, and no error."""
    kind = type_of(question)
    found = {cell.name: "" for cell in kind.cells(question) if can_hold_year(cell)}
    lacks = kind.question_lacks(question, answers)
    return found | {cell.name: explain(each) for cell, each in lacks if each.code == "whole_year_missing"}


def file_markup(own: OwnResponse, name: str, answer: Answer | None) -> str:
    """The file that is sent along now, with a link to it and a way to take it away; empty without one."""
    if not isinstance(answer, File):
        return ""
    has_content = answer.attachment is not None
    address = reverse("attachment", args=(*own.address, answer.attachment)) if has_content else ""
    context = {"name": name, "file": answer, "address": address}
    return render_to_string("questionnaires/questions/_file_now.html", context)


def error_markup(sentence: str) -> str:
    return format_html("<strong>{}</strong> {}", _("Fel:"), sentence)


def lack_markup(sentence: str) -> str:
    return format_html('<span class="lacks">{}</span>', sentence)


def read_as(cell: Cell, answer: Answer | None, *, typed: str = "") -> str:
    """How a number was read, where that isn't plain from what stands in its control.

    typed: what stands there, where it isn't the answer as a page shows it.
    """
    if not isinstance(answer, Number):
        return ""
    kind = type_of(cell.question)
    shown = kind.show(cell, answer).removesuffix(
        f" {cell.question.unit}".rstrip() if cell.question.unit else ""
    )
    stands = typed or kind.to_posted(cell, answer)[""][0]
    # Any kind of space between thousands, and any kind of minus, is read as what it is.
    plain = "\u00a0".join(stands.split()).replace("-", "\u2212")
    return "" if shown == plain else _("Läst som %(number)s") % {"number": shown}


def conflict_markup(conflict: ConflictShown) -> SafeString:
    """Both values and the choice between them."""
    theirs, mine = _shown(conflict.cell, conflict.current), _shown(conflict.cell, conflict.refused)
    context = {
        "conflict": conflict,
        "name": conflict.cell.name,
        "theirs": shortened(theirs),
        "mine": shortened(mine),
        "whole_theirs": theirs,
        "whole_mine": mine,
        "when": moment(conflict.at) if conflict.at else "",
    }
    return render_to_string("questionnaires/questions/_conflict.html", context)


def shortened(text: str) -> str:
    """The beginning of a long text, for a place where both of two are to be seen at once."""
    return text if len(text) <= LONG_VALUE else Truncator(text).chars(LONG_VALUE)


def moment(at: datetime) -> str:
    """When, for somebody reading now: "kl. 14.03" today, with the day otherwise."""
    local = timezone.localtime(at)
    if local.date() == timezone.localdate():
        return _("kl. %(time)s") % {"time": date_format(local, "TIME_FORMAT")}
    return _("den %(day)s kl. %(time)s") % {
        "day": date_format(local, "j F"),
        "time": date_format(local, "TIME_FORMAT"),
    }


def copyable_cells(own: OwnResponse, cells: list[Cell]) -> dict[str, Answer]:
    """Last time's answers to empty cells that can still be answered so."""
    last, answers = own.last_time, own.response.answers
    if last is None:
        return {}
    return {
        cell.name: before
        for cell in cells
        if cell.name not in answers
        and (before := last.answers.get(cell.name)) is not None
        and not isinstance(before, File | Invalid)
        and not type_of(cell.question).problems(cell, before)
    }


def last_shown(own: OwnResponse, name: str, answer: Answer) -> str:
    """Last time's answer in words, as that year's questionnaire put them."""
    if own.last_time is None:
        return ""
    cell = own.last_time.definition.cell(name)
    return type_of(cell.question).show(cell, answer)


def _shown(cell: Cell, answer: Answer | None) -> str:
    return type_of(cell.question).show(cell, answer) if answer is not None else ""
