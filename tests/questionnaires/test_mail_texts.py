"""What a round's mails say: shipped words, an officer's own, and placeholders that somebody may misspell."""

import pytest
from django.conf import settings as django_settings
from pytest_django import Settings

from accounts.models import User
from accounts.services import system_user
from questionnaires.models import MailText, Reminder, Round
from questionnaires.notifications import ROUND_MAILS, Words, faults, preview, shipped_words, wordings_of
from questionnaires.notifications.wording import fill
from questionnaires.rules import Refused
from questionnaires.services.mail_texts import (
    add_reminder_day,
    change_mail_text,
    copy_mail_texts,
    remove_reminder_day,
    reset_mail_text,
)
from questionnaires.services.rounds import close_round, mark_published
from records.models import Event

LANGUAGES = tuple(dict(django_settings.LANGUAGES))
OWN = Words("Svara på {titel}", "Hej {namn}\n\n{adress}\n")


@pytest.fixture
def round_(country: None, settings: Settings) -> Round:
    settings.SITE_ADDRESS = "https://samsvar.example"
    settings.AGENCY_NAME, settings.CONTACT_EMAIL = "Myndigheten", "kontakt@myndigheten.example"
    return Round.objects.get()


def change(round_: Round, by: User, words: Words = OWN, *, kind: str = "opened") -> None:
    change_mail_text(round_=round_, kind=kind, language="sv", words=words, by=by)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", ROUND_MAILS)
def test_what_is_shipped_has_the_placeholders_of_its_kind_and_no_other(
    round_: Round, kind: str, language: str
) -> None:
    words = shipped_words(kind, language)
    assert (faults(words.subject, kind), faults(words.text, kind, whole=True)) == ((), ())


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", ROUND_MAILS)
def test_a_preview_leaves_no_placeholder_open(round_: Round, kind: str, language: str) -> None:
    letter = preview(kind, round_, shipped_words(kind, language), language=language)
    assert "{" not in letter.subject + letter.text
    page = "/samordna/" if kind == "digest" else "/svar/"
    assert f"https://samsvar.example{page}" in letter.text


def test_every_placeholder_is_filled_as_its_meaning_says(round_: Round) -> None:
    words = Words("{titel}", "\n".join(f"{{{name}}}" for name in ROUND_MAILS["reminder_before"].placeholders))
    assert preview("reminder_before", round_, words, language="sv").text == (
        "Anna Ek\n"
        "Exempelkommun\n"
        "Kommunernas enkät 2030\n"
        "https://samsvar.example/svar/\n"
        "31 mars 2031\n"
        "14 dagar\n"
        "Påbörjad\n"
        "Myndigheten\n"
        "Myndigheten\n"
        "kontakt@myndigheten.example\n"
    )


def test_what_stands_for_a_placeholder_is_not_filled_again() -> None:
    values = {"titel": "Enkät om {namn}", "namn": "Anna Ek"}
    assert fill(Words("{titel}", "{namn}"), values) == ("Enkät om {namn}", "Anna Ek\n")


def test_the_preview_of_a_trials_mail_is_marked_as_the_mail_is(round_: Round) -> None:
    Round.objects.update(is_trial=True)
    round_.refresh_from_db()
    letter = preview("opened", round_, shipped_words("opened", "sv"), language="sv")
    assert letter.subject == "[Prov] Insamlingen har öppnat: Kommunernas enkät 2030"


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("{adress}", []),
        ("{Adress} {adress}", ["{Adress} finns inte. Menade du {adress}?"]),
        ("{{ titl }} {adress}", ["{titl} finns inte. Menade du {titel}?"]),
        ("{{ adress }}", ["Skriv {adress} med en klammer på var sida, inte två."]),
        ("{sista_svarsdgen} {adress}", ["{sista_svarsdgen} finns inte. Menade du {sista_svarsdag}?"]),
        (
            "{xyz} {adress}",
            [
                "{xyz} finns inte. Här finns {namn}, {organisation}, {titel}, {adress}, {sista_svarsdag}, "
                "{avsändare}, {myndighet}, {kontakt}."
            ],
        ),
        # It belongs to reminders alone.
        ("{läge} {adress}", ["{läge} finns inte. Här finns {namn}, {organisation}, {titel}, {adress}, "
                             "{sista_svarsdag}, {avsändare}, {myndighet}, {kontakt}."]),
        ("Hej {namn", ["En klammer saknar sin andra hälft: ”Hej {namn”. Skriv till exempel {titel}.",
                       "Texten saknar {adress}, länken till sidan. Skriv {adress} på en egen rad."]),
        ("Hej", ["Texten saknar {adress}, länken till sidan. Skriv {adress} på en egen rad."]),
    ],
)  # fmt: skip
def test_a_placeholder_that_is_unknown_misspelt_or_missing_is_named(text: str, sentences: list[str]) -> None:
    assert list(faults(text, "returned", whole=True)) == sentences


