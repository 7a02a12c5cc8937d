"""Who gets a mail when somebody comments on a response: the other side, once a day, and never what was said."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.models import Role, User
from accounts.services import remove_member, set_active, system_user
from questionnaires.answers import Chosen
from questionnaires.models import Response, Side, Thread
from questionnaires.services.assignments import assign_sections
from questionnaires.services.comments import answer_comment, close_comment, start_comment
from records.models import Mail
from tests import country as small

pytestmark = pytest.mark.django_db

SECRET = "Räknade ni 4711 personer?"


def response(key: str = "kommun-2030", code: str = "0101") -> Response:
    return small.response(key, code)


def asked(by: User, **about: str) -> Thread:
    side = Side.RECEIVER if by.name in ("Karin Björk", "Nora Lind") else Side.OWN
    return start_comment(response=response(**about), cell="", text=SECRET, side=side, by=by)


def told() -> list[str]:
    """Who has been written to of a comment, in order."""
    return [*Mail.objects.filter(kind="comment").order_by("pk").values_list("name", flat=True)]


def another(name: str) -> User:
    return small.person(name, Role.RESPONDENT, "0101")


def test_a_respondents_comment_is_told_to_the_coordinators_of_the_rss(
    respondent: User, coordinator: User, officer: User, stranger: User
) -> None:
    small.person("Kim Bo", Role.COORDINATOR, "rss-norr")
    small.person("Kaj Syd", Role.COORDINATOR, "rss-ass")
    asked(respondent)
    assert told() == ["Karin Björk", "Kim Bo"]


def test_a_coordinators_comment_is_told_to_those_who_have_taken_part(
    respondent: User, colleague: User, coordinator: User
) -> None:
    """Anna answered last, Per can sign, Ulla has a section; Moa only may answer."""
    ulla, _moa = another("Ulla Ek"), another("Moa Alm")
    small.save("kommun-2030", "0101", {"projekt": Chosen("ja")}, by=respondent)
    assign_sections(response=response(), people={"antal": [ulla]}, by=colleague)
    asked(coordinator)
    assert told() == ["Anna Ek", "Per Ask", "Ulla Ek"]


def test_where_nobody_has_taken_part_everybody_who_answers_is_told(
    respondent: User, coordinator: User
) -> None:
    another("Moa Alm")
    asked(coordinator)
    assert told() == ["Anna Ek", "Moa Alm"]


def test_who_has_written_a_comment_has_taken_part(
    respondent: User, colleague: User, coordinator: User
) -> None:
    thread = asked(respondent)
    answer_comment(thread=thread, text="Ja.", side=Side.RECEIVER, by=coordinator)
    assert told() == ["Karin Björk", "Anna Ek", "Per Ask"]


def test_the_mail_says_where_and_never_what(respondent: User, coordinator: User) -> None:
    small.save("kommun-2030", "0101", {"projekt": Chosen("ja")}, by=respondent)
    asked(coordinator)
    mail = Mail.objects.get(kind="comment")
    assert mail.subject == "Ny kommentar: Kommunernas enkät 2030, Alby"
    assert "Karin Björk har skrivit en kommentar om svaret på Kommunernas enkät 2030 från Alby." in mail.text
    assert f"/svar/{small.member('0101').pk}/kommun-2030/kommentarer/" in mail.text
    assert "4711" not in mail.subject + mail.text
    assert "Ja" not in mail.text


def test_the_mail_leads_to_the_response_itself_on_the_readers_side(
    respondent: User, coordinator: User, region_signer: User, officer: User
) -> None:
    norr, alby, region = (small.member(code).pk for code in ("rss-norr", "0101", "01"))
    for by, about, where in (
        (respondent, ("kommun-2030", "0101"), f"/samordna/{norr}/kommun-2030/{alby}/"),
        (officer, ("rss-2030", "rss-norr"), f"/svar/{norr}/rss-2030/kommentarer/"),
        (region_signer, ("region-2030", "01"), f"/insamling/2030/svar/{region}/region-2030/kommentarer/"),
    ):
        Mail.objects.all().delete()
        asked(by, key=about[0], code=about[1])
        assert f"{where}\n" in Mail.objects.get(kind="comment").text


def test_nobody_is_told_twice_a_day_of_the_same_response(
    respondent: User, coordinator: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    thread = asked(respondent)
    asked(respondent)
    answer_comment(thread=thread, text="Är ni där?", side=Side.OWN, by=respondent)
    assert told() == ["Karin Björk"]
    small.person("Bo Berg", Role.RESPONDENT, "0102")
    asked(User.objects.get(name="Bo Berg"), code="0102")
    assert told() == ["Karin Björk", "Karin Björk"]
    tomorrow = timezone.now() + timedelta(days=1)
    monkeypatch.setattr(timezone, "now", lambda: tomorrow)
    asked(respondent)
    assert told() == ["Karin Björk"] * 3


def test_closing_a_thread_is_told_nobody(respondent: User, coordinator: User) -> None:
    close_comment(thread=asked(respondent), side=Side.OWN, by=respondent)
    assert told() == ["Karin Björk"]


def test_who_has_left_or_is_shut_out_isnt_told(respondent: User, colleague: User, coordinator: User) -> None:
    small.save("kommun-2030", "0101", {"projekt": Chosen("ja")}, by=respondent)
    remove_member(membership=respondent.memberships.get(), by=system_user())
    set_active(user=colleague, active=False, by=system_user())
    moa = another("Moa Alm")
    asked(coordinator)
    assert told() == [moa.name]


def test_a_regions_comment_is_told_to_the_national_officers_and_theirs_to_the_region(
    region_signer: User, officer: User, coordinator: User
) -> None:
    thread = asked(region_signer, key="region-2030", code="01")
    answer_comment(thread=thread, text="Tack.", side=Side.RECEIVER, by=officer)
    assert told() == ["Nora Lind", "Rolf Gran"]


def test_the_national_level_is_told_nothing_of_a_kommun(
    respondent: User, officer: User, administrator: User
) -> None:
    """Its RSS has no coordinator."""
    asked(respondent)
    assert told() == []
