"""Django's settings. What may differ from place to place comes from the environment (``env.py``)."""

from pathlib import Path

from gplx.conf.database import parse
from gplx.conf.env import setting, switch
from gplx.conf.outside import outside
from gplx.registers.payments.choice import gateways

ROOT = Path(__file__).resolve().parents[3]

PRACTICE = switch(
    "GPLX_PRACTICE", False, "1 in the practice world: a banner on every page, practice sign-in codes shown"
)
SECRET_KEY = setting(
    "GPLX_SECRET_KEY", "", "key for sessions and signed addresses, at least 50 characters", secret=True
)
BASE_URL = setting("GPLX_BASE_URL", "http://127.0.0.1:8000", "the address under which people reach GPLX").rstrip("/")
DEBUG = False
HOSTS = setting("GPLX_HOSTS", "127.0.0.1,localhost,testserver", "host names served, separated by commas")
ALLOWED_HOSTS = [host.strip() for host in HOSTS.split(",")]
CSRF_TRUSTED_ORIGINS = [BASE_URL]

DATABASE_URL = setting("DATABASE_URL", "postgresql:///gplx", "the database, as the application's role", secret=True)
DATABASES = {"default": parse(DATABASE_URL)}
DATABASES["default"]["TEST"] = {
    "NAME": setting("GPLX_TEST_DB", "test_gplx", "the database that the tests make"),
    "TEMPLATE": setting(
        "GPLX_TEST_TEMPLATE", "", "the database with all tables that the tests copy; empty: they migrate"
    ),
}

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django_otp",
    "django_otp.plugins.otp_totp",
    "django_htmx",
    "gplx.ledger",
    "gplx.registers",
    "gplx.offices",
    "gplx.applicants",
    "gplx.licences",
    "gplx.dossiers",
    "gplx.delivery",
    "gplx.documents",
    "gplx.fees",
    "gplx.fees.books",
    "gplx.fees.refunds",
    "gplx.fees.reconciliation",
    "gplx.health",
    "gplx.letters",
    "gplx.portals",
    "gplx.ratings",
    "gplx.violations",
    "gplx.conf",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "gplx.pages.kit.permissions.PermissionsMiddleware",
    "gplx.pages.kit.compress.StrangersGZipMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "gplx.pages.kit.language.LanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django_otp.middleware.OTPMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "gplx.pages.kit.doors.DoorMiddleware",
    "gplx.pages.public.trouble.conflict.ConflictMiddleware",
]

ROOT_URLCONF = "gplx.conf.urls"
WSGI_APPLICATION = "gplx.conf.wsgi.application"
AUTH_USER_MODEL = "offices.Officer"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.ScryptPasswordHasher"]
SILENCED_SYSTEM_CHECKS: list[str] = []

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "DIRS": [ROOT / "src/gplx/pages"],
        "OPTIONS": {"environment": "gplx.pages.kit.jinja.environment"},
    }
]

LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", "Tiếng Việt"), ("en", "English")]
LOCALE_PATHS = [ROOT / "src/gplx/locale"]
TIME_ZONE = "Asia/Ho_Chi_Minh"
USE_TZ = True
# What is read back falls on the day that it has in Hà Nội: the law asks for days, and the night there is still yesterday in UTC.
DATABASES["default"]["TIME_ZONE"] = TIME_ZONE

STATIC_URL = "/static/"
VENDORED = ("be-vietnam-pro", "govuk-frontend", "htmx", "jsqr", "svg-maps-vietnam")
STATICFILES_DIRS = [
    ROOT / "src/gplx/pages/static",
    *((f"vendor/{name}", ROOT / "vendor" / name) for name in VENDORED),
]
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = False

FILES = Path(setting("GPLX_FILES", str(ROOT / ".gplx/files"), "the folder for files, where no object store is set"))
TRUST_LIST = Path(
    setting(
        "GPLX_TRUST_LIST",
        str(ROOT / ".gplx/trust"),
        "the folder of PEM certificates of the authorities whose signatures on certified copies are trusted; empty: none is",
    )
)
# In the practice world everybody may know the key of the clinics' keys.
PRACTICE_CLINIC_KEY = "dGh1Yy1oYW5oLWtob2Etdm9pLWtob2Etbmd1b2ktdGE="
CLINIC_KEYS = [
    key.strip()
    for key in setting(
        "GPLX_CLINIC_KEYS_SECRET",
        "",
        "keys that encrypt the signing keys held for clinics, each 32 bytes in base64url, separated by commas: the first encrypts, all "
        "decrypt; without it doctors cannot sign in the browser",
        secret=True,
    ).split(",")
    if key.strip()
] or ([PRACTICE_CLINIC_KEY] if PRACTICE else [])
# So may the key of the webhooks' secrets.
PRACTICE_WEBHOOK_KEY = "dGh1Yy1oYW5oLWtob2EtYmktbWF0LXdlYmhvb2stMSE="
WEBHOOK_KEYS = [
    key.strip()
    for key in setting(
        "GPLX_WEBHOOK_KEYS_SECRET",
        "",
        "keys that encrypt the secrets of departments' webhooks, each 32 bytes in base64url, separated by commas: the first encrypts, "
        "all decrypt; without it departments cannot register an address",
        secret=True,
    ).split(",")
    if key.strip()
] or ([PRACTICE_WEBHOOK_KEY] if PRACTICE else [])
WEBHOOK_OVERLAP = float(
    setting("GPLX_WEBHOOK_OVERLAP", "86400", "seconds for which a webhook's old secret signs beside its new one")
)
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": FILES}},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 6_000_000
FILE_UPLOAD_MAX_MEMORY_SIZE = 6_000_000

