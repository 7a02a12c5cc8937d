"""The numbers on a coordinator's aggregate, counted by hand in a small country."""

from decimal import Decimal

import pytest
from django.http import Http404

from accounts.services import system_user
from questionnaires.answers import Chosen, Number, Special, Text
from questionnaires.counts.tables import CountTable
from questionnaires.models import State
from questionnaires.selectors.coordinator.aggregate import KommunText, RssCounts, kommun_versions, rss_counts
from questionnaires.services.responses import decline_response, submit_response
from questionnaires.services.review import approve_response, reopen_response, return_response, start_review
from questionnaires.views.coordinator.counted import find_counted, shown_sections
from tests import country as small

KEY = "kommun-2030"


def counts(code: str = "rss-norr", *, is_preview: bool = False) -> RssCounts:
    rss = small.member(code)
    return rss_counts(rss, KEY, kommun_versions(rss), is_preview=is_preview)


def shown(key: str, found: RssCounts) -> CountTable:
    questions = [each for section in shown_sections(found) for each in section.tables]
    return next(each for each in questions if each.question.key == key)


def table(key: str, found: RssCounts) -> list[tuple[str, str, str, str]]:
    """Row, column, number, share."""
    return [
        (row.label, str(number.measure.text), number.text, number.share_text)
        for row in shown(key, found).rows
        for number in row.numbers
    ]


def behind(address: str, found: RssCounts) -> list[tuple[str, str]]:
    counted = find_counted(found, address)
    assert counted is not None
    return [(each.kommun, each.detail) for each in counted.kommuner]


def three_answers() -> None:
    """Alby and Cedra are approved, Berga has sent in."""
    small.approved("0101", projekt=Chosen("ja"), exempel=Text("Trygg hemgång"))
    small.submitted("0102", insatser__kontakt=Chosen("nej"), personer=Number(Decimal("0.5")))
    small.approved("0103", grupper=None, personer=Special("kan_inte_uppskattas"))


def test_one_choice_is_counted_with_silence_as_a_share_of_its_own(country: None) -> None:
    three_answers()
    assert table("projekt", counts()) == [
        ("", "Ja", "1", "33\u00a0%"),
        ("", "Nej", "1", "33\u00a0%"),
        ("", "Saknas svar", "1", "33\u00a0%"),
    ]


def test_a_grid_has_a_row_an_item(country: None) -> None:
    three_answers()
    assert table("insatser", counts()) == [
        ("Fast kontakt", "Initierat", "2", "67\u00a0%"),
        ("Fast kontakt", "Förstärkt", "0", "0\u00a0%"),
        ("Fast kontakt", "Varken eller", "0", "0\u00a0%"),
        ("Fast kontakt", "Saknas svar", "1", "33\u00a0%"),
        ("Mobila team", "Initierat", "0", "0\u00a0%"),
        ("Mobila team", "Förstärkt", "0", "0\u00a0%"),
        ("Mobila team", "Varken eller", "2", "67\u00a0%"),
        ("Mobila team", "Saknas svar", "1", "33\u00a0%"),
        ("Annat", "Initierat", "0", "0\u00a0%"),
        ("Annat", "Förstärkt", "2", "67\u00a0%"),
        ("Annat", "Varken eller", "0", "0\u00a0%"),
        ("Annat", "Saknas svar", "1", "33\u00a0%"),
    ]


def test_of_several_choices_each_is_counted_and_who_left_it_empty_is_silent(country: None) -> None:
    three_answers()
    assert table("grupper", counts()) == [
        ("", "Barn", "1", "33\u00a0%"),
        ("", "Äldre", "1", "33\u00a0%"),
        ("", "Annan", "0", "0\u00a0%"),
        ("", "Ingen", "0", "0\u00a0%"),
        ("", "Saknas svar", "2", "67\u00a0%"),
    ]


def test_numbers_are_added_up_and_other_answers_told_apart(country: None) -> None:
    three_answers()
    assert table("personer", counts()) == [
        ("", "Summa", "12,5", ""),
        ("", "Har angett ett tal", "1", "33\u00a0%"),
        ("", "Kan inte uppskattas", "1", "33\u00a0%"),
        ("", "Saknas svar", "1", "33\u00a0%"),
    ]


def test_who_wasnt_asked_is_a_part_of_the_silent(country: None) -> None:
    three_answers()
    assert table("exempel", counts()) == [
        ("", "Har svarat", "1", "33\u00a0%"),
        ("", "Saknas svar", "2", "67\u00a0%"),
        ("", "varav inte fick frågan", "1", "33\u00a0%"),
    ]


def test_a_half_percent_is_rounded_up(country: None) -> None:
    """1 of 8 is 12.5 percent."""
    small.approved("0101")
    found = counts()
    eight = RssCounts(
        found.key, found.definition, (*found.kommuner, *found.kommuner[1:] * 2, found.kommuner[1]), False
    )
    assert len(eight.kommuner) == 8
    assert table("projekt", eight)[1] == ("", "Nej", "1", "13\u00a0%")


def test_the_preview_counts_what_waits_for_the_coordinator(country: None) -> None:
    three_answers()
    start_review(response=small.response(KEY, "0102"), by=system_user())

    assert counts().counted == 2
    assert counts(is_preview=True).counted == 3
    assert table("personer", counts(is_preview=True))[0] == ("", "Summa", "13", "")


