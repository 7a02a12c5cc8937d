"""The web process: a server such as gunicorn loads `application`."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "surveyapp.settings")
application = get_wsgi_application()
