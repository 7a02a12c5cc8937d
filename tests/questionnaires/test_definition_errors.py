from decimal import Decimal

import pytest

from tests.questionnaires.definition_texts import (
    COUNT,
    EFFORTS,
    FIELDS,
    GROUPS,
    HEAD,
    NOTE,
    PLAN,
    TEXT,
    errors,
    parse,
)


@pytest.mark.parametrize(
    ("condition", "message"),
    [
        (
            "plan = 'ja'",
            "Villkoret kan inte läsas. En jämförelse skrivs med två likhetstecken: ==. (tecken 6 i villkoret)",
        ),
        ("plna == 'ja'", "Villkoret frågar efter ”plna”, som inte finns. Menade du ”plan”?"),
        ("zzzz == 'ja'", "Villkoret frågar efter ”zzzz”, som inte finns."),
        ("sist == 'ja'", "Villkoret frågar efter ”sist”, som inte kommer före frågan. Flytta den ena."),
        ("exempel == 'ja'", "Villkoret frågar efter ”exempel”, som inte kommer före frågan. Flytta den ena."),
        ("plan.ett == 'ja'", "”plan” har inga delfrågor. Skriv bara plan."),
        ("insatser == 'ja'", "”insatser” har flera delfrågor. Skriv vilken, till exempel insatser.npo."),
        ("insatser.npö == 'ja'", "”insatser” har ingen delfråga ”npö”. Menade du ”npo”?"),
        ("insatser.zz == 'ja'", "”insatser” har ingen delfråga ”zz”. De är: npo, sip."),
        ("plan == 'jaa'", "”plan” har inget svar ”jaa”. Menade du ”ja”?"),
        ("plan in ('ja', 'delvis')", "”plan” har inget svar ”delvis”. Det som finns är: ja, nej."),
        ("plan == 1", "”plan” besvaras inte med ett tal. Sätt citattecken runt 1."),
        ("plan < 1", "”plan” (single_choice) kan inte jämföras med <, bara med: !=, ==, in."),
        (
            "plan contains 'ja'",
            "”plan” (single_choice) kan inte jämföras med contains, bara med: !=, ==, in.",
        ),
        ("grupper == 'barn'", "”grupper” (multiple_choice) kan inte jämföras med ==, bara med: contains."),
        ("grupper contains 'barm'", "”grupper” har inget svar ”barm”. Menade du ”barn”?"),
        ("kryss.akut contains 'lon'", "”kryss.akut” har inget svar ”lon”. Det som finns är: bidrag."),
        ("antal == 'vet'", "”antal” har inget svar ”vet”. Menade du ”vet_ej”?"),
        ("antal < '5'", "< jämför tal. Skriv ett tal utan citattecken i stället för ”5”."),
        (
            "antal contains 5",
            "”antal” (number) kan inte jämföras med contains, bara med: !=, <, <=, ==, >, >=, in.",
        ),
        (
            "upplysning == 'x'",
            "Ett villkor kan inte fråga efter ”upplysning”, som är av typen note, bara efter: single_choice, "
            "multiple_choice, choice_grid, tick_grid, number, number_list, short_text, long_text.",
        ),
    ],
)
def test_a_condition_that_can_never_mean_anything_is_refused_with_its_line(
    condition: str, message: str
) -> None:
    last = f'  - {{key: sist, type: short_text, text: Vad?, show_if: "{condition}"}}\n'
    found = errors(PLAN, GROUPS, EFFORTS, FIELDS, COUNT, NOTE, last, TEXT)
    assert found == [f"enkät.yaml, rad 46 (frågan sist): {message}"]


def test_a_number_without_special_answers_is_compared_with_numbers_only() -> None:
    count = "  - {key: antal, type: number, text: Hur många?}\n"
    last = "  - {key: sist, type: short_text, text: Vad?, show_if: antal == 'fem'}\n"
    message = "”antal” besvaras med ett tal. Skriv det utan citattecken i stället för ”fem”."
    assert errors(count, last) == [f"enkät.yaml, rad 15 (frågan sist): {message}"]


