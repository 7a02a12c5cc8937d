"""Where an RSS's kommuner are, by name: what is approved, sent in, missing and declined told apart."""

from questionnaires.models import State
from questionnaires.selectors.coordinator.aggregate import RssCounts


def standing_of(counts: RssCounts) -> list[tuple[str, tuple[str, ...]]]:
    """State → the kommuner in it, by name, in the order in which a response passes through the workflow backwards."""
    order = (
        State.APPROVED,
        State.REOPENED,
        State.IN_REVIEW,
        State.SUBMITTED,
        State.RETURNED,
        State.DRAFT,
        State.NOT_STARTED,
        State.DECLINED,
    )
    found = [(state.value, tuple(each.name for each in counts.in_states(state))) for state in order]
    return [(state, names) for state, names in found if names]
