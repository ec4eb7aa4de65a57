"""Forms of accounts. The first password is typed when an account is made; afterwards only its owner changes it."""

from typing import Any

from django import forms
from django.contrib.auth.forms import BaseUserCreationForm

from editorial import rules
from editorial.models import User
from editorial.workflow import RoleName


class RolesField(forms.MultipleChoiceField):
    """The role groups, as ticks."""

    widget = forms.CheckboxSelectMultiple

    def __init__(self, **kwargs: Any) -> None:
        help_text = "Author, Reviewer and Publisher each include the one before. Administrator has no editorial right."
        super().__init__(choices=RoleName.choices, required=False, help_text=help_text, **kwargs)


class NewAccountForm(BaseUserCreationForm):
    """A new account with its first password and its roles."""

    roles = RolesField()

    class Meta:
        model = User
        fields = ("username", "first_name", "last_name", "email")


class AccountForm(forms.ModelForm):
    """Name, address, roles and whether the account is open. `actor` is set by the admin."""

    actor: User | None = None
    roles = RolesField()

    class Meta:
        model = User
        fields = ("first_name", "last_name", "email", "is_active")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["roles"].initial = sorted(rules.roles_of(self.instance)) if self.instance.pk else []
        for name in ("roles", "is_active"):
            if name in self.fields and (reason := rules.may_set_roles(self.actor, self.instance)):
                self.fields[name].disabled = True
                self.fields[name].help_text = reason
