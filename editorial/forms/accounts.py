"""Forms of accounts. None has a field for a password: its owner alone chooses it, by a link."""

from typing import Any

from django import forms

from editorial import rules
from editorial.models import User
from editorial.services import accounts
from editorial.workflow import RoleName


class RolesField(forms.MultipleChoiceField):
    """The role groups, as ticks."""

    widget = forms.CheckboxSelectMultiple

    def __init__(self, **kwargs: Any) -> None:
        help_text = "Author, Reviewer and Publisher each include the one before. Administrator has no editorial right."
        super().__init__(choices=RoleName.choices, required=False, help_text=help_text, **kwargs)


class NewAccountForm(forms.ModelForm):
    """A new account with its roles. No password: its owner chooses one by the link that goes to the address."""

    roles = RolesField()

    class Meta:
        model = User
        fields = ("username", "first_name", "last_name", "email")
        help_texts = {"username": "Letters a to z, digits and @ . + - _; it cannot be changed later."}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"].required = True
        self.fields["email"].help_text = "The invitation goes there, and every later link; nobody else should read it."

    def clean_email(self) -> str:
        return free_address(self)

    def clean_username(self) -> str:
        """No two accounts that a reader of the log could take for one another."""
        name = self.cleaned_data["username"]
        if not name.isascii():
            raise forms.ValidationError(
                "Use the letters a to z, digits and @ . + - _ only, for example jnovak; the names below may hold any letter."
            )
        if taken := User.objects.filter(username__iexact=name).first():
            raise forms.ValidationError(f"“{taken}” is an account already; choose a name that differs in its letters.")
        return name


def free_address(form: forms.ModelForm) -> str:
    """An address that no other open account has."""
    email = form.cleaned_data["email"]
    if email != form.initial.get("email") and (reason := accounts.address_taken(form.instance, email)):
        raise forms.ValidationError(reason)
    return email


class AccountForm(forms.ModelForm):
    """Name, address, roles and whether the account is open. `actor` is set by the admin."""

    actor: User | None = None
    roles = RolesField()

    class Meta:
        model = User
        fields = ("first_name", "last_name", "email", "is_active")
        labels = {"is_active": "Account is open"}
        help_texts = {
            "is_active": "A closed account cannot log in; what its owner wrote and decided stays under the name."
        }

    def clean_email(self) -> str:
        return free_address(self)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["roles"].initial = sorted(rules.roles_of(self.instance)) if self.instance.pk else []
        for name in ("roles", "is_active"):
            if name in self.fields and (reason := rules.may_set_roles(self.actor, self.instance)):
                self.fields[name].disabled = True
                self.fields[name].help_text = reason
