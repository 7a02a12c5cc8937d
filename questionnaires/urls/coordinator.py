"""The addresses of RSS coordinators, under /samordna/. An RSS is named by its number in a round's frame."""

from django.urls import path

from questionnaires.views.coordinator import (
    aggregate,
    board,
    bulk,
    days,
    direct_counts,
    enter,
    feedback,
    mend,
    report,
    review,
    review_actions,
    review_comments,
)

RSS = "<int:rss>/"
KEY = f"{RSS}<slug:key>/"
KOMMUN = f"{KEY}<int:kommun>/"

urlpatterns = [
    path("", board.rounds, name="coordinated_rounds"),
    path(RSS, board.overview, name="coordinated"),
    path(f"{RSS}lamna-in/", report.report, name="report"),
    path(f"{RSS}lamna-in/<int:number>/", report.receipt, name="report_receipt"),
    path(f"{RSS}lamna-in/be-om-upplasning/", report.report_unlock, name="report_unlock"),
    path(KEY, board.board, name="board"),
    path(f"{KEY}telefonlista/", board.phone_list, name="phone_list"),
    path(f"{KEY}paminn/", bulk.remind, name="remind"),
    path(f"{KEY}godkann/", bulk.approve, name="approve_several"),
    path(f"{KEY}sista-dag/", days.rss_deadline, name="rss_deadline"),
    path(f"{KEY}forlangningar/", days.extensions, name="kommun_extensions"),
    path(f"{KEY}sammanstallning/", aggregate.aggregate, name="aggregate"),
    path(f"{KEY}jamfor/", feedback.feedback, name="rss_feedback"),
    path(f"{KEY}antal/", direct_counts.direct_counts, name="direct_counts"),
    path(KOMMUN, review.review, name="review"),
    path(f"{KOMMUN}inlamning/<int:number>/", review.review, name="review_submission"),
    path(f"{KOMMUN}borja-granska/", review_actions.start, name="review_start"),
    path(f"{KOMMUN}begar-komplettering/", review_actions.send_back, name="review_return"),
    path(f"{KOMMUN}godkann/", review_actions.approve, name="review_approve"),
    path(f"{KOMMUN}las-upp/", review_actions.reopen, name="review_reopen"),
    path(f"{KOMMUN}ratta/<slug:question>/", mend.mend, name="review_mend"),
    path(f"{KOMMUN}fyll-i/", enter.enter, name="review_enter"),
    path(f"{KOMMUN}kommentarer/", review_comments.comments, name="review_comments"),
    path(f"{KOMMUN}kommentarer/<int:thread>/svara/", review_comments.answer, name="review_comment_answer"),
    path(f"{KOMMUN}kommentarer/<int:thread>/avsluta/", review_comments.close, name="review_comment_close"),
]
