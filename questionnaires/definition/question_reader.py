"""Reads one question of a definition file."""

from collections.abc import Mapping
from decimal import Decimal

from questionnaires.conditions import Condition, ConditionError, parse_condition
from questionnaires.definition.entry import QuestionnaireEntry
from questionnaires.question_types import TYPES, QuestionType, type_of
from questionnaires.question_types.numbers import MOST_DECIMALS, decimals_of
from questionnaires.question_types.terms import whole_year_of
from questionnaires.questions import Choice, Column, Item, Question
from reading.entry import Keys, Seen
from reading.suggestion import suggestion

ATTRIBUTES = frozenset().union(*(kind.attributes for kind in TYPES.values()))
# What stands in the lists of a question.
PART = Keys(("key", "text"))
SPECIAL = Keys(PART.needed, ("whole_year",))
CHOICE = Keys(PART.needed, ("specify", "exclusive", "negative"))
# The types whose items may ask for a text, and those whose items may be left empty.
ITEMS_SPECIFY = frozenset({"choice_grid", "tick_grid"})
ITEMS_REQUIRED = frozenset({"number_list"})


def read_question(entry: QuestionnaireEntry, *, lists: Mapping[str, tuple[Choice, ...]]) -> Question | None:
    """The question, as much of it as can be read; None where its type isn't one."""
    kind = entry.one_of("type", TYPES)
    if not kind:
        entry.check_keys(Keys(QuestionType.needs, ATTRIBUTES))
        return None
    _check_attributes(entry, kind)
    question = Question(
        key=entry.key(),
        type=kind,
        text=entry.wording("text"),
        help=entry.wording("help"),
        required=entry.flag("required"),
        choices=_choices(entry, lists),
        items=_items(entry, kind),
        columns=tuple(Column(part.key(), part.wording("text")) for part in _parts(entry, "columns", PART)),
        max_choices=entry.whole_number("max_choices", least=1, most=1000),
        unit=entry.wording("unit"),
        min=entry.number("min"),
        max=entry.number("max"),
        decimals=entry.whole_number("decimals", least=0, most=MOST_DECIMALS) or 0,
        special=tuple(
            Choice(part.key(), part.wording("text"), whole_year=part.flag("whole_year"))
            for part in _parts(entry, "special", SPECIAL if kind == "number_list" else PART)
        ),
        show_if=_condition(entry),
        line=entry.line,
    )
    _check_limits(entry, question)
    _check_choices(entry, question)
    _check_whole_year(entry, question)
    return question


def read_choices(entry: QuestionnaireEntry, key: str) -> tuple[Choice, ...]:
    """The choices in a list of the entry."""
    return tuple(
        Choice(
            key=part.key(),
            text=part.wording("text"),
            specify=part.flag("specify"),
            exclusive=part.flag("exclusive"),
            negative=part.flag("negative"),
        )
        for part in _parts(entry, key, CHOICE)
    )


def _check_attributes(entry: QuestionnaireEntry, kind: str) -> None:
    """Unknown keys, and known ones that belong to other types."""
    allowed = TYPES[kind].attributes
    for key in entry.mapping:
        if key in ATTRIBUTES and key not in allowed:
            others = ", ".join(name for name, other in TYPES.items() if key in other.attributes)
            entry.error(key, f"”{key}” hör inte till frågor av typen {kind}, bara till: {others}.")
    entry.check_keys(Keys(TYPES[kind].needs, allowed | (ATTRIBUTES & entry.mapping.keys())))


def _parts(entry: QuestionnaireEntry, key: str, keys: Keys) -> list[QuestionnaireEntry]:
    """The entries of a list of choices, items or columns, their keys checked."""
    parts = list(entry.entries(key, keys))
    seen = Seen("Nyckeln")
    for part in parts:
        seen.add(part)
    return parts


def _choices(entry: QuestionnaireEntry, lists: Mapping[str, tuple[Choice, ...]]) -> tuple[Choice, ...]:
    named = entry.mapping.get("choices")
    if not isinstance(named, str):
        return read_choices(entry, "choices")
    if named not in lists:
        known = suggestion(named, lists) or f"Listorna är: {', '.join(lists) or 'inga'}."
        entry.error("choices", f"Svarslistan ”{named}” finns inte bland ”choice_lists”. {known}")
    return lists.get(named, ())


def _items(entry: QuestionnaireEntry, kind: str) -> tuple[Item, ...]:
    specify = ("specify",) if kind in ITEMS_SPECIFY else ()
    required = ("required",) if kind in ITEMS_REQUIRED else ()
    return tuple(
        Item(
            key=part.key(),
            text=part.wording("text"),
            specify=part.flag("specify"),
            required=part.flag("required", default=True),
        )
        for part in _parts(entry, "items", Keys(PART.needed, (*specify, *required)))
    )


def _condition(entry: QuestionnaireEntry) -> Condition | None:
    text = entry.text("show_if")
    if not text:
        return None
    try:
        return parse_condition(text)
    except ConditionError as error:
        entry.error("show_if", f"Villkoret kan inte läsas. {error}")
        return None


def _check_limits(entry: QuestionnaireEntry, question: Question) -> None:
    if question.min is not None and question.max is not None and question.min > question.max:
        message = f"”min” ({question.min}) är större än ”max” ({question.max}). Inget tal går att svara."
        entry.error("min", message)
    for key, limit in (("min", question.min), ("max", question.max)):
        if limit is not None and decimals_of(_shortest(limit)) > question.decimals:
            found = f"”{key}” är {limit}, men frågan tar emot {question.decimals} decimaler"
            entry.error(key, f"{found}. Ändra ”{key}” eller ”decimals”.")


def _check_choices(entry: QuestionnaireEntry, question: Question) -> None:
    if question.max_choices is not None and question.choices and question.max_choices > len(question.choices):
        count = f"{question.max_choices} svar, men frågan har bara {len(question.choices)}"
        entry.error("max_choices", f"”max_choices” tillåter {count}.")
    if question.type != "multiple_choice":
        for choice in question.choices:
            if choice.exclusive:
                message = (
                    f"Svaret ”{choice.key}” är ”exclusive”, vilket bara betyder något i multiple_choice."
                )
                entry.error("choices", f"{message} Ta bort ”exclusive” eller ge frågan en egen svarslista.")


def _check_whole_year(entry: QuestionnaireEntry, question: Question) -> None:
    """Somewhere the year's number has to be given, and a term's row has to be there to say so of."""
    if any(special.whole_year for special in question.special) and not any(
        whole_year_of(cell) for cell in type_of(question).cells(question)
    ):
        message = (
            "”whole_year” förutsätter rader för en termin och för hela året, till exempel ”bidrag_vt” och"
        )
        entry.error("special", f"{message} ”bidrag_ar”.")


def _shortest(number: Decimal) -> Decimal:
    """Without trailing zeros after the decimal point: YAML's 100.0 is the limit 100."""
    return number.normalize()
