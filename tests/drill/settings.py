"""The settings of the drill's processes: the product's, with the drill's job."""

from surveyapp.settings import *  # noqa: F403 - the product's settings and one change
from surveyapp.settings import JOB_HANDLERS as OURS

JOB_HANDLERS = {**OURS, "drill": "tests.drill.handlers.work"}
