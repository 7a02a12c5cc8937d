"""Who should answer: added and taken away with a reason, until somebody has begun."""

from collections.abc import Callable
from datetime import date

import pytest

from accounts.models import Organisation, OrganisationKind, Role, User
from accounts.organisation_files import OrganisationLine
from accounts.services import load_organisations, national_organisation, system_user
from questionnaires.models import FrameChange, FrameMember, Round, Side
from questionnaires.rules import Refused
from questionnaires.selectors.coordinator.aggregate import kommun_versions
from questionnaires.selectors.national import collected
from questionnaires.services.aggregates import aggregate_of, reopen_aggregate
from questionnaires.services.comments import start_comment
from questionnaires.services.direct_counts import remove_direct_counts, save_direct_counts
from questionnaires.services.extensions import grant_extension
from questionnaires.services.frames import add_to_frame, remove_from_frame
from questionnaires.services.responses import decline_response
from questionnaires.services.rounds import close_round, mark_published
from records.models import Event
from tests import country as small
from tests.database import contents


def the_round() -> Round:
    return Round.objects.get(year=2030)


def add(organisation: Organisation, *, by: User, reason: str = "Ny kommun") -> FrameMember:
    return add_to_frame(round_=the_round(), organisation=organisation, reason=reason, by=by)


def remove(code: str, *, by: User, reason: str = "Sammanslagen") -> None:
    remove_from_frame(member=small.member(code), reason=reason, by=by)


def dala() -> Organisation:
    """A kommun that came after the round was made."""
    rss = OrganisationLine(OrganisationKind.RSS, "rss-norr", "RSS Norr", "Norr", "01", "Norra län")
    line = OrganisationLine(OrganisationKind.KOMMUN, "0104", "Dala", "Dala", "01", "Norra län", "rss-norr")
    load_organisations(lines=[rss, line], by=system_user())
    return small.organisation("0104")


def test_an_organisation_is_added_as_it_is_now_with_the_reason(officer: User) -> None:
    added = add(dala(), by=officer)

    assert (added.kind, added.code, added.name, added.rss) == (
        "kommun",
        "0104",
        "Dala",
        small.organisation("rss-norr"),
    )
    change = FrameChange.objects.get()
    assert (change.action, change.organisation, change.reason, change.by) == (
        "added",
        small.organisation("0104"),
        "Ny kommun",
        officer,
    )
    event = Event.objects.get(verb="frame_added")
    assert (event.round_year, event.details) == (2030, {"organisation": small.organisation("0104").pk})


def test_an_organisation_is_taken_away_and_can_come_back(officer: User) -> None:
    remove("0103", by=officer)
    assert not FrameMember.objects.filter(code="0103").exists()
    add(small.organisation("0103"), by=officer, reason="Ångrade oss")
    assert [(each.action, each.reason) for each in FrameChange.objects.order_by("pk")] == [
        ("removed", "Sammanslagen"),
        ("added", "Ångrade oss"),
    ]


def test_the_tables_count_of_those_who_are_left_and_know_that_they_changed(officer: User) -> None:
    before = collected.round_data(2030)
    remove("0103", by=officer)
    after = collected.round_data(2030)
    assert before is not None
    assert after is not None
    assert (before.kommuner, after.kommuner) == (4, 3)
    assert after.last_event == Event.objects.get(verb="frame_removed").at


def answered(_officer: User) -> None:
    small.answered("0101")


def declined(_officer: User) -> None:
    decline_response(response=small.response("kommun-2030", "0101"), reason="Hinner inte", by=system_user())


def asked(_officer: User) -> None:
    anna = small.person("Anna Ek", Role.RESPONDENT, "0101")
    start_comment(response=small.response("kommun-2030", "0101"), text="Vilket år?", side=Side.OWN, by=anna)


BEGUN = (
    r"^I RSS Norr har någon redan börjat svara, avstått eller ställt en fråga\. Då kan ingen av kommunerna"
)


