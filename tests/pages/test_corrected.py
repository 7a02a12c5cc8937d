"""The pages of somebody whose questionnaire has been corrected since it was begun."""

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from questionnaires.answers import Answer, Chosen, Text
from questionnaires.models import Response, Submission
from questionnaires.services.responses import save_answers
from tests import country as small
from tests.pages import answering
from tests.pages.answering import Desk, page_of
from tests.pages.reading import words
from tests.questionnaires.test_corrections import corrected

NOTICE = "Enkäten har rättats Den gäller i ny lydelse sedan"
CHANGES = "Ändrad fråga: 2. Hur många projekt? Ny fråga: 3. Övrigt. Borttagen fråga: Ge exempel."


@pytest.fixture
def desk(country: None) -> Desk:
    """Alby has begun version 1, whose page Anna has open."""
    desk = answering.desk_2030()
    desk.save({"projekt": Chosen("ja"), "exempel": Text("Ett."), "insatser.team": Chosen("nej")}, desk.anna)
    return desk


@pytest.fixture
def anna(desk: Desk) -> Client:
    return desk.client(desk.anna)


def stored(desk: Desk) -> Response:
    return Response.objects.get(respondent=desk.member)


def own(desk: Desk, page: str = "") -> str:
    return f"/svar/{desk.member.pk}/{desk.key}/{page}"


def version(desk: Desk) -> int:
    return stored(desk).questionnaire.version


def test_the_task_list_tells_what_was_corrected_and_counts_by_it(desk: Desk, anna: Client) -> None:
    assert NOTICE not in words(anna.get(own(desk)).content)
    corrected()
    page = anna.get(own(desk))
    said = words(page.content)
    assert NOTICE in said
    assert CHANGES in said
    assert "Arbetet 1 av 5 besvarade" in said
    assert f'href="{own(desk, "del/arbete/#fraga-ovrigt")}"' in page.content.decode()
    assert "1 av 7 svar" in words(anna.get("/svar/").content)


def test_looking_changes_nothing(desk: Desk, anna: Client) -> None:
    before = stored(desk).cells
    corrected()
    for page in ("", "del/arbete/", "kontrollera/", "kollegor/", "kommentarer/"):
        assert anna.get(own(desk, page)).status_code == 200
    assert (version(desk), stored(desk).cells) == (1, before)


def test_the_next_save_goes_on_with_the_new_version_and_keeps_what_fits(desk: Desk, anna: Client) -> None:
    corrected()
    page = anna.get(desk.address("arbete"))
    assert "Hur många projekt?" in page.content.decode()
    posted = page_of(page.content) | {"projekt": ["3"], "ovrigt": ["Inget."]}
    assert anna.post(desk.address("arbete"), posted).status_code == 302
    assert version(desk) == 2
    answers = {name: str(each) for name, each in stored(desk).answers.items()}
    assert sorted(answers) == ["insatser.team", "ovrigt", "projekt"]


def test_a_colleague_is_told_after_the_first_save_too_until_it_is_sent_in(desk: Desk, anna: Client) -> None:
    small.publish("kommun-2030", old="Ge exempel.", new="Ge ett exempel.")
    anna.post(desk.autosave, {"exempel": "Två.", "exempel:v": "1."})
    per = desk.client(desk.per)
    assert version(desk) == 2
    assert "Ändrad fråga: 3. Ge ett exempel." in words(per.get(own(desk)).content)
    complete: dict[str, Answer | None] = {**small.KOMMUN_ANSWERS, "projekt": Chosen("ja")}
    desk.save(complete, desk.anna)
    signed = {"submit": "1", "signed_name": "Per Ask", "signed_title": "chef"}
    assert "/kvittens/" in per.post(own(desk, "kontrollera/"), signed)["Location"]
    assert NOTICE not in words(per.get(own(desk)).content)


def test_a_page_that_was_open_saves_what_is_still_asked_and_tells_of_the_rest(
    desk: Desk, anna: Client
) -> None:
    page = page_of(anna.get(desk.address("arbete")).content)
    corrected()
    posted = page | {"insatser.kontakt": ["initierat"], "exempel": ["Två."]}
    said = words(anna.post(desk.address("arbete"), posted, follow=True).content)
    assert "Svar på frågor som inte ställs längre är inte sparade." in said
    kept = {"insatser.team": Chosen("nej"), "insatser.kontakt": Chosen("initierat")}
    assert stored(desk).answers == kept


def test_an_open_page_that_saves_by_itself_is_told_of_each(desk: Desk, anna: Client) -> None:
    corrected()
    sent = {"exempel": "Två.", "exempel:v": "1.", "insatser.kontakt": "nej", "insatser.kontakt:v": "0."}
    told = anna.post(desk.autosave, sent).json()
    assert [*told["cells"]] == ["insatser.kontakt"]
    assert [*told["gone"]] == ["exempel"]
    assert "Frågan finns inte i den rättade enkäten." in told["gone"]["exempel"]["error"]
    assert told["trouble"].startswith("Enkäten har rättats sedan du öppnade sidan.")