def test_what_is_returned_counts_in_neither(country: None) -> None:
    return_response(response=small.submitted("0101"), reason="Se över", by=system_user())
    assert counts().counted == counts(is_preview=True).counted == 0


def test_a_correction_counts_in_the_preview_before_it_is_approved(country: None) -> None:
    response = small.approved("0101")
    reopen_response(response=response, reason="Rätta", by=system_user())
    small.save(KEY, "0101", {"personer": Number(Decimal(99))})
    assert table("personer", counts(is_preview=True))[0][2] == "12,5"

    submit_response(response=response, signed_name="Anna Ek", by=system_user())

    assert counts().counted == 0
    assert table("personer", counts(is_preview=True))[0][2] == "99"
    approve_response(response=response, by=system_user())
    assert table("personer", counts())[0][2] == "99"


def test_the_kommuner_behind_a_number_are_named_in_swedish_order(country: None) -> None:
    three_answers()
    found = counts(is_preview=True)
    assert behind("insatser.kontakt:val.initierat", found) == [("Alby", ""), ("Cedra", "")]
    assert behind("insatser.kontakt:val.nej", found) == [("Berga", "")]
    assert behind("personer:sarskilt.kan_inte_uppskattas", found) == [("Cedra", "")]


def test_behind_a_sum_stands_what_each_gave(country: None) -> None:
    three_answers()
    assert behind("personer:summa", counts(is_preview=True)) == [("Alby", "12,5"), ("Berga", "0,5")]


def test_behind_silence_stands_why(country: None) -> None:
    three_answers()
    found = counts()
    assert behind("grupper:saknas", found) == [
        ("Berga", "Inlämnad"),
        ("Cedra", "har lämnat frågan obesvarad"),
    ]
    assert behind("exempel:saknas", found) == [("Berga", "Inlämnad"), ("Cedra", "fick inte frågan")]
    assert behind("exempel:fick-inte-fragan", found) == [("Cedra", "fick inte frågan")]


@pytest.mark.parametrize(
    "address", ["", ":", "projekt", "projekt:", "projekt:val.kanske", "finns-inte:saknas", "projekt:summa"]
)
def test_what_isnt_a_number_has_nothing_behind_it(country: None, address: str) -> None:
    assert find_counted(counts(), address) is None


def test_as_many_kommuner_stand_behind_a_number_as_it_says(country: None) -> None:
    three_answers()
    for is_preview in (False, True):
        found = counts(is_preview=is_preview)
        for section in shown_sections(found):
            for question in section.tables:
                for number in (
                    each for row in question.rows for each in row.numbers if each.measure.is_count
                ):
                    assert len(behind(number.address, found)) == number.value, number.address


def test_kommuner_are_told_apart_by_where_they_are(country: None) -> None:
    small.approved("0101")
    decline_response(response=small.answered("0102"), reason="Hinner inte", by=system_user())

    found = counts()

    assert [(each.name, each.state) for each in found.kommuner] == [
        ("Alby", State.APPROVED),
        ("Berga", State.DECLINED),
        ("Cedra", State.NOT_STARTED),
    ]


def test_each_kommuns_words_stand_under_its_name(country: None) -> None:
    three_answers()
    found = counts()
    assert found.texts("exempel") == (KommunText("Alby", "", "Trygg hemgång"),)
    assert found.texts("insatser.annat") == (
        KommunText("Alby", "forstarkt", "Digitala möten"),
        KommunText("Cedra", "forstarkt", "Digitala möten"),
    )


def test_words_that_were_hidden_again_arent_shown(country: None) -> None:
    small.approved("0101", exempel=Text("Hemligt"), projekt=Chosen("nej"))
    assert counts().texts("exempel") == ()


def test_how_many_numbers_can_tell_of_single_kommuner_is_said(country: None) -> None:
    three_answers()
    found = counts(is_preview=True)
    assert shown("projekt", found).recognisable == "2 tal gäller en eller två kommuner."
    assert shown("insatser", found).recognisable == (
        "2 tal gäller en eller två kommuner, 7 tal gäller ingen eller alla som räknas."
    )


def test_answers_to_an_older_version_keep_their_rows(country: None) -> None:
    small.approved("0101")
    small.publish(KEY, old="    - {key: team, text: Mobila team}\n")

    team = [row for row in table("insatser", counts()) if row[0] == "Mobila team"]

    assert team == [
        ("Mobila team", "Initierat", "0", "0\u00a0%"),
        ("Mobila team", "Förstärkt", "0", "0\u00a0%"),
        ("Mobila team", "Varken eller", "1", "33\u00a0%"),
        ("Mobila team", "Saknas svar", "2", "67\u00a0%"),
    ]


def test_a_questionnaire_that_kommuner_arent_asked_isnt_there(country: None) -> None:
    rss = small.member("rss-norr")
    with pytest.raises(Http404):
        rss_counts(rss, "region-2030", kommun_versions(rss))


def test_an_rss_without_kommuner_has_counts_of_nobody(country: None) -> None:
    assert table("projekt", counts("rss-tom")) == [
        ("", "Ja", "0", ""),
        ("", "Nej", "0", ""),
        ("", "Saknas svar", "0", ""),
    ]
