"""A state in words, with its shape: colour is never alone in telling it."""

from django import template
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from questionnaires.models import RoundState, State
from questionnaires.transitions import ASK_TO_REOPEN

register = template.Library()

SHAPES = {
    State.NOT_STARTED: "○",
    State.DRAFT: "◐",
    State.SUBMITTED: "●",
    State.IN_REVIEW: "●",
    State.RETURNED: "▲",
    State.APPROVED: "✓",
    State.ACCEPTED: "✓",
    State.REOPENED: "◐",
    State.DECLINED: "⊘",
}
PARTS = {
    "not_started": ("○", State.NOT_STARTED.label),
    "started": ("◐", State.DRAFT.label),
    "done": ("✓", _("Klar")),
    "wrong": ("▲", _("Behöver rättas")),
}
ROUNDS = {
    RoundState.DRAFT: "○",
    RoundState.OPEN: "◐",
    RoundState.CLOSED: "●",
    RoundState.PUBLISHED: "✓",
}
MILESTONES = {
    "done": ("✓", _("Klart")),
    "next": ("▸", _("Härnäst")),
    "later": ("○", _("Senare")),
    "skipped": ("⊘", _("Stängdes innan dess")),
}
READY = ("◕", _("Klar att lämna in"))
# What was done, by the action of a Step.
STEPS = {
    "save": _("Påbörjad"),
    "submit": _("Inlämnad"),
    "take_back": _("Tillbakatagen"),
    "decline": _("Avstår"),
    "resume": _("Återupptagen"),
    "start_review": _("Granskning påbörjad"),
    "return": _("Komplettering begärd"),
    "approve": _("Godkänd"),
    "accept": _("Mottagen"),
    "reopen": _("Upplåst"),
    ASK_TO_REOPEN: _("RSS bad om upplåsning"),
    "mend": _("Rättad av samordnaren"),
    "enter": _("Samordnaren börjar fylla i åt kommunen"),
    "take_over": _("Kommunen svarar själv"),
}


@register.simple_tag
def state_mark(state: str, *, ready: bool = False) -> SafeString:
    """The state's shape and word; `ready` where answers that can be changed lack nothing for being sent in."""
    shape, word = READY if ready else (SHAPES[State(state)], State(state).label)
    return _mark("ready" if ready else state, shape, word)


@register.simple_tag
def part_mark(state: str) -> SafeString:
    """The shape and word of a section's state (progress.PartState)."""
    return _mark(state, *PARTS[state])


@register.filter
def step_word(action: str) -> str:
    """What a step did."""
    return str(STEPS[action])


@register.simple_tag
def round_mark(state: str) -> SafeString:
    """The shape and word of a round's state."""
    return _mark(f"round-{state}", ROUNDS[RoundState(state)], RoundState(state).label)


@register.simple_tag
def milestone_mark(progress: str) -> SafeString:
    """The shape and word of how far a round has come in its timeline: "done", "next", "later" or "skipped"."""
    return _mark(progress, *MILESTONES[progress])


def _mark(kind: str, shape: str, word: str | Promise) -> SafeString:
    return format_html(
        '<span class="state state-{}"><span aria-hidden="true">{}</span> {}</span>',
        kind,
        shape,
        word,
    )
