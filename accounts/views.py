"""Signing in and out."""

from typing import Any

from django.conf import settings
from django.contrib.auth import login, logout
from django.contrib.auth.views import LoginView
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from accounts.forms import SignInForm
from accounts.selectors import demo_people


class SignIn(LoginView):
    """E-mail and password; in the demonstration also a button for each of its people."""

    template_name = "accounts/sign_in.html"
    authentication_form = SignInForm
    redirect_authenticated_user = True

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        return context | {
            "heading": _("Logga in"),
            "wrong": bool(context["form"].errors),
            "signing_in": True,
            "people": demo_people() if settings.DEMO else (),
        }


def sign_in_demo(request: HttpRequest) -> HttpResponse:
    """Signs in one of the demonstration's people; outside the demonstration there is no such address."""
    if not settings.DEMO:
        raise Http404
    if request.method != "POST":
        return redirect("sign_in")
    chosen = request.POST.get("person", "")
    for membership in demo_people():
        if str(membership.pk) == chosen:
            login(request, membership.user)
            return redirect(own_address(request, request.POST.get("next", "")))
    raise Http404


def sign_out(request: HttpRequest) -> HttpResponse:
    """Signs out when asked by a form; an address that is only visited changes nothing."""
    if request.method != "POST":
        return redirect("home")
    logout(request)
    return redirect(settings.LOGOUT_REDIRECT_URL)


def own_address(request: HttpRequest, address: str) -> str:
    """The address where it is one of ours, otherwise the start page: nobody is sent off to a stranger."""
    ours = url_has_allowed_host_and_scheme(
        address, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return address if ours else settings.LOGIN_REDIRECT_URL
