"""A section's page as the server makes and takes it: every type of question, without JavaScript."""

import re
from dataclasses import replace
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from questionnaires.answers import Chosen, ChosenSet, File, Invalid, Number, Special, Text
from questionnaires.services.responses import decline_response
from tests import country as small
from tests.pages import answering
from tests.pages.answering import Desk, Posted, page_of
from tests.pages.reading import signed_in, words


@pytest.fixture
def desk(country: None) -> Desk:
    return answering.desk_2030()


@pytest.fixture
def anna(desk: Desk) -> Client:
    return desk.client(desk.anna)


def shown(client: Client, desk: Desk, section: str) -> str:
    return client.get(desk.address(section)).content.decode()


def saved(client: Client, desk: Desk, section: str, **changes: list[str]) -> Posted:
    """The page posted with these controls changed, and what it holds when it is shown again."""
    page = page_of(client.get(desk.address(section)).content)
    page |= {name.replace("__", ":"): each for name, each in changes.items()}
    client.post(desk.address(section), page)
    return page_of(client.get(desk.address(section)).content)


def test_a_page_that_nobody_has_answered_writes_nothing(desk: Desk, anna: Client) -> None:
    shown(anna, desk, "arbete")
    assert not desk.member.responses.exists()


def test_a_whole_year_that_its_terms_refer_to_is_asked_for_at_its_row(country: None) -> None:
    desk = answering.region_by_year()
    small.save("region-2030", "01", {"utbildning.vt": Special("per_ar"), "utbildning.ht": Special("per_ar")})
    where = desk.address("styrning")
    page = words(signed_in(desk.per).get(where).content)
    assert "Hela 2030 (behövs om terminerna redovisas för hela året) Talet för hela året saknas" in page
    assert "(får lämnas tomt)" not in page
    small.save("region-2030", "01", {"utbildning.ar": Number(Decimal(7))})
    assert "saknas" not in words(signed_in(desk.per).get(where).content)


def test_answers_are_saved_and_shown_again(desk: Desk, anna: Client) -> None:
    page = saved(
        anna, desk, "antal", grupper=["barn", "annan"], grupper__text__annan=["Nyanlända"], personer=["12,5"]
    )
    assert (page["grupper"], page["grupper:text:annan"], page["personer"]) == (
        ["barn", "annan"],
        ["Nyanlända"],
        ["12,5"],
    )
    assert desk.answers() == {
        "grupper": ChosenSet(("barn", "annan"), {"annan": "Nyanlända"}),
        "personer": Number(Decimal("12.5")),
    }


def test_spara_och_fortsatt_leads_to_the_next_section_and_then_to_the_task_list(
    desk: Desk, anna: Client
) -> None:
    first = anna.post(desk.address("arbete"), {"next": "1"})
    last = anna.post(desk.address("antal"), {"next": "1"})
    assert first.headers["Location"] == desk.address("antal")
    assert last.headers["Location"] == f"/svar/{desk.member.pk}/kommun-2030/"


def test_spara_och_fortsatt_stays_where_something_has_to_be_mended(desk: Desk, anna: Client) -> None:
    answer = anna.post(desk.address("antal"), {"next": "1", "personer": "abc", "personer:v": "0."})
    assert answer.headers["Location"] == desk.address("antal")


def test_what_cant_be_read_is_kept_as_typed_and_shown_with_its_error(desk: Desk, anna: Client) -> None:
    page = saved(anna, desk, "antal", personer=["cirka tolv"])
    assert page["personer"] == ["cirka tolv"]
    assert desk.answers() == {"personer": Invalid("cirka tolv")}
    html = shown(anna, desk, "antal")
    assert "<title>Fel: Antal – Samsvar</title>" in html
    assert (
        '<li><a href="#q2_1">Fråga 5 – ”cirka tolv” kan inte läsas som ett svar på frågan. Rätta eller '
        "ta bort det. Skriv ett tal med siffror, till exempel 1 249 eller 12,5.</a></li>"
    ) in html
    assert 'aria-describedby="q2_u q2_h q2_e q2_r" aria-invalid="true"' in html


