"""The one settings file. Everything that differs between machines comes from the environment and fails loudly when wrong."""

import re
from pathlib import Path
from zoneinfo import available_timezones

import environ
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

BASE_DIR = Path(__file__).resolve().parent.parent
env = environ.Env()

DEVELOPMENT_KEY = "development-only-key-that-production-refuses-to-start-with"
ROLES = ("all", "public", "desk")

DEBUG = env.bool("DEBUG", default=True)
SECRET_KEY = env.str("SECRET_KEY", default=DEVELOPMENT_KEY)
SECRET_KEY_FALLBACKS = env.list("SECRET_KEY_FALLBACKS", default=[])
DEMO = env.bool("RELATIONS_DEMO", default=False)
if not DEBUG and not DEMO and SECRET_KEY == DEVELOPMENT_KEY:
    raise ImproperlyConfigured(
        "Set SECRET_KEY to a long random text, for example: SECRET_KEY=$(openssl rand -base64 48)"
    )
if DEMO and env.bool("RELATIONS_PRODUCTION", default=False):
    raise ImproperlyConfigured(
        "RELATIONS_DEMO=1 lets a script review records, so it is refused with RELATIONS_PRODUCTION=1: unset one."
    )

ROLE = env.str("RELATIONS_ROLE", default="all")
if ROLE not in ROLES:
    raise ImproperlyConfigured(
        f"RELATIONS_ROLE={ROLE!r} is not one of {', '.join(ROLES)}; for example RELATIONS_ROLE=public"
    )
HAS_DESK = ROLE != "public"
READ_ONLY = ROLE == "public" and env.bool("DATABASE_READ_ONLY", default=True)
DESK_APP = "editorial"

ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["localhost", "127.0.0.1", "[::1]"])
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])
SITE_NAME = env.str("SITE_NAME", default="Chronicle")
# Who answers for the content, and under what licence it may be used: on /about/, on every page and beside every chart.
RESPONSIBLE_EDITOR = env.str("RESPONSIBLE_EDITOR", default="").strip()
CONTACT_EMAIL = env.str("CONTACT_EMAIL", default="").strip()
CONTACT_ADDRESS = env.str("CONTACT_ADDRESS", default="").strip()
if not DEBUG and not DEMO and ROLE != "desk" and not (RESPONSIBLE_EDITOR and CONTACT_EMAIL):
    raise ImproperlyConfigured(
        "Say who answers for what is published: set RESPONSIBLE_EDITOR and CONTACT_EMAIL, for example "
        'RESPONSIBLE_EDITOR="Ada Novak" CONTACT_EMAIL=editors@example.org'
    )
# Readers' reports are inserted by the public side. A read-only SQLite file cannot take them; on PostgreSQL a read-only role
# can, once it was granted INSERT on that one table.
RECEIVE_REPORTS = env.bool("RECEIVE_REPORTS", default=not READ_ONLY)
if CONTACT_EMAIL and not re.fullmatch(r"[^@\s<>\"']+@[^@\s<>\"']+", CONTACT_EMAIL):
    raise ImproperlyConfigured(f"CONTACT_EMAIL={CONTACT_EMAIL!r} is no address; for example editors@example.org")
# Empty: the editors have not decided, and pages say so. No licence of content is ever assumed; LICENSE is of the code.
CONTENT_LICENCE = env.str("CONTENT_LICENCE", default="").strip()
CONTENT_LICENCE_URL = env.str("CONTENT_LICENCE_URL", default="").strip()
if bool(CONTENT_LICENCE) != bool(CONTENT_LICENCE_URL) or not re.match(r"(https?://|\Z)", CONTENT_LICENCE_URL):
    raise ImproperlyConfigured(
        "CONTENT_LICENCE is the short name of a licence and CONTENT_LICENCE_URL the address of its text: set both or "
        'neither, for example CONTENT_LICENCE="CC BY 4.0" CONTENT_LICENCE_URL=https://creativecommons.org/licenses/by/4.0/'
    )
BUILD = env.str(
    "BUILD", default=""
)  # names the build in validators; empty: a hash over code, templates and static files

DATA_DIR = Path(env.str("DATA_DIR", default=str(BASE_DIR / "data"))).resolve()
DATA_DIR.mkdir(parents=True, exist_ok=True)
# Attached files, each under its hash: the desk writes them, the public side hands out those that a public record names.
EVIDENCE_DIR = Path(env.str("EVIDENCE_DIR", default=str(DATA_DIR / "evidence"))).resolve()
DUMPS_DIR = Path(env.str("DUMPS_DIR", default=str(DATA_DIR / "dumps"))).resolve()

DESK_APPS = [
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django_otp",
    "django_otp.plugins.otp_totp",
    DESK_APP,
]
PUBLIC_APPS = ["relations", "django.contrib.staticfiles", "rest_framework", "django_filters", "drf_spectacular", "csp"]
INSTALLED_APPS = (DESK_APPS if HAS_DESK else []) + PUBLIC_APPS

