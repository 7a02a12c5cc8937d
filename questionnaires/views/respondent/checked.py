"""What the page that checks a response shows: every answer, what is wrong with it, and what should be explained."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from questionnaires.checks import Finding, Shortcoming, findings, shortcomings
from questionnaires.documents.answered import (
    AnsweredQuestion,
    AnsweredRow,
    answered_sections,
)
from questionnaires.forms.filling import moment
from questionnaires.selectors.explanations import explained
from questionnaires.selectors.respondent.changes import ChangedBy
from questionnaires.selectors.respondent.own import OwnResponse
from questionnaires.sentences import explain, explain_finding, marked_cell_place, marked_place, tell_finding


@dataclass(frozen=True)
class Asked:
    """An explanation that is asked for. name: its control's; row: which row it is about, empty for the whole question;
    odd: what is, for who only reads; said: what is written in it.
    """

    name: str
    number: int
    row: str
    sentence: str
    odd: str
    said: str
    is_lacking: bool


@dataclass(frozen=True)
class ShownRow:
    """A cell. problem: what is wrong with its answer, in a sentence, or empty. changed: by whom and when it was
    changed since the page was read, likewise.
    """

    row: AnsweredRow
    problem: str
    changed: str = ""

    @property
    def is_optional(self) -> bool:
        """Whether nothing stands in the way of leaving it as it is."""
        return not self.problem


@dataclass(frozen=True)
class ShownQuestion:
    question: AnsweredQuestion
    rows: tuple[ShownRow, ...]
    asked: tuple[Asked, ...]
    address: str


@dataclass(frozen=True)
class ShownSection:
    title: str
    address: str
    questions: tuple[ShownQuestion, ...]


@dataclass(frozen=True)
class Fault:
    """Something to correct. address: where; cell: in which answer, empty where it is on the page itself."""

    address: str
    text: str
    cell: str = ""


@dataclass(frozen=True)
class Checked:
    sections: tuple[ShownSection, ...]
    faults: tuple[Fault, ...]
    unexplained: tuple[Asked, ...]
    has_findings: bool


@dataclass(frozen=True)
class Changer:
    """Somebody who has changed answers since the page was read. questions: (key, number) of theirs."""

    sentence: str
    questions: tuple[tuple[str, int], ...]


def check_answers(own: OwnResponse, changed: Iterable[ChangedBy] = ()) -> Checked:
    """The response as it is now, with the explanations that are kept, and what was changed since it was read."""
    answers = own.response.answers
    earlier = own.last_time.answers if own.last_time else {}
    found = findings(own.definition, answers, earlier)
    said = explained(own.response, found)
    asked: dict[str, list[Asked]] = {}
    numbers = own.definition.numbers
    for each in found:
        shown = _asked(each, numbers[each.question], said.get(each.key, ""))
        asked.setdefault(each.question, []).append(shown)
    lacking = shortcomings(own.definition, answers)
    problems = {each.cell: explain(each.problem) for each in reversed(lacking)}
    return Checked(
        sections=tuple(_sections(own, problems, asked, _marks(changed))),
        faults=tuple(_faults(own, lacking)),
        unexplained=tuple(each for listed in asked.values() for each in listed if each.is_lacking),
        has_findings=bool(found),
    )


def changers(own: OwnResponse, changed: Iterable[ChangedBy]) -> tuple[Changer, ...]:
    """Who has changed what, each in a sentence with the questions that it is about."""
    numbers = own.definition.numbers
    found = []
    for each in changed:
        sentence = ngettext(
            "%(name)s ändrade %(count)s svar %(when)s:",
            "%(name)s ändrade %(count)s svar, senast %(when)s:",
            len(each.cells),
        )
        words = {"name": each.who, "count": len(each.cells), "when": moment(each.at)}
        keys = {cell.partition(".")[0] for cell in each.cells}
        questions = tuple((key, number) for key, number in numbers.items() if key in keys)
        found.append(Changer(sentence % words, questions))
    return tuple(found)


def _marks(changed: Iterable[ChangedBy]) -> dict[str, str]:
    mark = _("Ändrat av %(name)s %(when)s")
    return {
        cell: mark % {"name": each.who, "when": moment(each.at)} for each in changed for cell in each.cells
    }


def control_of(finding: Finding) -> str:
    """The name of the control that holds a finding's explanation."""
    return f"forklara-{finding.code}-{finding.cell}"


