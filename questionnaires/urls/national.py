"""The addresses of national officers, under /insamling/. A round is named by its slug: 2026, its trial 2026-prov."""

from django.urls import path

from questionnaires.views.national import (
    board,
    differences,
    extensions,
    frame,
    mail_texts,
    questionnaires,
    reminding,
    round_state,
    rounds,
    submitted,
    trials,
)

ROUND = "<slug:slug>/"
VERSION = f"{ROUND}enkat/<slug:key>/<int:version>/"

urlpatterns = [
    path("", rounds.rounds, name="rounds"),
    path("ny/", rounds.round_new, name="round_new"),
    path("protokoll/<int:event>/", trials.protocol, name="trial_protocol"),
    path("protokoll/<int:event>/protokoll.txt", trials.protocol_text, name="trial_protocol_text"),
    path(ROUND, rounds.round_page, name="round"),
    path(f"{ROUND}dagar/", rounds.round_days, name="round_days"),
    path(f"{ROUND}oppna/", round_state.round_open, name="round_open"),
    path(f"{ROUND}stang/", round_state.round_close, name="round_close"),
    path(f"{ROUND}oppna-igen/", round_state.round_reopen, name="round_reopen"),
    path(f"{ROUND}prova/", trials.trial_new, name="trial_new"),
    path(f"{ROUND}ta-bort/", trials.trial_delete, name="trial_delete"),
    path(f"{ROUND}ram/", frame.frame, name="frame"),
    path(f"{ROUND}ram/lagg-till/", frame.frame_add, name="frame_add"),
    path(f"{ROUND}ram/<int:member>/ta-bort/", frame.frame_remove, name="frame_remove"),
    path(f"{ROUND}forlangningar/", extensions.extensions, name="extensions"),
    path(VERSION, questionnaires.questionnaire, name="round_questionnaire"),
    path(f"{VERSION}enkat.pdf", questionnaires.questionnaire_pdf, name="round_questionnaire_pdf"),
    path(f"{ROUND}lage/", board.board, name="national_board"),
    path(f"{ROUND}lage/paminn/<slug:key>/", reminding.remind, name="national_remind"),
    path(f"{ROUND}jamfor/", differences.differences, name="differences"),
    path(
        f"{ROUND}jamfor/<int:region>/<int:rss>/<str:cell>/",
        differences.differences_write,
        name="differences_write",
    ),
    path(f"{ROUND}inlamnade/", submitted.submitted, name="submitted_list"),
    path(f"{ROUND}inlamnade/visning/", submitted.submitted_switch, name="submitted_list_switch"),
    path(f"{ROUND}mejl/", mail_texts.mail_texts, name="mail_texts"),
    path(f"{ROUND}mejl/paminnelser/", mail_texts.reminder_day_add, name="reminder_day_add"),
    path(f"{ROUND}mejl/paminnelser/ta-bort/", mail_texts.reminder_day_remove, name="reminder_day_remove"),
    path(f"{ROUND}mejl/<slug:kind>/<slug:language>/", mail_texts.mail_text, name="mail_text"),
    path(
        f"{ROUND}mejl/<slug:kind>/<slug:language>/aterstall/",
        mail_texts.mail_text_reset,
        name="mail_text_reset",
    ),
]
