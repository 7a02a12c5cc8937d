"""What is asked, answered and agreed, as the database keeps it. Every write is a service's."""

from questionnaires.models.aggregates import Aggregate, AggregateVersion, CountedSubmission
from questionnaires.models.beside import Attachment, Explanation
from questionnaires.models.responses import (
    AnswerChange,
    Response,
    State,
    Step,
    Submission,
    SubmissionQuerySet,
)
from questionnaires.models.rounds import FrameMember, Questionnaire, Round, RoundState
from questionnaires.models.together import Assignment, Comment, Side, Thread, ThreadState

__all__ = [
    "Aggregate",
    "AggregateVersion",
    "AnswerChange",
    "Assignment",
    "Attachment",
    "Comment",
    "CountedSubmission",
    "Explanation",
    "FrameMember",
    "Questionnaire",
    "Response",
    "Round",
    "RoundState",
    "Side",
    "State",
    "Step",
    "Submission",
    "SubmissionQuerySet",
    "Thread",
    "ThreadState",
]
