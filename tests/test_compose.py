"""compose.yaml, read as docker compose reads it: there is no container engine where the tests run."""

import re
import shutil
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.test_settings import COMPOSE, PRODUCT, rows

ROOT = Path(__file__).resolve().parent.parent
SERVICES: dict[str, dict[str, Any]] = yaml.safe_load((ROOT / "compose.yaml").read_text(encoding="utf-8"))[
    "services"
]
OURS = ("migrate", "web", "worker", "beat")
# Runs once, before the others.
ENDS = "migrate"


def test_it_has_every_part_of_the_service() -> None:
    assert set(SERVICES) == {*OURS, "postgres", "valkey", "proxy"}


@pytest.mark.parametrize("name", sorted(set(SERVICES) - {ENDS}))
def test_each_service_starts_again_and_says_how_it_is(name: str) -> None:
    assert SERVICES[name]["restart"] == "unless-stopped"
    assert {"test", "interval", "timeout"} <= set(SERVICES[name]["healthcheck"])


def test_what_runs_once_is_not_started_again() -> None:
    assert SERVICES[ENDS]["restart"] == "no"


@pytest.mark.parametrize("name", OURS)
def test_what_ours_are_told_are_settings(name: str) -> None:
    assert set(SERVICES[name]["environment"]) <= set(rows(PRODUCT))
    assert {"SECRET_KEY", "ALLOWED_HOSTS", "DATABASE_URL", "REDIS_URL"} <= set(SERVICES[name]["environment"])


@pytest.mark.parametrize("name", OURS)
def test_the_programs_of_ours_exist(name: str) -> None:
    command = SERVICES[name].get("command") or docker_command()

    program, *arguments = command.split()

    assert shutil.which(program, path=Path(sys.executable).parent) or shutil.which(program)
    assert [each for each in arguments if each.endswith(".py") and not (ROOT / each).exists()] == []


@pytest.mark.parametrize("name", sorted(SERVICES))
def test_what_a_service_waits_for_is_a_service_that_can_be_waited_for(name: str) -> None:
    for other, how in SERVICES[name].get("depends_on", {}).items():
        expected = "service_completed_successfully" if other == ENDS else "service_healthy"
        assert how == {"condition": expected}
        assert other in SERVICES


def test_what_is_mounted_and_kept_exists() -> None:
    volumes = yaml.safe_load((ROOT / "compose.yaml").read_text(encoding="utf-8"))["volumes"]
    sources = [each.split(":")[0] for service in SERVICES.values() for each in service.get("volumes", [])]

    assert {source for source in sources if not source.startswith("./")} == set(volumes)
    assert [source for source in sources if source.startswith("./") and not (ROOT / source).exists()] == []


def test_only_the_proxy_is_reached_from_outside() -> None:
    assert [name for name, service in SERVICES.items() if "ports" in service] == ["proxy"]


def test_what_must_be_secret_has_no_default() -> None:
    compose = (ROOT / "compose.yaml").read_text(encoding="utf-8")

    secrets = {*rows(COMPOSE), "SECRET_KEY"}
    assert set(re.findall(r"\$\{(\w+):\?\}", compose)) == secrets
    assert set(re.findall(r"\$\{(\w+):-", compose)) & secrets == set()


def docker_command() -> str:
    """What the image runs unless told otherwise."""
    dockerfile = (ROOT / "Dockerfile").read_text(encoding="utf-8")
    (command,) = re.findall(r"^CMD (\[.*\])$", dockerfile, flags=re.MULTILINE)
    return " ".join(yaml.safe_load(command))
