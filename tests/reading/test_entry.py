from collections.abc import Callable
from textwrap import dedent

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reading.entry import Entry, Keys, Seen
from reading.errors import ErrorList, FileErrors
from reading.suggestion import suggestion, suggestion_or_all
from reading.yaml_file import LinedDict, LinedList, parse_yaml

KEYS = Keys(("key", "text"), ("kind", "flag", "number", "rows", "words"))
Read = Callable[[Entry], object]


def entry(text: str, keys: Keys | None = None) -> Entry:
    """The mapping that a file holds, at the place "rutan"."""
    found = Entry(parse_yaml(dedent(text), file="fil.yaml"), errors=ErrorList("fil.yaml"), place="rutan")
    if keys:
        found.check_keys(keys)
    return found


def errors_of(found: Entry) -> list[str]:
    """What was said, without the file's name and the place."""
    try:
        found.errors.raise_if_any()
    except FileErrors as refused:
        return [f"rad {error.line}: {error.message}" for error in refused.errors]
    return []


def test_an_error_names_file_line_and_place() -> None:
    found = entry("a: 1\nb: 2\n")
    found.error("b", "Något är fel.")
    found.error("c", "Något saknas.")
    with pytest.raises(FileErrors) as refused:
        found.errors.raise_if_any()
    assert [str(error) for error in refused.value.errors] == [
        "fil.yaml, rad 1 (rutan): Något saknas.",
        "fil.yaml, rad 2 (rutan): Något är fel.",
    ]


def test_a_mapping_inside_another_names_the_same_place() -> None:
    (row,) = entry("rows:\n- a: 1\n").entries("rows")
    row.error("a", "Något är fel.")
    with pytest.raises(FileErrors) as refused:
        row.errors.raise_if_any()
    assert str(refused.value) == "fil.yaml, rad 2 (rutan): Något är fel."


def test_a_mapping_with_all_that_is_needed_and_some_of_the_rest_is_right() -> None:
    assert errors_of(entry("key: a\ntext: Text\nflag: true\n", KEYS)) == []


@pytest.mark.parametrize(
    ("text", "error"),
    [
        ("key: a\n", "rad 1: Nyckeln ”text” saknas. Lägg till den."),
        ("kind: a\n", "rad 1: Nycklarna ”key” och ”text” saknas. Lägg till dem."),
        ("key: a\ntext: b\ntext: c\n", "rad 3: Nyckeln ”text” står två gånger. Ta bort den ena."),
        ("key: a\ntext: b\nflagg: true\n", "rad 3: Nyckeln ”flagg” är okänd. Menade du ”flag”?"),
        (
            "key: a\ntext: b\nzzz: true\n",
            "rad 3: Nyckeln ”zzz” är okänd. Det som kan stå här är: flag, key, kind, number, rows, text, words.",
        ),
    ],
)
def test_doubled_unknown_and_missing_keys_are_refused(text: str, error: str) -> None:
    assert errors_of(entry(text, KEYS)) == [error]


def test_three_missing_keys_are_named_in_one_sentence() -> None:
    assert errors_of(entry("d: 1\n", Keys(("c", "a", "b"), ("d",)))) == [
        "rad 1: Nycklarna ”a”, ”b” och ”c” saknas. Lägg till dem."
    ]


@pytest.mark.parametrize(
    ("value", "read", "expected"),
    [
        ("' Text '", lambda found: found.text("x"), " Text "),
        ("b", lambda found: found.one_of("x", ("a", "b")), "b"),
        ("true", lambda found: found.flag("x"), True),
        ("false", lambda found: found.flag("x", default=True), False),
        ("5", lambda found: found.whole_number("x", least=5, most=5), 5),
        ("-5", lambda found: found.whole_number("x", least=-5), -5),
        ("[a, b]", lambda found: list(found.texts("x")), [("a", 1), ("b", 1)]),
        ("[{y: 1}]", lambda found: [each.mapping for each in found.entries("x")], [{"y": 1}]),
    ],
)
def test_a_value_is_read_as_what_it_is(value: str, read: Read, expected: object) -> None:
    found = entry(f"x: {value}\n")
    assert read(found) == expected
    assert errors_of(found) == []


