"""What a receipt says of each questionnaire: whom it counts, and who came or changed since the version before."""

from collections.abc import Mapping
from dataclasses import dataclass

from questionnaires.selectors.coordinator.counted_kommuner import CountedKommun, KommunChanges, kommun_changes
from questionnaires.selectors.reports import Report, ReportedPart


@dataclass(frozen=True)
class ReceiptPart:
    """changes: None in a first version."""

    part: ReportedPart
    kommuner: tuple[CountedKommun, ...]
    changes: KommunChanges | None


def receipt_parts(
    reports: tuple[Report, ...], counted: Mapping[int, Mapping[str, tuple[CountedKommun, ...]]]
) -> tuple[ReceiptPart, ...]:
    """The parts of the first of these versions, beside the second where there is one."""
    now = reports[0]
    return tuple(
        ReceiptPart(
            part,
            counted[now.version.number].get(part.key, ()),
            kommun_changes(
                counted[reports[1].version.number].get(part.key, ()),
                counted[now.version.number].get(part.key, ()),
            )
            if len(reports) > 1
            else None,
        )
        for part in now.parts
    )
