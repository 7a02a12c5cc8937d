"""The web process: a server such as gunicorn loads `application`."""

import os

from django.core.wsgi import get_wsgi_application

from surveyapp.whole_body import with_whole_bodies

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "surveyapp.settings")
application = with_whole_bodies(get_wsgi_application())
