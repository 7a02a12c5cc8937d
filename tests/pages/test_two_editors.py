"""Two colleagues answer the same questions in any order: what a page says is saved is stored, and nobody overwrites
what they haven't seen."""

from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.examples import examples
from tests.pages import answering
from tests.pages.answering import page_of

CELLS = ("insatser.kontakt", "insatser.team")
ACTS = st.lists(
    st.tuples(
        st.sampled_from([0, 1]),
        st.sampled_from(CELLS),
        st.sampled_from(["initierat", "forstarkt", "nej", "", "mine", "keep", "reload"]),
    ),
    min_size=4,
    max_size=16,
)


@dataclass
class Editor:
    """An open page. shown: what it shows chosen; token: what it posts back; beside: of a conflict, what stands now."""

    client: Client
    address: str
    autosave: str
    shown: dict[str, str] = field(default_factory=dict)
    token: dict[str, str] = field(default_factory=dict)
    beside: dict[str, str] = field(default_factory=dict)
    seen: dict[str, str] = field(default_factory=dict)

    def reload(self) -> None:
        page = page_of(self.client.get(self.address).content)
        for cell in CELLS:
            self.shown[cell] = self.seen[cell] = next(iter(page.get(cell, [])), "")
            self.token[cell] = page[f"{cell}:v"][0]
        self.beside = {}

    def choose(self, cell: str, choice: str, **more: str) -> dict[str, Any]:
        """What the page is told of it."""
        self.shown[cell] = choice
        posted = {cell: choice} if choice else {}
        if cell in self.beside:
            posted[f"{cell}:now"] = self.beside[cell]
        answer = self.client.post(self.autosave, posted | {f"{cell}:v": self.token[cell]} | more)
        told: dict[str, Any] = answer.json()["cells"].get(cell, {})
        return told


def stored(desk: answering.Desk, cell: str) -> tuple[str, int]:
    kept = desk.response.cells.get(cell, {"answer": None, "version": 0})
    return (kept["answer"] or {}).get("choice", ""), kept["version"]


@settings(
    max_examples=examples(30),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(acts=ACTS)
def test_what_is_called_saved_is_stored_and_nothing_unseen_is_overwritten(country: None, acts: Any) -> None:
    with transaction.atomic():
        desk = answering.desk_2030()
        editors = [
            Editor(desk.client(who), desk.address("arbete"), desk.autosave) for who in (desk.anna, desk.per)
        ]
        for editor in editors:
            editor.reload()
        for who, cell, act in acts:
            act_and_check(desk, editors[who], cell, act)
        transaction.set_rollback(True)


def act_and_check(desk: answering.Desk, editor: Editor, cell: str, act: str) -> None:
    before, version = stored(desk, cell)
    if act in ("reload", "keep") or (act == "mine" and cell not in editor.beside):
        return editor.reload()
    more = {"mine": cell} if act == "mine" else {}
    told = editor.choose(cell, editor.shown[cell] if act == "mine" else act, **more)
    now, _version = stored(desk, cell)
    editor.token[cell] = told["token"]
    if told["conflict"]:
        assert now == before
        editor.beside[cell], editor.seen[cell] = str(version), before
        return None
    assert now == editor.shown[cell]
    assert now == before or editor.seen[cell] == before
    editor.beside.pop(cell, None)
    editor.seen[cell] = now
    return None