DESK_MIDDLEWARE = [
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
]
MIDDLEWARE = [
    "relations.request_ids.RequestIdMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "relations.http.PublicMiddleware",
    "django.middleware.common.CommonMiddleware",
    *(DESK_MIDDLEWARE if HAS_DESK else []),
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
ROOT_URLCONF = "relations.urls"
WSGI_APPLICATION = "relations.wsgi.application"
APPEND_SLASH = True

DESK_CONTEXT = ["django.contrib.auth.context_processors.auth", "django.contrib.messages.context_processors.messages"]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": ["django.template.context_processors.request", *(DESK_CONTEXT if HAS_DESK else [])]
        },
    }
]

SQLITE_PRAGMAS = (
    "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; PRAGMA recursive_triggers=ON; "
    "PRAGMA mmap_size=134217728; PRAGMA journal_size_limit=27103364; PRAGMA cache_size=-20000; PRAGMA temp_store=MEMORY;"
)


def database(url: str) -> dict:
    """Django's settings for one database URL, with the pragmas and timeouts that the laws and promises rely on."""
    config = env.db_url_config(url)
    config["CONN_MAX_AGE"] = None
    if config["ENGINE"].endswith("sqlite3"):
        config["OPTIONS"] = {"timeout": 20, "transaction_mode": "IMMEDIATE", "init_command": SQLITE_PRAGMAS}
        if READ_ONLY:
            config["NAME"] = f"file:{config['NAME']}?mode=ro"
            # A reader that asked for the write lock at once would be refused it.
            config["OPTIONS"] |= {"uri": True, "transaction_mode": "DEFERRED"}
            config["OPTIONS"] |= {"init_command": "PRAGMA query_only=ON; PRAGMA cache_size=-20000;"}
    elif READ_ONLY:
        config["OPTIONS"] = {"options": "-c default_transaction_read_only=on -c statement_timeout=2000"}
    return config


DATABASES = {"default": database(env.str("DATABASE_URL", default=f"sqlite:///{DATA_DIR / 'chronicle.sqlite3'}"))}
if RECEIVE_REPORTS and READ_ONLY and DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    raise ImproperlyConfigured(
        "RECEIVE_REPORTS=1 needs a file that can be written: set DATABASE_READ_ONLY=0 as well, or leave it out"
    )
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

CACHES = {"default": env.cache_url("CACHE_URL", default="locmemcache://chronicle")}
if CACHES["default"]["BACKEND"].endswith("LocMemCache"):
    # Django's default of 300 entries is overrun by a few hundred pages.
    CACHES["default"].setdefault("OPTIONS", {})["MAX_ENTRIES"] = 5000
    # Apart from the pages: whoever asks from many networks must not push those out of the memory.
    CACHES["counts"] = {
        "BACKEND": CACHES["default"]["BACKEND"],
        "LOCATION": "counts",
        "OPTIONS": {"MAX_ENTRIES": 20_000},
    }
else:
    if CACHES["default"]["BACKEND"].endswith("RedisCache"):
        # Redis makes answers faster or is done without: nobody waits long for one that hangs.
        CACHES["default"]["OPTIONS"] = {"socket_timeout": 0.5, "socket_connect_timeout": 0.5} | CACHES["default"].get(
            "OPTIONS", {}
        )
    CACHES["counts"] = CACHES["default"]

