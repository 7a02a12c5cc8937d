"""What the table's template asks of a table."""

from django import template

from exports.table import Row, Table
from exports.writers import layout

register = template.Library()


@register.filter
def placed(row: Row, table: Table) -> tuple[layout.PlacedCell, ...]:
    """The row's cells, each with its column's number and label. Raises WriteError as `layout.placed` does."""
    return layout.placed(row, table)
