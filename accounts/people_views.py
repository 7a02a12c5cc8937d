"""People and their roles: all of them for an administrator, the kommuner's contacts for their RSS's coordinator.

What somebody doesn't see to looks as if it didn't exist: 404.
"""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts import selectors, services
from accounts.forms import NewPersonForm, PersonForm, RoleForm
from accounts.models import Membership, Role, User
from records.mail import mails_to, undeliverable

ON_A_PAGE = 50


def people(request: HttpRequest) -> HttpResponse:
    """Everybody, by name, or those whom a search finds."""
    _administrator_or_404(request)
    search = request.GET.get("sok", "").strip()[:100]
    page = Paginator(selectors.everybody(search), ON_A_PAGE).get_page(request.GET.get("sida"))
    context = {
        "heading": _("Personer"),
        "search": search,
        "page": page,
        "undeliverable": undeliverable(user.email for user in page),
    }
    return render(request, "accounts/people.html", context)


def person(request: HttpRequest, number: int) -> HttpResponse:
    """What is known of somebody, to change, and their roles."""
    administrator = _administrator_or_404(request)
    user = _person_or_404(number)
    known = {"name": user.name, "email": user.email, "phone": user.phone, "language": user.language}
    form = PersonForm(user, request.POST or None, initial=known)
    if request.method == "POST" and form.is_valid():
        services.change_person(user=user, **form.cleaned_data, by=administrator)
        messages.success(request, _("Ändringarna är sparade."))
        return redirect("person", number)
    context = {
        "heading": user.name,
        "wrong": bool(form.errors),
        "trail": ((_("Personer"), reverse("people")),),
        "person": user,
        "form": form,
        "roles": user.memberships.select_related("organisation").order_by("organisation__name", "role"),
        "undeliverable": undeliverable([user.email]).get(user.email),
        "mails": mails_to(user.email),
    }
    return render(request, "accounts/person.html", context)


def person_active(request: HttpRequest, number: int) -> HttpResponse:
    """Shuts somebody out, or lets them in again (POST active=1)."""
    administrator = _administrator_or_404(request)
    user = _person_or_404(number)
    if request.method != "POST":
        return redirect("person", number)
    if user == administrator:
        messages.error(request, _("Du kan inte stänga av dig själv. Be en annan administratör."))
        return redirect("person", number)
    active = request.POST.get("active") == "1"
    services.set_active(user=user, active=active, by=administrator)
    messages.success(request, _("Personen är insläppt igen.") if active else _("Personen är avstängd."))
    return redirect("person", number)


def person_new(request: HttpRequest) -> HttpResponse:
    """Gives somebody, new or known, a role, and invites them by mail."""
    by = _user_or_404(request)
    organisations = selectors.organisations_to_staff(by)
    if not organisations.exists():
        raise Http404
    asked = request.GET
    chosen = {
        "organisation": asked.get("organisation"),
        "email": asked.get("epost"),
        "name": asked.get("namn"),
    }
    form = NewPersonForm(organisations, request.POST or None, initial=chosen)
    if request.method == "POST" and form.is_valid():
        invited = services.invite(**form.cleaned_data, by=by)
        _say_invited(request, invited)
        return redirect(_back(by, invited.membership))
    context = {
        "heading": _("Bjud in en person"),
        "wrong": bool(form.errors),
        "form": form,
        "trail": _trail(by),
    }
    return render(request, "accounts/person_new.html", context)


def role(request: HttpRequest, number: int) -> HttpResponse:
    """One role of one person: change it, take it away, invite again."""
    by, membership = _membership_or_404(request, number)
    form = RoleForm(membership.organisation, request.POST or None, initial={"role": membership.role})
    if request.method == "POST" and form.is_valid():
        if not _is_own_administration(request, membership):
            services.change_role(membership=membership, role=form.cleaned_data["role"], by=by)
            messages.success(request, _("Rollen är ändrad."))
        return redirect(_back(by, membership))
    context = {
        "heading": _("Roll för %(name)s") % {"name": membership.user.name},
        "wrong": bool(form.errors),
        "trail": _trail(by),
        "membership": membership,
        "form": form,
        "undeliverable": undeliverable([membership.user.email]).get(membership.user.email),
        "mails": mails_to(membership.user.email, organisation=membership.organisation.pk),
    }
    return render(request, "accounts/role.html", context)