@pytest.mark.parametrize(
    ("question", "message"),
    [
        (
            "{key: q, type: long_text, text: Vad?, requierd: true}",
            "Nyckeln ”requierd” är okänd. Menade du ”required”?",
        ),
        (
            "{key: q, type: note, text: Vad?, zzz: 1}",
            "Nyckeln ”zzz” är okänd. Det som kan stå här är: key, text, type.",
        ),
        (
            "{key: q, type: long_text, text: Vad?, text: Hur?}",
            "Nyckeln ”text” står två gånger. Ta bort den ena.",
        ),
        ("{key: q, type: long_text}", "Nyckeln ”text” saknas. Lägg till den."),
        ("{key: q, type: tick_grid, text: Vad?}", "Nycklarna ”columns” och ”items” saknas. Lägg till dem."),
        (
            "{key: q, type: longtext, text: Vad?}",
            "”type” är ”longtext” men ska vara något av: single_choice, multiple_choice, choice_grid, tick_grid, "
            "number, number_list, short_text, long_text, file, note. Menade du ”long_text”?",
        ),
        (
            "{key: q, type: number, text: Vad?, choices: ja_nej}",
            "”choices” hör inte till frågor av typen number, bara till: single_choice, multiple_choice, choice_grid.",
        ),
        (
            "{key: q, type: note, text: Vad?, required: true}",
            "”required” hör inte till frågor av typen note, bara till: single_choice, multiple_choice, choice_grid, "
            "tick_grid, number, number_list, short_text, long_text, file.",
        ),
        (
            "{key: q, type: single_choice, text: Vad?, choices: ja_nejj}",
            "Svarslistan ”ja_nejj” finns inte bland ”choice_lists”. Menade du ”ja_nej”?",
        ),
        (
            "{key: q, type: single_choice, text: Vad?, choices: skala}",
            "Svarslistan ”skala” finns inte bland ”choice_lists”. Listorna är: ja_nej.",
        ),
        (
            "{key: q, type: single_choice, text: Vad?, choices: {ja: Ja}}",
            "”choices” ska vara en lista, där varje rad börjar med ett streck.",
        ),
        (
            "{key: q, type: single_choice, text: Vad?, choices: [Ja]}",
            "Varje rad i ”choices” ska ha nycklar och värden, men här står ”Ja”.",
        ),
        (
            "{key: q, type: single_choice, text: Vad?, choices: []}",
            "”choices” är tom. Skriv minst en rad.",
        ),
        (
            "{key: q, type: single_choice, text: Vad?, choices: [{key: ja, text: Ja}, {key: ja, text: Jo}]}",
            "Nyckeln ”ja” finns redan på rad 14. Välj ett annat namn.",
        ),
        (
            "{key: q, type: single_choice, text: Vad?, choices: [{key: ja}]}",
            "Nyckeln ”text” saknas. Lägg till den.",
        ),
        (
            "{key: q, type: single_choice, text: Vad?, choices: [{key: ja, text: Ja, exclusive: true}]}",
            "Svaret ”ja” är ”exclusive”, vilket bara betyder något i multiple_choice. "
            "Ta bort ”exclusive” eller ge frågan en egen svarslista.",
        ),
        (
            "{key: q, type: choice_grid, text: Vad?, choices: ja_nej, items: [{key: a, text: A, required: false}]}",
            "Nyckeln ”required” är okänd. Det som kan stå här är: key, specify, text.",
        ),
        (
            "{key: q, type: number_list, text: Vad?, items: [{key: a, text: A, specify: true}]}",
            "Nyckeln ”specify” är okänd. Det som kan stå här är: key, required, text.",
        ),
        (
            "{key: q, type: number, text: Vad?, special: [{key: a, text: A, specify: true}]}",
            "Nyckeln ”specify” är okänd. Det som kan stå här är: key, text.",
        ),
        (
            "{key: q, type: long_text, text: Vad?, required: ja}",
            "”required” ska vara true eller false men är ”ja”.",
        ),
        (
            "{key: q, type: long_text, text: 5}",
            "”text” ska vara en text men är ”5”. Sätt citattecken runt texten.",
        ),
        (
            "{key: q, type: long_text, text: No}",
            "”text” ska vara en text men är ”false”. Sätt citattecken runt texten.",
        ),
        (
            "{key: q, type: long_text, text: }",
            "”text” är tom. Skriv ett värde.",
        ),
        (
            "{key: q, type: number, text: Vad?, min: 5, max: 4}",
            "”min” (5) är större än ”max” (4). Inget tal går att svara.",
        ),
        (
            "{key: q, type: number, text: Vad?, min: 0.5}",
            "”min” är 0.5, men frågan tar emot 0 decimaler. Ändra ”min” eller ”decimals”.",
        ),
        (
            "{key: q, type: number, text: Vad?, max: 99.95, decimals: 1}",
            "”max” är 99.95, men frågan tar emot 1 decimaler. Ändra ”max” eller ”decimals”.",
        ),
        (
            "{key: q, type: number, text: Vad?, max: hundra}",
            "”max” ska vara ett tal, till exempel 100 eller 0.5, men är ”hundra”.",
        ),
        (
            "{key: q, type: number, text: Vad?, max: .inf}",
            "”max” ska vara ett tal, till exempel 100 eller 0.5, men är ”inf”.",
        ),
        (
            "{key: q, type: number, text: Vad?, max: true}",
            "”max” ska vara ett tal, till exempel 100 eller 0.5, men är ”true”.",
        ),
        (
            "{key: q, type: number, text: Vad?, decimals: -1}",
            "”decimals” ska vara ett heltal från 0 till 6 men är ”-1”.",
        ),
        (
            "{key: q, type: number, text: Vad?, decimals: true}",
            "”decimals” ska vara ett heltal från 0 till 6 men är ”true”.",
        ),
        (
            "{key: q, type: multiple_choice, text: Vad?, choices: ja_nej, max_choices: 0}",
            "”max_choices” ska vara ett heltal från 1 till 1000 men är ”0”.",
        ),
        (
            "{key: q, type: multiple_choice, text: Vad?, choices: ja_nej, max_choices: 3}",
            "”max_choices” tillåter 3 svar, men frågan har bara 2.",
        ),
    ],
)
def test_an_error_in_a_question_names_line_and_question_and_how_to_mend_it(
    question: str, message: str
) -> None:
    assert errors(f"  - {question}\n") == [f"enkät.yaml, rad 14 (frågan q): {message}"]


