"""The addresses of those who answer, under /svar/. A response may not have a row yet: it is named by its frame
member and its questionnaire's key."""

from django.urls import path

from questionnaires.views.respondent import start, tasks
from questionnaires.views.respondent.page import not_yet

OWN = "<int:member>/<slug:key>/"

urlpatterns = [
    path("", start.start, name="start"),
    path(OWN, tasks.task_list, name="task_list"),
    path(f"{OWN}del/<slug:section>/", not_yet, name="section"),
    path(f"{OWN}spara/", not_yet, name="autosave"),
    path(f"{OWN}kontrollera/", not_yet, name="check"),
    path(f"{OWN}kvittens/<int:number>/", not_yet, name="receipt"),
    path(f"{OWN}kvittens/<int:number>/kvittens.pdf", not_yet, name="receipt_pdf"),
    path(f"{OWN}tom/", not_yet, name="blank"),
    path(f"{OWN}tom/enkat.pdf", not_yet, name="blank_pdf"),
    path(f"{OWN}bilaga/<int:number>/", not_yet, name="attachment"),
]