def role_invite(request: HttpRequest, number: int) -> HttpResponse:
    """Sends the invitation once more, with another link."""
    by, membership = _membership_or_404(request, number)
    user = membership.user
    if request.method != "POST" or not user.is_active:
        return redirect("role", number)
    invited = services.invite(
        email=user.email,
        name=user.name,
        organisation=membership.organisation,
        role=Role(membership.role),
        by=by,
    )
    _say_invited(request, invited)
    return redirect(_back(by, membership))


def _say_invited(request: HttpRequest, invited: services.Invited) -> None:
    names = {"email": invited.user.email, "name": invited.user.name}
    if invited.is_written_to:
        messages.success(request, _("Inbjudan skickas till %(email)s.") % names)
    else:
        messages.info(request, _("%(name)s har redan fått en inbjudan i dag.") % names)


def role_remove(request: HttpRequest, number: int) -> HttpResponse:
    """Takes the role away."""
    by, membership = _membership_or_404(request, number)
    if request.method != "POST":
        return redirect("role", number)
    if not _is_own_administration(request, membership):
        services.remove_member(membership=membership, by=by)
        messages.success(request, _("Rollen är borttagen."))
    return redirect(_back(by, membership))


def contacts(request: HttpRequest) -> HttpResponse:
    """The people of a coordinator's kommuner, and the kommuner that have nobody."""
    user = _user_or_404(request)
    kommuner = selectors.contacts(selectors.coordinated_kommuner(user))
    if not kommuner and not selectors.has_coordinator_role(user):
        raise Http404
    addresses = [member.user.email for each in kommuner for member in each.people]
    context = {
        "heading": _("Kontakter i kommunerna"),
        "kommuner": kommuner,
        "undeliverable": undeliverable(addresses),
    }
    return render(request, "accounts/contacts.html", context)


def _user_or_404(request: HttpRequest) -> User:
    if not isinstance(request.user, User):
        raise Http404
    return request.user


def _administrator_or_404(request: HttpRequest) -> User:
    user = _user_or_404(request)
    if not selectors.is_administrator(user):
        raise Http404
    return user


def _person_or_404(number: int) -> User:
    user = User.objects.filter(pk=number).exclude(email=selectors.SYSTEM_EMAIL).first()
    if user is None:
        raise Http404
    return user


def _membership_or_404(request: HttpRequest, number: int) -> tuple[User, Membership]:
    """Who asks, and the role, where it is in an organisation whose people they see to."""
    user = _user_or_404(request)
    reach = Membership.objects.filter(organisation__in=selectors.organisations_to_staff(user))
    membership = reach.select_related("user", "organisation").filter(pk=number).first()
    if membership is None:
        raise Http404
    return user, membership


def _is_own_administration(request: HttpRequest, membership: Membership) -> bool:
    """Says so where an administrator is about to lock herself out."""
    own = membership.user == request.user and membership.role == Role.ADMINISTRATOR
    if own:
        sentence = _("Du kan inte ta ifrån dig själv rollen som administratör. Be en annan administratör.")
        messages.error(request, sentence)
    return own


def _back(by: User, membership: Membership) -> str:
    """Where somebody goes on after a change: the person's page, or the contacts."""
    if selectors.is_administrator(by):
        return reverse("person", args=(membership.user_id,))
    return reverse("contacts")


def _trail(by: User) -> tuple[tuple[str, str], ...]:
    if selectors.is_administrator(by):
        return ((_("Personer"), reverse("people")),)
    return ((_("Kontakter i kommunerna"), reverse("contacts")),)
