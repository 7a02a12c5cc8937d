"""The addresses of what officers read and do of what has come in, under /insamling/."""

from django.urls import path

from questionnaires.views.national import received, received_actions, received_comments

RESPONSE = "<slug:slug>/svar/<int:member>/<slug:key>/"
REPORT = "<slug:slug>/rapport/<int:rss>/"

urlpatterns = [
    path(RESPONSE, received.received, name="received"),
    path(f"{RESPONSE}kommentarer/", received_comments.comments, name="received_comments"),
    path(
        f"{RESPONSE}kommentarer/<int:thread>/svara/",
        received_comments.answer,
        name="received_comment_answer",
    ),
    path(
        f"{RESPONSE}kommentarer/<int:thread>/avsluta/",
        received_comments.close,
        name="received_comment_close",
    ),
    path(f"{RESPONSE}steg/<slug:step>/", received_actions.received_step, name="received_step"),
    path(REPORT, received.report, name="received_report"),
    path(f"{REPORT}steg/<slug:step>/", received_actions.report_step, name="report_step"),
]
