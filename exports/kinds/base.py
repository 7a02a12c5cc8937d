"""What every kind of table can do."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import ClassVar, Self

from exports.kinds.entry import Name, TableEntry
from exports.kinds.sources import Sources
from exports.registers import IndicatorValue, RegisterValue
from exports.table import Column, HeaderGroup, Row
from questionnaires.definition import Definition
from reading.entry import Keys

# Takes the line that something is wrong on, and a sentence that says how to mend it.
Say = Callable[[int, str], None]


@dataclass(frozen=True)
class Body:
    """What a kind makes of a table: everything but what all tables have (id, sheet, title, …).

    notes: lines that follow from the data, with their marks; the definition's own notes come after them.
    """

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    groups: tuple[HeaderGroup, ...] = ()
    notes: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()


class Kind(ABC):
    """A kind of table: reads its keys from a definition, checks what they name, and builds.

    keys: what a definition of this kind may hold: "" for the table's own keys, else the keys of the mappings in the
    list (or mapping) of that name. They are described in docs/table-format.md.
    """

    keys: ClassVar[Mapping[str, Keys]]

    @classmethod
    @abstractmethod
    def parse(cls, entry: TableEntry) -> Self:
        """Reads the kind's own keys; what is wrong goes to the entry's errors."""

    def questionnaires(self) -> tuple[Name, ...]:
        """The questionnaires that the table counts."""
        return ()

    def measured(self, sources: Sources) -> tuple[RegisterValue | IndicatorValue, ...]:
        """The register values and indicators that the table reads."""
        return ()

    def check(self, definitions: Mapping[str, Definition], say: Say) -> None:  # noqa: B027 (most have nothing)
        """Says what the table names that the questionnaires haven't got. One that isn't given is not an error:
        the table itself says that it is missing."""

    @abstractmethod
    def build(self, sources: Sources, year: int) -> Body:
        """The table from what there is; what is missing is said, never raised. year: the report's."""