def test_what_could_not_be_sent_is_refused_with_every_reason(round_: Round, officer: User) -> None:
    with pytest.raises(Refused) as refused:
        change(round_, officer, Words(" ", "{nam}"))
    assert str(refused.value).splitlines() == [
        "{nam} finns inte. Menade du {namn}?",
        "Texten saknar {adress}, länken till sidan. Skriv {adress} på en egen rad.",
        "Skriv en ämnesrad.",
    ]
    assert not MailText.objects.exists()


def test_own_words_say_who_wrote_them_and_can_be_taken_back(round_: Round, officer: User) -> None:
    change(round_, officer, Words("  Svara på\n{titel}", "Hej {namn}\r\n\r\n{adress}"))
    own = MailText.objects.get()
    assert (own.subject, own.text, own.by) == (*OWN, officer)
    assert wordings_of(round_).of("opened", "sv") == OWN
    assert wordings_of(round_).of("opened", "en") == shipped_words("opened", "en")

    reset_mail_text(round_=round_, kind="opened", language="sv", by=officer)
    assert wordings_of(round_).of("opened", "sv") == shipped_words("opened", "sv")
    assert [event.verb for event in Event.objects.filter(verb__startswith="mail_text").order_by("pk")] == [
        "mail_text_changed",
        "mail_text_reset",
    ]


def test_the_shipped_words_saved_again_are_not_the_rounds_own(round_: Round, officer: User) -> None:
    change(round_, officer)
    change(round_, officer, shipped_words("opened", "sv"))
    assert not MailText.objects.exists()


def test_nobody_but_an_officer_changes_them_and_nobody_once_the_round_is_published(
    round_: Round, officer: User, coordinator: User, administrator: User
) -> None:
    for other in (coordinator, administrator):
        with pytest.raises(Refused, match="Bara nationella handläggare"):
            change(round_, other)
        with pytest.raises(Refused, match="Bara nationella handläggare"):
            add_reminder_day(round_=round_, days=-7, by=other)
    close_round(year=2030, by=officer)
    mark_published(year=2030, by=officer)
    with pytest.raises(Refused, match="publicerad och skickar inga fler mejl"):
        change(round_, officer)


def test_days_to_remind_on_are_added_and_taken_away(round_: Round, officer: User) -> None:
    assert sorted(round_.reminders.values_list("days", flat=True)) == [-14, -3, 2]
    add_reminder_day(round_=round_, days=0, by=officer)
    add_reminder_day(round_=round_, days=0, by=officer)
    remove_reminder_day(round_=round_, days=-14, by=officer)
    remove_reminder_day(round_=round_, days=-14, by=officer)
    assert sorted(round_.reminders.values_list("days", flat=True)) == [-3, 0, 2]
    verbs = Event.objects.filter(verb__startswith="reminder_day").values_list("verb", "details")
    assert list(verbs.order_by("pk")) == [
        ("reminder_day_added", {"days": 0}),
        ("reminder_day_removed", {"days": -14}),
    ]
    with pytest.raises(Refused, match="högst 60 dagar"):
        add_reminder_day(round_=round_, days=61, by=officer)


def test_the_next_round_has_the_words_and_days_of_the_one_it_is_made_from(
    round_: Round, officer: User
) -> None:
    change(round_, officer)
    remove_reminder_day(round_=round_, days=2, by=officer)
    made = Round.objects.create(year=2031, opens=round_.opens, deadline=round_.deadline)
    Reminder.objects.create(round=made, days=9)
    copy_mail_texts(source=round_, target=made, by=system_user())
    assert wordings_of(made).of("opened", "sv") == OWN
    assert sorted(made.reminders.values_list("days", flat=True)) == [-14, -3]
