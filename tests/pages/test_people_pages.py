"""The administrator's page of people and the coordinator's page of contacts, and what is done on them."""

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from accounts.models import Membership, Role, User
from accounts.services import set_active, system_user
from records.models import Mail
from tests import country as small
from tests.pages.reading import signed_in, words


@pytest.fixture
def admin(client: Client, administrator: User) -> Client:
    client.force_login(administrator)
    return client


@pytest.fixture
def karin(client: Client, coordinator: User) -> Client:
    client.force_login(coordinator)
    return client


def reject(email: str) -> None:
    """The last mail to an address came back."""
    Mail.objects.create(
        kind="invitation",
        to=email,
        subject="Hej",
        text="Hej",
        message_id="<1@x>",
        state="rejected",
        reason="550 Okänd mottagare",
    )


def role_of(user: User) -> Membership:
    return user.memberships.get()


def test_an_administrator_sees_everybody_with_their_roles(
    admin: Client, respondent: User, stranger: User
) -> None:
    reject(respondent.email)
    set_active(user=stranger, active=False, by=system_user())
    page = admin.get("/personer/")
    assertContains(page, "3 personer")
    assertContains(page, "uppgiftslämnare, Alby")
    assertContains(page, "▲ Meddelanden kommer inte fram", count=1)
    assertContains(page, "⊘ Avstängd", count=1)
    assertNotContains(page, system_user().email)


def test_a_search_leaves_those_who_fit(admin: Client, respondent: User, stranger: User) -> None:
    page = admin.get("/personer/", {"sok": "alby anna"})
    assertContains(page, "1 person")
    assertContains(page, "Anna Ek")
    assertNotContains(page, "Stina Alm")


