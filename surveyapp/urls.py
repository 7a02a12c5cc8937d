"""Every address. Each is in the truth table of tests/pages/test_addresses.py: who meets what there."""

from django.urls import include, path
from django.views.i18n import set_language

from surveyapp import health, views

urlpatterns = [
    path("", views.home, name="home"),
    path("tillganglighet/", views.accessibility, name="accessibility"),
    path("personuppgifter/", views.privacy, name="privacy"),
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    path("sprak/", set_language, name="set_language"),
    path("", include("accounts.urls")),
    path("svar/", include("questionnaires.urls.respondent")),
    path("samordna/", include("questionnaires.urls.coordinator")),
    path("insamling/", include("questionnaires.urls.national")),
    path("insamling/", include("questionnaires.urls.received")),
    path("tabeller/", include("exports.urls")),
]

handler400 = "surveyapp.views.unreadable"
handler403 = "surveyapp.views.forbidden"
handler404 = "surveyapp.views.not_found"
handler500 = "surveyapp.views.server_error"
