import csv
from decimal import Decimal
from pathlib import Path
from time import process_time

import pytest

from questionnaires.answer_file import OrganisationFile
from questionnaires.answers import Chosen, ChosenSet, Number, Special, Text, Ticked
from questionnaires.definition import Definition, parse_definition
from reading.errors import FileErrors
from tests.answer_files import read_answer_file

SHIPPED = Path("questionnaires/definitions")
DEMO = Path("demo/answers")

DEFINITION = parse_definition(
    """\
key: region-2024
year: 2024
respondents: region
title: Enkät
sections:
- key: ett
  title: Ett
  questions:
  - key: plan
    type: single_choice
    text: Plan?
    choices: [{key: ja, text: Ja}, {key: annat, text: Annat, specify: true}]
  - key: grupper
    type: multiple_choice
    text: Vilka?
    choices: [{key: barn, text: Barn}, {key: aldre, text: Äldre}, {key: ingen, text: Ingen, exclusive: true}]
  - key: kryss
    type: tick_grid
    text: Vilka?
    items: [{key: akut, text: Akut}, {key: annan, text: Annan, specify: true}]
    columns: [{key: bidrag, text: Bidrag}, {key: lon, text: Lön}]
  - key: antal
    type: number_list
    text: Hur många?
    min: 0
    decimals: 1
    special: [{key: vet_ej, text: Vet ej}]
    items: [{key: vt, text: VT}, {key: ht, text: HT}]
  - {key: exempel, type: long_text, text: Exempel?}
  - {key: upplysning, type: note, text: Nu byter vi ämne.}
""",
    file="region-2024.yaml",
)
KNOWN = ("01", "03", "0114")
HEADER = "organisation,question,item,value,text\n"


def read(folder: Path, *lines: str) -> tuple[OrganisationFile, ...]:
    path = folder / "svar.csv"
    path.write_text(HEADER + "".join(f"{line}\n" for line in lines), encoding="utf-8")
    return read_answer_file(path, DEFINITION, known=KNOWN)


def errors(folder: Path, *lines: str) -> list[str]:
    """Everything said about a file; the first of the lines is line 2."""
    with pytest.raises(FileErrors) as refused:
        read(folder, *lines)
    return [str(error) for error in refused.value.errors]


def shipped(name: str) -> Definition:
    path = SHIPPED / f"{name}.yaml"
    return parse_definition(path.read_text(encoding="utf-8"), file=path.name)


@pytest.mark.parametrize(
    ("name", "organisations", "answers"),
    [
        ("kommun-2023", 284, 17_593),
        ("region-2023", 21, 2_442),
        ("rss-2023", 25, 139),
        ("region-2020", 20, 80),
    ],
)
def test_the_shipped_answers_are_read_without_error(name: str, organisations: int, answers: int) -> None:
    path = DEMO / f"{name}.csv"
    with path.open(encoding="utf-8") as file:
        known = {row["organisation"] for row in csv.DictReader(file)}
    started = process_time()
    files = read_answer_file(path, shipped(name), known=known)
    assert process_time() - started < 1
    assert len(files) == organisations
    assert sum(len(each.answers) for each in files) == answers


def test_lines_become_answers_by_organisation_in_the_order_they_first_appear(tmp_path: Path) -> None:
    files = read(
        tmp_path,
        "03,plan,,annat,Färdplan",
        "01,grupper,aldre,1,",
        "03,antal,vt,71.5,",
        "01,grupper,barn,1,",
        "03,antal,ht,vet_ej,",
        "03,kryss,annan/lon,1,Hud",
        '03,exempel,,,"Två\nrader"',
        "03,kryss,annan/bidrag,1,Hud",
    )
    assert files == (
        OrganisationFile(
            "03",
            {
                "plan": Chosen("annat", "Färdplan"),
                "antal.vt": Number(Decimal("71.5")),
                "antal.ht": Special("vet_ej"),
                "kryss.annan": Ticked(("bidrag", "lon"), "Hud"),
                "exempel": Text("Två\nrader"),
            },
            {"plan": 2, "antal.vt": 4, "antal.ht": 6, "kryss.annan": 7, "exempel": 9},
        ),
        OrganisationFile("01", {"grupper": ChosenSet(("barn", "aldre"))}, {"grupper": 3}),
    )


def test_an_empty_text_is_no_answer_but_its_line_is_known(tmp_path: Path) -> None:
    assert read(tmp_path, "01,exempel,,, ") == (OrganisationFile("01", {}, {"exempel": 2}),)


def test_a_file_without_answers_is_empty(tmp_path: Path) -> None:
    assert read(tmp_path) == ()


