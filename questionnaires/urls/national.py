"""The addresses of national officers, under /insamling/. A round is named by its slug: 2026, its trial 2026-prov."""

from django.urls import path

from questionnaires.views.national import board, rounds, submitted

ROUND = "<slug:slug>/"

urlpatterns = [
    path("", rounds.rounds, name="rounds"),
    path(f"{ROUND}lage/", board.board, name="national_board"),
    path(f"{ROUND}inlamnade/", submitted.submitted, name="submitted_list"),
    path(f"{ROUND}inlamnade/visning/", submitted.submitted_switch, name="submitted_list_switch"),
]
