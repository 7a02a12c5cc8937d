"""The site's settings, with the bare views of board_site beside it."""

from surveyapp.settings import *  # noqa: F403 - all of them

ROOT_URLCONF = "board_site"
