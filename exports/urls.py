from django.urls import path

from exports import publishing, taking_over, views

urlpatterns = [
    path("", views.table_years, name="table_years"),
    path("<int:year>/", views.tables, name="tables"),
    path("<int:year>/publicera/", publishing.publish, name="publish"),
    path("<int:year>/ta-over/", taking_over.take_over, name="take_over"),
    path("<int:year>/arbetsbok/", views.workbook_order, name="workbook_order"),
    path("<int:year>/arbetsbok/<int:number>/", views.workbook_job, name="workbook_job"),
    path("<int:year>/arbetsbok/<int:number>/igen/", views.workbook_retry, name="workbook_retry"),
    path("<int:year>/arbetsbok/<int:number>/fil/", views.workbook_file, name="workbook_file"),
    path("<int:year>/filer/<path:name>", views.table_file, name="table_file"),
    path("<int:year>/<slug:table>/", views.table, name="table"),
]
