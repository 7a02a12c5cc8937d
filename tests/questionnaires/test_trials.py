"""A trial: marked, counted nowhere, and deleted whole; never anything else."""

from datetime import timedelta

import pytest
from django.apps import apps
from django.utils import timezone

from accounts.models import Role, SignInLink, User
from accounts.services import system_user
from accounts.sign_in_links import make_link
from questionnaires.models import FrameMember, Questionnaire, Round, RoundState, Submission
from questionnaires.rules import Refused
from questionnaires.selectors.last_time import last_time
from questionnaires.selectors.national import collected
from questionnaires.selectors.respondent.desk import desk_of
from questionnaires.services.copying import copy_round
from questionnaires.services.rounds import close_round, mark_published
from questionnaires.services.trials import BELONGINGS, delete_trial, make_trial
from records.models import Event, Job, Schedule
from tests import country as small
from tests.database import contents
from tests.questionnaires import trials


def test_a_trial_asks_the_same_under_keys_and_titles_of_its_own(officer: User) -> None:
    made = trials.trial(by=officer)

    assert (made.slug, made.state, made.is_trial) == ("2030-prov", RoundState.OPEN, True)
    asked = made.questionnaires.order_by("key")
    assert [each.key for each in asked] == ["kommun-2030-prov", "region-2030-prov", "rss-2030-prov"]
    own = Questionnaire.objects.get(key="kommun-2030").definition
    copy = asked[0].definition
    assert copy.title == "Prov: Kommunernas enkät 2030"
    assert copy.sections == own.sections


def test_who_takes_part_is_chosen_an_rss_with_its_kommuner(officer: User) -> None:
    made = trials.trial(codes=("01", "rss-norr"), by=officer)
    assert list(made.frame.order_by("pk").values_list("code", flat=True)) == [
        "01",
        "rss-norr",
        "0101",
        "0102",
        "0103",
    ]
    assert small.member("0101").round != made, "the year's own frame is as it was"


def test_who_takes_part_is_told_and_the_log_knows(officer: User) -> None:
    made = trials.trial(by=officer)
    assert Job.objects.get(kind="round_opened").arguments["round"] == made.pk
    event = Event.objects.get(verb="trial_made")
    assert (event.by_name, event.round_year, event.details) == ("Nora Lind", None, {"organisations": 5})


@pytest.mark.parametrize("year", [1999, 2030])
def test_there_is_one_trial_of_a_round_that_exists(officer: User, year: int) -> None:
    trials.trial(by=officer)
    was = contents()
    with pytest.raises(Refused, match=r"^Det finns (ingen insamling för 1999 att|redan ett) prov"):
        make_trial(
            year=year, organisations=[small.organisation("01").pk], deadline=timezone.localdate(), by=officer
        )
    assert contents() == was


def test_a_closed_round_isnt_tried(officer: User) -> None:
    close_round(year=2030, by=officer)
    with pytest.raises(Refused, match="att prova"):
        trials.trial(by=officer)


def test_a_trial_of_nobody_or_of_yesterday_is_refused(officer: User) -> None:
    with pytest.raises(Refused, match="Välj minst en region eller RSS"):
        make_trial(year=2030, organisations=[], deadline=timezone.localdate(), by=officer)
    with pytest.raises(Refused, match="Dagen har redan passerat"):
        make_trial(
            year=2030,
            organisations=[small.organisation("01").pk],
            deadline=timezone.localdate() - timedelta(days=1),
            by=officer,
        )


def test_what_is_answered_in_a_trial_is_counted_nowhere(country: None) -> None:
    before = collected.round_data(2030)
    trials.everything()
    assert collected.round_data(2030) == before
    assert collected.kommuner_by_state(2030) == {
        "kommun-2030": {"rss-norr": {"not_started": 3}, "rss-ass": {"not_started": 1}}
    }
    assert set(collected.definitions()) == {"kommun-2030", "region-2030", "rss-2030"}


def test_what_is_answered_in_a_trial_is_nobodys_last_time(country: None) -> None:
    trials.trial()
    trials.submitted("0101")
    today = timezone.localdate()
    copy_round(source=2030, year=2031, opens=today, deadline=today + timedelta(days=9), by=system_user())
    alby = FrameMember.objects.get(round__year=2031, code="0101")
    assert last_time(alby, "kommun-2031") is None
    close_round(year=2030, is_trial=True, by=system_user())
    assert desk_of(small.organisation("0101")).earlier == ()


