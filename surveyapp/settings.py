"""Every setting, read from the environment. Secure unless DEBUG; what is missing is said at start.

docs/settings.md tells what each is for; a test holds it complete.
"""

from pathlib import Path
from urllib.parse import urlsplit

import environ
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

from surveyapp.logs import logging_settings

BASE_DIR = Path(__file__).resolve().parent.parent
env = environ.Env()

DEBUG = env.bool("DEBUG", default=False)
# Shows the banner about constructed answers, and one named user per role on the sign-in page.
DEMO = env.bool("DEMO", default=False)
if DEMO and not DEBUG:
    raise ImproperlyConfigured("DEMO=1 lets anybody sign in without a password: it needs DEBUG=1.")

SECRET_KEY = env.str("SECRET_KEY", default="only-for-development" if DEBUG else "")
if not SECRET_KEY:
    raise ImproperlyConfigured("Set SECRET_KEY to a long random text, or DEBUG=1 for development.")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["localhost", "127.0.0.1", "[::1]"] if DEBUG else [])
if not ALLOWED_HOSTS:
    raise ImproperlyConfigured("Set ALLOWED_HOSTS to the names the site is reached by, or DEBUG=1.")

PRODUCT_NAME = env.str("PRODUCT_NAME", default="Samsvar – insamling och uppföljning")
AGENCY_NAME = env.str("AGENCY_NAME", default="Socialstyrelsen")
# The site's own address, as links in mails begin.
SITE_ADDRESS = env.str(
    "SITE_ADDRESS",
    default=f"http://localhost:{env.str('PORT', default='8000')}"
    if DEBUG
    else f"https://{ALLOWED_HOSTS[0].lstrip('.')}",
).rstrip("/")
if "*" in SITE_ADDRESS:
    raise ImproperlyConfigured("Set SITE_ADDRESS to the address of the start page: mails link to it.")
# Where people write about accessibility and personal data; empty names the agency only.
CONTACT_EMAIL = env.str("CONTACT_EMAIL", default="")
# Who supervises the accessibility law, and where one reports to them: agencies change names and addresses.
ACCESSIBILITY_SUPERVISOR = env.str(
    "ACCESSIBILITY_SUPERVISOR", default="Myndigheten för digital förvaltning (Digg)"
)
ACCESSIBILITY_REPORT_ADDRESS = env.str(
    "ACCESSIBILITY_REPORT_ADDRESS", default="https://www.digg.se/tdosanmalan"
)

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "csp",
    "surveyapp",
    "records",
    "accounts",
    "questionnaires",
    "exports",
    # After ours, whose templates stand before theirs.
    "crispy_forms",
    "crispy_bootstrap5",
]
CRISPY_ALLOWED_TEMPLATE_PACKS = CRISPY_TEMPLATE_PACK = "bootstrap5"

MIDDLEWARE = [
    "surveyapp.request_log.log_request",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    # Before the session asks the database for what a cookie says.
    "surveyapp.without_nul.WithoutNul",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "surveyapp.no_store.keep_nothing",
    "surveyapp.language.choose_language",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "csp.middleware.CSPMiddleware",
]

ROOT_URLCONF = "surveyapp.urls"
WSGI_APPLICATION = "surveyapp.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "surveyapp.context.site",
            ],
        },
    },
]

# SQLite in WAL mode with IMMEDIATE transactions: a writer waits for its turn instead of failing half-way. A thread
# keeps its connection between requests: the last to close one copies the whole log into the database.
# PostgreSQL through a pool per process, as large as the process has threads that ask at the same time.
DATABASES = {"default": env.db_url("DATABASE_URL", default=f"sqlite:///{BASE_DIR / 'var' / 'db.sqlite3'}")}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    DATABASES["default"]["CONN_MAX_AGE"] = 60
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;",
    }
else:
    # Asked whether it lives before it is lent: a database that was started again costs nobody an error. For each that
    # doesn't, the pool waits twice as long (1, 2, 4 s), so those that nobody uses are given back, one each half minute.
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
    DATABASES["default"]["OPTIONS"] = {
        **DATABASES["default"].get("OPTIONS", {}),
        "pool": {
            "min_size": 1,
            "max_size": env.int("DATABASE_POOL", default=4),
            "timeout": 20,
            "max_idle": 30,
        },
    }
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["accounts.backend.PeopleBackend"]
LOGIN_URL = "sign_in"
LOGIN_REDIRECT_URL = "home"
LOGOUT_REDIRECT_URL = "sign_in"
CSRF_FAILURE_VIEW = "surveyapp.views.form_expired"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]

