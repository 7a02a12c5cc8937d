from dataclasses import dataclass

import pytest
from pytest_django import Settings

from records.services import Actor
from tests.records.settings import JOB_HANDLERS


@dataclass(frozen=True)
class Person:
    pk: int | None
    name: str


@pytest.fixture
def anna() -> Actor:
    return Person(7, "Anna Ek")


@pytest.fixture(autouse=True)
def handlers(settings: Settings) -> None:
    settings.JOB_HANDLERS = JOB_HANDLERS
