"""The addresses of RSS coordinators, under /samordna/. An RSS is named by its number in a round's frame."""

from django.urls import path

from questionnaires.views.coordinator import aggregate, board

RSS = "<int:rss>/"

urlpatterns = [
    path("", board.rounds, name="coordinated_rounds"),
    path(f"{RSS}<slug:key>/sammanstallning/", aggregate.aggregate, name="aggregate"),
]