@pytest.mark.parametrize("code", ["0101", "0103"])
@pytest.mark.parametrize("begin", [answered, declined, asked], ids=lambda each: each.__name__)
def test_once_one_kommun_has_begun_all_of_its_rss_stay_and_the_refusal_tells_of_none(
    officer: User, begin: Callable[[User], None], code: str
) -> None:
    begin(officer)
    was = contents()
    with pytest.raises(Refused, match=BEGUN):
        remove(code, by=officer)
    assert contents() == was
    remove("0201", by=officer)


def test_a_region_that_has_declined_stays(officer: User) -> None:
    decline_response(response=small.response("region-2030", "02"), reason="Hinner inte", by=system_user())
    with pytest.raises(Refused, match=r"^Region Åland har redan svarat, avstått eller ställt en fråga"):
        remove("02", by=officer)


def test_an_rss_with_kommuner_or_a_report_stays(officer: User) -> None:
    with pytest.raises(Refused, match=r"^RSS Norr har kommuner i insamlingen\. Ta bort dem först\.$"):
        remove("rss-norr", by=officer)
    aggregate_of(small.member("rss-tom"))
    with pytest.raises(Refused, match="har börjat på sin rapport"):
        remove("rss-tom", by=officer)
    remove("0201", by=officer)
    remove("rss-ass", by=officer)
    with pytest.raises(Refused, match=r"^Lägg till kommunens RSS först"):
        add(small.organisation("0201"), by=officer)


def entered_counts() -> None:
    """RSS Norr counts all of its three kommuner itself."""
    rss = small.member("rss-norr")
    wrong = save_direct_counts(
        rss=rss,
        key="kommun-2030",
        definition=kommun_versions(rss)["kommun-2030"][0].definition,
        posted={"kommuner": "3"},
        read=None,
        by=system_user(),
    )
    assert wrong == ()


def test_kommuner_that_their_rss_counts_itself_stay(officer: User) -> None:
    entered_counts()
    with pytest.raises(Refused, match=BEGUN):
        remove("0103", by=officer)


def test_kommuner_that_a_version_counts_stay_though_the_counts_are_gone(officer: User) -> None:
    entered_counts()
    version = small.reported("rss-norr")
    reopen_aggregate(aggregate=version.aggregate, reason="Fel", by=officer)
    remove_direct_counts(rss=small.member("rss-norr"), key="kommun-2030", by=system_user())
    with pytest.raises(Refused, match=BEGUN):
        remove("0103", by=officer)
    data = collected.round_data(2030)
    assert data is not None
    assert data.kommuner == 4


def test_what_was_given_to_who_is_taken_away_goes_too(officer: User) -> None:
    grant_extension(
        member=small.member("02"), key="region-2030", until=date(2031, 5, 1), reason="x", by=officer
    )
    remove("02", by=officer)
    assert the_round().frame.filter(kind="region").count() == 1


@pytest.mark.parametrize(
    ("attempt", "sentence"),
    [
        (lambda by: add(small.organisation("0101"), by=by), "är redan med i insamlingen"),
        (lambda by: add(national_organisation(), by=by), "är inte en region, RSS eller kommun"),
        (lambda by: remove("0103", by=by, reason=" "), r"^Skriv varför\.$"),
    ],
)
def test_what_cant_be_changed_is_refused(
    officer: User, attempt: Callable[[User], object], sentence: str
) -> None:
    was = contents()
    with pytest.raises(Refused, match=sentence):
        attempt(officer)
    assert contents() == was


def test_a_closed_rounds_frame_can_change_a_published_ones_not(officer: User) -> None:
    close_round(year=2030, by=officer)
    remove("0103", by=officer)
    mark_published(year=2030, by=officer)
    with pytest.raises(Refused, match="är publicerad"):
        remove("0102", by=officer)


def test_only_an_officer_changes_the_frame(
    respondent: User, coordinator: User, region_signer: User, administrator: User
) -> None:
    was = contents()
    for person in (respondent, coordinator, region_signer, administrator):
        with pytest.raises(Refused, match=r"^Bara en nationell handläggare"):
            remove("0103", by=person)
        with pytest.raises(Refused, match=r"^Bara en nationell handläggare"):
            add(small.organisation("0103"), by=person)
    assert contents() == was
