"""The second factor: enrol a device, accept a code once, backup codes, and the way back for who lost the device.

Whether a session has given it is the admin's business (`admin.second_factor`); nothing here looks at a session.
"""

import secrets
from base64 import b32encode

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django_otp.oath import TOTP
from django_otp.plugins.otp_totp.models import TOTPDevice
from django_otp.util import random_hex

from editorial import account_rules
from editorial.models import BackupCode, LogLine, User
from editorial.services import logging_in
from editorial.services.guarding import Refused, refuse

CODES = 10
ALPHABET = "ABCDEFGHJKMNPQRSTVWXYZ23456789"  # nothing that can be misread
GROUPS, GROUP_LENGTH = 3, 4
DIGITS = 6
WRONG = "This code is not valid now. Type the one that your app shows, or a backup code that was not used yet."

OTHER_CODE = "This is not the code that the app shows for this picture now; wait for the next one and type that."


def new_secret() -> str:
    """160 random bits, as hexadecimal digits."""
    return random_hex(20)


def device_for(user: User, secret: str) -> TOTPDevice:
    """A device that is not saved: its `config_url` is what the picture says."""
    return TOTPDevice(user=user, name="authenticator app", key=secret)


def spelled(secret: str) -> str:
    """The secret as an app without a camera takes it: letters in groups of four."""
    letters = b32encode(bytes.fromhex(secret)).decode().rstrip("=")
    return " ".join(letters[at : at + 4] for at in range(0, len(letters), 4))


def require_fit(user: User, secret: str, code: str) -> None:
    """`Refused` unless the code comes from this secret now; spends nothing."""
    typed = "".join(code.split())
    fits = typed.isascii() and typed.isdigit() and len(typed) == DIGITS
    refuse(None if fits and TOTP(bytes.fromhex(secret)).verify(int(typed), tolerance=1) else OTHER_CODE)


def device_of(user: User) -> TOTPDevice | None:
    return TOTPDevice.objects.filter(user=user, confirmed=True).first()


def codes_left(user: User) -> int:
    return BackupCode.objects.filter(user=user, used_at=None).count()


def accept(*, user: User, code: str, network: str) -> bool:
    """Take a code of the device or a backup code, each once; True for a backup code, `Refused` for a wrong one."""
    attempt = logging_in.begin(logging_in.limits_of_codes(user, network))
    typed = "".join(sign for sign in code.upper() if sign.isascii() and sign.isalnum())
    is_backup = not (typed.isdigit() and len(typed) == DIGITS)
    if not (spend_backup_code(user, typed) if is_backup else spend_token(user, typed)):
        raise Refused(WRONG)
    logging_in.succeed(attempt)
    return is_backup


@transaction.atomic
def spend_token(user: User, token: str) -> bool:
    """Under a lock, so that one code opens one session only."""
    device = TOTPDevice.objects.select_for_update().filter(user=user, confirmed=True).first()
    return device is not None and device.verify_token(token)


@transaction.atomic
def spend_backup_code(user: User, typed: str) -> bool:
    """One statement finds the code unused and marks it used: of two at once, one finds nothing."""
    unused = BackupCode.objects.filter(user=user, used_at=None, digest__in=digests(user, typed))
    if not unused.update(used_at=timezone.now()):
        return False
    log(user, "use_backup_code", f"{user.username}: logged in with a backup code")
    return True


@transaction.atomic
def enrol(*, user: User, secret: str, code: str) -> list[str]:
    """Take `secret` as the user's only device if `code` comes from it; returns new backup codes, shown once.

    Every other session of the account ends: it was opened without this device.
    """
    user = User.objects.select_for_update().get(pk=user.pk)
    TOTPDevice.objects.filter(user=user).delete()
    require_fit(user, secret, code)
    refuse(None if device_for(user, secret).verify_token("".join(code.split())) else OTHER_CODE)  # saves the device
    logging_in.end_sessions(user)
    log(user, "enrol_second_factor", f"{user.username}: second factor set up")
    return new_codes(user)


@transaction.atomic
def renew_codes(*, user: User) -> list[str]:
    """Ten new backup codes; the old ones end."""
    user = User.objects.select_for_update().get(pk=user.pk)
    log(user, "renew_backup_codes", f"{user.username}: new backup codes")
    return new_codes(user)


def new_codes(user: User) -> list[str]:
    BackupCode.objects.filter(user=user).delete()
    codes = [backup_code() for _ in range(CODES)]
    BackupCode.objects.bulk_create(
        BackupCode(user=user, digest=digests(user, code.replace("-", ""))[0]) for code in codes
    )
    return codes


def backup_code() -> str:
    """Twelve signs of thirty: some 59 bits, which nobody guesses from a keyed digest."""
    groups = ("".join(secrets.choice(ALPHABET) for _ in range(GROUP_LENGTH)) for _ in range(GROUPS))
    return "-".join(groups)


def digests(user: User, typed: str) -> list[str]:
    """Under the secret key and those before it."""
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    value = f"{user.pk}:{typed}"
    return [salted_hmac("editorial.backup_code", value, secret=key, algorithm="sha256").hexdigest() for key in keys]


@transaction.atomic
def reset(*, actor: User, account: User) -> User:
    """For who lost device and backup codes: both end, with the password and every session. A new invitation follows.

    The password ends too, or whoever stole it could set up a phone of her own first.
    """
    account = User.objects.select_for_update().get(pk=account.pk)
    refuse(account_rules.may_reset_second_factor(actor, account))
    TOTPDevice.objects.filter(user=account).delete()
    BackupCode.objects.filter(user=account).delete()
    account.set_unusable_password()
    account.save(update_fields=["password"])
    logging_in.end_sessions(account)
    log(actor, "reset_second_factor", f"{account.username}: second factor reset")
    return account


def log(actor: User, verb: str, detail: str) -> None:
    LogLine.objects.create(actor=actor, verb=verb, detail=detail)