def test_every_wrong_line_is_named_in_one_run(tmp_path: Path) -> None:
    assert errors(
        tmp_path,
        "99,plan,,ja,",
        "01,plna,,ja,",
        "01,plan,,kanske,",
        "01,antal,vt,-1,",
        "01,antal,ht",
        "03,plan,,ja,",
        "03,plan,,annat,Färdplan",
        "03,grupper,barn,1,",
        "03,grupper,ingen,1,",
        "03,kryss,annan/bidrag,1,Hud",
        "03,kryss,annan/lon,1,Öron",
        "03,exempel,,ja,",
        "03,upplysning,,,Ja",
    ) == [
        "svar.csv, rad 2 (99, frågan plan): Organisationen ”99” finns inte bland dem som ska svara på enkäten. "
        "Rätta koden.",
        "svar.csv, rad 3 (01, frågan plna): Frågan ”plna” finns inte i enkäten. Menade du ”plan”?",
        "svar.csv, rad 4 (01, frågan plan): ”kanske” är inget av frågans svarsalternativ, som är: ja, annat.",
        "svar.csv, rad 5 (01, frågan antal): −1 är för litet. Det ska vara minst 0.",
        "svar.csv, rad 6: Raden har 3 värden men ska ha 5.",
        "svar.csv, rad 8 (03, frågan plan): Samma svar står redan på rad 7. Ta bort den ena raden.",
        "svar.csv, rad 10 (03, frågan grupper): ”Ingen” kan inte kombineras med andra svar. Välj bara det eller ta "
        "bort det.",
        "svar.csv, rad 12 (03, frågan kryss): Raden i rutnätet har två olika texter, ”Hud” och ”Öron”. "
        "Skriv samma text.",
        "svar.csv, rad 13 (03, frågan exempel): Frågan besvaras i kolumnen text. Lämna värdet tomt i stället för "
        "”ja”.",
        "svar.csv, rad 14 (03, frågan upplysning): Det här är en upplysning som inte besvaras. Ta bort raden.",
    ]


@pytest.mark.parametrize(
    ("line", "message"),
    [
        (
            "01,plan,ja,1,",
            "(01, frågan plan): Frågan har inga delfrågor. Lämna item tomt i stället för ”ja”.",
        ),
        ("01,grupper,barm,1,", "(01, frågan grupper): ”barm” finns inte i frågan. Menade du ”barn”?"),
        (
            "01,grupper,xyz,1,",
            "(01, frågan grupper): ”xyz” finns inte i frågan. Det som kan stå där är: barn, aldre, ingen.",
        ),
        (
            "01,grupper,,barn,",
            "(01, frågan grupper): Item saknas. Det som kan stå där är: barn, aldre, ingen.",
        ),
        ("01,kryss,akut,1,", "(01, frågan kryss): ”akut” finns inte i frågan. Menade du ”akut/lon”?"),
        ("01,kryss,akut/lön,1,", "(01, frågan kryss): ”akut/lön” finns inte i frågan. Menade du ”akut/lon”?"),
        (
            "1,plan,,ja,",
            "(1, frågan plan): Organisationen ”1” finns inte. Inledande nollor i koden ska vara kvar.",
        ),
        (
            "114,plan,,ja,",
            "(114, frågan plan): Organisationen ”114” finns inte. Inledande nollor i koden ska vara kvar.",
        ),
        (",plan,,ja,", "(utan organisation, frågan plan): Organisationen saknas. Skriv dess kod."),
        ("01,zzz,,ja,", "(01, frågan zzz): Frågan ”zzz” finns inte i enkäten. Se enkäten region-2024."),
    ],
)
def test_a_line_that_belongs_nowhere_says_where_it_could(tmp_path: Path, line: str, message: str) -> None:
    assert errors(tmp_path, line) == [f"svar.csv, rad 2 {message}"]


def test_a_long_list_of_items_is_not_repeated_in_the_error(tmp_path: Path) -> None:
    path = tmp_path / "svar.csv"
    path.write_text(HEADER + "0114,narvard_insatser,,initierat,\n", encoding="utf-8")
    with pytest.raises(FileErrors) as refused:
        read_answer_file(path, shipped("kommun-2023"), known=KNOWN)
    assert str(refused.value) == (
        "svar.csv, rad 2 (0114, frågan narvard_insatser): Item saknas. "
        "29 olika kan stå där, till exempel digitala_vard_och_omsorgsbesok."
    )


def test_a_line_that_is_wrong_in_two_ways_is_told_both(tmp_path: Path) -> None:
    assert errors(tmp_path, "99,plan,,kanske,") == [
        "svar.csv, rad 2 (99, frågan plan): Organisationen ”99” finns inte bland dem som ska svara på enkäten. "
        "Rätta koden.",
        "svar.csv, rad 2 (99, frågan plan): ”kanske” är inget av frågans svarsalternativ, som är: ja, annat.",
    ]


def test_a_file_with_other_columns_is_refused_whole(tmp_path: Path) -> None:
    path = tmp_path / "svar.csv"
    path.write_text("organisation,fråga,item,value,text\n01,plan,,ja,\n", encoding="utf-8")
    with pytest.raises(FileErrors) as refused:
        read_answer_file(path, DEFINITION, known=KNOWN)
    assert str(refused.value) == (
        "svar.csv, rad 1: Första raden ska vara ”organisation,question,item,value,text” "
        "men är ”organisation,fråga,item,value,text”."
    )


def test_errors_are_counted_even_where_they_are_too_many_to_show(tmp_path: Path) -> None:
    with pytest.raises(FileErrors) as refused:
        read(tmp_path, *["01,okand,,ja,"] * 1_200)
    assert (len(refused.value.errors), refused.value.count) == (1_000, 1_200)