if HAS_DESK:
    AUTH_USER_MODEL = "editorial.User"
    LOGIN_URL = "admin:login"
    LOGIN_REDIRECT_URL = "admin:index"
    AUTHENTICATION_BACKENDS = [f"{DESK_APP}.backends.DeskBackend"]
    AUTH_PASSWORD_VALIDATORS = [
        {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
        {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 15}},
        {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    ]
    PASSWORD_HASHERS = [
        "django.contrib.auth.hashers.Argon2PasswordHasher",
        "django.contrib.auth.hashers.PBKDF2PasswordHasher",
    ]
    # On: nobody enters the desk with a password alone. The demo's accounts have no phone.
    REQUIRE_SECOND_FACTOR = env.bool("REQUIRE_SECOND_FACTOR", default=not DEBUG and not DEMO)
    OTP_TOTP_ISSUER = SITE_NAME
    OTP_TOTP_THROTTLE_FACTOR = 0  # `services.logging_in` counts wrong codes, and its waits end
    PASSWORD_RESET_TIMEOUT = 7 * 86_400  # the longest life of any link; `services.accounts` has shorter ones
# Letters of the desk: invitations, forgotten passwords, notices. The default only prints them.
vars().update(env.email_url("EMAIL_URL", default="consolemail://"))
EMAIL_TIMEOUT = 10  # seconds; a mail server that does not answer must not hold a page for ever
DEFAULT_FROM_EMAIL = SERVER_EMAIL = env.str("EMAIL_FROM", default=CONTACT_EMAIL or "desk@localhost")
# What stands before `/admin/` in letters that no request asked for: they are sent by a command.
DESK_URL = env.str("DESK_URL", default="http://127.0.0.1:8000" if DEBUG or DEMO else "").rstrip("/")
if DESK_URL and not re.fullmatch(r"https?://[^/?#\s<>\"']+", DESK_URL):
    raise ImproperlyConfigured(
        f"DESK_URL={DESK_URL!r} is not scheme and host of the desk; for example https://chronicle.example.org"
    )
# Hours are typed and shown on the desk in this zone; what is public knows UTC alone.
DESK_TIME_ZONE = env.str("DESK_TIME_ZONE", default="UTC")
if DESK_TIME_ZONE not in available_timezones():
    raise ImproperlyConfigured(
        f"DESK_TIME_ZONE={DESK_TIME_ZONE!r} is no name of a time zone; for example DESK_TIME_ZONE=Europe/Prague"
    )
# So long the signed address of a preview is good for, for the one person that it was made for.
PREVIEW_MINUTES = env.int("PREVIEW_MINUTES", default=60)
if not 1 <= PREVIEW_MINUTES <= 24 * 60:
    raise ImproperlyConfigured(f"PREVIEW_MINUTES={PREVIEW_MINUTES} is no number of minutes up to a day; for example 60")
# After so long the desk is asked to read a public record against its sources again.
CHECK_AFTER_MONTHS = env.int("CHECK_AFTER_MONTHS", default=12)
if CHECK_AFTER_MONTHS < 1:
    raise ImproperlyConfigured(f"CHECK_AFTER_MONTHS={CHECK_AFTER_MONTHS} is no number of months; for example 12")
# A long form must never lose its text to Django's limits of 1,000 fields and 2.5 MB: percent-encoded, and with what the
# form showed beside it, a Russian letter takes up to 18 bytes.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 20_000
DATA_UPLOAD_MAX_MEMORY_SIZE = 32 * 2**20
if HAS_DESK:
    FILE_UPLOAD_HANDLERS = [
        f"{DESK_APP}.forms.uploads.BoundedUpload",  # first: nobody fills the disk with one request
        "django.core.files.uploadhandler.MemoryFileUploadHandler",
        "django.core.files.uploadhandler.TemporaryFileUploadHandler",
    ]

LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English"), ("cs", "Čeština")]
LOCALE_PATHS = [BASE_DIR / "relations" / "locale"]
TIME_ZONE = "UTC"
USE_I18N = True
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATICFILES_FINDERS = [
    "django.contrib.staticfiles.finders.FileSystemFinder",
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
    "relations.styles.Sheets",  # one style sheet per page
]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
HTTPS = env.bool("HTTPS", default=not DEBUG and not DEMO)
SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
SECURE_HSTS_PRELOAD = HTTPS
SECURE_REFERRER_POLICY = "same-origin"
BEHIND_PROXY = env.bool("BEHIND_PROXY", default=False)
if BEHIND_PROXY:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
# So many entries of X-Forwarded-For, counted from the right, were written by proxies of ours; what is left of them is a claim.
TRUSTED_PROXIES = env.int("TRUSTED_PROXIES", default=1 if BEHIND_PROXY else 0)
# Requests of one network in a minute: to the API, to its search, to the search page. A demo is for trying things out, and
# tools that check or load it must not be stopped.
API_RATE = env.int("API_RATE", default=60_000 if DEBUG or DEMO else 60)
API_SEARCH_RATE = env.int("API_SEARCH_RATE", default=20_000 if DEBUG or DEMO else 20)
SEARCH_RATE = env.int("SEARCH_RATE", default=20_000 if DEBUG or DEMO else 60)
for name, example in (("TRUSTED_PROXIES", 1), ("API_RATE", 60), ("API_SEARCH_RATE", 20), ("SEARCH_RATE", 60)):
    if vars()[name] < 0:
        raise ImproperlyConfigured(
            f"{name}={vars()[name]} is less than nothing; for example {name}={example}, or 0 for none"
        )
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_PATH = CSRF_COOKIE_PATH = "/admin/"
SESSION_COOKIE_AGE = 8 * 3600
X_FRAME_OPTIONS = "DENY"
# A public process has no form that acts for somebody, so no cookie to forge with: nothing for the middleware to protect.
SILENCED_SYSTEM_CHECKS = [] if HAS_DESK else ["security.W003"]

REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [],
    "DEFAULT_PERMISSION_CLASSES": [],
    "UNAUTHENTICATED_USER": None,
    "UNAUTHENTICATED_TOKEN": None,
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": [],
    "DEFAULT_SCHEMA_CLASS": "relations.api.operations.Operation",
}
SPECTACULAR_SETTINGS = {
    "TITLE": "Chronicle API",
    "DESCRIPTION": "The approved public record: read-only, no key, no cookie.",
    "VERSION": "1.0.0",
    "OAS_VERSION": "3.1.1",
    "SERVE_INCLUDE_SCHEMA": False,
    "SCHEMA_PATH_PREFIX": "/api/v1",
    "SERVE_AUTHENTICATION": [],
    "SERVE_PERMISSIONS": [],
    "POSTPROCESSING_HOOKS": [],  # vocabularies stay where they are used: names made up for them would change
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"request_id": {"()": "relations.request_ids.WithRequestId"}},
    "formatters": {"line": {"format": "{levelname} {name} [{request_id}] {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "filters": ["request_id"], "formatter": "line"}},
    "root": {"handlers": ["console"], "level": env.str("LOG_LEVEL", default="WARNING")},
}
