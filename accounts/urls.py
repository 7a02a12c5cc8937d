from django.urls import path

from accounts import views

urlpatterns = [
    path("logga-in/", views.SignIn.as_view(), name="sign_in"),
    path("logga-in/demo/", views.sign_in_demo, name="sign_in_demo"),
    path("logga-ut/", views.sign_out, name="sign_out"),
]