def test_a_hundred_people_take_two_pages_and_few_queries(
    admin: Client, country: None, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(99):
        small.person(f"Person {number:02}", Role.SIGNER, "0101")
    with django_assert_max_num_queries(10):
        page = admin.get("/personer/")
    assertContains(page, "100 personer")
    assertContains(page, "?sida=2&amp;sok=")
    assertNotContains(page, "Person 98")
    assertContains(admin.get("/personer/?sida=2"), "Person 98")


def test_an_administrator_changes_what_is_known_of_somebody(admin: Client, respondent: User) -> None:
    address = f"/personer/{respondent.pk}/"
    values = {
        "name": "Anna Ek Sten",
        "email": "Anna.Sten@example.invalid",
        "phone": "036-10 50 00",
        "language": "en",
    }
    assertRedirects(admin.post(address, values), address, fetch_redirect_response=False)
    assertContains(admin.get(address), '<p class="box" role="status">Ändringarna är sparade.</p>', html=True)
    respondent.refresh_from_db()
    assert (respondent.name, respondent.email) == ("Anna Ek Sten", "anna.sten@example.invalid")
    assert (respondent.phone, respondent.language) == ("036-10 50 00", "en")


def test_two_people_dont_have_the_same_address(admin: Client, respondent: User, colleague: User) -> None:
    values = {"name": "Anna Ek", "email": colleague.email.upper(), "phone": "", "language": "sv"}
    page = admin.post(f"/personer/{respondent.pk}/", values)
    assertContains(page, "En annan person har redan den adressen.")
    respondent.refresh_from_db()
    assert respondent.email == "anna.ek@example.invalid"


def test_a_person_without_a_name_is_refused_with_a_sentence(admin: Client, respondent: User) -> None:
    page = admin.post(f"/personer/{respondent.pk}/", {"name": " ", "email": "a@b.se"})
    assertContains(page, '<a href="#id_name">Skriv personens namn.</a>', html=True)
    assertContains(page, "<title>Fel: Anna Ek – Samsvar</title>", html=True)


def test_a_person_shut_out_is_signed_out_and_let_in_again_later(admin: Client, respondent: User) -> None:
    anna = Client()
    anna.force_login(respondent)
    admin.post(f"/personer/{respondent.pk}/avstangning/", {"active": "0"})
    assertContains(admin.get(f"/personer/{respondent.pk}/"), "Släpp in Anna Ek igen")
    assertNotContains(anna.get("/personuppgifter/"), "Logga ut")
    admin.post(f"/personer/{respondent.pk}/avstangning/", {"active": "1"})
    respondent.refresh_from_db()
    assert respondent.is_active


def test_an_administrator_does_not_lock_herself_out(admin: Client, administrator: User) -> None:
    role = role_of(administrator)
    admin.post(f"/personer/{administrator.pk}/avstangning/", {"active": "0"})
    admin.post(f"/personer/roll/{role.pk}/", {"role": "officer"})
    admin.post(f"/personer/roll/{role.pk}/bort/")
    administrator.refresh_from_db()
    assert administrator.is_active
    assert role_of(administrator) == role
    page = admin.get(f"/personer/{administrator.pk}/")
    assertContains(page, "Du kan inte stänga av dig själv.")
    assertContains(page, "Du kan inte ta ifrån dig själv rollen som administratör.")


def test_the_system_is_nobodys_to_change(admin: Client) -> None:
    assert admin.get(f"/personer/{system_user().pk}/").status_code == 404


@pytest.mark.parametrize("code", ["0101", "01", "rss-norr"])
def test_an_administrator_invites_to_any_organisation(admin: Client, country: None, code: str) -> None:
    role = "coordinator" if code == "rss-norr" else "signer"
    values = {
        "email": "Bo.Berg@example.invalid",
        "name": "Bo Berg",
        "organisation": small.organisation(code).pk,
        "role": role,
    }
    response = admin.post("/personer/ny/", values)
    bo = User.objects.get(email="bo.berg@example.invalid")
    assertRedirects(response, f"/personer/{bo.pk}/", fetch_redirect_response=False)
    assertContains(admin.get(f"/personer/{bo.pk}/"), "Inbjudan skickas till bo.berg@example.invalid.")
    assert (role_of(bo).organisation.code, role_of(bo).role) == (code, role)
    assert Mail.objects.get().to == "bo.berg@example.invalid"


def test_empty_fields_and_a_role_that_doesnt_fit_are_told(admin: Client, country: None) -> None:
    page = admin.post("/personer/ny/", {"email": "bo", "name": "", "organisation": "", "role": ""})
    for sentence in (
        "Skriv adressen i formen namn@exempel.se.",
        "Skriv personens namn.",
        "Välj en organisation.",
        "Välj en roll.",
    ):
        assertContains(page, sentence, count=2)
    values = {"email": "bo@example.invalid", "name": "Bo", "organisation": small.organisation("01").pk}
    page = admin.post("/personer/ny/", values | {"role": "coordinator"})
    assertContains(page, "Den rollen finns inte i organisationen. Där finns: uppgiftslämnare, undertecknare.")
    assert not User.objects.filter(email="bo@example.invalid").exists()


def test_somebody_shut_out_is_not_invited_again(admin: Client, respondent: User) -> None:
    set_active(user=respondent, active=False, by=system_user())
    values = {
        "email": respondent.email,
        "name": "Anna Ek",
        "organisation": small.organisation("0102").pk,
        "role": "signer",
    }
    assertContains(admin.post("/personer/ny/", values), "Den som har adressen är avstängd.")
    assert not Mail.objects.exists()


def test_a_coordinator_sees_her_kommuners_contacts_and_no_others(
    karin: Client, respondent: User, stranger: User, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    reject(respondent.email)
    with django_assert_max_num_queries(10):
        page = karin.get("/kontakter/")
    assertContains(page, "<h2>Alby</h2>", html=True)
    assertContains(page, "Anna Ek")
    assertContains(page, "▲ Meddelanden kommer inte fram", count=1)
    assertContains(page, "Bjud in någon i Berga")
    assertNotContains(page, "Åby")
    assertNotContains(page, "Stina Alm")


def test_a_coordinator_of_an_rss_without_kommuner_is_told_so(client: Client, country: None) -> None:
    client.force_login(small.person("Vera Kom", Role.COORDINATOR, "rss-tom"))
    assertContains(client.get("/kontakter/"), "Din RSS har inga kommuner.")
    assert client.get("/personer/ny/").status_code == 404


def test_a_coordinator_invites_to_her_kommuner_only(karin: Client, country: None) -> None:
    values = {"email": "bo@example.invalid", "name": "Bo", "role": "signer"}
    for code in ("0201", "01", "rss-norr"):
        page = karin.post("/personer/ny/", values | {"organisation": small.organisation(code).pk})
        assertContains(page, "Välj en organisation i listan.")
    page = karin.post(
        "/personer/ny/", values | {"role": "officer", "organisation": small.organisation("0101").pk}
    )
    assertContains(page, "Välj en roll i listan.")
    assert not User.objects.filter(email="bo@example.invalid").exists()

    response = karin.post("/personer/ny/", values | {"organisation": small.organisation("0101").pk})
    assertRedirects(response, "/kontakter/")
    assert role_of(User.objects.get(email="bo@example.invalid")).organisation.code == "0101"


def test_a_coordinator_changes_and_takes_away_her_kommuners_roles_only(
    karin: Client, respondent: User, stranger: User
) -> None:
    own, far = role_of(respondent), role_of(stranger)
    karin.post(f"/personer/roll/{own.pk}/", {"role": "signer"})
    assert role_of(respondent).role == "signer"
    karin.post(f"/personer/roll/{role_of(respondent).pk}/bort/")
    assert not respondent.memberships.exists()

    assert karin.post(f"/personer/roll/{far.pk}/", {"role": "respondent"}).status_code == 404
    assert karin.post(f"/personer/roll/{far.pk}/bort/").status_code == 404
    assert karin.post(f"/personer/roll/{far.pk}/inbjudan/").status_code == 404
    assert role_of(stranger) == far
    assert not Mail.objects.exists()


def test_a_coordinator_gives_nobody_a_role_that_her_kommuner_dont_have(
    karin: Client, respondent: User
) -> None:
    page = karin.post(f"/personer/roll/{role_of(respondent).pk}/", {"role": "administrator"})
    assertContains(page, "Välj en roll i listan.")
    assert role_of(respondent).role == "respondent"


def test_an_invitation_is_sent_again(karin: Client, respondent: User) -> None:
    address = f"/personer/roll/{role_of(respondent).pk}/inbjudan/"
    assertRedirects(karin.post(address), "/kontakter/")
    assert Mail.objects.get().to == respondent.email
    assertContains(karin.post(address, follow=True), "Anna Ek har redan fått en inbjudan i dag.")
    assert Mail.objects.count() == 1


def test_a_page_that_is_only_visited_changes_nothing(admin: Client, respondent: User) -> None:
    number = role_of(respondent).pk
    for address in (
        f"/personer/{respondent.pk}/avstangning/",
        f"/personer/roll/{number}/inbjudan/",
        f"/personer/roll/{number}/bort/",
    ):
        assert admin.get(address).status_code == 302
    respondent.refresh_from_db()
    assert respondent.is_active
    assert role_of(respondent).pk == number
    assert not Mail.objects.exists()


def test_the_servers_words_stand_on_the_persons_page_until_a_mail_arrives(
    admin: Client, respondent: User
) -> None:
    reject(respondent.email)
    address = f"/personer/{respondent.pk}/"
    assertContains(admin.get(address), "Det senaste meddelandet till adressen kom inte fram.")
    Mail.objects.create(
        kind="invitation",
        to=respondent.email,
        subject="Hej",
        text="Hej",
        message_id="<2@x>",
        state="sent",
        sent_at=timezone.now(),
    )
    assertNotContains(admin.get(address), "Det senaste meddelandet till adressen kom inte fram.")


def test_the_menu_leads_to_ones_people(client: Client, administrator: User, coordinator: User) -> None:
    client.force_login(administrator)
    assertContains(client.get("/personuppgifter/"), '<a href="/personer/">Personer</a>', html=True)
    client.force_login(coordinator)
    page = client.get("/personuppgifter/")
    assertContains(page, '<a href="/kontakter/">Kontakter i kommunerna</a>', html=True)
    assertNotContains(page, "/personer/")


def test_the_mails_to_a_person_and_what_became_of_them_are_listed(
    admin: Client, respondent: User, coordinator: User
) -> None:
    reject(respondent.email)
    values = {"kind": "reminder", "to": respondent.email, "text": "Hej", "message_id": "<2@x>"}
    Mail.objects.create(
        subject="Påminnelse", organisation_number=role_of(respondent).organisation_id, **values
    )
    page = words(admin.get(f"/personer/{respondent.pk}/").content)
    assert "Påminnelse Väntar på att skickas" in page
    assert "Hej Kom inte fram (550 Okänd mottagare)" in page

    karin = signed_in(coordinator)
    page = words(karin.get(f"/personer/roll/{role_of(respondent).pk}/").content)
    assert "Påminnelse Väntar på att skickas" in page
    assert "Kom inte fram (" not in page  # a mail that isn't about her kommun


def test_the_start_page_leads_to_ones_people(client: Client, administrator: User, coordinator: User) -> None:
    client.force_login(administrator)
    assert "Personer" in words(client.get("/").content)
    client.force_login(coordinator)
    assert "Kontakter i kommunerna" in words(client.get("/").content)


@pytest.mark.parametrize("address", ["/personer/{person}/", "/personer/ny/", "/personer/roll/{role}/"])
def test_each_page_takes_few_queries(
    admin: Client, respondent: User, address: str, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    path = address.format(person=respondent.pk, role=role_of(respondent).pk)
    with django_assert_max_num_queries(10):
        assert admin.get(path).status_code == 200