LANGUAGE_CODE = "sv"
LANGUAGES = [("sv", "Svenska"), ("en", "English")]
LOCALE_PATHS = [BASE_DIR / "surveyapp" / "locale"]
FORMAT_MODULE_PATH = ["surveyapp.formats"]
TIME_ZONE = "Europe/Stockholm"
USE_TZ = True

# The largest file that can be sent along with an answer. Files are kept in the database (docs/decisions/0008).
ATTACHMENT_MOST_BYTES = env.int("ATTACHMENT_MOST_BYTES", default=10_000_000)

# The most that is taken of a page without its files, and of its fields. What is typed beyond a question's own limit is
# kept and said at the question, so nobody loses it; a page of ours has no room for what is refused here.
DATA_UPLOAD_MAX_MEMORY_SIZE = 5_000_000
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000

# The least count of kommuner that national staff see for one RSS, in what a number was counted from and in its report.
# 1 shows all; national totals are always shown.
SMALLEST_GROUP = env.int("SMALLEST_GROUP", default=1)
if SMALLEST_GROUP < 1:
    raise ImproperlyConfigured("SMALLEST_GROUP is a number of kommuner: 1 (nothing is hidden) or more.")

STATIC_URL = "static/"
STATIC_ROOT = BASE_DIR / "var" / "static"
if not DEBUG:
    STORAGES = {
        "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
        "staticfiles": {"BACKEND": "surveyapp.static_files.StaticFiles"},
    }

# What each kind of background job runs: a function of the job (records.jobs.run_job calls it).
JOB_HANDLERS = {
    "digests": "questionnaires.jobs.give_digests",
    "mail": "records.mail.send_mail",
    "reminders": "questionnaires.jobs.give_reminders",
    "round_opened": "questionnaires.jobs.write_opening",
    "open_round": "questionnaires.jobs.open_round",
    "sign_in_link": "accounts.sign_in_links.send_link",
    "workbook": "exports.jobs.make_workbook",
}
# Seconds that a worker may be silent before another takes its job over.
JOB_LEASE_SECONDS = env.int("JOB_LEASE_SECONDS", default=30)
# Seconds after which a Celery worker gives up a job. The broker waits longer before it hands one out again.
JOB_MOST_SECONDS = env.int("JOB_MOST_SECONDS", default=1800)
# Redis or Valkey: the broker that carries jobs' numbers to Celery's workers, and the cache. Without it, workers
# find the jobs in the database (manage.py worker), and each process caches for itself.
REDIS_URL = env.str("REDIS_URL", default="")
# Told a job's number once the job is committed.
JOB_SENDER = "surveyapp.celery.send_job" if REDIS_URL else None
if REDIS_URL:
    CACHES = {
        "default": {
            "BACKEND": "django.core.cache.backends.redis.RedisCache",
            "LOCATION": REDIS_URL,
            "KEY_PREFIX": "cache",
        }
    }

# Mail: smtp+tls://USER:PASSWORD@HOST:587, smtp://HOST:25 …; in development mails are printed where the worker runs.
vars().update(env.email_url("EMAIL_URL", default="consolemail://" if DEBUG else "smtp://localhost:25"))
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = env.str(
    "MAIL_FROM",
    default=f"{PRODUCT_NAME.partition(' – ')[0]} <noreply@{urlsplit(SITE_ADDRESS).hostname}>",
)
# Makes what a mail may tell only its recipient (a sign-in link), at the moment when it is sent.
MAIL_SECRET = "accounts.sign_in_links.link_address"  # noqa: S105 - a function's name

# JSON lines on stderr; in development readable ones, and only what somebody should look at.
LOG_LEVEL = env.str("LOG_LEVEL", default="WARNING" if DEBUG else "INFO")
LOGGING = logging_settings(readable=DEBUG, level=LOG_LEVEL)

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    },
}
X_FRAME_OPTIONS = "DENY"
# A proxy in front of us says who asks (X-Forwarded-For) and how (X-Forwarded-Proto).
BEHIND_PROXY = env.bool("BEHIND_PROXY", default=False)
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_AGE = 60 * 60 * 12
if not DEBUG:
    # Probes come to the process itself, not through the proxy.
    SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
    SECURE_SSL_REDIRECT = env.bool("SECURE_SSL_REDIRECT", default=True)
    SECURE_HSTS_SECONDS = env.int("SECURE_HSTS_SECONDS", default=60 * 60 * 24 * 365)
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    SECURE_HSTS_PRELOAD = True
    SESSION_COOKIE_SECURE = True
    CSRF_COOKIE_SECURE = True
    if BEHIND_PROXY:
        SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

# The demonstration is set up as in development, but shows the product's own pages for errors, not Django's.
if DEMO:
    DEBUG = False
    WHITENOISE_USE_FINDERS = True
