"""Who: people, organisations, and what a person does in an organisation."""

from typing import ClassVar

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class UserManager(BaseUserManager["User"]):
    """Makes users and finds them by e-mail, whatever its capitals."""

    def create_user(self, email: str, *, name: str, password: str | None = None) -> "User":
        """Without a password the person can't sign in by one."""
        user = self.model(email=email.strip().lower(), name=name)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def get_or_make(self, email: str, *, name: str) -> "User":
        """The person with that e-mail, made with the name where there is none, also where somebody else does so now."""
        new = self.model(email=email.strip().lower(), name=name)
        new.set_unusable_password()
        return self.get_or_create(email=new.email, defaults={"name": name, "password": new.password})[0]

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(email=(username or "").strip().lower())


class User(AbstractBaseUser):
    """A person, who signs in by e-mail. What they may do follows from their memberships alone.

    language: of the mails to them.
    """

    email = models.EmailField(unique=True)
    name = models.CharField(max_length=200)
    phone = models.CharField(max_length=40, blank=True, default="")
    language = models.CharField(max_length=5, choices=settings.LANGUAGES, default="sv")
    is_active = models.BooleanField(default=True)

    objects: ClassVar[UserManager] = UserManager()

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    class Meta:
        constraints = (models.CheckConstraint(condition=~Q(name=""), name="user_has_a_name"),)

    def __str__(self) -> str:
        return self.name


class OrganisationKind(models.TextChoices):
    KOMMUN = "kommun", _("kommun")
    REGION = "region", _("region")
    RSS = "rss", _("RSS")
    NATIONAL = "national", _("nationell myndighet")


class Organisation(models.Model):
    """An organisation as it is now; a round's frame keeps it as it was.

    code: kommun code (4 digits), län code (2 digits) for a region, the RSS's id. name: the official one.
    report_name: as the report's tables print it. rss: the RSS that a kommun answers through.
    """

    kind = models.CharField(max_length=10, choices=OrganisationKind)
    code = models.CharField(max_length=40)
    name = models.CharField(max_length=200)
    report_name = models.CharField(max_length=200)
    lan_code = models.CharField(max_length=2, blank=True)
    lan_name = models.CharField(max_length=100, blank=True)
    rss = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="kommuner")

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("kind", "code"), name="one_organisation_a_code"),
            models.CheckConstraint(
                condition=Q(kind="kommun", rss__isnull=False) | (~Q(kind="kommun") & Q(rss__isnull=True)),
                name="a_kommun_and_only_a_kommun_has_an_rss",
            ),
        )

    def __str__(self) -> str:
        return self.name


class Role(models.TextChoices):
    RESPONDENT = "respondent", _("uppgiftslämnare")
    SIGNER = "signer", _("undertecknare")
    COORDINATOR = "coordinator", _("samordnare")
    OFFICER = "officer", _("nationell handläggare")
    ADMINISTRATOR = "administrator", _("administratör")


# Which roles there are in which kind of organisation.
ROLES_OF_KIND = {
    OrganisationKind.KOMMUN: (Role.RESPONDENT, Role.SIGNER),
    OrganisationKind.REGION: (Role.RESPONDENT, Role.SIGNER),
    OrganisationKind.RSS: (Role.COORDINATOR,),
    OrganisationKind.NATIONAL: (Role.OFFICER, Role.ADMINISTRATOR),
}


class Membership(models.Model):
    """A person's role in an organisation; somebody may have several. given_by: null where that isn't known any more."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="memberships")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="memberships")
    role = models.CharField(max_length=15, choices=Role)
    given_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = (models.UniqueConstraint(fields=("user", "organisation", "role"), name="a_role_once"),)

    def __str__(self) -> str:
        return f"{self.user} – {self.get_role_display()}, {self.organisation}"


class SignInLink(models.Model):
    """A link in a mail that signs somebody in, once. Its token is kept nowhere: the hash knows it again.

    seed: what the token is made of together with the SECRET_KEY, at the moment when the mail is sent. email: where it
    was sent; a person who has another address since isn't signed in by it. goes_to: the page that it leads to.
    """

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="sign_in_links")
    email = models.EmailField()
    seed = models.CharField(max_length=64, unique=True)
    token_hash = models.CharField(max_length=64, unique=True)
    goes_to = models.CharField(max_length=200, blank=True)
    made_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.user} {self.expires_at}"


class Invitation(models.Model):
    """Somebody was invited to an organisation by a mail to that address, with a link: once a day.

    email: as it was then, so that who gets another address can be invited to that.
    """

    link = models.OneToOneField(SignInLink, on_delete=models.CASCADE, related_name="invitation")
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="+")
    email = models.EmailField()
    day = models.DateField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("email", "organisation", "day"), name="invited_once_a_day"),
        )

    def __str__(self) -> str:
        return f"{self.email} {self.day}"


class SignInRequest(models.Model):
    """Somebody asked for a sign-in link to an address, which may be nobody's. Kept for a day, to count them."""

    email = models.EmailField()
    ip = models.GenericIPAddressField(null=True)
    goes_to = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        indexes = (
            models.Index(fields=("email", "at"), name="sign_in_request_by_email"),
            models.Index(fields=("ip", "at"), name="sign_in_request_by_ip"),
        )

    def __str__(self) -> str:
        return f"{self.at}"


class PasswordTry(models.Model):
    """Somebody tried a password for an address, which may be nobody's, and it was wrong. Kept for a day, to count them.

    ip: where from, None where that isn't known.
    """

    email = models.EmailField()
    ip = models.GenericIPAddressField(null=True)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        indexes = (
            models.Index(fields=("email", "at"), name="password_try_by_email"),
            models.Index(fields=("ip", "at"), name="password_try_by_ip"),
        )

    def __str__(self) -> str:
        return f"{self.at}"
