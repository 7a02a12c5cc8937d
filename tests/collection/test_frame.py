"""A kommun that is taken out of the frame is no part of any share."""

import pytest

from accounts.services import system_user
from exports.editions import book
from questionnaires.models import FrameMember
from questionnaires.services.frames import remove_from_frame

pytestmark = pytest.mark.usefixtures("collection_2023", "db")


def test_shares_are_counted_of_those_who_are_left() -> None:
    assert book(2023, 0).received.startswith("284 av 290 kommuner")
    silent = FrameMember.objects.filter(round__year=2023, kind="kommun", responses=None)
    remove_from_frame(member=silent[0], reason="Ska inte svara", by=system_user())
    assert book(2023, 0).received.startswith("284 av 289 kommuner")
    for member in list(silent):
        remove_from_frame(member=member, reason="Ska inte svara", by=system_user())

    assert book(2023, 0).received.startswith("284 av 284 kommuner")
