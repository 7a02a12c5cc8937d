"""When something happened, for somebody who reads it now."""

from datetime import datetime, timedelta

from django import template
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

register = template.Library()


@register.filter
def moment(at: datetime, precision: str = "day") -> str:
    """Today and yesterday as such with the time (“i dag kl. 09.12”), otherwise the date.

    precision: "time" tells the time of other days too.
    """
    local = timezone.localtime(at)
    time = date_format(local, "TIME_FORMAT")
    if local.date() == timezone.localdate():
        return _("i dag kl. %(time)s") % {"time": time}
    if local.date() == timezone.localdate() - timedelta(days=1):
        return _("i går kl. %(time)s") % {"time": time}
    day = date_format(local, "j F Y")
    return _("%(day)s kl. %(time)s") % {"day": day, "time": time} if precision == "time" else day
