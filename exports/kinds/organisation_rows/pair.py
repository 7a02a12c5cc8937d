"""Spring and autumn of one kind: two columns that may be answered together, for the whole year."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import ClassVar

from exports.kinds.cells import text_cell
from exports.kinds.entry import Name, TableEntry, fill
from exports.kinds.organisation_rows.columns import NUMBERS, AnswerColumn
from exports.kinds.organisation_rows.part import Amount, Filled, Finding, Part, RowSource
from exports.table import Cell, Column, Provenance, Source
from questionnaires.answers import Absence, Answer, Number, Special
from questionnaires.definition import Definition
from questionnaires.swedish import number_text, rounded
from reading.entry import Keys

WHOLE_YEAR_TEXT = "{number} under året"


@dataclass(frozen=True)
class Pair(Part):
    """Two terms, and the number for the whole year from whoever can't tell them apart.

    A whole-year number counts where a term has none; then it stands for the year, whatever term it stands beside.
    Where both terms have numbers they make the year, and the whole-year number is left out, and said to be.
    """

    terms: tuple[AnswerColumn, AnswerColumn]
    whole_year: Name | None
    whole_year_text: str
    called: str

    types = NUMBERS
    keys: ClassVar[Keys] = Keys(("pair",), ("whole_year", "whole_year_text", "called"))

    @classmethod
    def parse(cls, entry: TableEntry) -> "Pair | None":
        terms = [AnswerColumn.parse(column) for column in entry.entries("pair", AnswerColumn.keys)]
        text = entry.template("whole_year_text", ("number",), default=WHOLE_YEAR_TEXT)
        whole_year, called = entry.name("whole_year"), entry.text("called")
        if len(terms) != 2:
            entry.error("pair", f"”pair” ska ha två kolumner men har {len(terms)}.")
            return None
        if terms[0].decimals != terms[1].decimals:
            entry.error("pair", "De två kolumnerna i ”pair” ska ha lika många decimaler.")
        headers = f"{terms[0].header} och {terms[1].header}"
        return cls((terms[0], terms[1]), whole_year, text, called or headers)

    @property
    def decimals(self) -> int:
        return self.terms[0].decimals

    def columns(self, definition: Definition | None) -> tuple[Column, ...]:
        return tuple(Column(term.header, numeric=True, decimals=term.decimals) for term in self.terms)

    def cells(self) -> tuple[Name, ...]:
        return tuple(name for name in (*(term.answer for term in self.terms), self.whole_year) if name)

    def answer_columns(self) -> int:
        return len(self.terms)

    def fill(self, source: RowSource) -> Filled:
        terms = [term.fill(source) for term in self.terms]
        whole = source.answer(self.whole_year.key) if self.whole_year else Absence.NOT_ASKED
        numbers = [term for term in terms if _has_number(term)]
        if isinstance(whole, Number) and len(numbers) < len(terms):
            return self._with_whole_year(source, terms, whole.number)
        special = None if numbers else self._special_for_both(source, terms, whole)
        if special:
            amounts = tuple(term.amounts[0] for term in terms)
            return Filled((special,), amounts, Amount(None, None, special.special, (special.special,)))
        filled = self._term_by_term(terms)
        return self._not_counted(source, filled, whole.number) if isinstance(whole, Number) else filled

    def _not_counted(self, source: RowSource, filled: Filled, number: Decimal) -> Filled:
        """Both terms have numbers: says that the year's own isn't counted, at the first and in the year's sum."""
        why = f"{number_text(number)} för hela året, eftersom båda terminerna är redovisade"
        first, *others = filled.cells
        remark = f"{source.name}, {self.called}: räknar inte {why}."
        year = filled.year and replace(filled.year, left_out=(why,))
        return replace(filled, cells=(replace(first, remarks=(*first.remarks, remark)), *others), year=year)

    def _term_by_term(self, terms: Sequence[Filled]) -> Filled:
        """Each term by itself; the year is what they add up to, as printed."""
        return Filled(
            cells=tuple(term.cells[0] for term in terms),
            amounts=tuple(term.amounts[0] for term in terms),
            year=self._sum(terms),
            findings=_findings(terms),
        )

    def _sum(self, terms: Sequence[Filled]) -> Amount:
        amounts = [amount for term in terms if (amount := term.amounts[0])]
        printed = [amount.printed for amount in amounts if amount.printed is not None]
        given = [amount.given for amount in amounts if amount.given is not None]
        if not printed:
            words = " och ".join(dict.fromkeys(amount.words for amount in amounts))
            return Amount(None, None, words, (words,))
        return Amount(
            printed=sum(printed, Decimal(0)),
            given=sum(given, Decimal(0)),
            words=" + ".join(amount.words for amount in amounts),
            left_out=tuple(
                f"{term.header}: {amount.words}"
                for term, amount in zip(self.terms, amounts, strict=True)
                if amount.printed is None
            ),
        )

    def _special_for_both(
        self, source: RowSource, terms: Sequence[Filled], whole: Answer | Absence
    ) -> Cell | None:
        """The special answer that stands for both terms: the whole year's own, or the one that both gave."""
        if self.whole_year and isinstance(whole, Special):
            words = source.words(self.whole_year.key)
            printed = source.printed(self.whole_year.key)
            provenance: Provenance | None = source.provenance(self.whole_year.key, counted=True)
        else:
            first, second = (term.cells[0] for term in terms)
            if not first.text or (first.text, first.special) != (second.text, second.special):
                return None
            words, printed, provenance = first.special, first.text, first.provenance
        remark = f"{source.name}, {self.called}: {words}."
        return text_cell(printed, width=len(terms), special=words, remarks=(remark,), provenance=provenance)

    def _with_whole_year(self, source: RowSource, terms: Sequence[Filled], number: Decimal) -> Filled:
        """The year's number over both columns, or in the one without a number beside the one that has one."""
        value = rounded(number, self.decimals)
        given, printed = number_text(number), number_text(value, self.decimals)
        year = Amount(value, number, f"{given} för hela året")
        cell = self._whole_year_cell(source, number, [term for term in terms if _has_number(term)])
        in_no_term = Filled(
            cells=(cell,),
            amounts=(Amount(None, None, year.words, (year.words,)),),
            findings=(
                Finding("whole_year", 0, self.called, given, printed),
                *([Finding("rounded", 0, self.called, given, printed)] if value != number else []),
            ),
        )
        filled = [term if _has_number(term) else in_no_term for term in terms]
        if all(term is in_no_term for term in filled):
            return Filled(
                (replace(cell, width=len(terms)),), in_no_term.amounts * len(terms), year, in_no_term.findings
            )
        return replace(self._term_by_term(filled), year=year)

    def _whole_year_cell(self, source: RowSource, number: Decimal, beside: Sequence[Filled]) -> Cell:
        """beside: the term that has a number of its own, which the year's number must hold."""
        value = rounded(number, self.decimals)
        given, text = number_text(number), self._whole_year_words(value)
        where = f"{source.name}, {self.called}"
        remarks = [f"{where}: {text}. Talet ingår bara i summan för året."]
        for amount in (amount for term in beside if (amount := term.amounts[0]) and amount.given is not None):
            holds = amount.given is not None and amount.given <= number
            remarks.append(
                f"{where}: i talet för hela året ingår terminens {amount.words}."
                if holds
                else f"{where}: talet för hela året är mindre än terminens {amount.words}. Kontrollera uppgiften."
            )
        if value != number:
            remarks.append(f"{where}: angett {given}, avrundat till {number_text(value, self.decimals)}.")
        return text_cell(
            text,
            special=text,
            remarks=tuple(remarks),
            provenance=Provenance(
                f"{source.name}: {given} för hela året.",
                (Source(source.name, f"{given} för hela året", True),),
            ),
        )

    def _whole_year_words(self, value: Decimal) -> str:
        return fill(self.whole_year_text, {"number": number_text(value, self.decimals)})


def _has_number(term: Filled) -> bool:
    return any(amount and amount.printed is not None for amount in term.amounts)


def _findings(terms: Sequence[Filled]) -> tuple[Finding, ...]:
    """The terms' findings, each about the cell that it has in the pair."""
    return tuple(
        replace(finding, cell=place) for place, term in enumerate(terms) for finding in term.findings
    )