@pytest.mark.parametrize(
    ("read", "expected"),
    [
        (lambda found: found.text("x"), ""),
        (lambda found: found.text("x", default="annars"), "annars"),
        (lambda found: found.one_of("x", ("a", "b")), ""),
        (lambda found: found.one_of("x", ("a", "b"), default="a"), "a"),
        (lambda found: found.flag("x"), False),
        (lambda found: found.flag("x", default=True), True),
        (lambda found: found.whole_number("x", least=0), None),
        (lambda found: list(found.texts("x")), []),
        (lambda found: list(found.entries("x")), []),
    ],
)
def test_a_key_that_isnt_there_is_read_as_empty_and_is_no_error(read: Read, expected: object) -> None:
    found = entry("y: 1\n")
    assert read(found) == expected
    assert errors_of(found) == []


@pytest.mark.parametrize(
    ("value", "read", "message"),
    [
        (
            "2024-03-31",
            lambda found: found.text("x"),
            "”x” ska vara en text men är ”2024-03-31”. Sätt citattecken runt texten.",
        ),
        (
            "[a]",
            lambda found: found.text("x"),
            "”x” ska vara en text men är en lista. Sätt citattecken runt texten.",
        ),
        (
            "conut",
            lambda found: found.one_of("x", ("count", "share")),
            "”x” är ”conut” men ska vara något av: count, share. Menade du ”count”?",
        ),
        (
            "1",
            lambda found: found.one_of("x", ("count", "share")),
            "”x” är ”1” men ska vara något av: count, share.",
        ),
        ("ja", lambda found: found.flag("x"), "”x” ska vara true eller false men är ”ja”."),
        (
            "5",
            lambda found: found.whole_number("x", least=6),
            "”x” ska vara ett heltal, 6 eller större, men är ”5”.",
        ),
        (
            "8",
            lambda found: found.whole_number("x", least=6, most=7),
            "”x” ska vara ett heltal från 6 till 7 men är ”8”.",
        ),
        (
            "6.5",
            lambda found: found.whole_number("x", least=6, most=7),
            "”x” ska vara ett heltal från 6 till 7 men är ”6.5”.",
        ),
        (
            "true",
            lambda found: found.whole_number("x", least=0),
            "”x” ska vara ett heltal, 0 eller större, men är ”true”.",
        ),
        (
            "'6'",
            lambda found: found.whole_number("x", least=0),
            "”x” ska vara ett heltal, 0 eller större, men är ”6”. Ta bort citattecknen.",
        ),
        (
            "a",
            lambda found: list(found.texts("x")),
            "”x” ska vara en lista, där varje rad börjar med ett streck.",
        ),
        (
            "[5]",
            lambda found: list(found.texts("x")),
            "Varje rad i ”x” ska vara en text, men här står ”5”. Sätt citattecken runt texten.",
        ),
        (
            "[~]",
            lambda found: list(found.entries("x")),
            "Varje rad i ”x” ska ha nycklar och värden, men här står ingenting.",
        ),
        (
            f"[{'å' * 70}]",
            lambda found: list(found.entries("x")),
            f"Varje rad i ”x” ska ha nycklar och värden, men här står ”{'å' * 57}…”.",
        ),
    ],
)
def test_a_value_of_another_kind_is_refused_with_what_it_is_and_what_it_should_be(
    value: str, read: Read, message: str
) -> None:
    found = entry(f"x: {value}\n")
    read(found)
    assert errors_of(found) == [f"rad 1: {message}"]


READERS: list[Read] = [
    lambda found: found.text("x"),
    lambda found: found.one_of("x", ("a",)),
    lambda found: found.flag("x"),
    lambda found: found.whole_number("x", least=0),
    lambda found: list(found.texts("x")),
    lambda found: list(found.entries("x")),
]


@pytest.mark.parametrize("read", READERS)
@pytest.mark.parametrize(
    ("keys", "end"), [(Keys(("x",)), "."), (Keys(optional=("x",)), " eller ta bort nyckeln.")]
)
def test_a_key_without_a_value_is_refused_and_may_go_where_it_isnt_needed(
    read: Read, keys: Keys, end: str
) -> None:
    found = entry("x:\n", keys)
    read(found)
    assert errors_of(found) == [f"rad 1: ”x” är tom. Skriv ett värde{end}"]


@pytest.mark.parametrize(
    ("value", "read", "error"),
    [
        ("' '", lambda found: found.text("x"), "rad 1: ”x” är tom. Skriv en text."),
        ("[]", lambda found: list(found.entries("x")), "rad 1: ”x” är tom. Skriv minst en rad."),
        ("[]", lambda found: list(found.texts("x")), "rad 1: ”x” är tom. Skriv minst en rad."),
    ],
)
def test_an_empty_text_or_list_is_refused_only_where_the_key_is_needed(
    value: str, read: Read, error: str
) -> None:
    needed, optional = entry(f"x: {value}", Keys(("x",))), entry(f"x: {value}", Keys(optional=("x",)))
    read(needed)
    read(optional)
    assert (errors_of(needed), errors_of(optional)) == ([error], [])


