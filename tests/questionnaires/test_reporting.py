"""What an RSS's report holds beside its kommuner's submissions: summaries, and counts that it entered itself."""

from datetime import datetime
from decimal import Decimal

import pytest

from accounts.models import Role, User
from accounts.services import system_user
from questionnaires.answers import Chosen, Number
from questionnaires.counts.direct import KOMMUNER, CountProblem
from questionnaires.models import Aggregate, AggregateVersion, DirectCounts
from questionnaires.rules import Refused
from questionnaires.selectors.coordinator.aggregate import kommun_versions, rss_counts
from questionnaires.services.aggregates import reopen_aggregate
from questionnaires.services.direct_counts import remove_direct_counts, save_direct_counts
from questionnaires.services.responses import checksum
from questionnaires.services.rounds import close_round
from questionnaires.services.summaries import Written, save_summaries
from records.models import Event
from tests import country as small
from tests.database import contents

KEY = "kommun-2030"
TWO = {
    KOMMUNER: "2",
    "insatser.kontakt:val.initierat": "2",
    "insatser.team:val.nej": "2",
    "insatser.annat:val.forstarkt": "2",
    "projekt:val.nej": "2",
    "exempel:fick-inte-fragan": "2",
    "grupper:svar": "2",
    "grupper:val.barn": "2",
    "grupper:val.aldre": "2",
    "personer:summa": "25,0",
    "personer:tal": "2",
}


def aggregate() -> Aggregate:
    return Aggregate.objects.get(rss=small.member("rss-norr"))


def summed_up(text: str, cell: str = "exempel") -> None:
    rss = small.member("rss-norr")
    save_summaries(rss=rss, key=KEY, written=[Written(cell, text, _read(cell))], by=system_user())


def _read(cell: str) -> datetime | None:
    found = small.member("rss-norr").summaries.filter(cell=cell).first()
    return found.at if found else None


def entered(posted: dict[str, str], by: User | None = None) -> tuple[CountProblem, ...]:
    rss = small.member("rss-norr")
    now = DirectCounts.objects.filter(rss=rss).first()
    return save_direct_counts(
        rss=rss,
        key=KEY,
        definition=kommun_versions(rss)[KEY][0].definition,
        posted=posted,
        read=now.at if now else None,
        by=by or system_user(),
    )


def as_counted(version: AggregateVersion) -> tuple[object, ...]:
    return version.tallies, version.counted


def test_the_rss_summaries_go_with_its_report_and_an_empty_one_doesnt(country: None) -> None:
    small.approved("0101")
    summed_up("Två satsar på hemgång.")
    summed_up("Inget", "insatser.annat")
    summed_up("", "insatser.annat")

    version = small.reported("rss-norr")

    version.refresh_from_db()
    assert version.summaries == {KEY: {"exempel": "Två satsar på hemgång."}}


def test_another_summary_makes_another_checksum(country: None) -> None:
    summed_up("Ett")
    one = small.reported("rss-norr").checksum
    reopen_aggregate(aggregate=aggregate(), reason="Igen", by=system_user())
    summed_up("Två")
    assert small.reported("rss-norr").checksum != one


def test_a_report_without_summaries_has_the_checksum_that_it_always_had(country: None) -> None:
    """So that a version that was sent in before there were summaries is the same again."""
    small.approved("0101")
    version = small.reported("rss-norr")
    submission = version.counted_submissions.get().submission
    assert version.checksum == checksum(
        {
            "tallies": version.tallies,
            "submissions": {KEY: [["0101", 1, submission.checksum]]},
            "own": [version.own.get().checksum],
            "without_own": False,
        }
    )


def test_counts_that_are_entered_are_what_adding_up_would_give(country: None) -> None:
    assert entered(TWO) == ()
    direct = small.reported("rss-norr")
    assert direct.direct == [KEY]
    assert not direct.counted_submissions.exists()
    reopen_aggregate(aggregate=aggregate(), reason="Igen", by=system_user())
    remove_direct_counts(rss=small.member("rss-norr"), key=KEY, by=system_user())
    for code in ("0101", "0102"):
        small.approved(code)

    summed = small.reported("rss-norr")

    assert summed.direct == []
    assert as_counted(direct) == as_counted(summed)
    assert direct.checksum != summed.checksum