def test_in_a_trial_one_sees_what_was_answered_last_time(country: None) -> None:
    small.submitted("0101")
    today = timezone.localdate()
    copy_round(source=2030, year=2031, opens=today, deadline=today + timedelta(days=9), by=system_user())
    rss = [small.organisation("rss-norr").pk]
    make_trial(year=2031, organisations=rss, deadline=today, by=system_user())
    found = last_time(trials.member("0101"), "kommun-2031-prov")
    assert found is not None
    assert found.year == 2030


def test_a_trial_is_never_published_and_commands_by_year_never_touch_it(officer: User) -> None:
    trials.trial(by=officer)
    close_round(year=2030, by=officer)
    mark_published(year=2030, by=officer)
    assert Round.objects.get(is_trial=True).state == RoundState.OPEN


def test_a_questionnaire_isnt_published_into_a_trial_by_its_key(country: None) -> None:
    trials.trial()
    with pytest.raises(Refused, match="hör till ett prov"):
        small.publish("rss-2030", old="key: rss-2030\n", new="key: rss-2030-prov\n")


def test_a_deleted_trial_leaves_nothing_but_what_the_log_says(country: None) -> None:
    officer = small.person("Nora Lind", Role.OFFICER)
    small.person("Anna Ek", Role.RESPONDENT, "0101")
    small.submitted("0102")
    before = contents()
    made = trials.everything()
    lacking = [model.__name__ for model, _ways in BELONGINGS if not model._default_manager.exists()]
    assert lacking == [], "a trial in which everything has happened"

    protocol = delete_trial(round_=made, by=officer)

    after = contents()
    changed = {table for table in after if after[table] != before[table]}
    # What was planned is planned no more; what was done, asked for and written stays written down.
    assert changed <= {"records_event", "records_job", "records_mail", "records_schedule"}
    assert not Schedule.objects.filter(arguments__round=made.pk).exists()
    assert (protocol.verb, protocol.by_name, protocol.round_year) == ("trial_deleted", "Nora Lind", None)


def test_the_protocol_tells_how_much_there_was(country: None) -> None:
    made = trials.trial()
    trials.submitted("0101")
    protocol = delete_trial(round_=made, by=system_user())
    assert protocol.details == {
        "year": 2030,
        "opened": timezone.localdate().isoformat(),
        "organisations": {"kommun": 3, "region": 1, "rss": 1},
        "deleted": {
            "step": 2,
            "answerchange": 1,
            "submission": 1,
            "response": 1,
            "framemember": 5,
            "reminder": 3,
            "questionnaire": 3,
        },
    }


def test_every_table_of_a_round_is_in_the_list_of_what_is_deleted() -> None:
    of_rounds = {model for model in apps.get_app_config("questionnaires").get_models() if model is not Round}
    assert {model for model, _ways in BELONGINGS} == of_rounds


def test_a_years_own_round_is_never_deleted(officer: User) -> None:
    small.submitted("0101")
    was = contents()
    with pytest.raises(Refused, match=r"^Bara ett prov kan tas bort\."):
        delete_trial(round_=Round.objects.get(), by=officer)
    assert contents() == was
    assert Submission.objects.exists()


def test_a_trial_is_deleted_once(officer: User) -> None:
    made = trials.trial(by=officer)
    delete_trial(round_=Round.objects.get(pk=made.pk), by=officer)
    with pytest.raises(Refused, match=r"^Provet är redan borttaget\.$"):
        delete_trial(round_=made, by=officer)


def test_only_an_officer_makes_or_deletes_a_trial(
    respondent: User, coordinator: User, region_signer: User, administrator: User
) -> None:
    made = trials.trial()
    was = contents()
    for person in (respondent, coordinator, region_signer, administrator):
        with pytest.raises(Refused, match=r"^Bara en nationell handläggare"):
            delete_trial(round_=made, by=person)
        with pytest.raises(Refused, match=r"^Bara en nationell handläggare"):
            trials.trial(by=person)
    assert contents() == was


def test_links_to_a_deleted_trial_lead_to_the_start_page(respondent: User) -> None:
    made = trials.trial()
    gone, kept = trials.member("0101"), small.member("0101")
    for member in (gone, kept):
        make_link(user=respondent, lasts=timedelta(days=1), by=system_user(), goes_to=f"/svar/{member.pk}/x/")
    delete_trial(round_=made, by=system_user())
    assert sorted(SignInLink.objects.values_list("goes_to", flat=True)) == ["", f"/svar/{kept.pk}/x/"]


def test_a_year_is_tried_again_after_its_trial_is_deleted(officer: User) -> None:
    delete_trial(round_=trials.trial(by=officer), by=officer)
    assert trials.trial(by=officer).questionnaires.count() == 3
