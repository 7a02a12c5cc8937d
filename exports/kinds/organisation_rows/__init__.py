"""A row per region (or RSS): its answers and register values, totals and notes.

`kind` reads the definition and puts the table together from the others: each `part` (one of `columns`, or a `pair` of
terms) fills its cells of every row, `totals` add up what the parts printed, and `marks` make notes of what they found.
"""

from exports.kinds.organisation_rows.kind import OrganisationRows

__all__ = ["OrganisationRows"]
