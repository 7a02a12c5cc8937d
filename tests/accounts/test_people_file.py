"""Reading people.csv: what a right file does, and every way of being wrong."""

from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from accounts.models import Membership, User
from accounts.services import set_active, system_user
from records.models import Event, Mail
from tests.conftest import run
from tests.database import contents

HEAD = "email,name,phone,organisation,role"
LINES = (
    "Anna.Ek@alby.example,Anna Ek,036-10 50 00,0101,respondent",
    "anna.ek@alby.example,Anna Ek,036-10 50 00,0101,signer",
    "karin@norr.example,Karin Björk,,rss-norr,coordinator",
    "rolf@norr.example,Rolf Gran,,01,signer",
    "nora@myndigheten.example,Nora Lind,,,officer",
)


@pytest.fixture
def file(country: None, tmp_path: Path) -> Path:
    return write(tmp_path, *LINES)


def write(folder: Path, *lines: str) -> Path:
    path = folder / "people.csv"
    path.write_text("\n".join((HEAD, *lines)) + "\n", encoding="utf-8")
    return path


def errors_of(folder: Path, *lines: str, capsys: pytest.CaptureFixture[str]) -> list[str]:
    """What the command says of a file; nothing may have changed."""
    before = contents()
    with pytest.raises(CommandError, match=r"fel\. Inget har ändrats\."):
        call_command("load_people", str(write(folder, *lines)))
    assert contents() == before
    return capsys.readouterr().err.splitlines()


def test_a_file_makes_people_with_their_roles(file: Path) -> None:
    said = run("load_people", str(file))

    assert said == "4 personer: 4 nya, 0 ändrade, övriga som förut. 5 nya roller.\n"
    roles = Membership.objects.values_list("user__email", "user__name", "organisation__code", "role")
    assert set(roles) == {
        ("anna.ek@alby.example", "Anna Ek", "0101", "respondent"),
        ("anna.ek@alby.example", "Anna Ek", "0101", "signer"),
        ("karin@norr.example", "Karin Björk", "rss-norr", "coordinator"),
        ("rolf@norr.example", "Rolf Gran", "01", "signer"),
        ("nora@myndigheten.example", "Nora Lind", "national", "officer"),
    }
    assert User.objects.get(name="Anna Ek").phone == "036-10 50 00"
    assert Event.objects.filter(verb="member_added").count() == 5
    assert not Mail.objects.exists()


def test_the_same_file_again_is_no_change(file: Path) -> None:
    run("load_people", str(file))
    before = contents()

    said = run("load_people", str(file))

    assert said == "4 personer: 0 nya, 0 ändrade, övriga som förut. 0 nya roller.\n"
    assert contents() == before


def test_another_name_and_number_are_taken_over_and_named_in_the_log(file: Path, tmp_path: Path) -> None:
    run("load_people", str(file))
    changed = write(tmp_path, "anna.ek@alby.example,Anna Ek Sten,036-99,0101,respondent")

    said = run("load_people", str(changed))

    assert said == "1 personer: 0 nya, 1 ändrade, övriga som förut. 0 nya roller.\n"
    anna = User.objects.get(email="anna.ek@alby.example")
    assert (anna.name, anna.phone) == ("Anna Ek Sten", "036-99")
    assert Event.objects.get(verb="person_changed", subject_number=anna.pk, details__fields=["name", "phone"])
    assert anna.memberships.count() == 2


def test_an_empty_phone_leaves_the_number_and_a_shut_out_person_stays_out(file: Path, tmp_path: Path) -> None:
    run("load_people", str(file))
    anna = User.objects.get(email="anna.ek@alby.example")
    set_active(user=anna, active=False, by=system_user())

    run("load_people", str(write(tmp_path, "anna.ek@alby.example,Anna Ek,,0101,respondent")))

    anna.refresh_from_db()
    assert (anna.phone, anna.is_active) == ("036-10 50 00", False)


def test_every_error_is_told_with_its_line(
    country: None, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    lines = (
        "anna@alby,Anna Ek,,0101,respondent",
        "anna@alby.example,,,0101,respondent",
        "bo@alby.example,Bo,,0999,respondent",
        "bo@alby.example,Bo,,rss-syd,coordinator",
        "bo@alby.example,Bo,,0101,chef",
        "bo@alby.example,Bo,,0101,officer",
        "bo@alby.example,Bo,,rss-norr,signer",
        "bo@alby.example,Bo,,,respondent",
        "bo@alby.example,Bo,,0101,respondent",
        "BO@alby.example,Bo,,0101,respondent",
        "bo@alby.example,Bo Berg,036,0101,signer",
        "samsvar,Bo",
        "system@samsvar.invalid,Samsvar,,,officer",
        f"cia@alby.example,{'C' * 201},{'0' * 41},0101,signer",
    )
    assert errors_of(tmp_path, *lines, capsys=capsys) == [
        "people.csv, rad 2: ”anna@alby” är ingen e-postadress.",
        "people.csv, rad 3: Kolumnen name är tom. Fyll i den.",
        "people.csv, rad 4: Organisationen ”0999” finns inte. Läs in organisationerna först.",
        "people.csv, rad 5: Organisationen ”rss-syd” finns inte. Läs in organisationerna först.",
        "people.csv, rad 6: Rollen ”chef” finns inte. Välj bland respondent, signer, coordinator, officer, "
        "administrator.",
        "people.csv, rad 7: Rollen officer finns inte i en organisation av slaget kommun: där finns "
        "respondent eller signer.",
        "people.csv, rad 8: Rollen signer finns inte i en organisation av slaget RSS: där finns coordinator.",
        "people.csv, rad 9: Rollen respondent finns inte i en organisation av slaget nationell myndighet: "
        "där finns officer eller administrator.",
        "people.csv, rad 11: Samma person har samma roll redan på rad 10. Ta bort den ena raden.",
        "people.csv, rad 12 (bo@alby.example): Kolumnen name säger ”Bo Berg” här men ”Bo” på rad 10. Skriv lika.",
        "people.csv, rad 12 (bo@alby.example): Kolumnen phone säger ”036” här men ”” på rad 10. Skriv lika.",
        "people.csv, rad 13: Raden har 2 värden men ska ha 5.",
        "people.csv, rad 14: Adressen hör till systemet. Ange en persons.",
        "people.csv, rad 15: Kolumnen name har 201 tecken. Den får ha högst 200.",
        "people.csv, rad 15: Kolumnen phone har 41 tecken. Den får ha högst 40.",
    ]


def test_a_header_without_lines_is_refused(
    country: None, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert errors_of(tmp_path, capsys=capsys) == ["people.csv: Filen har inga rader utöver rubriken."]


def test_line_breaks_in_a_name_are_refused(
    country: None, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    line = '"a@alby.example","Anna\nEk",,0101,signer'
    assert errors_of(tmp_path, line, capsys=capsys) == [
        "people.csv, rad 3: Kolumnen name har radbrytningar eller styrtecken. Ta bort dem."
    ]
