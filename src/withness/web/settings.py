"""Every setting of Withness, top to bottom. What a person may choose comes from WITHNESS_* variables."""

import os

from withness.web import folder

# --- Where and how this instance runs -------------------------------------------------------------------------------

DATA = folder.data_folder()
MODE = os.environ.get("WITHNESS_MODE", "localhost")  # localhost | lan | open-wifi | behind-https
HOSTS = [name.strip() for name in os.environ.get("WITHNESS_HOSTS", "").split(",") if name.strip()]
if MODE not in {"localhost", "lan", "open-wifi", "behind-https"}:
    raise SystemExit(f"WITHNESS_MODE is {MODE!r}; it can be localhost, lan, open-wifi or behind-https.")

DEBUG = False
SECRET_KEY = folder.secret_key(DATA)
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]", *HOSTS]  # a fixed list keeps DNS rebinding out
HELP_LINES = [line.strip() for line in os.environ.get("WITHNESS_HELP_LINES", "").split(";") if line.strip()]
COACH = os.environ.get("WITHNESS_COACH", "on") != "off"  # the private hints while somebody writes
CERTIFICATE_WORDS = os.environ.get("WITHNESS_CERTIFICATE_WORDS", "")  # what the terminal shows, with --lan
EXIT_URL = os.environ.get("WITHNESS_EXIT_URL", "about:blank")  # where "Leave now" leads

# --- Apps and the way of a request ----------------------------------------------------------------------------------

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.staticfiles",
    "withness.people",
    "withness.dialogues",
    "withness.practice",
    "withness.web",
]
MIDDLEWARE = [
    "withness.web.security.headers",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "withness.web.security.gate",
    "withness.web.security.see_other",
    "withness.web.zone.zoned",
    "django.middleware.common.CommonMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "withness.people.middleware.WhoIsSignedIn",
    "withness.people.middleware.BehindTheCurtain",
    "withness.people.middleware.LockedToUnlockPage",
]
ROOT_URLCONF = "withness.web.urls"
CONTEXT_PROCESSORS = [
    "django.template.context_processors.request",
    "django.contrib.auth.context_processors.auth",
    "withness.web.security.mode_banner",
    "withness.web.pages.theme",
    "withness.people.windows.window",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {"context_processors": CONTEXT_PROCESSORS},
    },
    {  # what is drawn at every turn of a dialogue, see web/drawing.py
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "APP_DIRS": True,
        "OPTIONS": {
            "environment": "withness.web.drawing.environment",
            "context_processors": CONTEXT_PROCESSORS[2:],
        },
    },
]

# --- Data -----------------------------------------------------------------------------------------------------------

DATABASES = {"default": folder.database(DATA, os.environ.get("WITHNESS_DATABASE_URL", ""))}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
USE_TZ = True
TIME_ZONE = "UTC"
LANGUAGE_CODE = "en"
USE_I18N = True

# --- Members, keys and cookies --------------------------------------------------------------------------------------

AUTH_USER_MODEL = "people.Member"
AUTHENTICATION_BACKENDS = ["withness.people.keyring.SlotBackend"]
LOGIN_URL = "people:sign_in"
SESSION_ENGINE = "withness.people.sessions"
PEPPERS = folder.peppers(DATA)
KDF = {"mem_kib": 65536, "passes": 3}

SECURE_COOKIES = MODE in {"lan", "behind-https"}  # chosen at the start, never by a request
_PREFIX = "__Host-" if SECURE_COOKIES else ""
SESSION_COOKIE_NAME = f"{_PREFIX}session"
SESSION_TICKET_COOKIE = f"{_PREFIX}ticket"
CSRF_COOKIE_NAME = f"{_PREFIX}csrf"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_COOKIES
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 30 * 24 * 3600

# --- Limits and safety ----------------------------------------------------------------------------------------------

CSRF_FAILURE_VIEW = "withness.web.security.csrf_refused"
DATA_UPLOAD_MAX_MEMORY_SIZE = 256 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 50
DATA_UPLOAD_MAX_NUMBER_FILES = 0
# Only an address with a certificate the world trusts may insist on https; a home certificate would lock itself out.
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if MODE == "behind-https" else 0
SILENCED_SYSTEM_CHECKS = [
    "security.W001",  # our own middleware sets these headers, on streams too
    "security.W002",  # frame-ancestors in the content policy says it for every browser we know
    # Plain http on localhost cannot have Secure cookies, and an open Wi-Fi is asked for and says so on every page.
    *([] if SECURE_COOKIES else ["security.W011", "security.W016"]),
]
STREAMS_PER_MEMBER = 6

# --- Static files ---------------------------------------------------------------------------------------------------

STATIC_URL = "/static/"
STATIC_ROOT = DATA / "static"
STORAGES = {"staticfiles": {"BACKEND": "withness.web.addresses.RememberedAddresses"}}
WHITENOISE_ALLOW_ALL_ORIGINS = False

# --- The journal: what happened, never what was written ---------------------------------------------------------------

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"()": "withness.web.journal.PlainLine"}},
    "filters": {"discreet": {"()": "withness.web.journal.Discreet"}},
    "handlers": {
        "stderr": {"class": "logging.StreamHandler", "formatter": "plain", "filters": ["discreet"]},
    },
    "loggers": {
        "django": {"handlers": [], "level": "WARNING"}
    },  # in place of Django's own, which print addresses
    "root": {"handlers": ["stderr"], "level": "WARNING"},
}
