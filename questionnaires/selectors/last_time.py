"""What an organisation answered last time: the same questionnaire of an earlier year."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import QuerySet

from questionnaires.answers import Answer
from questionnaires.definition import Definition
from questionnaires.models import TRIAL_SUFFIX, FrameMember, Response, Submission
from records.prepared import Given, Prepared


@dataclass(frozen=True)
class LastTime:
    """The newest submission to the same questionnaire of the nearest earlier year: what was asked, cell → answer."""

    year: int
    definition: Definition
    answers: Mapping[str, Answer]


def last_time(member: FrameMember, key: str) -> LastTime | None:
    """None where the organisation has submitted nothing before. A year in the key doesn't tell questionnaires apart."""
    year = member.round.year
    return nearest(_earlier(organisation=member.organisation_id, year=year), key, year)


def last_time_through_rss(member: FrameMember, key: str) -> LastTime | None:
    """The same as the coordinators of a kommun's RSS may read it: only what was sent in through that RSS."""
    year = member.round.year
    through = _through(organisation=member.organisation_id, year=year, rss=member.rss_id)
    return nearest(through, key, year)


def last_time_of(response: Response) -> LastTime | None:
    """The same for whoever answers now: the organisation's own people, or its RSS's coordinators in its place."""
    read = last_time_through_rss if response.in_place else last_time
    return read(response.respondent, response.key)


def _submissions() -> "QuerySet[Submission]":
    """An organisation's submissions of earlier years, the newest year first."""
    found = Submission.objects.newest().filter(
        response__respondent__organisation=Given("organisation"),
        response__respondent__round__year__lt=Given("year"),
        response__respondent__round__is_trial=False,
    )
    return found.select_related("questionnaire__round").order_by("-questionnaire__round__year")


_earlier = Prepared(_submissions)
_through = Prepared(lambda: _submissions().filter(response__respondent__rss=Given("rss")))


def nearest(submissions: Iterable[Submission], key: str, year: int) -> LastTime | None:
    """The same of an organisation's submissions, the newest year first, with their questionnaires' rounds at hand."""
    for submission in submissions:
        earlier = submission.questionnaire.round
        if earlier.year >= year or earlier.is_trial:
            continue
        if _stem(submission.questionnaire.key, earlier.year) == _stem(key, year):
            answers = submission.given
            return LastTime(earlier.year, submission.questionnaire.definition, answers)
    return None


def _stem(key: str, year: int) -> str:
    """What a questionnaire is called in every year, and in a trial too."""
    return key.removesuffix(TRIAL_SUFFIX).replace(str(year), "")
