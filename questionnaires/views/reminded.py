"""When an organisation was last reminded, in words."""

from datetime import date, timedelta

from django.utils.formats import date_format
from django.utils.translation import gettext as _


def reminded_on(day: date, today: date) -> str:
    """As of today; the year where it is another."""
    if day == today:
        return _("Påmind i dag")
    if day == today - timedelta(days=1):
        return _("Påmind i går")
    return _("Påmind %(day)s") % {"day": date_format(day, "j F" if day.year == today.year else "j F Y")}
