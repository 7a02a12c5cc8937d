"""An RSS's kommuner and their answers as they count now: for the RSS's coordinators alone, kommun by kommun."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from django.db.models import OuterRef, Subquery
from django.http import Http404
from django.utils.translation import gettext as _

from accounts.models import OrganisationKind
from questionnaires.answers import Answer, Chosen, ChosenSet, File, Text, Ticked
from questionnaires.counts.tally import Tally, sum_tallies, tally_answers
from questionnaires.counts.tally import from_json as from_stored
from questionnaires.definition import Definition, across_versions
from questionnaires.models import DirectCounts, FrameMember, Questionnaire, Response, State, Submission
from questionnaires.rules import SENT
from questionnaires.selectors.coordinator.direct_counts import direct_counts_of
from questionnaires.selectors.coordinator.live_aggregate import RSS_COUNTED, counted_submissions
from questionnaires.swedish import sort_key

# The preview also counts what has been sent in and waits for the coordinator.
PREVIEWED_STATES = (*RSS_COUNTED, *SENT)


@dataclass(frozen=True)
class Sent:
    """What of a kommun's is counted: a submission's number, its answers and the version they were given to."""

    number: int
    definition: Definition
    answers: Mapping[str, Answer]

    @cached_property
    def tally(self) -> Tally:
        return tally_answers(self.definition, self.answers)

    @cached_property
    def asked(self) -> frozenset[str]:
        """The cells that were asked: an answer in any other is hidden, and counts for nothing."""
        return self.definition.asked(self.answers)


@dataclass(frozen=True)
class Kommun:
    """A kommun of the RSS, where its response is in the workflow, and what of it is counted (None: nothing)."""

    code: str
    name: str
    state: State
    sent: Sent | None


@dataclass(frozen=True)
class KommunText:
    """What a kommun wrote in words. about: the choice that the words belong to, empty where they are the answer."""

    kommun: str
    about: str
    text: str


@dataclass(frozen=True)
class RssCounts:
    """A questionnaire's counts over all of an RSS's kommuner, in Swedish order.

    definition: what the newest version of the questionnaire asks, and those that were answered. is_preview: whether
    what isn't approved is counted too; then it isn't what goes on. direct: the counts that the RSS has entered itself,
    which count instead of the kommuner's answers.
    """

    key: str
    definition: Definition
    kommuner: tuple[Kommun, ...]
    is_preview: bool
    direct: DirectCounts | None = None

    @cached_property
    def tally(self) -> Tally:
        if self.direct:
            return from_stored(self.direct.tally)
        return sum_tallies(each.sent.tally for each in self.kommuner if each.sent)

    @property
    def counted(self) -> int:
        """How many of the kommuner are counted."""
        return self.tally.respondents

    @property
    def is_mixed(self) -> bool:
        """Whether answers are approved beside the RSS's own counts: one of them has to go."""
        return self.direct is not None and any(each.sent for each in self.kommuner)

    @property
    def reopened(self) -> tuple[str, ...]:
        """The kommuner of whom what was approved before counts, though it is open to be changed."""
        return tuple(each.name for each in self.in_states(State.REOPENED) if each.sent)

    def in_states(self, *states: State) -> tuple[Kommun, ...]:
        return tuple(each for each in self.kommuner if each.state in states)

    def texts(self, cell: str) -> tuple[KommunText, ...]:
        """The words that kommuner wrote in a cell that they were asked."""
        return tuple(
            KommunText(kommun.name, about, text)
            for kommun in self.kommuner
            if kommun.sent and cell in kommun.sent.asked
            for about, text in _words(kommun.sent.answers.get(cell))
        )


def kommun_versions(rss: FrameMember) -> dict[str, list[Questionnaire]]:
    """Key → the versions of each questionnaire that the round's kommuner are asked, newest first. One query."""
    found = Questionnaire.objects.filter(round=rss.round_id, respondents=OrganisationKind.KOMMUN)
    versions: dict[str, list[Questionnaire]] = {}
    for each in found.order_by("key", "-version"):
        versions.setdefault(each.key, []).append(each)
    return versions


def rss_counts(
    rss: FrameMember, key: str, versions: Mapping[str, Sequence[Questionnaire]], *, is_preview: bool = False
) -> RssCounts:
    """The counts of one questionnaire, in three queries. Raises Http404 where kommuner aren't asked it."""
    if key not in versions:
        raise Http404
    states = PREVIEWED_STATES if is_preview else RSS_COUNTED
    submissions = list(counted_submissions(rss, key, states))
    sent = {each.response.respondent_id: _sent(each) for each in submissions}
    kommuner = tuple(
        Kommun(code, name, State(state or State.NOT_STARTED), sent.get(pk))
        for pk, code, name, state in _kommuner(rss, key)
    )
    direct = None if is_preview else direct_counts_of(rss, key)
    return RssCounts(key, _asked(versions[key], submissions), kommuner, is_preview, direct)


def _kommuner(rss: FrameMember, key: str) -> list[tuple[int, str, str, str | None]]:
    """The RSS's kommuner: number in the frame, code, name, and the state of the response, None where there is none."""
    state = Response.objects.filter(respondent=OuterRef("pk"), key=key).values("state")
    found = FrameMember.objects.filter(round=rss.round_id, rss=rss.organisation_id)
    rows = found.annotate(of_response=Subquery(state)).values_list("pk", "code", "name", "of_response")
    return sorted(rows, key=lambda row: sort_key(row[2]))


def _asked(versions: Sequence[Questionnaire], submissions: Sequence[Submission]) -> Definition:
    """The newest version, with what those that were answered ask beside it."""
    newest, *older = versions
    answered = {each.questionnaire_id for each in submissions}
    asked = [newest, *(each for each in older if each.pk in answered)]
    return across_versions(
        [each.definition for each in asked], earlier_title=_("Frågor i tidigare versioner")
    )


def _sent(submission: Submission) -> Sent:
    answers = submission.given
    return Sent(submission.number, submission.questionnaire.definition, answers)


def _words(answer: Answer | None) -> Iterator[tuple[str, str]]:
    """What of an answer is in somebody's own words: (the choice they belong to, the words)."""
    match answer:
        case Text(text) | File(text):
            yield "", text
        case Chosen(choice, text) if text:
            yield choice, text
        case ChosenSet(_, texts):
            yield from texts.items()
        case Ticked(_, text) if text:
            yield "", text
