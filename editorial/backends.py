"""Who asks: the person of a session, with what the head of every desk page says about her, in the same query."""

from typing import Any

from django.contrib.auth.backends import ModelBackend
from django.db.models import Count, IntegerField, OuterRef, Subquery
from django.db.models.functions import Coalesce

from editorial.models import Notice, User


class DeskBackend(ModelBackend):
    """Django's own, but `unread_notices` comes along. Rights are never asked here: see `rules`."""

    def get_user(self, user_id: Any) -> User | None:
        mine = Notice.objects.filter(recipient=OuterRef("pk"), read_at=None).order_by().values("recipient")
        unread = Subquery(mine.annotate(count=Count("pk")).values("count"), output_field=IntegerField())
        person = User.objects.annotate(unread_notices=Coalesce(unread, 0)).filter(pk=user_id).first()
        return person if person and self.user_can_authenticate(person) else None
