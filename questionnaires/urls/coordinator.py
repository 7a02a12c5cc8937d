"""The addresses of RSS coordinators, under /samordna/. An RSS is named by its number in a round's frame."""

from django.urls import path

from questionnaires.views.coordinator import aggregate, board, review, review_actions, review_comments

RSS = "<int:rss>/"
KOMMUN = f"{RSS}<slug:key>/<int:kommun>/"

urlpatterns = [
    path("", board.rounds, name="coordinated_rounds"),
    path(f"{RSS}<slug:key>/sammanstallning/", aggregate.aggregate, name="aggregate"),
    path(KOMMUN, review.review, name="review"),
    path(f"{KOMMUN}inlamning/<int:number>/", review.review, name="review_submission"),
    path(f"{KOMMUN}borja-granska/", review_actions.start, name="review_start"),
    path(f"{KOMMUN}begar-komplettering/", review_actions.send_back, name="review_return"),
    path(f"{KOMMUN}godkann/", review_actions.approve, name="review_approve"),
    path(f"{KOMMUN}las-upp/", review_actions.reopen, name="review_reopen"),
    path(f"{KOMMUN}kommentarer/", review_comments.comments, name="review_comments"),
    path(f"{KOMMUN}kommentarer/<int:thread>/svara/", review_comments.answer, name="review_comment_answer"),
    path(f"{KOMMUN}kommentarer/<int:thread>/avsluta/", review_comments.close, name="review_comment_close"),
]
