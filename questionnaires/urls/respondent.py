"""The addresses of those who answer, under /svar/. A response may not have a row yet: it is named by its frame
member and its questionnaire's key."""

from django.urls import path

from questionnaires.views.respondent import (
    actions,
    attachments,
    blank,
    check,
    colleagues,
    comments,
    feedback,
    objection,
    receipt,
    section,
    start,
    submissions,
    tasks,
)

OWN = "<int:member>/<slug:key>/"

urlpatterns = [
    path("", start.start, name="start"),
    path(OWN, tasks.task_list, name="task_list"),
    path(f"{OWN}del/<slug:section>/", section.section, name="section"),
    path(f"{OWN}del/<slug:section>/andringar/<slug:question>/", section.changes, name="changes"),
    path(f"{OWN}spara/", section.autosave, name="autosave"),
    path(f"{OWN}kontrollera/", check.check, name="check"),
    path(f"{OWN}kvittens/<int:number>/", receipt.receipt, name="receipt"),
    path(f"{OWN}kvittens/<int:number>/kvittens.pdf", receipt.receipt_pdf, name="receipt_pdf"),
    path(f"{OWN}tom/", blank.blank, name="blank"),
    path(f"{OWN}tom/enkat.pdf", blank.blank_pdf, name="blank_pdf"),
    path(f"{OWN}inlamning/<int:number>/", submissions.submission, name="submission"),
    path(f"{OWN}kollegor/", colleagues.colleagues, name="colleagues"),
    path(f"{OWN}kollegor/bjud-in/", colleagues.colleague_invite, name="colleague_invite"),
    path(f"{OWN}kollegor/<int:role>/ta-bort/", colleagues.colleague_uninvite, name="colleague_uninvite"),
    path(f"{OWN}kommentarer/", comments.comments, name="comments"),
    path(f"{OWN}kommentarer/<int:thread>/svara/", comments.comment_answer, name="comment_answer"),
    path(f"{OWN}kommentarer/<int:thread>/avsluta/", comments.comment_close, name="comment_close"),
    path(f"{OWN}ta-tillbaka/", actions.take_back, name="take_back"),
    path(f"{OWN}avsta/", actions.decline, name="decline"),
    path(f"{OWN}svara-anda/", actions.resume, name="resume"),
    path(f"{OWN}svara-sjalva/", actions.take_over, name="take_over"),
    path(f"{OWN}invand/", objection.objection, name="object"),
    path(f"{OWN}bilaga/<int:number>/", attachments.attachment, name="attachment"),
    path(f"{OWN}jamfor/", feedback.feedback, name="feedback"),
]
