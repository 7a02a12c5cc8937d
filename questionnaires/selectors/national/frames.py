"""Who should answer in a round: names, and who was added or taken away. No answer is read here."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.http import Http404

from accounts.models import Organisation, OrganisationKind
from questionnaires.models import FrameChange, FrameMember, Round
from questionnaires.swedish import sort_key


@dataclass(frozen=True)
class FramedRss:
    """An RSS and its kommuner, by name; or those of them that a search found. size: how many it has in all."""

    rss: FrameMember
    kommuner: tuple[FrameMember, ...]
    size: int


@dataclass(frozen=True)
class Frame:
    """Everybody who should answer, by name; or those whom a search found."""

    regions: tuple[FrameMember, ...]
    rss: tuple[FramedRss, ...]

    @property
    def size(self) -> int:
        return len(self.regions) + sum(1 + len(each.kommuner) for each in self.rss)


def frame_of(round_: Round, search: str = "") -> Frame:
    """A round's frame, or those of it whose names hold what is searched for; one query.

    An RSS is there with the kommuner that were found, and with all of them where it was found itself.
    """
    members = sorted(round_.frame.all(), key=lambda each: sort_key(each.name))
    regions = [each for each in members if each.kind == OrganisationKind.REGION and _fits(each, search)]
    found = []
    for rss in (each for each in members if each.kind == OrganisationKind.RSS):
        own = [each for each in members if each.rss_id == rss.organisation_id]
        kommuner = own if _fits(rss, search) else [each for each in own if _fits(each, search)]
        if kommuner or _fits(rss, search):
            found.append(FramedRss(rss, tuple(kommuner), len(own)))
    return Frame(tuple(regions), tuple(found))


def frame_changes(round_: Round) -> tuple[FrameChange, ...]:
    """Who was added to a frame or taken out of it since it was made, the newest first."""
    return tuple(round_.frame_changes.select_related("organisation", "by").order_by("-pk"))


def outside_frame(round_: Round, kinds: Iterable[OrganisationKind]) -> tuple[Organisation, ...]:
    """The organisations of these kinds that a round doesn't ask, by kind and name."""
    found = Organisation.objects.filter(kind__in=tuple(kinds)).exclude(frames__round=round_)
    return tuple(sorted(found, key=lambda each: (each.kind, sort_key(each.name))))


def framed_member(round_: Round, number: int) -> FrameMember:
    """A member of a round's frame by its number. Raises Http404 where there is none."""
    found = round_.frame.filter(pk=number).select_related("organisation").first()
    if found is None:
        raise Http404
    found.round = round_
    return found


def _fits(member: FrameMember, search: str) -> bool:
    return search.casefold() in member.name.casefold()
