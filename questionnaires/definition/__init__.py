"""A questionnaire as plain data: parsed, checked, and what is wrong explained. No Django."""

from questionnaires.definition.model import Definition
from questionnaires.definition.parser import parse_definition
from questionnaires.definition.versions import across_versions
from questionnaires.questions import Cell, Choice, Column, Item, Question, Section

__all__ = [
    "Cell",
    "Choice",
    "Column",
    "Definition",
    "Item",
    "Question",
    "Section",
    "across_versions",
    "parse_definition",
]
