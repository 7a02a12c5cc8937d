"""Two addresses for whoever watches over the processes: does this one live, and does the whole service work?"""

import logging
from datetime import timedelta

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache

from records.sending import are_jobs_taken

logger = logging.getLogger(__name__)

# How long a job may wait while no worker shows a sign of life.
WAIT = timedelta(seconds=60)
OK = "ok"


@never_cache
def healthz(request: HttpRequest) -> HttpResponse:
    """This process answers. Asks nothing else: a database that is away is no reason to start it again."""
    return JsonResponse({"status": OK})


@never_cache
def readyz(request: HttpRequest) -> HttpResponse:
    """Each part that the service needs, in a word; 503 when one of them fails. Says nothing that is secret."""
    parts = {"database": _database()}
    if parts["database"] == OK:
        parts |= {"migrations": _migrations(), "workers": _workers()}
    if settings.REDIS_URL:
        parts["broker"] = _broker()
    ready = set(parts.values()) == {OK}
    return JsonResponse({"status": OK if ready else "not ready", **parts}, status=200 if ready else 503)


def _database() -> str:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        logger.warning("Not ready: the database doesn't answer.", exc_info=True)
        return "doesn't answer"
    return OK


def _migrations() -> str:
    executor = MigrationExecutor(connection)
    return "not applied" if executor.migration_plan(executor.loader.graph.leaf_nodes()) else OK


def _workers() -> str:
    try:
        return OK if are_jobs_taken(within=WAIT) else "no worker has taken a job that waits"
    except DatabaseError:
        # The table isn't there yet: the migrations say so.
        return "unknown"


def _broker() -> str:
    # Here: a service without a broker doesn't load Celery.
    from surveyapp.celery import is_broker_there

    return OK if is_broker_there() else "doesn't answer"