def test_a_number_says_how_it_was_read(desk: Desk, anna: Client) -> None:
    saved(anna, desk, "antal", personer=["1000"])
    assert '<p class="read quiet" id="q2_r">Läst som 1\u00a0000</p>' in shown(anna, desk, "antal")


def test_a_special_answer_stands_instead_of_the_number(desk: Desk, anna: Client) -> None:
    page = saved(anna, desk, "antal", personer__special=["kan_inte_uppskattas"])
    assert desk.answers() == {"personer": Special("kan_inte_uppskattas")}
    assert (page["personer"], page["personer:special"]) == ([""], ["kan_inte_uppskattas"])


def test_a_number_with_a_special_answer_asks_for_one_of_the_two(desk: Desk, anna: Client) -> None:
    saved(anna, desk, "antal", personer=["12,5"], personer__special=["kan_inte_uppskattas"])
    html = shown(anna, desk, "antal")
    assert html.count("Välj antingen talet eller Kan inte uppskattas.") == 2
    assert "kan inte läsas" not in html
    again = page_of(html.encode())
    assert (again["personer"], again["personer:special"]) == (["12,5"], ["kan_inte_uppskattas"])
    anna.post(desk.address("antal"), again)
    assert desk.response.changes.count() == 1


def test_a_long_text_says_how_long_it_may_be_and_keeps_what_is_longer(desk: Desk, anna: Client) -> None:
    typed = "å" * 20_001
    page = saved(anna, desk, "arbete", projekt=["ja"], exempel=[typed])
    assert page["exempel"] == [typed]
    html = shown(anna, desk, "arbete")
    assert "<p>Högst 20\u00a0000 tecken.</p>" in html
    assert "Texten är 20\u00a0001 tecken lång. Korta den till högst 20\u00a0000 tecken." in html


def test_questions_have_the_numbers_that_every_other_page_gives_them(desk: Desk, anna: Client) -> None:
    saved(anna, desk, "arbete", projekt=["ja"], exempel=["\x07"])
    html = shown(anna, desk, "arbete") + shown(anna, desk, "antal")
    for number, text in ((1, "Vad har kommunen"), (3, "Ge exempel."), (4, "Vilka målgrupper?")):
        assert re.search(
            rf'<span class="task-count">{number}\.</span> <span lang="sv" id="q\d_t">{text}', html
        )
    assert '<li><a href="#q3_1">Fråga 3 – Texten innehåller styrtecken' in html


def test_a_question_is_hidden_until_its_condition_holds(desk: Desk, anna: Client) -> None:
    question = re.compile(r'id="fraga-exempel"[^>]*?( hidden)?>')
    assert (found := question.search(shown(anna, desk, "arbete")))
    assert found[1] == " hidden"
    saved(anna, desk, "arbete", projekt=["ja"])
    assert (found := question.search(shown(anna, desk, "arbete")))
    assert found[1] is None


def test_what_a_hidden_question_was_answered_stays_in_the_draft(desk: Desk, anna: Client) -> None:
    saved(anna, desk, "arbete", projekt=["ja"], exempel=["Ett"])
    saved(anna, desk, "arbete", projekt=["nej"])
    assert desk.answers() == {"projekt": Chosen("nej"), "exempel": Text("Ett")}


def test_a_row_opens_its_text_once_its_answer_asks_for_one(desk: Desk, anna: Client) -> None:
    row = '<tr class="specify" data-specify="initierat forstarkt"{}><td colspan="4"><label for="q1r3_x">'
    assert row.format(" hidden") in shown(anna, desk, "arbete")
    saved(anna, desk, "arbete", **{"insatser.annat": ["forstarkt"]})
    assert row.format("") in shown(anna, desk, "arbete")
    saved(anna, desk, "arbete", **{"insatser.annat": ["nej"]})
    assert row.format(" hidden") in shown(anna, desk, "arbete")


