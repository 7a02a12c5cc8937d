"""What an RSS is about to send in, all of it on one page: its kommuner's answers, its own, and what is missing."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from json import dumps

from accounts.models import OrganisationKind
from questionnaires.checks import Shortcoming, shortcomings
from questionnaires.counts.tables import CountSection, count_sections
from questionnaires.models import FrameMember, Questionnaire, Response, State, Thread, ThreadState
from questionnaires.rules import EDITED
from questionnaires.selectors.conversations import threads_waiting
from questionnaires.selectors.coordinator.aggregate import RssCounts, rss_counts
from questionnaires.selectors.coordinator.summaries import summaries_of
from questionnaires.selectors.explanations import is_ready
from questionnaires.selectors.last_time import last_time

# What marks a report as read: questionnaire key → (kommun code, submission number).
Submissions = Mapping[str, Iterable[tuple[str, int]]]


@dataclass(frozen=True)
class Unsummed:
    """Where kommuner have written texts that the RSS hasn't summed up. row: empty where it is the whole question."""

    cell: str
    question: str
    row: str


@dataclass(frozen=True)
class KommunPart:
    """A questionnaire that the kommuner answer. summaries: cell → text, where the RSS has written one.

    objecting: the kommuner that object to what counts, and was sent in for them.
    """

    counts: RssCounts
    summaries: Mapping[str, str]
    objecting: tuple[str, ...] = ()

    @cached_property
    def sections(self) -> tuple[CountSection, ...]:
        return count_sections(self.counts.definition, self.counts.tally, frame=len(self.counts.kommuner))

    @property
    def unsummed(self) -> tuple[Unsummed, ...]:
        """Every such place, whatever its type: what a kommun writes beside "Annat" goes no further either."""
        return tuple(
            Unsummed(cell.name, cell.question.text, cell.item.text if cell.item else "")
            for cell in self.counts.definition.cells
            if cell.name not in self.summaries and self.counts.texts(cell.name)
        )

    @property
    def few(self) -> int:
        """How many numbers are of one or two kommuner."""
        return sum(table.few for section in self.sections for table in section.tables)

    @property
    def plain(self) -> int:
        """How many are of none or of all that are counted."""
        return sum(table.plain for section in self.sections for table in section.tables)


@dataclass(frozen=True)
class OwnPart:
    """A questionnaire that the RSS itself answers. response: None where nobody has begun.

    open: how many questions about the answers wait for the RSS's word.
    """

    questionnaire: Questionnaire
    response: Response | None
    open: int = 0

    @property
    def is_missing(self) -> bool:
        return self.response is None or self.response.state == State.NOT_STARTED

    @cached_property
    def faults(self) -> tuple[Shortcoming, ...]:
        """What stands in the way of sending it in, where there is something to send."""
        if self.response is None or self.is_missing or self.response.state not in EDITED:
            return ()
        return shortcomings(self.response.questionnaire.definition, self.response.answers)

    @cached_property
    def is_ready(self) -> bool:
        """Whether it is a draft that lacks nothing. Asks the database about a draft that is complete."""
        if self.response is None or self.is_missing:
            return False
        response = self.response
        return is_ready(response, last=lambda: last_time(response.respondent, response.key))


@dataclass(frozen=True)
class ReportToCheck:
    """Everything that would go on now."""

    parts: tuple[KommunPart, ...]
    own: tuple[OwnPart, ...]

    @property
    def missing_own(self) -> tuple[OwnPart, ...]:
        return tuple(each for each in self.own if each.is_missing)

    @property
    def is_stopped(self) -> bool:
        """Whether something has to be put right before any of it can be sent in."""
        return any(each.faults for each in self.own) or any(each.counts.is_mixed for each in self.parts)

    @property
    def mark(self) -> str:
        """Stands for all of it as it is now (report_mark)."""
        return report_mark(
            {
                each.counts.key: ()
                if each.counts.direct
                else [(kommun.code, kommun.sent.number) for kommun in each.counts.kommuner if kommun.sent]
                for each in self.parts
            },
            {each.counts.key: each.counts.direct.tally for each in self.parts if each.counts.direct},
            {each.counts.key: each.summaries for each in self.parts if each.summaries},
            (each.response for each in self.own if each.response is not None and not each.is_missing),
        )


def report_to_check(rss: FrameMember) -> ReportToCheck:
    """What the RSS would report now. Four queries, and four for each questionnaire that its kommuner answer."""
    versions: dict[str, list[Questionnaire]] = {}
    kinds = (OrganisationKind.KOMMUN, OrganisationKind.RSS)
    for each in Questionnaire.objects.filter(round=rss.round_id, respondents__in=kinds).order_by(
        "key", "-version"
    ):
        versions.setdefault(each.key, []).append(each)
    asked = {key: each for key, each in versions.items() if each[0].respondents == OrganisationKind.KOMMUN}
    found = {
        each.key: each
        for each in Response.objects.filter(respondent=rss).select_related(
            "questionnaire", "respondent__round"
        )
    }
    waiting, objecting = threads_waiting(rss), _objecting(rss)
    return ReportToCheck(
        tuple(_kommun_part(rss, key, asked, objecting) for key in asked),
        tuple(
            OwnPart(each[0], found.get(key), waiting.get(key, 0))
            for key, each in versions.items()
            if key not in asked
        ),
    )


def report_mark(
    submissions: Submissions,
    direct: Mapping[str, object],
    summaries: Mapping[str, Mapping[str, str]],
    own: Iterable[Response],
) -> str:
    """A text that is another as soon as something that would be sent in is. direct: key → stored tally."""
    content = {
        "submissions": {key: sorted(map(list, each)) for key, each in submissions.items()},
        "direct": direct,
        "summaries": summaries,
        "own": sorted([each.key, str(each.changed_at)] for each in own),
    }
    return sha256(dumps(content, sort_keys=True).encode()).hexdigest()


def _kommun_part(
    rss: FrameMember,
    key: str,
    asked: Mapping[str, list[Questionnaire]],
    objecting: frozenset[tuple[str, str]],
) -> KommunPart:
    counts = rss_counts(rss, key, asked)
    counted = () if counts.direct else (each for each in counts.kommuner if each.sent)
    return KommunPart(
        counts,
        _texts(rss, key),
        tuple(each.name for each in counted if (each.code, key) in objecting),
    )


def _objecting(rss: FrameMember) -> frozenset[tuple[str, str]]:
    """(kommun's code, questionnaire's key) of the RSS's kommuner with an objection that isn't closed."""
    open_ones = Thread.objects.filter(is_objection=True).exclude(state=ThreadState.CLOSED)
    of_rss = open_ones.filter(
        response__respondent__round=rss.round_id, response__respondent__rss=rss.organisation_id
    )
    return frozenset(of_rss.values_list("response__respondent__code", "response__key"))


def _texts(rss: FrameMember, key: str) -> dict[str, str]:
    return {cell: each.text for cell, each in summaries_of(rss, key).items() if each.text}