def test_counts_are_checked_against_the_rss_kommuner(country: None) -> None:
    problems = entered(TWO | {KOMMUNER: "4"})
    assert [each.sentence for each in problems] == ["Ni har 3 kommuner. Fler kan inte räknas."]
    assert not DirectCounts.objects.exists()


def test_counts_are_not_mixed_with_approved_submissions(country: None) -> None:
    small.approved("0101")
    with pytest.raises(Refused, match=r"^1 av era kommuner har godkända svar"):
        entered(TWO)


def test_a_kommun_that_is_approved_beside_the_counts_stops_the_report(country: None) -> None:
    entered(TWO)
    small.approved("0101")
    before = contents()
    with pytest.raises(Refused, match=r"^För kommun-2030 finns både godkända svar från kommuner och antal"):
        small.reported("rss-norr")
    assert contents()["questionnaires_aggregateversion"] == before["questionnaires_aggregateversion"]
    rss = small.member("rss-norr")
    assert rss_counts(rss, KEY, kommun_versions(rss)).is_mixed


def test_what_waits_to_be_approved_is_no_hindrance(country: None) -> None:
    small.submitted("0101")
    assert entered(TWO) == ()


def test_the_page_counts_what_was_entered(country: None) -> None:
    entered(TWO)
    rss = small.member("rss-norr")
    counts = rss_counts(rss, KEY, kommun_versions(rss))
    assert counts.counted == 2
    assert counts.tally.cell("personer").total == Decimal("25.0")
    assert rss_counts(rss, KEY, kommun_versions(rss), is_preview=True).counted == 0


def test_counts_that_a_colleague_has_changed_arent_written_over_unread(coordinator: User) -> None:
    entered(TWO, coordinator)
    rss = small.member("rss-norr")
    with pytest.raises(Refused, match=r"^Karin Björk har sparat antal sedan du öppnade sidan\."):
        save_direct_counts(
            rss=rss,
            key=KEY,
            definition=kommun_versions(rss)[KEY][0].definition,
            posted=TWO,
            read=None,
            by=coordinator,
        )


def test_a_report_that_is_sent_in_keeps_its_counts(coordinator: User) -> None:
    entered(TWO)
    small.reported("rss-norr")
    with pytest.raises(Refused, match="Sammanställningen har läget"):
        entered(TWO, coordinator)
    with pytest.raises(Refused, match="Sammanställningen har läget"):
        remove_direct_counts(rss=small.member("rss-norr"), key=KEY, by=coordinator)


def test_a_closed_round_takes_no_counts(coordinator: User) -> None:
    close_round(year=2030, by=system_user())
    with pytest.raises(Refused, match="stängd"):
        entered(TWO, coordinator)


def test_only_the_rss_coordinators_enter_counts(
    coordinator: User, respondent: User, officer: User, administrator: User
) -> None:
    entered(TWO, coordinator)
    before = contents()
    for stranger in (respondent, officer, administrator, small.person("Ove Å", Role.COORDINATOR, "rss-ass")):
        with pytest.raises(Refused, match="behörighet"):
            entered(TWO, stranger)
        with pytest.raises(Refused, match="behörighet"):
            remove_direct_counts(rss=small.member("rss-norr"), key=KEY, by=stranger)
    after = contents()
    assert after["questionnaires_directcounts"] == before["questionnaires_directcounts"]


def test_entering_and_removing_leave_events(coordinator: User) -> None:
    entered(TWO, coordinator)
    remove_direct_counts(rss=small.member("rss-norr"), key=KEY, by=coordinator)
    remove_direct_counts(rss=small.member("rss-norr"), key=KEY, by=coordinator)
    events = Event.objects.filter(by_number=coordinator.pk).order_by("pk").values_list("verb", "details")
    assert list(events) == [("direct_counts_saved", {"key": KEY}), ("direct_counts_removed", {"key": KEY})]


def test_what_is_sent_in_is_what_the_page_showed(country: None) -> None:
    small.approved("0101", projekt=Chosen("ja"))
    small.approved("0103", personer=Number(Decimal(3)))
    small.submitted("0102")
    rss = small.member("rss-norr")
    shown = rss_counts(rss, KEY, kommun_versions(rss)).tally
    version = small.reported("rss-norr")
    assert version.tallies[KEY]["respondents"] == shown.respondents == 2
    assert version.tallies[KEY]["cells"]["projekt"]["chosen"] == dict(shown.cell("projekt").chosen)
    assert Decimal(version.tallies[KEY]["cells"]["personer"]["total"]) == shown.cell("personer").total
