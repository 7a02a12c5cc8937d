"""Loading answers from a file, by the command that people use."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from accounts.services import system_user
from questionnaires.answers import Chosen
from questionnaires.models import AnswerChange, Response, Round, State, Submission
from questionnaires.services.aggregates import reopen_aggregate
from questionnaires.services.responses import decline_response
from questionnaires.services.review import return_response
from questionnaires.services.rounds import close_round
from records.models import Event
from tests import country as small
from tests.conftest import run
from tests.database import contents

HEADER = "organisation,question,item,value,text\n"
ALBY = """\
0101,insatser,kontakt,initierat,
0101,insatser,team,nej,
0101,insatser,annat,forstarkt,Digitala möten
0101,projekt,,nej,
0101,grupper,barn,1,
0101,grupper,aldre,1,
0101,personer,,12.5,
"""
KEY = "kommun-2030"


@pytest.fixture
def file(tmp_path: Path, country: None) -> Path:
    return tmp_path / "svar.csv"


def load(file: Path, lines: str, *options: str, key: str = KEY) -> str:
    """What the command says of a file with these lines."""
    file.write_text(HEADER + lines, encoding="utf-8")
    return run("load_answers", key, str(file), *options)


def refusal(
    file: Path, lines: str, *options: str, capsys: pytest.CaptureFixture[str], key: str = KEY
) -> list[str]:
    """Every error of a file that is refused, with exit status 1 and the database as it was."""
    file.write_text(HEADER + lines, encoding="utf-8")
    before = contents()
    with pytest.raises(CommandError) as raised:
        call_command("load_answers", key, str(file), *options)
    assert raised.value.returncode == 1
    assert contents() == before
    errors = capsys.readouterr().err.splitlines()
    assert str(raised.value) == f"{len(errors)} fel. Inget har ändrats."
    return errors


def alby() -> Response:
    return small.response(KEY, "0101")


def as_(kind: str) -> tuple[str, str]:
    return ("--as", kind)


def test_answers_are_a_draft_unless_the_command_says_more(file: Path) -> None:
    said = load(file, ALBY)

    assert said == (
        "kommun-2030 version 1: svar från 1 av 4 organisationer, 1 nya eller ändrade, 0 som förut.\n"
    )
    assert (alby().state, alby().answers) == (State.DRAFT, small.KOMMUN_ANSWERS)
    assert alby().changed_by == system_user()
    assert not Submission.objects.exists()


@pytest.mark.parametrize(
    ("load_as", "state"), [("draft", "draft"), ("submitted", "submitted"), ("approved", "approved")]
)
def test_answers_go_as_far_as_the_command_says(file: Path, load_as: str, state: str) -> None:
    load(file, ALBY, *as_(load_as))
    assert alby().state == state


def test_loaded_answers_go_through_the_same_steps_as_others(file: Path) -> None:
    load(file, ALBY, *as_("approved"))
    events = Event.objects.filter(subject_kind="response", subject_number=alby().pk).order_by("pk")
    assert [(each.verb, each.by_name) for each in events] == [
        ("save", "Samsvar"),
        ("submit", "Samsvar"),
        ("approve", "Samsvar"),
    ]
    assert AnswerChange.objects.count() == 1


def test_approved_means_accepted_for_a_region(file: Path) -> None:
    lines = "01,uppdrag,,nej,\n01,utbildning,vt,71.5,\n01,utbildning,ht,0,\n"
    load(file, lines, *as_("approved"), key="region-2030")
    assert small.response("region-2030", "01").state == State.ACCEPTED


def test_an_rss_own_answers_wait_as_a_draft(file: Path) -> None:
    load(file, "rss-norr,handlingsplan,,ja,\n", *as_("approved"), key="rss-2030")
    response = small.response("rss-2030", "rss-norr")
    assert (response.state, response.answers) == (State.DRAFT, {"handlingsplan": Chosen("ja")})


def test_a_submission_is_signed_by_the_file_and_bears_the_deadline(file: Path) -> None:
    Round.objects.update(opens=date(2020, 11, 1), deadline=date(2021, 3, 31))
    load(file, ALBY, *as_("submitted"))

    submission = Submission.objects.get()
    assert (submission.signed_name, submission.signed_title) == ("Inläst från svar.csv", "")
    assert submission.submitted_at == datetime(2021, 3, 31, 21, 59, tzinfo=UTC)
    assert not submission.is_late


def test_before_the_deadline_a_submission_bears_the_time_it_was_loaded(file: Path) -> None:
    before = timezone.now()
    load(file, ALBY, *as_("submitted"))
    assert before <= Submission.objects.get().submitted_at <= timezone.now()


@pytest.mark.parametrize("load_as", ["draft", "submitted", "approved"])
def test_identical_again_is_no_change(file: Path, load_as: str) -> None:
    load(file, ALBY, *as_(load_as))
    before = contents()

    said = load(file, ALBY, *as_(load_as))

    assert said.endswith("svar från 1 av 4 organisationer, 0 nya eller ändrade, 1 som förut.\n")
    assert contents() == before


def test_the_same_answers_can_go_further_later(file: Path) -> None:
    load(file, ALBY)
    load(file, ALBY, *as_("submitted"))
    assert alby().state == State.SUBMITTED
    load(file, ALBY, *as_("approved"))
    assert alby().state == State.APPROVED
    assert alby().submissions.count() == 1
    # And never back.
    load(file, ALBY, *as_("draft"))
    assert alby().state == State.APPROVED


def test_a_changed_draft_is_updated_and_only_what_differs_is_saved(file: Path) -> None:
    load(file, ALBY)
    load(file, ALBY.replace("12.5", "13"))

    assert AnswerChange.objects.latest("pk").cells == {"personer": [{"number": "12.5"}, {"number": "13"}]}
    assert alby().cells["personer"]["version"] == 2
    assert alby().cells["projekt"]["version"] == 1


def test_cells_that_the_file_lacks_are_emptied_and_organisations_that_it_lacks_are_not_touched(
    file: Path,
) -> None:
    load(file, ALBY + ALBY.replace("0101", "0102"))
    load(file, "0101,projekt,,nej,\n")

    assert alby().answers == {"projekt": Chosen("nej")}
    assert small.response(KEY, "0102").answers == small.KOMMUN_ANSWERS


def test_what_was_returned_is_changed_and_sent_in_again(file: Path) -> None:
    load(file, ALBY, *as_("submitted"))
    return_response(response=alby(), reason="Se över", by=system_user())

    load(file, ALBY.replace("12.5", "13"), *as_("submitted"))

    assert (alby().state, alby().submissions.count()) == (State.SUBMITTED, 2)


def test_each_changed_line_of_a_submitted_response_is_refused(
    file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    load(file, ALBY, *as_("submitted"))
    capsys.readouterr()
    changed = ALBY.replace("12.5", "13").replace("team,nej", "team,initierat")
    changed = changed.replace("0101,projekt,,nej,\n", "")

    locked = "Svaret kan inte ändras: det har läget ”Inlämnad”. Det kan tas tillbaka tills granskningen har börjat."
    assert refusal(file, changed, *as_("submitted"), capsys=capsys) == [
        f"svar.csv, rad 2 (Alby): projekt saknas i filen. {locked}",
        f"svar.csv, rad 3 (Alby): insatser.team är ändrat. {locked}",
        f"svar.csv, rad 7 (Alby): personer är ändrat. {locked}",
    ]


def test_one_bad_organisation_stops_the_whole_file(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    berga = ALBY.replace("0101", "0102").replace("0102,projekt,,nej,\n", "").replace("nej,", "initierat,")
    cedra = ALBY.replace("0101", "0103").replace("annat,forstarkt,Digitala möten", "annat,forstarkt,")

    assert refusal(file, ALBY + berga + cedra, *as_("submitted"), capsys=capsys) == [
        "svar.csv, rad 9 (Berga): Har projekt breddinförts under 2030?: Frågan behöver besvaras.",
        "svar.csv, rad 17 (Cedra): Annat: Skriv vad ”Annat” gäller.",
    ]


def test_a_draft_may_fall_short(file: Path) -> None:
    load(file, "0101,insatser,annat,forstarkt,\n")
    assert alby().state == State.DRAFT


def test_an_rss_own_answers_pass_the_hard_checks_though_they_wait(
    file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    small.publish(
        "rss-2030",
        old="    - {key: nej, text: Nej}\n",
        new="    - {key: nej, text: Nej}\n    - {key: annan, text: Annan, specify: true}\n",
    )
    line = "rss-norr,handlingsplan,,annan,\n"
    assert refusal(file, line, *as_("submitted"), capsys=capsys, key="rss-2030") == [
        "svar.csv, rad 2 (RSS Norr): Finns en gemensam plan?: Skriv vad ”Annan” gäller."
    ]


def test_every_kind_of_bad_line_is_told_in_one_run(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    lines = """\
0999,projekt,,nej,
101,projekt,,nej,
0101,prjekt,,nej,
0101,insatser,tema,nej,
0101,projekt,,kanske,
0101,personer,,1001,
0101,personer,,5,
0101,grupper,barn
0102,projekt,,nej,
"""
    errors = refusal(file, lines, capsys=capsys)
    assert [error.split(":")[0] for error in errors] == [
        "svar.csv, rad 2 (0999, frågan projekt)",
        "svar.csv, rad 3 (101, frågan projekt)",
        "svar.csv, rad 4 (0101, frågan prjekt)",
        "svar.csv, rad 5 (0101, frågan insatser)",
        "svar.csv, rad 6 (0101, frågan projekt)",
        "svar.csv, rad 7 (0101, frågan personer)",
        "svar.csv, rad 8 (0101, frågan personer)",
        "svar.csv, rad 9",
    ]


def test_a_wrong_encoding_is_told_with_its_line(file: Path) -> None:
    file.write_bytes((HEADER + ALBY).encode("latin-1"))
    before = contents()
    with pytest.raises(CommandError, match=r"^1 fel\. Inget har ändrats\.$"):
        call_command("load_answers", KEY, str(file))
    assert contents() == before


def test_who_has_declined_isnt_loaded_over(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    decline_response(response=alby(), reason="Hinner inte", by=system_user())
    errors = refusal(file, "0101,projekt,,nej,\n", capsys=capsys)
    assert errors == [
        "svar.csv, rad 2 (Alby): projekt är ändrat. Svaret kan inte ändras: det har läget ”Avstår”. Återuppta det "
        "först."
    ]


def test_a_closed_round_is_told_at_each_line(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    close_round(year=2030, by=system_user())
    errors = refusal(file, "0101,projekt,,nej,\n0102,projekt,,ja,\n", capsys=capsys)
    assert [error.split("Insamlingen")[0] for error in errors] == [
        "svar.csv, rad 2 (Alby): projekt är ändrat. ",
        "svar.csv, rad 3 (Berga): projekt är ändrat. ",
    ]


def test_a_kommun_whose_rss_has_sent_in_cannot_be_approved_and_is_told_at_its_line(
    file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    small.answered("0102")
    small.reported("rss-norr")
    lines = ALBY + ALBY.replace("0101", "0102")
    errors = refusal(file, lines, *as_("approved"), capsys=capsys)
    assert [error.split(" (I")[0] for error in errors] == [
        "svar.csv, rad 2 (Alby): RSS har lämnat in sin sammanställning",
        "svar.csv, rad 9 (Berga): RSS har lämnat in sin sammanställning",
    ]


def test_a_late_kommun_is_submitted_though_its_rss_has_sent_in(file: Path) -> None:
    small.reported("rss-norr")
    load(file, ALBY, *as_("submitted"))
    assert small.response(KEY, "0101").state == State.SUBMITTED


def test_version_2_is_loaded_over_drafts_of_version_1(file: Path) -> None:
    load(file, ALBY + ALBY.replace("0101", "0102"))
    small.response(KEY, "0103")
    newer = small.publish(
        KEY,
        old="    - {key: team, text: Mobila team}\n",
        new="    - {key: vagledning, text: Vägledning}\n",
    )
    second = ALBY.replace("insatser,team", "insatser,vagledning")

    load(file, second + second.replace("0101", "0102") + second.replace("0101", "0103"), *as_("submitted"))

    for code in ("0101", "0102", "0103"):
        submission = Submission.objects.get(response__respondent__code=code)
        assert submission.questionnaire == newer
        assert submission.answers["insatser.vagledning"] == {"choice": "nej"}
        assert "insatser.team" not in submission.answers
    assert small.response(KEY, "0103").questionnaire == newer


def test_the_same_draft_given_to_version_2_is_a_change_with_an_event(file: Path) -> None:
    load(file, ALBY)
    small.publish(KEY, old="Fast kontakt", new="Fast läkarkontakt")

    said = load(file, ALBY)

    assert "1 nya eller ändrade" in said
    assert alby().questionnaire.version == 2
    assert Event.objects.latest("pk").details == {"cells": [], "questionnaire_version": 2}
    before = contents()
    load(file, ALBY)
    assert contents() == before


def test_what_was_submitted_on_version_1_stays_identical_though_version_2_asks_more(file: Path) -> None:
    load(file, ALBY, *as_("submitted"))
    small.publish(
        KEY,
        old="  - key: exempel\n",
        new="  - {key: fler, type: short_text, text: Fler?, required: true}\n  - key: exempel\n",
    )
    before = contents()

    load(file, ALBY, *as_("submitted"))

    assert contents() == before


def test_moving_to_version_2_in_a_closed_round_is_told_at_its_line(
    file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    load(file, ALBY)
    small.publish(KEY, old="Fast kontakt", new="Fast läkarkontakt")
    close_round(year=2030, by=system_user())
    capsys.readouterr()
    errors = refusal(file, ALBY, capsys=capsys)
    assert [error.split(":")[0] for error in errors] == ["svar.csv, rad 2 (Alby)"]


def test_an_unknown_key_names_those_that_there_are(file: Path) -> None:
    file.write_text(HEADER + ALBY, encoding="utf-8")
    with pytest.raises(CommandError) as raised:
        call_command("load_answers", "kommun-1999", str(file))
    assert str(raised.value) == (
        "Det finns ingen enkät ”kommun-1999”. De som finns: kommun-2030, region-2030, rss-2030.\n"
        "Inget har ändrats."
    )


def test_answers_of_an_rss_that_are_sent_in_are_changed_only_when_an_officer_opens_them(
    file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    version = small.reported("rss-norr")
    errors = refusal(file, "rss-norr,handlingsplan,,nej,\n", capsys=capsys, key="rss-2030")
    assert [error.split(" Svaret")[0] for error in errors] == [
        "svar.csv, rad 2 (RSS Norr): handlingsplan är ändrat."
    ]
    load(file, "rss-norr,handlingsplan,,ja,\n", *as_("approved"), key="rss-2030")

    reopen_aggregate(aggregate=version.aggregate, reason="Rätta", by=system_user())
    load(file, "rss-norr,handlingsplan,,nej,\n", *as_("approved"), key="rss-2030")
    assert small.response("rss-2030", "rss-norr").state == State.REOPENED


def test_what_is_wrong_in_the_file_and_what_the_rules_refuse_come_in_one_run(
    file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    load(file, ALBY, *as_("submitted"))
    capsys.readouterr()
    lines = "0102,projekt,,kanske,\n" + ALBY.replace("12.5", "13")
    assert [error.split(":")[0] for error in refusal(file, lines, capsys=capsys)] == [
        "svar.csv, rad 2 (0102, frågan projekt)",
        "svar.csv, rad 9 (Alby)",
    ]


def test_an_organisations_lines_may_stand_apart_and_few_be_read_at_a_time(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("questionnaires.services.loading.AT_A_TIME", 2)
    files = [ALBY.replace("0101", code).splitlines(keepends=True) for code in ("0101", "0102", "0201")]
    lines = "".join(line for lines in zip(*files, strict=True) for line in lines)
    assert "svar från 3 av 4 organisationer, 3 nya" in load(file, lines, *as_("approved"))
    assert {each.state for each in Response.objects.all()} == {State.APPROVED}
