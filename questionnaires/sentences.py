"""What is said of an answer that isn't right or looks odd: the one catalogue, a sentence for every code."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from questionnaires.checks import Finding, FindingCode
from questionnaires.definition import Definition
from questionnaires.question_types import Problem, ProblemCode

SENTENCES: Mapping[ProblemCode, str | Promise] = {
    "exclusive_combined": _(
        "”%(choice_text)s” kan inte kombineras med andra svar. Välj bara det eller ta bort det."
    ),
    "invalid": _("”%(typed)s” kan inte läsas som ett svar på frågan. Rätta eller ta bort det."),
    "line_break": _("Svaret ska stå på en rad. Ta bort radbrytningen."),
    "not_a_number": _("”%(value)s” är inget tal. Skriv siffror, med punkt före decimaler%(special)s."),
    "number_and_special": _("Välj antingen talet eller %(special)s."),
    "required": _("Frågan behöver besvaras."),
    "several_specials": _("Välj bara ett av svaren: %(specials)s."),
    "special_unknown": _(
        "”%(choice)s” går inte att svara i stället för ett tal. Det som går är: %(allowed)s."
    ),
    "specify_missing": _("Skriv vad ”%(choice)s” gäller."),
    "text_not_expected": _("Till det här svaret hör ingen text. Ta bort ”%(text)s”."),
    "text_unreadable": _("Texten innehåller styrtecken som inte går att visa. Skriv om den."),
    "texts_differ": _("Raden i rutnätet har två olika texter, ”%(first)s” och ”%(text)s”. Skriv samma text."),
    "too_large": _("%(value)s är för stort. Det får vara högst %(max)s."),
    "too_long": _("Texten är %(count)s tecken lång. Korta den till högst %(most)s tecken."),
    "too_many_choices": _("%(count)s svar är valda. Välj högst %(max)s."),
    "too_many_decimals": _("%(value)s har för många decimaler. Det får ha högst %(decimals)s."),
    "too_small": _("%(value)s är för litet. Det ska vara minst %(min)s."),
    "unknown_choice": _("”%(choice)s” är inget av frågans svarsalternativ, som är: %(allowed)s."),
    "unknown_column": _("”%(choice)s” är ingen av frågans kolumner, som är: %(allowed)s."),
    "value_missing": _("Värdet saknas. Skriv något av: %(allowed)s. Ta bort raden om frågan är obesvarad."),
    "value_not_expected": _("Frågan besvaras i kolumnen text. Lämna värdet tomt i stället för ”%(value)s”."),
    "value_not_one": _("Det som är valt har värdet 1, inte ”%(value)s”. Ta bort raden om det inte är valt."),
    "whole_year_missing": _(
        "Talet för hela året saknas, och terminen är besvarad med ”%(special)s”. Skriv talet här eller ändra terminen."
    ),
    "wrong_kind": _("Svaret hör till en annan sorts fråga. Svara om på frågan."),
}

FINDINGS: Mapping[FindingCode, str | Promise] = {
    "all_alike": _("Alla %(count)s rader har samma svar, ”%(answer)s”. Skriv varför det stämmer."),
    "changed_much": _(
        "Förra gången var svaret %(before)s, nu är det %(now)s. Skriv vad skillnaden beror på."
    ),
    "left_empty": _("Talet saknas. Skriv varför det inte går att ange."),
    "year_differs": _(
        "Hela året är angett till %(year)s, men terminerna blir tillsammans %(total)s (%(spring)s och %(autumn)s). "
        "Rätta det som är fel, eller skriv varför de skiljer sig."
    ),
    "year_less_than_term": _(
        "Hela året (%(year)s) är mindre än en av terminerna (%(term)s). Skriv hur det går ihop."
    ),
}

# The same for whoever reads the explanation.
SEEN: Mapping[FindingCode, str | Promise] = {
    "all_alike": _("Alla %(count)s rader har samma svar, ”%(answer)s”."),
    "changed_much": _("Förra gången var svaret %(before)s, nu är det %(now)s."),
    "left_empty": _("Talet saknas."),
    "year_differs": _(
        "Hela året är angett till %(year)s, men terminerna blir tillsammans %(total)s (%(spring)s och %(autumn)s)."
    ),
    "year_less_than_term": _("Hela året (%(year)s) är mindre än en av terminerna (%(term)s)."),
}


def place_of(number: int, row: str = "") -> str:
    """Where in a questionnaire something is, in the reader's language. row: a row's text."""
    question = gettext("Fråga %(number)s") % {"number": number}
    return f"{question}, {quoted(row)}" if row else question


def cell_place(definition: Definition, name: str) -> str:
    """The same of a cell."""
    return place_of(*_number_and_row(definition, name))


def marked_place(number: int, row: str = "") -> SafeString:
    """The same for a page: the row is marked as the Swedish that it is, whatever language the page is in."""
    question = gettext("Fråga %(number)s") % {"number": number}
    return format_html("{}, {}", question, as_asked(quoted(row))) if row else format_html("{}", question)


def marked_cell_place(definition: Definition, name: str) -> SafeString:
    """The same of a cell."""
    return marked_place(*_number_and_row(definition, name))


def as_asked(words: str) -> SafeString:
    """A questionnaire's own words for a page, marked as Swedish."""
    return format_html('<span lang="sv">{}</span>', words)


def quoted(words: str) -> str:
    """Within the quotation marks of the reader's language."""
    return gettext("”%(words)s”") % {"words": words}


def _number_and_row(definition: Definition, name: str) -> tuple[int, str]:
    cell = definition.cell(name)
    return definition.numbers[cell.question.key], cell.item.text if cell.item else ""


def explain(problem: Problem) -> str:
    """The problem in words, in the reader's language."""
    return str(SENTENCES[problem.code]) % problem.params


def explain_finding(finding: Finding) -> str:
    """What is asked about an answer, in the reader's language."""
    return str(FINDINGS[finding.code]) % finding.params


def tell_finding(finding: Finding) -> str:
    """What is odd about an answer, for whoever receives it."""
    return str(SEEN[finding.code]) % finding.params
