"""gunicorn as compose.yaml runs it. Its lines look as ours do; requests are logged by surveyapp.request_log."""

from surveyapp.logs import logging_settings

bind = "0.0.0.0:8000"
workers = 2
threads = 4
# A thread has a connection of the pool while it answers: DATABASE_POOL shouldn't be less than threads.
worker_class = "gthread"
timeout = 60
graceful_timeout = 30
# Where there is no tmpfs at /tmp, a slow disk would make a process that lives look dead.
worker_tmp_dir = "/dev/shm"  # noqa: S108 - the file is gunicorn's own, without a name
# A process is replaced now and then, so that memory that leaks is given back.
max_requests = 5000
max_requests_jitter = 500
# Nothing is told to a running gunicorn but by signals.
control_socket_disable = True
logconfig_dict = {
    **logging_settings(readable=False, level="INFO"),
    "loggers": {"gunicorn.error": {"level": "INFO", "handlers": [], "propagate": True}},
}