def test_a_follow_up_question_that_a_page_without_script_didnt_show_is_shown_before_one_goes_on(
    desk: Desk, anna: Client
) -> None:
    page = page_of(anna.get(desk.address("arbete")).content) | {"projekt": ["ja"], "next": ["1"]}
    back = anna.post(desk.address("arbete"), page).headers["Location"]
    assert back == f"{desk.address('arbete')}?vid=exempel"
    shown_again = anna.get(back).content
    assert "Det du svarade gav en följdfråga: fråga 3." in words(shown_again)
    page = page_of(shown_again) | {"next": ["1"]}
    assert anna.post(desk.address("arbete"), page).headers["Location"] == desk.address("antal")


def test_a_text_that_a_choice_asks_for_is_shown_before_one_goes_on(desk: Desk, anna: Client) -> None:
    page = page_of(anna.get(desk.address("arbete")).content)
    page |= {"insatser.annat": ["initierat"], "next": ["1"]}
    back = anna.post(desk.address("arbete"), page).headers["Location"]
    assert back == f"{desk.address('arbete')}?vid=insatser"
    shown_again = anna.get(back).content
    assert "Fråga 1, ”Annat”: Skriv vad ”Annat” gäller." in words(shown_again)
    page = page_of(shown_again) | {"insatser.annat:text": ["Digital fotvård"], "next": ["1"]}
    assert anna.post(desk.address("arbete"), page).headers["Location"] == desk.address("antal")


def test_what_the_script_has_saved_and_shown_already_keeps_nobody(desk: Desk, anna: Client) -> None:
    sent = {"projekt": "ja", "projekt:v": "0."}
    token = anna.post(desk.autosave, sent).json()["cells"]["projekt"]["token"]
    page = page_of(anna.get(desk.address("arbete")).content) | {"projekt:v": [token], "next": ["1"]}
    assert anna.post(desk.address("arbete"), page).headers["Location"] == desk.address("antal")


def test_without_javascript_it_is_told_when_answers_are_saved(desk: Desk, anna: Client) -> None:
    html = shown(anna, desk, "arbete")
    assert "<noscript>Svaren sparas när du trycker på ”Spara” eller ”Spara och fortsätt”.</noscript>" in html


def test_last_times_answers_stand_beside_the_questions(desk: Desk, anna: Client) -> None:
    answering.with_last_time(desk)
    html = shown(anna, desk, "antal")
    assert '<span class="last-year">2029:</span> <span lang="sv">Barn; Äldre</span>' in html
    assert '<span class="last-year">2029:</span> <span lang="sv">12,5</span>' in html
    assert '<span lang="sv">Förstärkt: Digitala möten</span>' in shown(anna, desk, "arbete")


def test_a_changed_text_keeps_its_lines(desk: Desk, anna: Client) -> None:
    desk.save({"projekt": Chosen("ja"), "exempel": Text("Ett\n\n- Två")}, desk.anna)
    assert (
        "Ett<br><br>- Två</span></td>"
        in anna.get(f"{desk.address('arbete')}andringar/exempel/").content.decode()
    )


def test_who_changed_an_answer_is_told_with_both_values(desk: Desk, anna: Client) -> None:
    desk.save({"insatser.team": Chosen("nej")}, desk.anna)
    desk.save({"insatser.team": Chosen("initierat")}, desk.per)
    html = anna.get(f"{desk.address('arbete')}andringar/insatser/").content.decode()
    cells = re.findall(r"<td[^>]*>(.*?)</td>", html)
    said = [re.sub(r"<span class=\"column\">.*?</span> |</?span[^>]*>", "", cell) for cell in cells]
    assert [said[1:5], said[6:10]] == [
        ["Per Ask", "Mobila team", "Varken eller", "Initierat"],
        ["Anna Ek", "Mobila team", "–", "Varken eller"],
    ]


def test_locked_answers_are_read_where_they_are_checked(desk: Desk, anna: Client) -> None:
    small.submitted("0101")
    answer = anna.get(desk.address("arbete"))
    assert answer.headers["Location"] == f"/svar/{desk.member.pk}/kommun-2030/kontrollera/"


def test_what_was_typed_before_somebody_locked_the_answers_stays_on_the_page(
    desk: Desk, anna: Client
) -> None:
    page = page_of(anna.get(desk.address("antal")).content) | {"personer": ["7"]}
    desk.save({}, desk.anna)
    decline_response(response=desk.response, reason="Hinner inte", by=desk.per)
    answer = anna.post(desk.address("antal"), page)
    assert answer.status_code == 409
    assert page_of(answer.content)["personer"] == ["7"]
    assert page_of(answer.content)["personer:v"] == ["0."]
    assert "Inget sparades" in answer.content.decode()
    assert desk.answers() == {}


