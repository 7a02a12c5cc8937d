from django.urls import path

from accounts import people_views, views

urlpatterns = [
    path("logga-in/", views.SignIn.as_view(), name="sign_in"),
    path("logga-in/demo/", views.sign_in_demo, name="sign_in_demo"),
    path("logga-in/skicka-lank/", views.sign_in_link_request, name="sign_in_link_request"),
    path("logga-in/skickad/", views.sign_in_link_sent, name="sign_in_link_sent"),
    path("logga-in/lank/", views.sign_in_link, name="sign_in_link"),
    path("logga-ut/", views.sign_out, name="sign_out"),
    path("personer/", people_views.people, name="people"),
    path("personer/ny/", people_views.person_new, name="person_new"),
    path("personer/<int:number>/", people_views.person, name="person"),
    path("personer/<int:number>/avstangning/", people_views.person_active, name="person_active"),
    path("personer/roll/<int:number>/", people_views.role, name="role"),
    path("personer/roll/<int:number>/inbjudan/", people_views.role_invite, name="role_invite"),
    path("personer/roll/<int:number>/bort/", people_views.role_remove, name="role_remove"),
    path("kontakter/", people_views.contacts, name="contacts"),
]
