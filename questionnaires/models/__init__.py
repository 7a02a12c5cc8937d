"""What is asked, answered and agreed, as the database keeps it. Every write is a service's."""

from questionnaires.models.aggregates import (
    Aggregate,
    AggregateVersion,
    CountedSubmission,
    DirectCounts,
    Summary,
)
from questionnaires.models.beside import Attachment, Explanation
from questionnaires.models.deadlines import Deadline, Extension, FrameAction, FrameChange
from questionnaires.models.mails import MailText, Reminder, ReminderGiven
from questionnaires.models.responses import (
    AnswerChange,
    InPlace,
    Response,
    State,
    Step,
    Submission,
    SubmissionQuerySet,
)
from questionnaires.models.rounds import (
    TRIAL_SUFFIX,
    TRIAL_TITLE,
    FrameMember,
    Questionnaire,
    Round,
    RoundState,
)
from questionnaires.models.together import Assignment, Comment, Side, Thread, ThreadState, Told

__all__ = [
    "TRIAL_SUFFIX",
    "TRIAL_TITLE",
    "Aggregate",
    "AggregateVersion",
    "AnswerChange",
    "Assignment",
    "Attachment",
    "Comment",
    "CountedSubmission",
    "Deadline",
    "DirectCounts",
    "Explanation",
    "Extension",
    "FrameAction",
    "FrameChange",
    "FrameMember",
    "InPlace",
    "MailText",
    "Questionnaire",
    "Reminder",
    "ReminderGiven",
    "Response",
    "Round",
    "RoundState",
    "Side",
    "State",
    "Step",
    "Submission",
    "SubmissionQuerySet",
    "Summary",
    "Thread",
    "ThreadState",
    "Told",
]