def test_an_answer_to_another_sort_of_question_is_no_answer_to_the_new_one(desk: Desk, anna: Client) -> None:
    corrected()
    told = anna.post(desk.autosave, {"projekt": "nej", "projekt:v": "1.", "version": "1"}).json()
    assert [*told["gone"]] == ["projekt"]
    assert "projekt" in stored(desk).answers


def test_what_is_signed_is_what_was_read(desk: Desk) -> None:
    small.answered("0101")
    per = desk.client(desk.per)
    small.publish("kommun-2030", old="Ge exempel.", new="Ge ett exempel.")
    signed = {"submit": "1", "signed_name": "Per Ask", "signed_title": "chef"}
    page = per.post(own(desk, "kontrollera/"), {**signed, "version": "1"})
    assert "Enkäten har rättats sedan du öppnade sidan." in words(page.content)
    assert not Submission.objects.exists()
    per.post(own(desk, "kontrollera/"), {**signed, "version": "2"})
    assert Submission.objects.get().questionnaire.version == 2


def test_work_is_shared_and_commented_by_the_new_version(desk: Desk, anna: Client) -> None:
    small.publish("kommun-2030", old="- key: antal\n", new="- key: siffror\n")
    corrected_too = anna.post(own(desk, "kollegor/"), {"del-siffror": str(desk.anna.pk)})
    assert corrected_too.status_code == 302
    assert stored(desk).assignments.get().section == "siffror"


def test_a_submission_is_read_as_it_was_sent_in(desk: Desk, anna: Client, coordinator: User) -> None:
    small.submitted("0101", projekt=Chosen("ja"))
    corrected()
    assert NOTICE not in words(anna.get(own(desk)).content)
    assert "Ge exempel." in words(anna.get(own(desk, "inlamning/1/")).content)
    assert "Ge exempel." in words(anna.get(own(desk, "kontrollera/")).content)


@pytest.mark.parametrize("page", ["", "del/arbete/", "kontrollera/"])
def test_being_told_costs_at_most_ten_queries(
    desk: Desk, anna: Client, page: str, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    corrected()
    with django_assert_max_num_queries(10):
        anna.get(own(desk, page))


def test_what_is_undone_leaves_out_a_question_that_a_correction_has_taken_away(
    desk: Desk, anna: Client
) -> None:
    emptied: dict[str, Answer | None] = {"exempel": None, "insatser.team": None}
    done = save_answers(response=desk.response, answers=emptied, by=desk.anna).change
    corrected()
    assert "Ångra" in words(anna.get(f"{desk.address('arbete')}?gjort={done}").content)
    undone = anna.post(desk.address("arbete"), {"undo": str(done), "version": "2"}, follow=True)
    said = words(undone.content)
    assert "1 svar är som förut. 1 svar har ändrats sedan dess och är kvar." in said
    assert desk.answers()["insatser.team"] == Chosen("nej")
    assert "exempel" not in desk.answers()


@pytest.mark.parametrize("button", ["save", "next"])
def test_what_is_typed_in_a_section_that_a_correction_has_taken_away_is_saved_where_its_questions_are(
    desk: Desk, anna: Client, button: str
) -> None:
    small.publish("kommun-2030", old="key: arbete", new="key: vart_arbete")
    sent = {"exempel": "Ett till.", "exempel:v": "1.", "version": "1", button: "1"}
    saved = anna.post(desk.address("arbete"), sent)
    assert desk.answers()["exempel"] == Text("Ett till.")
    leads = {"save": f"{desk.address('vart_arbete')}?vid=exempel", "next": desk.address("antal")}
    assert saved["Location"] == leads[button]


def test_a_section_of_which_no_question_is_left_leads_to_the_others(desk: Desk, anna: Client) -> None:
    source = (small.SMALL / "kommun-2030.yaml").read_text(encoding="utf-8")
    start, end = source.index("- key: arbete"), source.index("- key: antal")
    small.publish("kommun-2030", old=source[start:end], new="")
    sent = {"exempel": "Ett till.", "exempel:v": "1.", "version": "1"}
    page = anna.post(desk.address("arbete"), sent, follow=True)
    assert page.redirect_chain == [(own(desk), 302)]
    assert "Svar på frågor som inte ställs längre är inte sparade." in words(page.content)


def test_a_section_that_never_was_isnt_saved_to(desk: Desk, anna: Client) -> None:
    sent = {"exempel": "Ett till.", "exempel:v": "1.", "version": "1"}
    assert anna.post(desk.address("finns-inte"), sent).status_code == 404
    assert desk.answers()["exempel"] == Text("Ett.")
