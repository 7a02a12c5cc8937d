"""What an RSS writes of its kommuner's free texts."""

from datetime import datetime

import pytest

from accounts.models import Role, User
from accounts.services import system_user
from questionnaires.models import Aggregate, FrameMember, Summary
from questionnaires.rules import Refused
from questionnaires.selectors.coordinator.summaries import summaries_of
from questionnaires.services.aggregates import reopen_aggregate, return_aggregate
from questionnaires.services.rounds import close_round
from questionnaires.services.summaries import LONGEST, SavedSummary, Written, save_summaries
from records.models import Event
from tests import country as small

KEY, CELL = "kommun-2030", "exempel"


def norr() -> FrameMember:
    return small.member("rss-norr")


def save(text: str, by: User, read: datetime | None = None) -> SavedSummary:
    written = [Written(CELL, text, read)]
    return save_summaries(rss=norr(), key=KEY, written=written, by=by)[CELL]


def read_at() -> datetime:
    """When the summary that stands now was saved."""
    return summaries_of(norr(), KEY)[CELL].at


def texts() -> list[str]:
    return list(Summary.objects.values_list("text", flat=True))


def test_a_summary_is_kept_with_who_wrote_it_and_when(coordinator: User) -> None:
    saved = save("  Flera har mobila team.\r\nDe växer. ", coordinator)

    assert not saved.is_conflict
    kept = summaries_of(norr(), KEY)[CELL]
    assert (kept.text, kept.by) == ("Flera har mobila team.\nDe växer.", coordinator)
    event = Event.objects.get(verb="summary_saved")
    assert event.details == {"key": KEY, "cell": CELL}


def test_a_summary_is_changed_by_who_has_read_it(coordinator: User) -> None:
    save("Ett", coordinator)
    assert not save("Två", coordinator, read_at()).is_conflict
    assert texts() == ["Två"]


def test_a_colleagues_summary_isnt_written_over_unread(coordinator: User) -> None:
    save("Mitt", coordinator)
    mine = read_at()
    kristin = small.person("Kristin Ås", Role.COORDINATOR, "rss-norr")
    save("Kristins", kristin, mine)

    met = save("Mitt igen", coordinator, mine)

    assert met.is_conflict
    assert met.summary is not None
    assert (met.summary.text, met.summary.by) == ("Kristins", kristin)
    assert texts() == ["Kristins"]
    assert not save("Mitt igen", coordinator, read_at()).is_conflict
    assert texts() == ["Mitt igen"]


def test_a_first_summary_that_came_meanwhile_is_a_conflict_too(coordinator: User) -> None:
    save("Först", coordinator)
    assert save("Sist", coordinator, None).is_conflict


def test_two_who_write_the_same_agree(coordinator: User) -> None:
    save("Samma", coordinator)
    assert not save("Samma", coordinator, None).is_conflict
    assert Event.objects.filter(verb="summary_saved").count() == 1


def test_a_report_that_is_sent_in_keeps_its_summaries(coordinator: User) -> None:
    small.reported("rss-norr")
    with pytest.raises(Refused, match="Sammanställningen har läget ”Inlämnad” och kan inte ändras"):
        save("Sent", coordinator)


@pytest.mark.parametrize("open_again", [return_aggregate, reopen_aggregate])
def test_a_report_that_is_opened_again_takes_summaries(coordinator: User, open_again: object) -> None:
    small.reported("rss-norr")
    aggregate = Aggregate.objects.get(rss=norr())
    open_again(aggregate=aggregate, reason="Mer", by=system_user())  # type: ignore[operator]  # a service
    save("Mer", coordinator)
    assert texts() == ["Mer"]


def test_a_closed_round_takes_no_summary(coordinator: User) -> None:
    close_round(year=2030, by=system_user())
    with pytest.raises(Refused, match="stängd"):
        save("Sent", coordinator)


def test_only_the_rss_coordinators_write(
    coordinator: User, respondent: User, officer: User, administrator: User
) -> None:
    other = small.person("Ove Å", Role.COORDINATOR, "rss-ass")
    for stranger in (respondent, officer, administrator, other):
        with pytest.raises(Refused, match="behörighet"):
            save("Nej", stranger)
    assert texts() == []


@pytest.mark.parametrize("text", ["a" * (LONGEST + 1), "tyst\x00"])
def test_a_text_that_cant_be_kept_is_refused(coordinator: User, text: str) -> None:
    assert save(text, coordinator).refused
    assert texts() == []


def test_one_that_cant_be_kept_is_no_reason_to_lose_the_others(coordinator: User) -> None:
    written = [Written("exempel", "a" * (LONGEST + 1), None), Written("insatser.annat", "Digitalt", None)]

    saved = save_summaries(rss=norr(), key=KEY, written=written, by=coordinator)

    assert [saved[each.cell].is_kept for each in written] == [False, True]
    assert texts() == ["Digitalt"]


def test_an_empty_box_where_nothing_was_written_leaves_no_trace(coordinator: User) -> None:
    assert save(" ", coordinator).is_kept
    assert not Event.objects.filter(verb="summary_saved").exists()