def test_an_empty_word_is_none_of_a_few_even_where_the_key_isnt_needed() -> None:
    found = entry("x: ''\n", Keys(optional=("x",)))
    assert found.one_of("x", ("a", "b")) == ""
    assert errors_of(found) == ["rad 1: ”x” är ”” men ska vara något av: a, b."]


def test_the_rows_of_a_list_are_checked_each_by_itself() -> None:
    found = entry(
        """\
        rows:
        - key: a
          text: Ett
        - key: b
        - text: Tre
          kye: c
        - Fyra
        """
    )
    assert [row.text("text") for row in found.entries("rows", Keys(("key", "text")))] == ["Ett", "", "Tre"]
    assert errors_of(found) == [
        "rad 4: Nyckeln ”text” saknas. Lägg till den.",
        "rad 5: Nyckeln ”key” saknas. Lägg till den.",
        "rad 6: Nyckeln ”kye” är okänd. Menade du ”key”?",
        "rad 7: Varje rad i ”rows” ska ha nycklar och värden, men här står ”Fyra”.",
    ]


@pytest.mark.parametrize(
    ("text", "which", "errors"),
    [
        ("a: 1\n", "a", []),
        ("c: 1\n", "", ["rad 1: Raden saknar nyckel. Ange exakt en av a, b."]),
        ("b: 1\na: 1\n", "", ["rad 1: Raden har ”a” och ”b”. Ange exakt en av a, b."]),
    ],
)
def test_one_of_several_keys_says_what_a_row_is(text: str, which: str, errors: list[str]) -> None:
    found = entry(text)
    assert found.exactly_one_of(("a", "b")) == which
    assert errors_of(found) == errors


def test_what_stands_twice_is_refused_with_the_line_where_it_first_stood() -> None:
    found = entry("rows:\n- name: Ett\n- name: Två\n- name: ett\n- name: ETT\n")
    seen = Seen("Bladet", key="name")
    for row in found.entries("rows"):
        seen.add(row)
    assert errors_of(found) == [
        "rad 4: Bladet ”ett” finns redan på rad 2. Välj ett annat namn.",
        "rad 5: Bladet ”ETT” finns redan på rad 2. Välj ett annat namn.",
    ]


def test_what_has_no_name_or_none_that_can_be_read_stands_nowhere_twice() -> None:
    found = entry("rows: [{a: 1}, {a: 2}, {name: [x]}, {name: [x]}, {name: ''}, {name: ''}]\n")
    seen = Seen("Bladet", key="name")
    for row in found.entries("rows"):
        seen.add(row)
    assert errors_of(found) == []


def test_keys_are_each_named_once_with_the_needed_first() -> None:
    assert Keys(("b", "a"), ("c", "b")).all == ("b", "a", "c")


@pytest.mark.parametrize(
    ("word", "close", "close_or_all"),
    [
        ("conut", "Menade du ”count”?", "Menade du ”count”?"),
        ("zzz", "", "Det som finns är: count, share."),
    ],
)
def test_the_closest_word_is_suggested_or_all_are_named(word: str, close: str, close_or_all: str) -> None:
    known = ("count", "share", "count")
    assert (suggestion(word, known), suggestion_or_all(word, known)) == (close, close_or_all)


def test_where_there_is_nothing_to_choose_from_it_is_said() -> None:
    assert suggestion_or_all("count", ()) == "Det finns inget att välja på."


def lined(value: object) -> object:
    """A value as parse_yaml gives it, all of it on line 1."""
    if isinstance(value, list):
        rows = LinedList(1)
        rows += map(lined, value)
        rows.lines = [1] * len(value)
        return rows
    if isinstance(value, dict):
        mapping = LinedDict(1)
        mapping.update({key: lined(each) for key, each in value.items()})
        mapping.lines = dict.fromkeys(value, 1)
        return mapping
    return value


SCALARS = st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.dates()
ANYTHING = st.recursive(
    SCALARS, lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner), max_leaves=6
)


@given(ANYTHING)
def test_whatever_stands_there_is_read_or_refused_with_one_error_a_row(value: object) -> None:
    mapping = lined({"x": value})
    assert isinstance(mapping, LinedDict)
    for read in READERS:
        found = Entry(mapping, errors=ErrorList("fil.yaml"))
        read(found)
        assert found.errors.count <= (max(1, len(value)) if isinstance(value, list) else 1)
