"""The site's settings, with the bare views of section_site beside it."""

from surveyapp.settings import *  # noqa: F403 - all of them

ROOT_URLCONF = "section_site"