def test_a_key_is_written_with_small_letters_digits_and_underscores() -> None:
    assert errors("  - {key: Fråga-1, type: long_text, text: Vad?}\n") == [
        "enkät.yaml, rad 14 (frågan Fråga-1): Nyckeln ”Fråga-1” kan inte användas. "
        "Skriv högst 100 små bokstäver (a–z), siffror och understreck."
    ]


def test_a_whole_limit_written_with_a_decimal_point_is_whole() -> None:
    definition = parse("  - {key: q, type: number, text: Hur många?, max: 100.0}\n")
    assert definition.question("q").max == Decimal(100)


def test_a_number_may_be_limited_to_a_single_value() -> None:
    limited = parse("  - {key: q, type: number, text: Hur många?, min: 5, max: 5}\n").question("q")
    assert (limited.min, limited.max) == (Decimal(5), Decimal(5))


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("year: 2024", "year: 1999", "rad 2: ”year” ska vara ett heltal från 2000 till 2100 men är ”1999”."),
        (
            "year: 2024",
            "year: '2024'",
            "rad 2: ”year” ska vara ett heltal från 2000 till 2100 men är ”2024”. Ta bort citattecknen.",
        ),
        (
            "respondents: kommun\nreported_by: rss",
            "respondents: kommuner",
            "rad 3: ”respondents” är ”kommuner” men ska vara något av: region, kommun, rss. Menade du ”kommun”?",
        ),
        (
            "respondents: kommun",
            "respondents: region",
            "rad 4: ”reported_by” hör bara till enkäter där ”respondents” är kommun. Ta bort den.",
        ),
        (
            "reported_by: rss",
            "reported_by: region",
            "rad 4: ”reported_by” är ”region” men ska vara något av: rss.",
        ),
        (
            "key: kommun-2024",
            "key: Kommun 2024",
            "rad 1: Enkätens nyckel ”Kommun 2024” kan inte användas. Skriv högst 100 små bokstäver (a–z), siffror, "
            "bindestreck och understreck, till exempel kommun-2024.",
        ),
        ("title: Enkät {year}", "titel: Enkät", "rad 1: Nyckeln ”title” saknas. Lägg till den."),
        (
            "title: Enkät {year}",
            "title: A\ntitle: B",
            "rad 6: Nyckeln ”title” står två gånger. Ta bort den ena.",
        ),
        (
            "  ja_nej:\n",
            "  ja_nej:\n  - {key: x, text: X}\n  ja_nej:\n",
            "rad 9 (choice_lists): Nyckeln ”ja_nej” står två gånger. Ta bort den ena.",
        ),
        (
            "{key: nej, text: Nej}",
            "{key: nej, text: Nej, specifiy: true}",
            "rad 9 (svarslistan ja_nej): Nyckeln ”specifiy” är okänd. Menade du ”specify”?",
        ),
        ("  title: Del ett\n", "", "rad 11 (delen ett): Nyckeln ”title” saknas. Lägg till den."),
        (
            "  title: Del ett",
            "  title: ''",
            "rad 12 (delen ett): ”title” är tom. Skriv en text.",
        ),
    ],
)
def test_an_error_outside_the_questions_names_its_line(old: str, new: str, message: str) -> None:
    assert old in HEAD
    found = errors(PLAN, head=HEAD.replace(old, new))
    assert f"enkät.yaml, {message}" in found
    assert len(found) <= 2


