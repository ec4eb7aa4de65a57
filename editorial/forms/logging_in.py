"""Forms at the door of the desk: log in, ask for a link, choose a password, type a code. Judged by services alone."""

from typing import Any

from django import forms
from django.contrib.admin.forms import AdminAuthenticationForm
from django.contrib.auth import password_validation
from django.contrib.auth.forms import PasswordChangeForm, SetPasswordForm
from django.core.exceptions import ValidationError

from editorial.models import User
from editorial.services import accounts, logging_in
from editorial.services.logging_in import Waits
from relations.limits import network_of

WAIT = "wait"
WRONG = "This name and this password do not go together. Type both again, or ask for a link if you forgot the password."
LONGEST_NAME, LONGEST_CODE = 150, 40


class LoginForm(AdminAuthenticationForm):
    """Name and password. Every refusal is the same sentence, whether there is such an account or not."""

    error_messages = {"invalid_login": WRONG, "inactive": WRONG, "required": WRONG}

    def clean(self) -> dict[str, Any]:
        name = self.cleaned_data.get("username")
        if not name or not self.cleaned_data.get("password"):
            return super().clean()
        try:
            attempt = logging_in.begin(logging_in.limits_of_name(name, network_of(self.request)))
        except Waits as waits:
            raise ValidationError(str(waits), code=WAIT) from waits
        cleaned = super().clean()
        logging_in.succeed(attempt)
        return cleaned


class ForgottenForm(forms.Form):
    """The name of an account, or its address."""

    name = forms.CharField(
        label="User name or e-mail address",
        max_length=LONGEST_NAME,
        widget=forms.TextInput(attrs={"autocomplete": "username"}),
    )


class CodeForm(forms.Form):
    """One code of the second factor."""

    code = forms.CharField(
        label="Code",
        max_length=LONGEST_CODE,
        help_text="Six digits from your app, or one of your backup codes.",
        widget=forms.TextInput(
            attrs={"autocomplete": "one-time-code", "autocapitalize": "characters", "spellcheck": "false"}
        ),
    )


class NewDeviceForm(forms.Form):
    """The first code of a new device."""

    code = forms.CharField(
        label="Code that the app shows now",
        max_length=LONGEST_CODE,
        help_text="Six digits; a new code comes every 30 seconds.",
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric"}),
    )


class MovingForm(NewDeviceForm):
    """The same for who has a device already: only its owner moves to another one."""

    present = forms.CharField(
        label="Code of the present device",
        max_length=LONGEST_CODE,
        help_text="From the app as it is set up now, or a backup code.",
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    field_order = ("present", "code")


class ChosenPasswordForm(SetPasswordForm):
    """A password by link. Its rules stand beside it, as sentences."""

    def __init__(self, user: User, *args: Any, **kwargs: Any) -> None:
        super().__init__(user, *args, **kwargs)
        self.fields["new_password1"].help_text = " ".join(password_validation.password_validators_help_texts())
        self.fields["new_password2"].help_text = "The same once more."


class OwnPasswordForm(PasswordChangeForm):
    """One's own password, changed by who knows the old one."""

    def save(self, commit: bool = True) -> User:
        accounts.change_password(account=self.user, password=self.cleaned_data["new_password1"])
        return self.user
