"""A round from its making to its closing, and the frame that it keeps."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from accounts.models import Organisation, OrganisationKind, User
from accounts.organisation_files import OrganisationLine
from accounts.services import load_organisations, system_user
from questionnaires.models import FrameMember, Round, RoundState
from questionnaires.rules import Refused
from questionnaires.services.rounds import close_round, mark_published, open_round
from records.models import Event
from tests import country as small
from tests.database import contents


def test_a_round_is_open_from_november_to_march(country: None) -> None:
    made = open_round(year=2031, by=system_user())

    assert (made.state, made.opens, made.deadline) == (RoundState.OPEN, date(2031, 11, 1), date(2032, 3, 31))


def test_a_round_asks_every_organisation_that_there_is(officer: User) -> None:
    made = open_round(year=2031, by=officer)

    framed = [(each.kind, each.code, each.name, each.report_name) for each in made.frame.order_by("pk")]
    assert framed == [
        ("region", "01", "Region Norr", "Norr"),
        ("region", "02", "Region Åland", "Åland"),
        ("rss", "rss-norr", "RSS Norr", "Norr"),
        ("rss", "rss-ass", "RSS Åss", "Åss"),
        ("rss", "rss-tom", "RSS utan kommuner", "Tom"),
        ("kommun", "0101", "Alby", "Alby"),
        ("kommun", "0102", "Berga", "Berga"),
        ("kommun", "0103", "Cedra", "Cedra"),
        ("kommun", "0201", "Åby", "Åby"),
    ]
    event = Event.objects.get(verb="round_opened", round_year=2031)
    assert (event.by_name, event.details) == ("Nora Lind", {"organisations": 9})


def test_the_national_agency_is_in_no_frame(officer: User) -> None:
    open_round(year=2031, by=officer)
    assert not FrameMember.objects.filter(kind="national").exists()


def test_the_frame_keeps_names_lan_and_rss_when_organisations_change(country: None) -> None:
    moved = OrganisationLine(
        OrganisationKind.KOMMUN, "0102", "Nyberga", "Nyb", "02", "Åländska län", "rss-ass"
    )
    region = OrganisationLine(OrganisationKind.REGION, "01", "Region Nord", "Nord", "01", "Nordliga län")
    rss = OrganisationLine(OrganisationKind.RSS, "rss-ass", "RSS Ås", "Ås", "02", "Åländska län")

    load_organisations(lines=[region, rss, moved], by=system_user())

    kept = small.member("0102")
    assert (kept.name, kept.report_name, kept.lan_code, kept.lan_name) == (
        "Berga",
        "Berga",
        "01",
        "Norra län",
    )
    assert kept.rss == small.organisation("rss-norr")
    assert small.member("01").report_name == "Norr"
    open_round(year=2031, by=system_user())
    later = FrameMember.objects.get(round__year=2031, code="0102")
    assert (later.name, later.lan_name) == ("Nyberga", "Åländska län")
    assert later.rss == small.organisation("rss-ass")


def test_an_organisation_added_later_is_in_the_next_frame_only(country: None) -> None:
    added = OrganisationLine(OrganisationKind.KOMMUN, "0104", "Dala", "Dala", "01", "Norra län", "rss-norr")
    rss = OrganisationLine(OrganisationKind.RSS, "rss-norr", "RSS Norr", "Norr", "01", "Norra län")

    load_organisations(lines=[rss, added], by=system_user())
    open_round(year=2031, by=system_user())

    assert [each.round.year for each in FrameMember.objects.filter(code="0104")] == [2031]


def test_a_round_without_organisations_is_refused(db: None) -> None:
    by = system_user()
    before = contents()

    with pytest.raises(
        Refused, match=r"Det finns inga organisationer\. Läs in dem först \(load_organisations\)\."
    ):
        open_round(year=2030, by=by)

    assert contents() == before


def test_a_year_has_one_round(country: None) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        open_round(year=2030, by=system_user())
    assert Round.objects.count() == 1


def test_an_open_round_is_closed_and_a_closed_one_published_with_an_event_each(officer: User) -> None:
    assert close_round(year=2030, by=officer).state == RoundState.CLOSED
    assert mark_published(year=2030, by=officer).state == RoundState.PUBLISHED
    # A later edition of what is already published.
    assert mark_published(year=2030, by=officer).state == RoundState.PUBLISHED

    events = Event.objects.filter(by_number=officer.pk).order_by("pk")
    assert [(each.verb, each.round_year) for each in events] == [
        ("round_closed", 2030),
        ("round_published", 2030),
        ("round_published", 2030),
    ]


def test_a_closed_round_isnt_closed_again(officer: User) -> None:
    close_round(year=2030, by=officer)
    before = contents()

    with pytest.raises(Refused, match=r"Insamlingen 2030 har läget ”Stängd”.*Den ska vara: Öppen\."):
        close_round(year=2030, by=officer)

    assert contents() == before


def test_an_open_round_isnt_published(officer: User) -> None:
    with pytest.raises(Refused, match=r"har läget ”Öppen”.*Den ska vara: Stängd, Publicerad\."):
        mark_published(year=2030, by=officer)
    assert Round.objects.get().state == RoundState.OPEN


def test_a_round_that_doesnt_exist_is_named(country: None) -> None:
    with pytest.raises(Refused, match=r"^Det finns ingen insamling för 1999\.$"):
        close_round(year=1999, by=system_user())


def test_the_database_refuses_a_deadline_before_the_opening(db: None) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Round.objects.create(year=2040, opens=date(2040, 11, 1), deadline=date(2040, 10, 31))


def test_nobody_is_twice_in_a_frame(country: None) -> None:
    member = small.member("0101")
    with pytest.raises(IntegrityError), transaction.atomic():
        FrameMember.objects.create(
            round=member.round,
            organisation=Organisation.objects.get(code="0101"),
            kind="kommun",
            code="0109",
            name="Alby",
            report_name="Alby",
        )
