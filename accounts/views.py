"""Signing in, by password or by a link in a mail, and out."""

from typing import Any

from django.conf import settings
from django.contrib.auth import login, logout
from django.contrib.auth.views import LoginView
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from accounts.forms import LinkForm, SignInForm
from accounts.places import place_of
from accounts.selectors import demo_people
from accounts.sign_in_links import LINK_LASTS, find_link, request_link, spent_link, use_link


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
    for first, *_others in demo_people():
        if str(first.pk) == chosen:
            login(request, first.user)
            return redirect(own_address(request, request.POST.get("next", "")))
    raise Http404


def sign_in_link_request(request: HttpRequest) -> HttpResponse:
    """Where somebody asks for a sign-in link; the answer is the same whoever has the address."""
    form = LinkForm(request.POST or None)
    following = request.POST.get("next", request.GET.get("next", ""))
    if request.method == "POST" and form.is_valid():
        request_link(email=form.cleaned_data["email"], ip=place_of(request), goes_to=following)
        return redirect("sign_in_link_sent")
    context = {
        "heading": _("Skicka en inloggningslänk"),
        "wrong": bool(form.errors),
        "signing_in": True,
        "form": form,
        "next": following,
    }
    return render(request, "accounts/link_request.html", context)


def sign_in_link_sent(request: HttpRequest) -> HttpResponse:
    """What everybody is told who has asked for a link."""
    context = {"heading": _("Titta i din e-post"), "signing_in": True, "minutes": LINK_LASTS.seconds // 60}
    return render(request, "accounts/link_sent.html", context)


@never_cache
def sign_in_link(request: HttpRequest) -> HttpResponse:
    """Where a link leads: a button that signs in. Only visiting it uses nothing up, as mail scanners visit links."""
    if request.method == "POST":
        used = use_link(request.POST.get("nyckel", ""))
        if used is not None:
            login(request, used.user)
            return redirect(own_address(request, used.goes_to))
    token = request.GET.get("nyckel", "")
    link = find_link(token) if request.method != "POST" else None
    if link is None:
        return _link_over(request, request.POST.get("nyckel", token))
    context = {"heading": _("Logga in"), "signing_in": True, "link": link, "token": token}
    return render(request, "accounts/link.html", context)


def _link_over(request: HttpRequest, token: str) -> HttpResponse:
    """Whoever is signed in already, and was sent the link, is led where it led; all others are told the same."""
    spent = spent_link(token) if request.user.is_authenticated else None
    if spent is not None and spent.user_id == request.user.pk:
        return redirect(own_address(request, spent.goes_to))
    context = {"heading": _("Länken gäller inte längre"), "signing_in": True}
    return render(request, "accounts/link_over.html", context, status=404)


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
