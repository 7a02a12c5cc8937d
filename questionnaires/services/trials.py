"""Trying a year's collection before it is real, and deleting the trial whole."""

from collections.abc import Collection, Iterator
from datetime import date

from django.db import transaction
from django.db.models import Model, Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import OrganisationKind, User
from accounts.services import lead_links_home
from questionnaires import models
from questionnaires.models import FrameMember, ReminderGiven, Response, Round, RoundState
from questionnaires.rules import Refused, check_may_run_rounds
from questionnaires.services.copying import copy_to_trial, newest_questionnaires
from questionnaires.services.mail_texts import copy_mail_texts
from questionnaires.services.planning import end_round_mails
from questionnaires.services.rounds import begin_mails
from records.mail import withdraw_mails
from records.models import Event
from records.services import record_event

OF_RESPONSE = "response__respondent__round"
OF_REPORT = "aggregate__rss__round"
# What belongs to a round, and by which ways; what depends on others stands before those.
BELONGINGS: tuple[tuple[type[Model], tuple[str, ...]], ...] = (
    (models.CountedSubmission, ("version__aggregate__rss__round",)),
    (models.Step, (OF_RESPONSE, OF_REPORT)),
    (models.AggregateVersion, (OF_REPORT,)),
    (models.Aggregate, ("rss__round",)),
    (models.Summary, ("rss__round",)),
    (models.DirectCounts, ("rss__round",)),
    (models.Comment, ("thread__response__respondent__round",)),
    (models.Thread, (OF_RESPONSE,)),
    (models.Assignment, (OF_RESPONSE,)),
    (models.Explanation, (OF_RESPONSE,)),
    (models.Attachment, (OF_RESPONSE,)),
    (models.AnswerChange, (OF_RESPONSE,)),
    (models.Told, (OF_RESPONSE,)),
    (models.Submission, (OF_RESPONSE,)),
    (models.Response, ("respondent__round",)),
    (models.Extension, ("member__round",)),
    (models.ReminderGiven, ("member__round",)),
    (models.FrameMember, ("round",)),
    (models.FrameChange, ("round",)),
    (models.Deadline, ("round",)),
    (models.MailText, ("round",)),
    (models.Reminder, ("round",)),
    (models.Questionnaire, ("round",)),
)


@transaction.atomic
def make_trial(*, year: int, organisations: Collection[int], deadline: date, by: User) -> Round:
    """Opens a trial of a year's round, from today: its questionnaires as they are, under keys and titles of its own.

    organisations: regions and RSS of the year's frame that take part, by their numbers as organisations; an RSS with
    its kommuner. They are told. Raises Refused where the year has no round that is a draft or open, or a trial already,
    nothing to ask or nobody to ask it, and for a last day that has passed.
    """
    check_may_run_rounds(by=by)
    own = Round.objects.select_for_update().of_year(year).first()
    if own is None or own.state not in (RoundState.DRAFT, RoundState.OPEN):
        raise Refused(_("Det finns ingen insamling för %(year)s att prova.") % {"year": year})
    if Round.objects.filter(year=year, is_trial=True).exists():
        raise Refused(
            _("Det finns redan ett prov av insamlingen %(year)s. Ta bort det först.") % {"year": year}
        )
    asked = newest_questionnaires(own)
    part = Q(organisation__in=organisations) | Q(rss__in=organisations)
    chosen = list(own.frame.filter(part).order_by("pk"))
    if not asked or not chosen:
        raise Refused(_("Välj minst en region eller RSS som ska prova."))
    today = timezone.localdate()
    if deadline < today:
        raise Refused(_("Dagen har redan passerat. Välj i dag eller senare."))
    trial = Round.objects.create(
        year=year, is_trial=True, state=RoundState.OPEN, opens=today, deadline=deadline
    )
    _frame(trial, chosen)
    for each in asked:
        copy_to_trial(questionnaire=each, trial=trial, by=by)
    copy_mail_texts(source=own, target=trial, by=by)
    begin_mails(round_=trial, by=by)
    record_event(verb="trial_made", subject=trial, by=by, details={"organisations": len(chosen)})
    return trial


@transaction.atomic
def delete_trial(*, round_: Round, by: User) -> Event:
    """Deletes a trial and everything that belongs to it; the Event that is left says how much of what that was.

    Everything or nothing. Reminders that wait aren't sent. Raises Refused for a year's own round, which nothing
    deletes, and where somebody else was first.
    """
    check_may_run_rounds(by=by)
    trial = Round.objects.select_for_update().filter(pk=round_.pk).first()
    if trial is None:
        raise Refused(_("Provet är redan borttaget."))
    if not trial.is_trial:
        raise Refused(_("Bara ett prov kan tas bort. En insamling finns kvar."))
    members = _locked_members(trial)
    _end_mails(trial, members, by)
    counts = {rows.model._meta.model_name: rows.count() for rows in _belongings(trial)}
    kinds = {
        str(kind): trial.frame.filter(kind=kind).count()
        for kind in OrganisationKind
        if kind != OrganisationKind.NATIONAL
    }
    protocol = record_event(
        verb="trial_deleted",
        subject=trial,
        by=by,
        details={
            "year": trial.year,
            "opened": trial.opens.isoformat(),
            "organisations": kinds,
            "deleted": {name: count for name, count in counts.items() if count},
        },
    )
    for rows in _belongings(trial):
        rows.delete()
    trial.delete()
    return protocol


def _frame(trial: Round, chosen: Collection[FrameMember]) -> None:
    """The same organisations, as the year's own frame has them."""
    for each in chosen:
        each.pk, each.round = None, trial
    FrameMember.objects.bulk_create(chosen)


def _locked_members(trial: Round) -> list[int]:
    """The numbers of the trial's frame. Until the transaction ends nobody begins to answer, saves or submits."""
    members = list(
        FrameMember.objects.select_for_update(of=("self",))
        .filter(round=trial)
        .order_by("pk")
        .values_list("pk", flat=True)
    )
    locked = Response.objects.select_for_update(of=("self",)).filter(respondent__in=members)
    list(locked.order_by("pk").values_list("pk", flat=True))
    return members


def _end_mails(trial: Round, members: list[int], by: User) -> None:
    """Nothing more is written about the trial, what waits isn't sent, and links that were sent lead somewhere."""
    end_round_mails(number=trial.pk, by=by)
    given = ReminderGiven.objects.filter(member__in=members).values_list("mails", flat=True)
    withdraw_mails([number for mails in given for number in mails])
    start = reverse("start")
    lead_links_home(paths=[f"{start}{member}/" for member in members], by=by)


def _belongings(trial: Round) -> Iterator[QuerySet[Model]]:
    """Every row that belongs to a trial, what depends on others before those."""
    for model, ways in BELONGINGS:
        wanted = Q(*((way, trial) for way in ways), _connector=Q.OR)
        yield model._default_manager.filter(wanted)
