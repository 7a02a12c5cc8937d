"""The weekly digest: what a coordinator reads on Monday, and when there is nothing to read."""

import pytest
from pytest_django import Settings

from accounts.models import Role, User
from accounts.services import change_person, system_user
from questionnaires.jobs import give_digests
from questionnaires.models import Round, RoundState, Side
from questionnaires.notifications import Words
from questionnaires.rules import Refused
from questionnaires.services.comments import start_comment
from questionnaires.services.mail_texts import change_mail_text
from questionnaires.services.responses import decline_response
from questionnaires.services.review import approve_response
from records.models import Mail
from tests import country as small
from tests.clock import Clock

KEY = "kommun-2030"


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock(monkeypatch)
    clock.set("2031-03-10 07:00")
    return clock


def monday() -> int:
    """What the job of a Monday does: how many mails it writes."""
    store = give_digests({"round": Round.objects.get().pk}, lambda *_: None)  # type: ignore[arg-type]  # no job
    mails: int = store()["mails"]
    return mails


def digest() -> Mail:
    return Mail.objects.filter(kind="digest").latest("pk")


@pytest.fixture(autouse=True)
def site(settings: Settings) -> None:
    settings.SITE_ADDRESS = "https://samsvar.example"
    settings.AGENCY_NAME, settings.CONTACT_EMAIL = "Myndigheten", ""


def test_it_says_where_the_kommuner_are_what_waits_and_what_is_new(
    clock: Clock, coordinator: User, respondent: User
) -> None:
    small.submitted("0101")
    decline_response(response=small.response(KEY, "0102"), reason="Vi hinner inte.", by=system_user())
    start_comment(response=small.response(KEY, "0101"), text="Hur räknar vi?", side=Side.OWN, by=respondent)

    assert monday() == 1
    mail = digest()
    assert (mail.to, mail.subject) == (coordinator.email, "Veckans läge för RSS Norr")
    assert mail.text == (
        "Hej Karin Björk,\n\n"
        "Kommunernas enkät 2030\n\n"
        "Inte påbörjad: 1 av 3\n"
        "Inlämnad: 1 av 3\n"
        "Avstår: 1 av 3\n\n"
        "Väntar på granskning: Alby\n\n"
        "1 fråga eller svar väntar på dig.\n\n"
        "Nytt sedan förra meddelandet:\n"
        "Berga: Avstår\n"
        "Alby: Inlämnad\n\n"
        "Här ser du alla kommuner, granskar och påminner:\n\n"
        f"https://samsvar.example/samordna/{small.member('rss-norr').pk}/{KEY}/\n\n"
        "Myndigheten\n"
    )


def test_a_round_says_it_in_words_of_its_own(clock: Clock, coordinator: User, officer: User) -> None:
    small.submitted("0101")
    written = Words(
        "Måndag för {organisation}", "God morgon {namn},\n\n{läget}\n\nGlöm inte mötet på torsdag."
    )
    change_mail_text(round_=Round.objects.get(), kind="digest", language="sv", words=written, by=officer)
    monday()
    mail = digest()
    assert mail.subject == "Måndag för RSS Norr"
    assert mail.text.startswith(
        "God morgon Karin Björk,\n\nKommunernas enkät 2030\n\nInte påbörjad: 2 av 3\n"
    )
    assert "Väntar på granskning: Alby" in mail.text
    assert mail.text.endswith(f"/{KEY}/\n\nGlöm inte mötet på torsdag.\n")


def test_words_that_leave_out_where_the_kommuner_are_arent_kept(country: None, officer: User) -> None:
    with pytest.raises(Refused, match=r"Texten saknar \{läget\}"):
        change_mail_text(
            round_=Round.objects.get(),
            kind="digest",
            language="sv",
            words=Words("Måndag", "Hej {namn}."),
            by=officer,
        )


def test_who_has_passed_the_last_day_is_named(clock: Clock, coordinator: User) -> None:
    clock.set("2031-04-07 07:00")
    small.submitted("0101")
    monday()
    assert "Har passerat sin sista svarsdag: Berga, Cedra" in digest().text


def test_where_nothing_is_new_and_nothing_waits_nothing_is_sent(clock: Clock, coordinator: User) -> None:
    assert monday() == 0
    approve_response(response=small.submitted("0101"), by=system_user())
    assert monday() == 1
    clock.set("2031-03-17 07:00")
    assert monday() == 0


def test_what_was_told_is_not_new_again_however_late_the_next_one_is(clock: Clock, coordinator: User) -> None:
    small.submitted("0101")
    monday()
    clock.set("2031-03-19 11:00")
    monday()
    assert "Väntar på granskning: Alby" in digest().text
    assert "Nytt sedan" not in digest().text


def test_each_rss_hears_of_its_own_kommuner_alone(clock: Clock, coordinator: User) -> None:
    small.person("Ola Vik", Role.COORDINATOR, "rss-ass")
    small.submitted("0101")
    assert monday() == 1
    small.submitted("0201")
    assert monday() == 2
    texts = dict(Mail.objects.filter(kind="digest").order_by("pk").values_list("name", "text"))
    assert "Alby" not in texts["Ola Vik"]
    assert "Åby" not in texts["Karin Björk"]


def test_it_is_in_the_language_of_each_and_marked_in_a_trial(clock: Clock, coordinator: User) -> None:
    change_person(user=coordinator, name=coordinator.name, phone="", language="en", by=coordinator)
    small.submitted("0101")
    Round.objects.update(is_trial=True)
    monday()
    assert digest().language == "en"
    assert digest().subject.startswith("[")


@pytest.mark.parametrize("state", [RoundState.DRAFT, RoundState.PUBLISHED])
def test_a_round_that_is_not_under_way_has_none(clock: Clock, coordinator: User, state: RoundState) -> None:
    small.submitted("0101")
    Round.objects.update(state=state)
    give_digests({"round": Round.objects.get().pk}, lambda *_: None)()  # type: ignore[arg-type]  # no job
    assert not Mail.objects.exists()