def test_a_file_can_be_the_first_that_is_sent_and_what_is_beside_it_is_saved_too(
    desk: Desk, anna: Client
) -> None:
    small.publish(
        "kommun-2030",
        old="- key: antal\n",
        new="- key: planer\n  title: Planer\n  questions:\n  - {key: plan, type: file, text: Bifoga planen.}\n"
        "  - {key: mal, type: short_text, text: Vilket mål har ni?}\n- key: antal\n",
    )
    sent = {
        "plan:v": "0.",
        "plan:file": SimpleUploadedFile("plan.pdf", b"%PDF-1.7"),
        "mal": "Nära",
        "mal:v": "0.",
    }
    assert anna.post(desk.address("planer"), sent).status_code == 302
    assert desk.answers() == {"plan": File("plan.pdf", 1), "mal": Text("Nära")}
    wrong = {
        "plan:v": "0.",
        "plan:file": SimpleUploadedFile("plan.exe", b"MZ"),
        "mal": "Fjärran",
        "mal:v": "1.",
    }
    assert anna.post(desk.address("planer"), wrong).status_code == 200
    assert desk.answers()["plan"] == File("plan.pdf", 1)
    page = shown(anna, desk, "planer")
    assert '<p class="quiet" id="q1_f">Typ: pdf, docx, odt, xlsx, png eller jpg. Högst 10 MB.</p>' in page
    assert 'accept=".pdf,.docx,.odt,.xlsx,.png,.jpg,.jpeg"' in page


def test_a_stranger_meets_nothing(desk: Desk, stranger: User) -> None:
    client = desk.client(stranger)
    addresses = (desk.address("arbete"), f"{desk.address('arbete')}andringar/insatser/")
    assert [client.get(address).status_code for address in addresses] == [404, 404]
    assert client.post(desk.address("arbete"), {"projekt": "ja", "projekt:v": "0."}).status_code == 404
    assert client.post(desk.autosave, {"projekt": "ja", "projekt:v": "0."}).status_code == 404


def test_a_section_or_question_that_isnt_there_is_not_found(desk: Desk, anna: Client) -> None:
    assert anna.get(desk.address("finns-inte")).status_code == 404
    assert anna.get(f"{desk.address('arbete')}andringar/personer/").status_code == 404


def test_what_is_posted_of_another_kind_changes_nothing(desk: Desk, anna: Client) -> None:
    anna.post(
        desk.address("arbete"),
        {"okand": "1", "okand:v": "0.", "projekt": "ja", "projekt:v": "nej", "copy": "x"},
    )
    assert not desk.member.responses.exists()


@pytest.mark.parametrize("section", ["arbete", "antal"])
def test_a_section_takes_a_fixed_number_of_queries(
    desk: Desk, anna: Client, section: str, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    answering.with_last_time(desk)
    desk.save({**answering.COMPLETE}, desk.anna)
    anna.get(desk.address(section))
    with django_assert_max_num_queries(10):
        anna.get(desk.address(section))


def test_saving_a_section_takes_a_fixed_number_of_queries(
    desk: Desk, anna: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    desk.save({**answering.COMPLETE}, desk.anna)
    page = page_of(anna.get(desk.address("arbete")).content)
    page |= {name: ["initierat"] for name in ("insatser.kontakt", "insatser.team", "insatser.annat")}
    with django_assert_max_num_queries(12):  # ten, and the savepoint of the test's transaction
        anna.post(desk.address("arbete"), page)


def test_what_is_drawn_once_for_all_holds_nobodys_answers(desk: Desk, anna: Client, stranger: User) -> None:
    saved(anna, desk, "arbete", projekt=["ja"], exempel=["Vårt eget"])
    other = replace(desk, member=small.member("0201"))
    html = shown(desk.client(stranger), other, "arbete")
    assert "Vårt eget" not in html
    assert "projekt" not in page_of(html.encode())
