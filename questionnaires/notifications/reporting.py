"""About an RSS's report: that it arrived, to whoever sent it in; that the RSS wants it opened, to officers."""

from collections.abc import Mapping
from datetime import date

from django.urls import reverse
from django.utils import translation

from accounts.models import OrganisationKind, Role, User
from accounts.selectors import is_system
from questionnaires.models import Aggregate, AggregateVersion, FrameMember
from questionnaires.notifications.round_mail import trial_mark
from records.mail import page_address, write_mail


def mail_report_receipt(version: AggregateVersion, *, by: User) -> None:
    """To whoever sent the report in. A command has nobody to tell."""
    if is_system(by):
        return
    rss = version.aggregate.rss
    address = reverse("report_receipt", args=(rss.pk, version.number))
    context: dict[str, str | int | date] = {
        "organisation": rss.name,
        "number": version.number,
        "at": version.submitted_at,
        "signed_name": version.signed_name,
        "checksum": version.checksum,
        "address": page_address(address),
    }
    _write("report_receipt", by, context, rss, by)


def mail_reopening_asked(aggregate: Aggregate, *, by: User) -> None:
    """To every officer. Why stands on the page that the mail leads to."""
    rss = aggregate.rss
    officers = User.objects.filter(
        memberships__role=Role.OFFICER,
        memberships__organisation__kind=OrganisationKind.NATIONAL,
        is_active=True,
    )
    address = page_address(reverse("national_board", args=(rss.round.slug,)))
    context: dict[str, str | int | date] = {
        "organisation": rss.name,
        "year": rss.round.year,
        "by": by.name,
        "address": address,
    }
    for officer in officers.distinct().order_by("pk"):
        _write("reopening_asked", officer, context, rss, by)


def _write(kind: str, to: User, context: Mapping[str, str | int | date], rss: FrameMember, by: User) -> None:
    with translation.override(to.language):
        mark = trial_mark(rss.round)
    write_mail(
        kind=kind,
        to=to.email,
        name=to.name,
        language=to.language,
        context=context,
        by=by,
        organisation=rss.organisation_id,
        user=to.pk,
        mark=mark,
    )