OUTSIDE = outside(practice=PRACTICE, state_key=SECRET_KEY, base_url=BASE_URL)
GATEWAYS = gateways(
    setting(
        "GPLX_PAYMENT_GATEWAYS",
        "platform vnpay" if PRACTICE else "platform",
        "gateways of payments, the first one by default (platform, vnpay); `; H26: vnpay` for a department that differs",
    )
)
SYNC_FILES_LIFE = int(
    setting("GPLX_SYNC_FILES_LIFE", "86400", "seconds for which the address of a file is good that a portal is told")
)
SYNC_COMPARE_DAYS = int(
    setting("GPLX_SYNC_COMPARE_DAYS", "30", "days after its end for which a dossier is still compared with the portals")
)
PULL_TOKEN = setting(
    "GPLX_PULL_TOKEN",
    "practice-pull" if PRACTICE else "",
    "bearer token with which the portal asks what is to be paid; none: it may not",
    secret=True,
)
PULL_FROM = setting("GPLX_PULL_FROM", "", "networks from which the portal asks what is to be paid; none: from any")
METRICS_TOKEN = setting("GPLX_METRICS_TOKEN", "", "bearer token that opens /metrics", secret=True)

REFUND_TWO_ABOVE = int(
    setting(
        "GPLX_REFUND_TWO_ABOVE",
        "500000",
        "đồng of one order to the treasury above which a second person must release it",
    )
)
REFUND_REMIND = float(
    setting("GPLX_REFUND_REMIND", "259200", "seconds between two reminders to name an account for a refund")
)
LOOKUPS = int(
    setting(
        "GPLX_LOOKUPS", "60", "look-ups by code that one address may make in an hour without signing in; 0: any number"
    )
)
PROXIES = int(
    setting("GPLX_PROXIES", "0", "how many of our own servers stand before the web and add to X-Forwarded-For")
)

POST_LOOK = float(
    setting("GPLX_POST_LOOK", "2" if PRACTICE else "1800", "seconds between two looks at a parcel under way")
)
POST_WAYBILLS = setting(
    "GPLX_POST_WAYBILLS",
    "TH000000001VN-TH000999999VN" if PRACTICE else "",
    "ranges of waybills that the post allotted, such as EG000000001VN-EG000009999VN, separated by spaces; "
    "empty: the number of the order is the waybill",
)
POST_SILENT_DAYS = int(
    setting("GPLX_POST_SILENT_DAYS", "5", "days without a new word of the post after which a parcel is shown as silent")
)
POST_FOLLOW_DAYS = int(
    setting("GPLX_POST_FOLLOW_DAYS", "30", "days without a new word of the post after which it is not asked any more")
)

ANSWER_DAYS = int(
    setting(
        "GPLX_ANSWER_DAYS",
        "3",
        "days after which an agency's answer is shown as old, and counts for no approval; no text gives a number",
    )
)
CLINIC_CALL_DAYS = int(
    setting(
        "GPLX_CLINIC_CALL_DAYS",
        "90",
        "days for which the calls of clinics' software are kept for the page of its last calls; no text gives a number",
    )
)
HELP_MINUTES = int(
    setting("GPLX_HELP_MINUTES", "15", "minutes for which a code lets a clerk open a draft whose owner asked for help")
)
REMINDERS = setting(
    "GPLX_DRAFT_REMINDERS",
    "3,14",
    "after how many days of rest the owner of a draft is reminded: the first, the last time",
)
DRAFT_REMINDERS = tuple(int(days) for days in REMINDERS.split(","))
DRAFT_DAYS = int(
    setting(
        "GPLX_DRAFT_DAYS", "30", "days for which a draft is kept after it was last worked on; no text gives a number"
    )
)
DRAFT_NOTICE_DAYS = int(
    setting("GPLX_DRAFT_NOTICE_DAYS", "7", "days that must lie between the last reminder and the removal of a draft")
)
RATING_DAYS = int(
    setting("GPLX_RATING_DAYS", "30", "days after the end of a dossier in which its owner may rate the service")
)
FEWEST_RATINGS = int(
    setting(
        "GPLX_FEWEST_RATINGS", "5", "ratings below which a department sees no figures, so that nobody is recognised"
    )
)

SESSION_COOKIE_AGE = 8 * 3600
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SECURE = BASE_URL.startswith("https://")
SESSION_COOKIE_SECURE = SECURE
CSRF_COOKIE_SECURE = SECURE
CSRF_FAILURE_VIEW = "gplx.pages.public.trouble.errors.expired"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        # The form that signs in is led on to the portal, which browsers hold against the form's page.
        "form-action": ["'self'", *({"/".join(OUTSIDE.portal.url.split("/")[:3])} - {""})],
        "frame-ancestors": ["'none'"],
        "base-uri": ["'none'"],
    }
}
OTP_TOTP_ISSUER = "GPLX"

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": "INFO"},
    # They would name the address of every call, and whoever signed a copy.
    "loggers": {
        "httpx": {"level": "WARNING"},
        "pyhanko": {"level": "CRITICAL"},
        "pyhanko_certvalidator": {"level": "CRITICAL"},
    },
}