# What stood in a control when its page was made is posted beside it.
READ = ":stod"


def typed_explanations(
    own: OwnResponse, posted: Mapping[str, str]
) -> tuple[dict[tuple[str, str], str], dict[tuple[str, str], str]]:
    """Finding.key → what was posted for it, and what stood there before, of those that there are now."""
    earlier = own.last_time.answers if own.last_time else {}
    names = {each.key: control_of(each) for each in findings(own.definition, own.response.answers, earlier)}
    typed, read = (
        {key: posted[f"{name}{more}"] for key, name in names.items() if f"{name}{more}" in posted}
        for more in ("", READ)
    )
    return typed, read


def _asked(finding: Finding, number: int, said: str) -> Asked:
    return Asked(
        name=control_of(finding),
        number=number,
        row=finding.row,
        sentence=explain_finding(finding),
        odd=tell_finding(finding),
        said=said,
        is_lacking=not said,
    )


def _sections(
    own: OwnResponse,
    problems: Mapping[str, str],
    asked: Mapping[str, Iterable[Asked]],
    marks: Mapping[str, str],
) -> Iterable[ShownSection]:
    for section in answered_sections(own.definition, own.response.answers):
        address = _section_address(own, section.key)
        questions = (
            ShownQuestion(
                question,
                tuple(
                    ShownRow(row, problems.get(row.cell, ""), marks.get(row.cell, ""))
                    for row in question.rows
                ),
                tuple(asked.get(question.key, ())),
                f"{address}#fraga-{question.key}",
            )
            for question in section.questions
        )
        yield ShownSection(section.title, address, tuple(questions))


def _faults(own: OwnResponse, lacking: Iterable[Shortcoming]) -> Iterable[Fault]:
    """One a question for rows that aren't answered, since they are many; one each for the rest."""
    section = {question.key: part.key for part in own.definition.sections for question in part.questions}
    numbers = own.definition.numbers
    unanswered: dict[str, list[Shortcoming]] = {}
    for each in lacking:
        question = own.definition.cell(each.cell).question
        if each.problem.code == "required":
            unanswered.setdefault(question.key, []).append(each)
    for each in lacking:
        question = own.definition.cell(each.cell).question
        address = f"{_section_address(own, section[question.key])}#svar-{each.cell}"
        rows = unanswered.get(question.key, [])
        if each.problem.code != "required":
            text = format_html("{}: {}", marked_cell_place(own.definition, each.cell), explain(each.problem))
            yield Fault(address, text, each.cell)
        elif each is rows[0]:
            # One tick on any row is enough in a tick_grid.
            by_row = bool(question.items) and question.type != "tick_grid"
            place = marked_place(numbers[question.key], question.text)
            text = format_html("{}: {}", place, _required(len(rows), by_row))
            yield Fault(address, text, each.cell)


def _required(rows: int, has_rows: bool) -> str:
    if not has_rows:
        return _("Frågan behöver besvaras.")
    sentence = ngettext("En rad är obesvarad.", "%(rows)s rader är obesvarade.", rows)
    return sentence % {"rows": rows}


def answered_at(own: OwnResponse, anchor: str) -> str | None:
    """Where what an anchor of the section pages names ("fraga-QUESTION", "svar-CELL") is answered; None where there
    is no such thing."""
    key = anchor.partition("-")[2].partition(".")[0]
    for section in own.definition.sections:
        if any(question.key == key for question in section.questions):
            return f"{_section_address(own, section.key)}#{anchor}"
    return None


def _section_address(own: OwnResponse, section: str) -> str:
    return reverse("section", args=(*own.address, section))
