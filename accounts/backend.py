"""How Django finds who a session belongs to."""

from django.contrib.auth.backends import ModelBackend

from accounts.models import User
from records.prepared import Given, Prepared

_people = Prepared(lambda: User.objects.filter(pk=Given("number")))


class PeopleBackend(ModelBackend):
    """Django's own, which asks for the person of each request's session by a question that is put together once."""

    def get_user(self, user_id: int) -> User | None:
        """The person of that number; None where there is none, or who doesn't work here any more."""
        user = next(iter(_people(number=user_id)), None)
        return user if user is not None and self.user_can_authenticate(user) else None
