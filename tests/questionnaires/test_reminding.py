"""Reminding by hand: who is written to, who isn't and why, and never twice a day."""

import pytest

from accounts.models import Role, User
from accounts.services import set_active, system_user
from questionnaires.rules import Refused
from questionnaires.services.reminders import Reminded, remind_members
from questionnaires.services.responses import decline_response
from questionnaires.services.review import return_response
from records.models import Event, Mail, MailState
from tests import country as small

KEY = "kommun-2030"


def remind(*codes: str, by: User, key: str = KEY) -> Reminded:
    return remind_members(members=[small.member(code) for code in codes], key=key, by=by)


def why_not(reminded: Reminded) -> list[str]:
    return [reason for _, reason in reminded.skipped]


def test_everybody_who_answers_for_the_kommun_gets_a_mail(
    coordinator: User, respondent: User, colleague: User, stranger: User
) -> None:
    reminded = remind("0101", by=coordinator)

    assert ([each.code for each in reminded.told], reminded.skipped) == (["0101"], ())
    assert sorted(Mail.objects.values_list("to", "kind")) == [
        ("anna.ek@example.invalid", "reminder_before"),
        ("per.ask@example.invalid", "reminder_before"),
    ]


def test_somebody_with_two_roles_gets_one_mail(coordinator: User, colleague: User) -> None:
    small.person("Per Ask", Role.RESPONDENT, "0101")
    remind("0101", by=coordinator)
    assert Mail.objects.count() == 1


def test_somebody_who_has_left_gets_none(coordinator: User, respondent: User, colleague: User) -> None:
    set_active(user=respondent, active=False, by=system_user())
    remind("0101", by=coordinator)
    assert [mail.to for mail in Mail.objects.all()] == [colleague.email]


def test_a_second_time_the_same_day_nobody_is_written_to(coordinator: User, respondent: User) -> None:
    remind("0101", by=coordinator)
    again = remind("0101", by=coordinator)
    assert (again.told, why_not(again)) == ((), ["Alby har redan fått en påminnelse i dag."])
    assert Mail.objects.count() == 1


def test_who_has_submitted_or_declined_is_skipped_with_the_reason(
    coordinator: User, respondent: User, colleague: User
) -> None:
    small.person("Bo Ny", Role.SIGNER, "0102")
    small.submitted("0101")
    decline_response(response=small.response(KEY, "0102"), reason="Vi hinner inte.", by=system_user())

    assert why_not(remind("0101", "0102", by=coordinator)) == [
        "Alby har redan lämnat in.",
        "Berga har avstått från att svara.",
    ]
    assert not Mail.objects.filter(kind="reminder_before").exists()


def test_who_has_to_mend_is_reminded(coordinator: User, respondent: User) -> None:
    response = small.submitted("0101")
    return_response(response=response, reason="Se fråga 2.", by=coordinator)
    assert [each.code for each in remind("0101", by=coordinator).told] == ["0101"]


def test_without_people_the_coordinator_is_told_to_invite_somebody(coordinator: User) -> None:
    assert why_not(remind("0101", by=coordinator)) == ["Alby har ingen som kan få mejl. Bjud in någon först."]


def test_a_rejected_address_is_left_out_and_named_when_it_is_the_only_one(
    coordinator: User, respondent: User
) -> None:
    remind("0101", by=coordinator)
    Mail.objects.update(state=MailState.REJECTED, reason="550 No such user")
    assert why_not(remind("0101", by=coordinator)) == [
        "Mejlen till Alby kommer inte fram. Rätta adresserna först."
    ]


def test_of_several_people_the_one_who_cannot_be_reached_is_named(
    coordinator: User, respondent: User, colleague: User
) -> None:
    small.submitted("0101")
    return_response(response=small.response(KEY, "0101"), reason="Se fråga 2.", by=coordinator)
    Mail.objects.filter(to=respondent.email).update(state=MailState.REJECTED, reason="550 No such user")
    reminded = remind("0101", by=coordinator)
    assert [(member.code, person) for member, person in reminded.unreached] == [("0101", respondent)]
    assert [mail.to for mail in Mail.objects.filter(kind="reminder_before")] == [colleague.email]


def test_an_officer_reminds_regions_and_rss_and_never_a_kommun(
    officer: User, region_signer: User, coordinator: User, respondent: User
) -> None:
    assert [each.code for each in remind("01", by=officer, key="region-2030").told] == ["01"]
    assert [each.code for each in remind("rss-norr", by=officer, key="rss-2030").told] == ["rss-norr"]
    with pytest.raises(Refused, match="Du har inte behörighet att påminna Alby"):
        remind("0101", by=officer)
    assert sorted(Mail.objects.values_list("to", flat=True)) == [
        "karin.björk@example.invalid",
        "rolf.gran@example.invalid",
    ]


def test_a_coordinator_cannot_remind_another_rss_kommun_nor_any_in_part(
    coordinator: User, respondent: User, stranger: User
) -> None:
    with pytest.raises(Refused):
        remind("0101", "0201", by=coordinator)
    assert not Mail.objects.exists()


def test_each_organisation_reminded_is_an_event(coordinator: User, respondent: User) -> None:
    remind("0101", by=coordinator)
    event = Event.objects.get(verb="remind")
    assert (event.by_number, event.organisation_number) == (coordinator.pk, small.organisation("0101").pk)
    assert event.details == {"questionnaire": KEY, "people": 1}
