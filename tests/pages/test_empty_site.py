"""A site where nothing has been loaded yet."""

import pytest
from django.test import Client
from pytest_django.asserts import assertContains

from accounts.models import User

pytestmark = pytest.mark.django_db


def test_a_site_without_tables_says_so(client: Client) -> None:
    assertContains(client.get("/"), "Inga tabeller är publicerade än. När de är det finns de här.")
    assertContains(client.get("/tabeller/"), "Inga tabeller är publicerade än. När de är det finns de här.")


def test_an_officer_without_a_collection_is_told_what_is_missing(client: Client, officer: User) -> None:
    client.force_login(officer)
    assertContains(client.get("/"), "Det finns inga tabeller än.")
