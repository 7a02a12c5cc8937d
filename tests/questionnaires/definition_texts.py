"""Pieces of questionnaires in YAML, and what comes of reading them."""

from pathlib import Path

import pytest

from questionnaires.definition import Definition, parse_definition
from reading.errors import FileErrors

SHIPPED = Path("questionnaires/definitions")

HEAD = """\
key: kommun-2024
year: 2024
respondents: kommun
reported_by: rss
title: Enkät {year}
choice_lists:
  ja_nej:
  - {key: ja, text: Ja}
  - {key: nej, text: Nej}
sections:
- key: ett
  title: Del ett
  questions:
"""


def parse(*questions: str, head: str = HEAD) -> Definition:
    return parse_definition(head + "".join(questions), file="enkät.yaml")


def errors(*questions: str, head: str = HEAD) -> list[str]:
    """Everything said about a file; its first question begins on line 14."""
    with pytest.raises(FileErrors) as refused:
        parse(*questions, head=head)
    return [str(error) for error in refused.value.errors]


PLAN = """\
  - key: plan
    type: single_choice
    text: Finns en plan?
    choices: ja_nej
"""
GROUPS = """\
  - key: grupper
    type: multiple_choice
    text: Vilka?
    choices:
    - {key: barn, text: Barn}
    - {key: aldre, text: Äldre}
"""
EFFORTS = """\
  - key: insatser
    type: choice_grid
    text: Vilka?
    choices: ja_nej
    items:
    - {key: npo, text: NPÖ}
    - {key: sip, text: SIP}
"""
FIELDS = """\
  - key: kryss
    type: tick_grid
    text: Vilka?
    items:
    - {key: akut, text: Akut}
    columns:
    - {key: bidrag, text: Bidrag}
"""
COUNT = """\
  - key: antal
    type: number
    text: Hur många?
    special:
    - {key: vet_ej, text: Vet ej}
"""
TEXT = """\
  - key: exempel
    type: long_text
    text: Ge exempel.
"""
NOTE = """\
  - key: upplysning
    type: note
    text: Nu byter vi ämne.
"""
