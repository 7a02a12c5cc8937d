"""A small book with everything that a table can hold."""

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal

from exports.book import Book, MethodSection
from exports.table import Cell, Column, HeaderGroup, Provenance, Row, Source, Table


def number(value: str, text: str, **facts: object) -> Cell:
    return replace(Cell(Decimal(value), text), **facts)  # type: ignore[arg-type]  # the names are Cell's own


def word(text: str, **facts: object) -> Cell:
    return replace(Cell(text, text), **facts)  # type: ignore[arg-type]  # the names are Cell's own


EMPTY = Cell(None, "")

# Percent with marks, a minus, 0, thousands, an empty cell, and a total.
RESOURCES = Table(
    id="appendix-3",
    sheet="Bilaga 3 Tabell 3",
    title="Tabell 3. Primärvårdens resurser i regionerna",
    subtitle="Andel, förändring och antal",
    columns=(
        Column("Region"),
        Column("Andel 2023", numeric=True, decimals=1, unit="%"),
        Column("Förändring", numeric=True, decimals=1),
        Column("Antal", numeric=True),
        Column("Beslut"),
    ),
    rows=(
        Row(
            "10",
            (
                word("Blekinge"),
                number(
                    "16.9",
                    "16,9\u00a0%",
                    decimals=1,
                    unit="%",
                    provenance=Provenance("Ur Kolada.", (Source("Blekinge", "16,9", True),)),
                ),
                number("-0.7", "−0,7", decimals=1),
                number("0", "0"),
                word("Nej"),
            ),
        ),
        Row(
            "04",
            (
                word("Södermanland"),
                number("19.2", "19,2\u00a0%*", decimals=1, unit="%", marks=("*",)),
                number("-1.5", "−1,5*", decimals=1, marks=("*",)),
                number("1249", "1\u00a0249"),
                replace(EMPTY, special="Saknas svar"),
            ),
        ),
        Row(
            "00",
            (
                word("Riket"),
                number("20.0", "20,0\u00a0%", decimals=1, unit="%"),
                number("0.4", "0,4", decimals=1),
                number("1249", "1\u00a0249"),
                EMPTY,
            ),
            total=True,
        ),
    ),
    notes=("*Uppgifter är uppskattade.", "Förändring: procentenheter."),
    missing=("Region Gotland har inte svarat.",),
    source="Källa: SCB genom Kolada.",
    year=2023,
)

# Cells printed over two columns.
GRANTS = Table(
    id="appendix-8",
    sheet="Bilaga 3 Tabell 8",
    title="Tabell 8. Antal sjuksköterskor",
    subtitle="",
    columns=(Column("Region"), Column("VT 2023", numeric=True), Column("HT 2023", numeric=True)),
    rows=(
        Row("20", (word("Dalarna"), number("82", "82"), number("0", "0"))),
        Row("05", (word("Östergötland"), number("105", "105 under året*", width=2, marks=("*",)))),
        Row(
            "14", (word("Västra Götaland"), word("Kan ej uppskattas", width=2, special="Kan inte uppskattas"))
        ),
        Row("year", (word("Totalt per år"), EMPTY, number("187", "187")), total=True),
    ),
    notes=("*Bara i totalen per år.",),
    year=2023,
)

# Two rows of headers, and rows headed by numbers of which an index drops its trailing zeros.
INDEX = Table(
    id="text-4",
    sheet="Tabell 4",
    title="Tabell 4. Exempel på kontinuitetsindex",
    subtitle="",
    columns=(
        Column("", numeric=True, decimals=2),
        Column("Läkare 1", numeric=True),
        Column("Läkare 2", numeric=True),
    ),
    rows=(
        Row("5-1", (number("0.40", "0,4", decimals=1), number("5", "5"), number("1", "1"))),
        Row("6", (number("0.27", "0,27", decimals=2), number("6", "6"), word("-", special="Inga besök"))),
    ),
    groups=(HeaderGroup("Kontinuitetsindex", 1), HeaderGroup("Antal läkarbesök", 2)),
    year=2023,
)

# Words only, some of which a spreadsheet would take for formulas.
WORDS = Table(
    id="text-2",
    sheet="Tabell 2",
    title="=Tabell 2. Ord",
    subtitle="",
    columns=(Column("Indikator"), Column("+Nyckelord")),
    rows=(
        Row("a", (word("=1+1"), word("Tillgänglig, Kontinuitet"))),
        Row("b", (word("@SUM(A1)"), word("-samordnad; <b>”hel”</b>"))),
        Row("c", (word("2013–2023"), word("+46 8 000"))),
    ),
    source="-källa",
    year=2023,
)

BOOK = Book(
    year=2023,
    title="Uppföljning av god och nära vård 2023",
    agency="Socialstyrelsen",
    edition="Preliminär version 2",
    received="284 av 290 kommuner, 21 av 21 regioner",
    tables=(WORDS, INDEX, RESOURCES, GRANTS),
    method=(
        MethodSection("Underlag", (("Insamling", "2023"), ("Kommuner", "284 av 290"))),
        MethodSection("Saknas", (("Regioner", "=ingen"),)),
    ),
    last_event=datetime(2024, 4, 4, 8, 12, 30, 999, tzinfo=UTC),
    checksum="ab12" * 16,
)


def book_of(*tables: Table) -> Book:
    return replace(BOOK, tables=tables)


def table_of(*rows: tuple[Cell, ...], **facts: object) -> Table:
    """A table of these rows, with a column header for each cell."""
    columns = tuple(Column(f"Kolumn {place}") for place in range(sum(cell.width for cell in rows[0])))
    numbered = tuple(Row(f"rad{place}", cells) for place, cells in enumerate(rows))
    table = Table("t", "Tabell 1", "Tabell 1. Prov", "", columns, numbered)
    return replace(table, **facts)  # type: ignore[arg-type]  # the names are Table's own