def test_an_unknown_key_at_the_top_is_named_beside_the_one_it_hides() -> None:
    assert errors(PLAN, head=HEAD.replace("title: Enkät {year}", "titel: Enkät")) == [
        "enkät.yaml, rad 1: Nyckeln ”title” saknas. Lägg till den.",
        "enkät.yaml, rad 5: Nyckeln ”titel” är okänd. Menade du ”title”?",
    ]


def test_a_key_may_stand_in_one_section_only() -> None:
    second = "- key: ett\n  title: Del två\n  questions:\n"
    assert errors(PLAN, second, PLAN) == [
        "enkät.yaml, rad 18 (delen ett): Delen ”ett” finns redan på rad 11. Välj ett annat namn.",
        "enkät.yaml, rad 21 (frågan plan): Frågan ”plan” finns redan på rad 14. Välj ett annat namn.",
    ]


def test_a_list_of_choices_that_nobody_uses_is_no_error() -> None:
    assert parse(TEXT).question("exempel").choices == ()


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "rad 1: Filen ska börja med enkätens nycklar: key, year, respondents, title, sections."),
        ("- ett", "rad 1: Filen ska börja med enkätens nycklar: key, year, respondents, title, sections."),
        (
            HEAD.split("sections:")[0] + "sections: []\n",
            "rad 10: ”sections” är tom. Skriv minst en rad.",
        ),
        (
            HEAD.split("  questions:")[0] + "  questions: []\n",
            "rad 13 (delen ett): ”questions” är tom. Skriv minst en rad.",
        ),
        (
            HEAD + "  - plan\n",
            "rad 14 (delen ett): Varje rad i ”questions” ska ha nycklar och värden, men här står ”plan”.",
        ),
    ],
)
def test_a_questionnaire_without_sections_or_questions_is_refused(text: str, message: str) -> None:
    assert errors(head=text) == [f"enkät.yaml, {message}"]


def test_what_is_no_yaml_is_refused_with_its_line() -> None:
    [error] = errors("  - {key: plan\n  - ja\n")
    assert error.startswith("enkät.yaml, rad 16: Raden kan inte läsas som YAML")


def test_every_error_is_said_in_one_run() -> None:
    questions = """\
  - key: plan
    type: single_choice
    text: Finns en plan?
    choices: finns_inte
  - key: antal
    type: number
    text: Hur många?
    min: 10
    max: 1
    show_if: plan == 'kanske'
  - key: okand
    type: fråga
    text: Vad?
  - key: sist
    type: long_text
    text: Varför?
    show_if: okand == 'x' or antal contains 'y' or senare == 1
"""
    assert errors(questions, head=HEAD.replace("year: 2024", "year: 24")) == [
        "enkät.yaml, rad 2: ”year” ska vara ett heltal från 2000 till 2100 men är ”24”.",
        "enkät.yaml, rad 17 (frågan plan): Svarslistan ”finns_inte” finns inte bland ”choice_lists”. "
        "Listorna är: ja_nej.",
        "enkät.yaml, rad 21 (frågan antal): ”min” (10) är större än ”max” (1). Inget tal går att svara.",
        "enkät.yaml, rad 25 (frågan okand): ”type” är ”fråga” men ska vara något av: single_choice, multiple_choice, "
        "choice_grid, tick_grid, number, number_list, short_text, long_text, file, note.",
        "enkät.yaml, rad 30 (frågan sist): ”antal” (number) kan inte jämföras med contains, bara med: "
        "!=, <, <=, ==, >, >=, in.",
        "enkät.yaml, rad 30 (frågan sist): Villkoret frågar efter ”senare”, som inte finns.",
    ]
