"""The workflow as a table: who may do what in which state, and where it leads. The rules ask it."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy

from accounts.models import OrganisationKind, Role
from questionnaires.models import State

KOMMUN, REGION, RSS = OrganisationKind.KOMMUN, OrganisationKind.REGION, OrganisationKind.RSS


@dataclass(frozen=True)
class Transition:
    """One row of the workflow: for respondents of these kinds, an action leads from one of `sources` to `target`.

    actors: whose it is: "own" (the organisation's own `roles`), "rss" (its RSS's coordinator) or "national" (a
    national officer). An `edits` action changes answers, and is shut when the round is closed. One that `recounts`
    changes what the RSS's aggregate counts, and is shut while that is sent in.
    """

    action: str
    kinds: tuple[OrganisationKind, ...]
    sources: tuple[State, ...]
    target: State
    actors: str
    roles: tuple[Role, ...] = ()
    needs_reason: bool = False
    edits: bool = False
    recounts: bool = False
    in_place: bool | None = False
    untouched: bool = False
    unopposed: bool = False


ANSWERING = (Role.RESPONDENT, Role.SIGNER)
OWN_KINDS = (KOMMUN, REGION)
ASKED_KINDS = (*OWN_KINDS, RSS)
EDITED = (State.DRAFT, State.RETURNED, State.REOPENED)
SENT = (State.SUBMITTED, State.IN_REVIEW)
OPENED = (State.RETURNED, State.REOPENED)
NEVER_SENT = (State.NOT_STARTED, State.DRAFT)
UNSENT = (State.NOT_STARTED, *EDITED)
# What stands sent in: not what has been returned. Of what is reopened the old submission stands until the new one.
STANDING = (*SENT, State.APPROVED, State.ACCEPTED, State.REOPENED)
# What counts nationally of a region and of an RSS: what has been returned counts for nothing until it comes again.
NATIONALLY_COUNTED = (*SENT, State.ACCEPTED, State.REOPENED)
# What an RSS does when it wants its report opened: a step that leads nowhere by itself.
ASK_TO_REOPEN = "ask_to_reopen"


# An RSS's own answers are saved here; they are submitted, returned and accepted with its aggregate (kind RSS below
# stands for both). Saving leaves a returned or reopened response in its state until it is submitted again.
TRANSITIONS: tuple[Transition, ...] = (
    Transition("save", OWN_KINDS, (State.NOT_STARTED,), State.DRAFT, "own", ANSWERING, edits=True),
    *(Transition("save", OWN_KINDS, (state,), state, "own", ANSWERING, edits=True) for state in EDITED),
    Transition("save", (RSS,), (State.NOT_STARTED,), State.DRAFT, "own", (Role.COORDINATOR,), edits=True),
    *(
        Transition("save", (RSS,), (state,), state, "own", (Role.COORDINATOR,), edits=True)
        for state in EDITED
    ),
    Transition("submit", OWN_KINDS, EDITED, State.SUBMITTED, "own", (Role.SIGNER,), edits=True),
    # Back to where it was before it was submitted.
    *(
        Transition("take_back", OWN_KINDS, (State.SUBMITTED,), state, "own", (Role.SIGNER,), edits=True)
        for state in EDITED
    ),
    Transition(
        "decline",
        OWN_KINDS,
        (State.NOT_STARTED, State.DRAFT),
        State.DECLINED,
        "own",
        ANSWERING,
        needs_reason=True,
        edits=True,
    ),
    Transition("resume", OWN_KINDS, (State.DECLINED,), State.DRAFT, "own", ANSWERING, edits=True),
    Transition("start_review", (KOMMUN,), (State.SUBMITTED,), State.IN_REVIEW, "rss", in_place=None),
    Transition("return", (KOMMUN,), SENT, State.RETURNED, "rss", needs_reason=True, in_place=None),
    Transition(
        "approve", (KOMMUN,), SENT, State.APPROVED, "rss", recounts=True, in_place=None, unopposed=True
    ),
    Transition(
        "reopen",
        (KOMMUN,),
        (State.APPROVED,),
        State.REOPENED,
        "rss",
        needs_reason=True,
        recounts=True,
        in_place=None,
    ),
    # Mending is reviewing: what has been mended is objected to, not taken back.
    Transition("mend", (KOMMUN,), SENT, State.IN_REVIEW, "rss", needs_reason=True, edits=True, in_place=None),
    # A kommun that answered by mail: the coordinator answers in its place, until it answers itself.
    Transition(
        "enter",
        (KOMMUN,),
        (State.NOT_STARTED, State.DRAFT, State.DECLINED),
        State.DRAFT,
        "rss",
        edits=True,
        untouched=True,
    ),
    *(Transition("save", (KOMMUN,), (state,), state, "rss", edits=True, in_place=True) for state in EDITED),
    Transition(
        "submit", (KOMMUN,), EDITED, State.SUBMITTED, "rss", needs_reason=True, edits=True, in_place=True
    ),
    *(
        Transition("take_back", (KOMMUN,), (State.SUBMITTED,), state, "rss", edits=True, in_place=True)
        for state in EDITED
    ),
    *(
        Transition("take_over", (KOMMUN,), (state,), state, "own", ANSWERING, edits=True, in_place=True)
        for state in EDITED
    ),
    Transition("start_review", (REGION, RSS), (State.SUBMITTED,), State.IN_REVIEW, "national"),
    Transition("return", (REGION, RSS), SENT, State.RETURNED, "national", needs_reason=True),
    Transition("accept", (REGION, RSS), SENT, State.ACCEPTED, "national"),
    Transition(
        "reopen", (REGION, RSS), (*SENT, State.ACCEPTED), State.REOPENED, "national", needs_reason=True
    ),
    Transition("submit", (RSS,), EDITED, State.SUBMITTED, "own", (Role.COORDINATOR,), edits=True),
)

# What can't be done, after "Svaret kan inte …".
PASSIVES = {
    "save": gettext_lazy("ändras"),
    "submit": gettext_lazy("lämnas in"),
    "take_back": gettext_lazy("tas tillbaka"),
    "decline": gettext_lazy("markeras som avstår"),
    "resume": gettext_lazy("återupptas"),
    "start_review": gettext_lazy("börja granskas"),
    "return": gettext_lazy("skickas tillbaka för komplettering"),
    "approve": gettext_lazy("godkännas"),
    "accept": gettext_lazy("tas emot"),
    "reopen": gettext_lazy("låsas upp"),
    "mend": gettext_lazy("rättas"),
    "enter": gettext_lazy("fyllas i åt kommunen"),
    "take_over": gettext_lazy("tas över"),
}

# Who can open what is locked, by the state that locks it.
WAYS_OUT = {
    State.SUBMITTED: gettext_lazy("Det kan tas tillbaka tills granskningen har börjat."),
    State.IN_REVIEW: gettext_lazy("Den som granskar kan skicka tillbaka det."),
    State.APPROVED: gettext_lazy("Samordnaren i RSS kan låsa upp det."),
    State.ACCEPTED: gettext_lazy("En nationell handläggare kan låsa upp det."),
    State.DECLINED: gettext_lazy("Återuppta det först."),
}
