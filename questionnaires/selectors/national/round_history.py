"""What has been done with a round, as its officers read it: with its days, questionnaires, frame, mails and tables.

Of a kommun nothing is told but that it came into the frame or left it: the rest is its RSS's to know.
"""

from dataclasses import dataclass

from django.db.models import Case, OuterRef, Q, QuerySet, Subquery, TextField, Value, When
from django.db.models.functions import Coalesce

from accounts.models import Organisation, OrganisationKind
from questionnaires.models import FrameChange, Round
from records.models import Event

OF_TRIALS = ("trial_made", "trial_deleted")
# What is kept under the round's year, and isn't done with the round itself.
OF_THE_YEAR = (
    *("questionnaire_published", "frame_added", "frame_removed", "extension_granted", "extension_ended"),
    *("mail_text_changed", "mail_text_reset", "reminder_day_added", "reminder_day_removed"),
    *("tables_loaded", "tables_copied"),
)


@dataclass(frozen=True)
class Happening:
    """An event; the organisation that it is about and why it was done, empty where there is none."""

    event: Event
    organisation: str
    reason: str


def happenings(round_: Round, trial: int | None) -> tuple[Happening, ...]:
    """What has been done with a round, the newest first; one query. trial: the number of its trial now."""
    of_rounds = Event.objects.filter(subject_kind="round")
    found = _named(of_rounds.filter(Q(subject_number=round_.pk) | Q(verb__in=OF_TRIALS)))
    if round_.counted_year is not None:
        own = Organisation.objects.exclude(kind=OrganisationKind.KOMMUN).values("pk")
        of_year = Event.objects.filter(round_year=round_.year, verb__in=OF_THE_YEAR)
        told = Q(organisation_number__isnull=True) | Q(organisation_number__in=own)
        found = found.union(_named(of_year.filter(told)), all=True)
    events = tuple(found.order_by("-pk"))
    trials = {trial, *(each.subject_number for each in events if each.details.get("year") == round_.year)}
    return tuple(
        Happening(
            each,
            getattr(each, "organisation_name", ""),
            getattr(each, "why", "") or str(each.details.get("reason", "")),
        )
        for each in events
        if each.subject_number == round_.pk
        or each.verb not in OF_TRIALS
        or (not round_.is_trial and each.subject_number in trials)
    )


def _named(events: QuerySet[Event]) -> QuerySet[Event]:
    """The events, each with the organisation that it is about and why, where a change of the frame says why."""
    organisation = Organisation.objects.filter(pk=OuterRef("organisation_number"))
    change = FrameChange.objects.filter(pk=OuterRef("subject_number"))
    is_change, nothing = Q(subject_kind="framechange"), Value("", output_field=TextField())

    def of_change(field: str) -> Case:
        return Case(When(is_change, then=Subquery(change.values(field)[:1])), output_field=TextField())

    name = Coalesce(
        Subquery(organisation.values("name")), of_change("organisation__name"), output_field=TextField()
    )
    return events.annotate(
        organisation_name=Coalesce(name, nothing), why=Coalesce(of_change("reason"), nothing)
    )
