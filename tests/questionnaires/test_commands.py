"""load_questionnaire, approve_aggregates and close_round, as they are run at the command line."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from accounts.services import system_user
from questionnaires.answers import Chosen, Invalid
from questionnaires.models import (
    Aggregate,
    AggregateVersion,
    Questionnaire,
    Response,
    Round,
    RoundState,
    State,
)
from questionnaires.services.aggregates import reopen_aggregate
from questionnaires.services.responses import decline_response, submit_response
from questionnaires.services.rounds import close_round
from tests import country as small
from tests.conftest import run
from tests.database import contents
from tests.questionnaires.test_loading import ALBY, HEADER

SOURCE = (small.SMALL / "rss-2030.yaml").read_text(encoding="utf-8")
OWN = {"handlingsplan": Chosen("ja")}


def refusal(command: str, *arguments: str) -> str:
    """Why a command is refused, with exit status 1 and the database as it was."""
    before = contents()
    with pytest.raises(CommandError) as raised:
        call_command(command, *arguments)
    assert raised.value.returncode == 1
    assert contents() == before
    return str(raised.value)


@pytest.fixture
def file(tmp_path: Path, country: None) -> Path:
    return tmp_path / "rss-2031.yaml"


def test_a_questionnaire_is_published_and_its_size_told(file: Path) -> None:
    file.write_text(SOURCE.replace("2030", "2031"), encoding="utf-8")
    assert run("load_questionnaire", str(file)) == "rss-2031 version 1: publicerad. 1 frågor, 1 svarsrutor.\n"
    assert run("load_questionnaire", str(file)) == "rss-2031 version 1: oförändrad. 1 frågor, 1 svarsrutor.\n"
    file.write_text(SOURCE.replace("2030", "2031").replace("gemensam", "samlad"), encoding="utf-8")
    assert run("load_questionnaire", str(file)) == "rss-2031 version 2: publicerad. 1 frågor, 1 svarsrutor.\n"
    assert Round.objects.get(year=2031).state == RoundState.OPEN


def test_a_bad_questionnaire_is_refused_with_every_error_and_line(
    file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bad = SOURCE.replace("type: single_choice", "type: enkelval").replace("title: Plan\n", "titel: Plan\n")
    file.write_text(bad, encoding="utf-8")

    said = refusal("load_questionnaire", str(file))

    errors = capsys.readouterr().err.splitlines()
    assert said == f"{len(errors)} fel. Inget har ändrats."
    lines = {error.split(":")[0] for error in errors}
    assert {"rss-2031.yaml, rad 7 (delen plan)", "rss-2031.yaml, rad 10 (frågan handlingsplan)"} <= lines


@pytest.mark.parametrize("content", [b"\xff\xfe", "title: Återblick".encode("latin-1"), b"key: [", b""])
def test_what_is_no_questionnaire_at_all_is_refused(file: Path, content: bytes) -> None:
    file.write_bytes(content)
    assert refusal("load_questionnaire", str(file)) == "1 fel. Inget har ändrats."


def test_a_questionnaire_without_organisations_is_refused(db: None, tmp_path: Path) -> None:
    system_user()
    file = tmp_path / "rss.yaml"
    file.write_text(SOURCE, encoding="utf-8")
    assert refusal("load_questionnaire", str(file)) == (
        "Det finns inga organisationer. Läs in dem först (load_organisations).\nInget har ändrats."
    )


def test_a_questionnaire_for_a_closed_round_is_refused(file: Path) -> None:
    close_round(year=2030, by=system_user())
    file.write_text(SOURCE.replace("gemensam", "samlad"), encoding="utf-8")
    assert refusal("load_questionnaire", str(file)).startswith("Insamlingen 2030 är stängd")
    assert Questionnaire.objects.filter(key="rss-2030").count() == 1


def answer_for_every_rss() -> None:
    for code in ("rss-norr", "rss-ass", "rss-tom"):
        small.save("rss-2030", code, OWN)


def test_every_rss_sends_in_and_each_says_what_it_counts(country: None) -> None:
    answer_for_every_rss()
    small.approved("0101")
    small.answered("0102")
    decline_response(response=small.response("kommun-2030", "0103"), reason="Hinner inte", by=system_user())
    small.submitted("0201")

    said = run("approve_aggregates", "2030")

    assert said == (
        "Norr: version 1 inlämnad, kommun-2030: 1 av 3 kommuner godkända, 1 påbörjad, 1 avstår.\n"
        "Åss: version 1 inlämnad, kommun-2030: 0 av 1 kommuner godkända, 1 inlämnad.\n"
        "Tom: version 1 inlämnad, har inga egna kommuner.\n"
    )
    assert set(Aggregate.objects.values_list("state", flat=True)) == {State.SUBMITTED}
    assert {each.signed_name for each in AggregateVersion.objects.all()} == {"Samsvar"}


def test_the_same_again_is_no_change(country: None) -> None:
    answer_for_every_rss()
    run("approve_aggregates", "2030")
    before = contents()

    said = run("approve_aggregates", "2030")

    assert "Tom: version 1 oförändrad, har inga egna kommuner.\n" in said
    assert contents() == before


def test_one_rss_that_lacks_something_stops_them_all_and_each_is_named(country: None) -> None:
    small.save("rss-2030", "rss-norr", OWN)
    small.save("rss-2030", "rss-ass", {"handlingsplan": Invalid("vet inte")})

    assert refusal("approve_aggregates", "2030") == (
        "rss-ass: Fråga 1: ”vet inte” kan inte läsas som ett svar på frågan. Rätta eller ta bort "
        "det.\n"
        "rss-tom: RSS eget svar saknas på: rss-2030. Fyll i det, eller lämna in utan.\n"
        "Inget har ändrats."
    )


def test_without_own_answers_they_are_sent_in_marked(country: None) -> None:
    small.save("rss-2030", "rss-norr", OWN)

    said = run("approve_aggregates", "2030", "--without-own")

    assert (
        "Åss: version 1 inlämnad, kommun-2030: 0 av 1 kommuner godkända, 1 inte påbörjad, RSS eget svar saknas.\n"
        in said
    )
    assert dict(AggregateVersion.objects.values_list("aggregate__rss__code", "without_own")) == {
        "rss-norr": False,
        "rss-ass": True,
        "rss-tom": True,
    }


def test_some_rss_can_be_named(country: None) -> None:
    answer_for_every_rss()
    run("approve_aggregates", "2030", "--rss", "rss-norr", "rss-tom")
    assert sorted(AggregateVersion.objects.values_list("aggregate__rss__code", flat=True)) == [
        "rss-norr",
        "rss-tom",
    ]


def test_rss_that_there_isnt_are_named(country: None) -> None:
    assert refusal("approve_aggregates", "2030", "--rss", "rss-syd", "rss-norr", "0101") == (
        "RSS som inte finns i ramen 2030: 0101, rss-syd.\nInget har ändrats."
    )


def test_an_aggregate_that_is_sent_in_and_is_now_another_is_refused(country: None) -> None:
    run("approve_aggregates", "2030", "--without-own")
    small.save("rss-2030", "rss-norr", OWN)
    said = refusal("approve_aggregates", "2030", "--without-own")
    assert said.startswith("rss-norr: Sammanställningen är redan inlämnad och skulle nu bli en annan.")


def test_a_reopened_report_is_sent_in_as_its_next_version(country: None) -> None:
    answer_for_every_rss()
    run("approve_aggregates", "2030")
    reopen_aggregate(aggregate=Aggregate.objects.get(rss__code="rss-norr"), reason="Rätta", by=system_user())
    small.approved("0101")

    said = run("approve_aggregates", "2030")

    assert said.splitlines()[0] == (
        "Norr: version 2 inlämnad, kommun-2030: 1 av 3 kommuner godkända, 2 inte påbörjad."
    )
    assert AggregateVersion.objects.filter(aggregate__rss__code="rss-norr").count() == 2
    assert "Åss: version 1 oförändrad" in said


@pytest.mark.parametrize("command", ["approve_aggregates", "close_round"])
def test_a_year_without_a_round_is_named(country: None, command: str) -> None:
    assert refusal(command, "1999") == "Det finns ingen insamling för 1999.\nInget har ändrats."


def test_a_round_is_closed_once(country: None) -> None:
    assert run("close_round", "2030") == "Insamlingen 2030 är stängd.\n"
    assert Round.objects.get().state == RoundState.CLOSED
    assert refusal("close_round", "2030").startswith("Insamlingen 2030 har läget ”Stängd”")


def test_after_closing_nothing_new_is_sent_in_and_the_same_is_still_no_change(country: None) -> None:
    answer_for_every_rss()
    run("approve_aggregates", "2030", "--rss", "rss-norr")
    run("close_round", "2030")

    assert run("approve_aggregates", "2030", "--rss", "rss-norr").startswith("Norr: version 1 oförändrad")
    said = refusal("approve_aggregates", "2030").splitlines()
    assert [line.split(":")[0] for line in said] == ["rss-ass", "rss-tom", "Inget har ändrats."]


def test_answers_saved_by_people_are_what_a_file_is_compared_with(tmp_path: Path, country: None) -> None:
    submit_response(response=small.answered("0101"), signed_name="Per Ask", by=system_user())
    file = tmp_path / "svar.csv"
    file.write_text(HEADER + ALBY, encoding="utf-8")
    before = contents()
    run("load_answers", "kommun-2030", str(file), "--as", "submitted")
    assert contents() == before


def test_a_file_waits_for_the_first_day_to_submit_like_everybody(
    tmp_path: Path, country: None, capsys: pytest.CaptureFixture[str]
) -> None:
    tomorrow = timezone.localdate() + timedelta(days=1)
    Round.objects.update(opens=timezone.localdate(), submit_from=tomorrow, deadline=tomorrow)
    file = tmp_path / "svar.csv"
    file.write_text(HEADER + ALBY, encoding="utf-8")

    refusal("load_answers", "kommun-2030", str(file), "--as", "submitted")
    said = capsys.readouterr().err
    assert said.startswith("svar.csv, rad 2 (Alby): Det går att lämna in från och med")
    assert not Response.objects.exists()
    run("load_answers", "kommun-2030", str(file))
    assert Response.objects.exists()
