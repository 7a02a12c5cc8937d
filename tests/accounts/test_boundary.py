"""Nobody both works nationally and answers or coordinates, however the roles are given."""

from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from accounts.boundary import Across
from accounts.models import Membership, OrganisationKind, Role, User
from accounts.services import add_member, national_organisation, system_user
from questionnaires.rules import Refused
from questionnaires.services.assignments import assign_sections
from questionnaires.services.colleagues import invite_colleague, uninvite_colleague
from tests import country as small
from tests.database import contents

pytestmark = pytest.mark.django_db

NATIONALLY = "Personen arbetar nationellt och kan då inte svara eller samordna"


def give(person: User, code: str, role: Role) -> None:
    organisation = small.organisation(code) if code else national_organisation()
    add_member(email=person.email, name=person.name, organisation=organisation, role=role, by=system_user())


@pytest.mark.parametrize("who", ["officer", "administrator"])
@pytest.mark.parametrize(
    ("code", "role"), [("0101", Role.RESPONDENT), ("01", Role.SIGNER), ("rss-norr", Role.COORDINATOR)]
)
def test_national_staff_get_no_role_at_those_who_answer(
    country: None, request: pytest.FixtureRequest, who: str, code: str, role: Role
) -> None:
    person, before = request.getfixturevalue(who), contents()
    with pytest.raises(Across, match=NATIONALLY):
        give(person, code, role)
    assert contents() == before


def test_whoever_answers_gets_no_national_role_until_the_other_is_gone(respondent: User) -> None:
    with pytest.raises(Across, match="Ta bort den rollen först"):
        give(respondent, "", Role.OFFICER)
    respondent.memberships.all().delete()
    give(respondent, "", Role.OFFICER)
    assert respondent.memberships.get().organisation.kind == OrganisationKind.NATIONAL


def test_a_colleague_who_works_nationally_isnt_invited(respondent: User, officer: User) -> None:
    before = contents()
    with pytest.raises(Refused, match=NATIONALLY):
        invite_colleague(
            member=small.member("0101"), email=officer.email.upper(), name="Xyz", goes_to="", by=respondent
        )
    assert contents() == before


def test_whoever_keeps_the_people_is_told_at_the_address(administrator: User, respondent: User) -> None:
    client = Client()
    client.force_login(administrator)
    posted = {
        "email": respondent.email,
        "name": respondent.name,
        "organisation": str(national_organisation().pk),
        "role": Role.OFFICER,
    }
    page = client.post("/personer/ny/", posted).content.decode()
    assert "Personen svarar eller samordnar redan för en organisation" in page
    assert not Membership.objects.filter(user=respondent, role=Role.OFFICER).exists()


def test_a_file_names_both_lines_of_somebody_on_both_sides(
    country: None, officer: User, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "people.csv"
    path.write_text(
        "email,name,phone,organisation,role\n"
        "bo@alby.example,Bo Berg,,0101,respondent\n"
        "bo@alby.example,Bo Berg,,,officer\n"
        f"{officer.email},{officer.name},,rss-norr,coordinator\n",
        encoding="utf-8",
    )
    before = contents()
    with pytest.raises(CommandError):
        call_command("load_people", str(path))
    assert contents() == before
    said = capsys.readouterr().err
    assert "rad 3" in said
    assert "Den andra rollen står på rad 2." in said
    assert f"rad 4 ({officer.email}): {NATIONALLY}" in said


def invited_by(who: User) -> Membership:
    return invite_colleague(
        member=small.member("0101"), email="fel@alby.example", name="Fel Adress", goes_to="", by=who
    ).membership


def test_whoever_invited_a_colleague_takes_it_back(respondent: User) -> None:
    wrong = invited_by(respondent)
    uninvite_colleague(membership=wrong, member=small.member("0101"), by=respondent)
    assert not Membership.objects.filter(user__email="fel@alby.example").exists()


def test_nobody_else_takes_an_invitation_back_and_nobody_a_signer_or_herself(
    respondent: User, colleague: User
) -> None:
    wrong = invited_by(respondent)
    with pytest.raises(Refused, match="Bara den som bjöd in Fel Adress"):
        uninvite_colleague(membership=wrong, member=small.member("0101"), by=colleague)
    for own in (respondent.memberships.get(), colleague.memberships.first()):
        assert own is not None
        with pytest.raises(Refused):
            uninvite_colleague(membership=own, member=small.member("0101"), by=respondent)


def test_the_page_offers_to_take_back_only_ones_own_invitation(respondent: User, colleague: User) -> None:
    invited_by(respondent)
    address = f"/svar/{small.member('0101').pk}/kommun-2030/kollegor/"
    pages = []
    for who in (respondent, colleague):
        client = Client()
        client.force_login(who)
        pages.append(client.get(address).content.decode())
    assert [page.count("Ta tillbaka inbjudan") for page in pages] == [1, 0]


def test_an_invitation_says_the_address_and_not_whose_it_is(respondent: User, coordinator: User) -> None:
    client = Client()
    client.force_login(respondent)
    address = f"/svar/{small.member('0101').pk}/kommun-2030/kollegor/"
    coordinator.email = "karin@norr.example"
    coordinator.save()
    posted = {"email": coordinator.email, "name": "Xyz Fel"}
    page = client.post(f"{address}bjud-in/", posted, follow=True).content.decode()
    assert "En inbjudan med en länk skickas till karin@norr.example." in page


def test_it_is_asked_first_with_what_the_colleague_was_to_answer(respondent: User, colleague: User) -> None:
    wrong = invited_by(respondent)
    assign_sections(
        response=small.response("kommun-2030", "0101"), people={"antal": [wrong.user]}, by=respondent
    )
    colleagues = f"/svar/{small.member('0101').pk}/kommun-2030/kollegor/"
    address = f"{colleagues}{wrong.pk}/ta-bort/"
    client, other = Client(), Client()
    client.force_login(respondent)
    other.force_login(colleague)
    assert f'href="{address}"' in client.get(colleagues).content.decode()
    page = client.get(address).content.decode()
    assert "Fel Adress kan då inte längre läsa eller svara för Alby, i någon enkät." in page
    assert '<li lang="sv">Antal</li>' in page
    assert f'<a href="{colleagues}">Tillbaka utan att ändra något</a>' in page
    assert other.get(address).headers["Location"] == colleagues
    assert Membership.objects.filter(pk=wrong.pk).exists()
    done = client.post(address, follow=True).content.decode()
    assert "Fel Adress svarar inte längre här." in done
    assert not Membership.objects.filter(pk=wrong.pk).exists()
