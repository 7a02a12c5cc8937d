"""The frame of the real collection: shares are of all in it, and what has come in keeps it whole."""

import pytest

from accounts.models import Organisation, OrganisationKind
from accounts.services import system_user
from exports.editions import book
from questionnaires.models import FrameMember, Round
from questionnaires.rules import Refused
from questionnaires.services.frames import add_to_frame, remove_from_frame

pytestmark = pytest.mark.usefixtures("collection_2023", "db")


def test_shares_are_counted_of_all_who_are_in_the_frame() -> None:
    assert book(2023, 0).received.startswith("284 av 290 kommuner")
    alvsborg = Organisation.objects.filter(kind=OrganisationKind.RSS)[0]
    new = Organisation.objects.create(
        kind=OrganisationKind.KOMMUN, code="9999", name="Nya", report_name="Nya", lan_code="14", rss=alvsborg
    )
    round_ = Round.objects.get(year=2023)
    add_to_frame(round_=round_, organisation=new, reason="Ny kommun", by=system_user())
    assert book(2023, 0).received.startswith("284 av 291 kommuner")


def test_neither_who_has_answered_nor_who_is_silent_is_taken_out_of_what_has_come_in() -> None:
    kommuner = FrameMember.objects.filter(round__year=2023, kind=OrganisationKind.KOMMUN)
    silent, answered = kommuner.filter(responses=None)[0], kommuner.exclude(responses=None)[0]
    for member in (silent, answered):
        with pytest.raises(Refused, match="har någon redan börjat svara, avstått eller ställt en fråga"):
            remove_from_frame(member=member, reason="Ska inte svara", by=system_user())
    assert book(2023, 0).received.startswith("284 av 290 kommuner")
