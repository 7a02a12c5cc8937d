"""How many queries each page costs, on the whole collection of 2023: the number doesn't grow with the answers."""

from collections.abc import Iterator

import pytest
from django.db import connection
from django.test import Client
from pytest_django import DjangoAssertNumQueries, DjangoDbBlocker

from accounts.models import Role, User
from questionnaires.answers import Chosen
from tests import country as small
from tests.conftest import run
from tests.pages import answering
from tests.pages.answering import Desk

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def officer_2023(collection_2023: None, django_db_blocker: DjangoDbBlocker) -> Iterator[User]:
    """A national officer, and the tables of 2023 published."""
    with django_db_blocker.unblock():
        run("close_round", "2023")
        run("publish_round", "2023")
        yield small.person("Nora Lind", Role.OFFICER)


# The session and the user cost an officer two of these, the roles in the header and being an officer one each.
OFFICERS = (
    ("/insamling/", 6),
    ("/insamling/ny/", 6),
    ("/insamling/2023/", 9),
    ("/insamling/2023/enkat/kommun-2023/1/", 5),
    ("/insamling/2023/forlangningar/", 9),
    ("/insamling/2023/ram/", 6),
    ("/insamling/2023/prova/", 5),
    ("/insamling/2023/lage/", 10),
    ("/insamling/2023/jamfor/?visa=alla", 6),
    ("/insamling/2023/inlamnade/", 10),
    ("/", 10),
    ("/tabeller/", 7),
    ("/tabeller/2023/publicera/", 11),
    ("/tabeller/2023/", 9),
    ("/tabeller/2023/?version=0", 42),
    ("/tabeller/2023/appendix-8/", 9),
    ("/tabeller/2023/appendix-8/?tal=05.3", 9),
    ("/tabeller/2023/appendix-8/?version=0", 42),
    ("/tabeller/2023/filer/csv/appendix-8.csv", 7),
    ("/tabeller/2023/filer/csv/appendix-8.csv?version=0", 40),
)
EVERYBODYS = (
    ("/", 2),
    ("/logga-in/", 0),
    ("/tabeller/", 1),
    ("/tabeller/2023/", 3),
    ("/tabeller/2023/appendix-8/", 3),
    ("/tabeller/2023/filer/tabeller-2023.xlsx", 2),
    ("/tillganglighet/", 0),
    ("/personuppgifter/", 0),
)


@pytest.mark.parametrize(("address", "queries"), OFFICERS)
def test_what_a_page_costs_for_an_officer(
    officer_2023: User,
    client: Client,
    django_assert_num_queries: DjangoAssertNumQueries,
    address: str,
    queries: int,
) -> None:
    client.force_login(officer_2023)
    client.get(address)  # a process reads a publication once
    with django_assert_num_queries(queries):
        assert client.get(address).status_code == 200


@pytest.mark.parametrize(("address", "queries"), EVERYBODYS)
def test_what_a_page_costs_for_everybody(
    officer_2023: User,
    client: Client,
    django_assert_num_queries: DjangoAssertNumQueries,
    address: str,
    queries: int,
) -> None:
    client.get(address)
    with django_assert_num_queries(queries):
        assert client.get(address).status_code == 200


# Beside the savepoint that stands for a save's transaction within the test's, and what holds the round on PostgreSQL.
HELD = int(connection.features.has_select_for_update)
SAVE = 9 + 2 + HELD


@pytest.fixture
def desk(country: None) -> Desk:
    return answering.desk_2030()


def test_what_the_first_save_of_a_response_costs(
    desk: Desk, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    client = desk.client(desk.anna)
    with django_assert_max_num_queries(SAVE):
        assert client.post(desk.autosave, {"projekt": "ja", "projekt:v": "0."}).status_code == 200
    assert desk.answers() == {"projekt": Chosen("ja")}


def test_what_the_first_save_of_a_section_costs(
    desk: Desk, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    client = desk.client(desk.anna)
    with django_assert_max_num_queries(SAVE):
        client.post(desk.address("arbete"), {"projekt": "ja", "projekt:v": "0.", "next": "1"})
    assert desk.answers() == {"projekt": Chosen("ja")}


def test_what_a_later_save_costs(desk: Desk, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    desk.save({"projekt": Chosen("ja")}, desk.anna)
    client = desk.client(desk.anna)
    with django_assert_num_queries(7 + 2 + HELD):
        assert client.post(desk.autosave, {"exempel": "Ett", "exempel:v": "0."}).status_code == 200
