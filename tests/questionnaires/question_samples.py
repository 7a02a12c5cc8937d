"""A question of each type, and short words for what is done with it."""

from decimal import Decimal

from questionnaires.answers import (
    Absence,
    Answer,
)
from questionnaires.question_types import (
    AnswerLine,
    Problems,
    type_of,
)
from questionnaires.question_types.cell_tally import CellTally
from questionnaires.questions import Cell, Choice, Column, Item, Question
from questionnaires.sentences import explain

STARTED = (
    Choice("initierat", "Initierat"),
    Choice("forstarkt", "Förstärkt"),
    Choice("nej", "Varken initierat eller förstärkt", negative=True),
)
PLAN = Question(
    "plan",
    "single_choice",
    "Finns en plan?",
    required=True,
    choices=(Choice("ja", "Ja"), Choice("annat", "Annat", specify=True)),
)
GROUPS = Question(
    "malgrupper",
    "multiple_choice",
    "Vilka målgrupper?",
    max_choices=2,
    choices=(
        Choice("barn", "Barn och unga"),
        Choice("aldre", "Äldre"),
        Choice("annan", "Annan målgrupp", specify=True),
        Choice("ingen", "Ingen särskild", exclusive=True),
    ),
)
EFFORTS = Question(
    "insatser",
    "choice_grid",
    "Vilka insatser?",
    required=True,
    choices=STARTED,
    items=(Item("npo", "NPÖ"), Item("annat", "Andra insatser", specify=True)),
)
FIELDS = Question(
    "inriktningar",
    "tick_grid",
    "Inom vilka inriktningar?",
    items=(Item("akut", "Akutsjukvård"), Item("annan", "Annan inriktning", specify=True)),
    columns=(Column("bidrag", "Ekonomiskt bidrag"), Column("grundlon", "Bibehållen grundlön")),
)
SHARE = Question(
    "andel",
    "number",
    "Hur stor andel?",
    unit="procent",
    min=Decimal(0),
    max=Decimal(100),
    decimals=1,
    special=(Choice("kan_inte_uppskattas", "Kan inte uppskattas"),),
)
NURSES = Question(
    "antal",
    "number_list",
    "Hur många sjuksköterskor?",
    required=True,
    items=(Item("vt", "Våren"), Item("ar", "Hela året", required=False)),
)
EXAMPLE = Question("exempel", "long_text", "Ge exempel.")
NAME = Question("namn", "short_text", "Vad heter planen?")
DOCUMENT = Question("dokument", "file", "Bifoga planen.", required=True)
NOTE = Question("not", "note", "Nästa del handlar om samverkan.")


def cell_of(question: Question, row: int = 0) -> Cell:
    return type_of(question).cells(question)[row]


def read(question: Question, *lines: tuple[str, str, str], row: int = 0) -> Answer | Problems | None:
    """What a cell's lines (item, value, text) read as; the first is line 2 of its file."""
    numbered = [AnswerLine(number, *line) for number, line in enumerate(lines, start=2)]
    return type_of(question).read_lines(cell_of(question, row), numbered)


def errors(question: Question, *lines: tuple[str, str, str], row: int = 0) -> list[str]:
    found = read(question, *lines, row=row)
    assert isinstance(found, Problems), found
    return [f"rad {each.line}: {explain(each.problem)}" for each in found.found]


def lacks(question: Question, answer: Answer | None, row: int = 0) -> list[str]:
    return [explain(problem) for problem in type_of(question).lacks(cell_of(question, row), answer)]


def problems(question: Question, answer: Answer, row: int = 0) -> list[str]:
    return [explain(problem) for problem in type_of(question).problems(cell_of(question, row), answer)]


def show(question: Question, answer: Answer, row: int = 0) -> str:
    return type_of(question).show(cell_of(question, row), answer)


def tally(question: Question, answer: Answer | Absence, row: int = 0) -> CellTally:
    return type_of(question).tally(cell_of(question, row), answer)
