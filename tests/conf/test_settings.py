"""Settings: safe where nothing is said, declared once with their meaning, and each taken from the environment alone."""

import os
import runpy
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured

from gplx.conf import env, settings_table
from gplx.conf import settings as settings_module
from gplx.conf.env import Setting, setting, switch
from gplx.conf.outside import PLAIN, outside
from gplx.conf.settings import ROOT
from gplx.conf.settings_table import BEFORE, table

Values = dict[str, Any]
READ = ("GPLX_", "DATABASE_URL")


@pytest.fixture(autouse=True)
def declared(monkeypatch: pytest.MonkeyPatch) -> dict[str, Setting]:
    """What a test declares is forgotten after it."""
    found: dict[str, Setting] = {}
    monkeypatch.setattr(env, "SETTINGS", found)
    return found


@pytest.fixture
def settings_with(monkeypatch: pytest.MonkeyPatch) -> Callable[..., Values]:
    """Django's settings as they are in an environment of exactly these variables."""

    def made(**told: str) -> Values:
        for name in [name for name in os.environ if name.startswith(READ)]:
            monkeypatch.delenv(name)
        for name, value in told.items():
            monkeypatch.setenv(name, value)
        return runpy.run_path(str(settings_module.__file__))

    return made


# ---- one setting


def test_a_setting_is_declared_with_its_meaning(declared: dict[str, Setting], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("GPLX_THU", raising=False)
    assert setting("GPLX_THU", "7", "a number for trying", secret=True) == "7"
    assert declared == {"GPLX_THU": Setting("GPLX_THU", "7", "a number for trying", secret=True)}


@pytest.mark.parametrize("value", ["8", "", "mật khẩu"])
def test_the_environment_has_the_last_word(
    declared: dict[str, Setting], monkeypatch: pytest.MonkeyPatch, value: str
) -> None:
    monkeypatch.setenv("GPLX_THU", value)
    assert setting("GPLX_THU", "7", "a number for trying") == value
    assert declared["GPLX_THU"].default == "7", "the table shows the default, whatever is set here"
    assert value not in str(declared) or value == ""


@pytest.mark.parametrize(
    ("given", "default", "is_on"),
    [(None, True, True), (None, False, False), ("1", False, True), ("0", True, False), ("", True, False)],
)
def test_a_switch_is_on_only_at_1(
    monkeypatch: pytest.MonkeyPatch, given: str | None, default: bool, is_on: bool
) -> None:
    monkeypatch.delenv("GPLX_THU", raising=False)
    if given is not None:
        monkeypatch.setenv("GPLX_THU", given)
    assert switch("GPLX_THU", default, "on or off") is is_on


@pytest.mark.parametrize("word", ["true", "yes", "on", "2", " 1"])
def test_what_is_neither_1_nor_0_never_opens_the_practice_world(
    settings_with: Callable[..., Values], word: str
) -> None:
    assert settings_with(GPLX_PRACTICE=word)["PRACTICE"] is False


# ---- where nothing is said


def test_nothing_said_is_the_real_world_and_safe(settings_with: Callable[..., Values]) -> None:
    found = settings_with()
    assert (found["DEBUG"], found["PRACTICE"], found["SECRET_KEY"]) == (False, False, "")
    assert found["ALLOWED_HOSTS"] == ["127.0.0.1", "localhost", "testserver"]
    assert found["SILENCED_SYSTEM_CHECKS"] == []
    assert found["METRICS_TOKEN"] == ""
    assert found["POST_LOOK"] == 1800
    assert (found["POST_WAYBILLS"], found["POST_SILENT_DAYS"], found["POST_FOLLOW_DAYS"]) == ("", 5, 30)


@pytest.mark.parametrize(
    ("told", "meanings"),
    [
        ("", {}),
        ("5=failed", {"5": "failed"}),
        (" 5=failed  07=returned ", {"5": "failed", "07": "returned"}),
        ("P1=taken P1=lost", {"P1": "lost"}),
    ],
)
def test_what_the_codes_of_the_post_mean(
    settings_with: Callable[..., Values], told: str, meanings: dict[str, str]
) -> None:
    assert settings_with(GPLX_POST_CODES=told)["OUTSIDE"].post.meanings == meanings


@pytest.mark.parametrize("told", ["5", "5=", "=failed", "5=away", "4=failed", "5=delivered", "5=unknown", "5:failed"])
def test_a_code_of_the_post_that_means_nothing_is_told_at_the_start(
    settings_with: Callable[..., Values], told: str
) -> None:
    with pytest.raises(ValueError, match="GPLX_POST_CODES"):
        settings_with(GPLX_POST_CODES=told)


def test_of_a_real_post_no_code_but_4_is_known_and_no_waybill(settings_with: Callable[..., Values]) -> None:
    real, practice = settings_with(), settings_with(GPLX_PRACTICE="1")
    assert (real["OUTSIDE"].post.meanings, real["OUTSIDE"].post.no_district) == ({}, 0)
    assert practice["OUTSIDE"].post.meanings["5"] == "failed"
    assert practice["POST_WAYBILLS"] == "TH000000001VN-TH000999999VN"


@pytest.mark.parametrize(("told", "collects"), [({}, True), ({"GPLX_POST_COLLECTS": "0"}, False)])
def test_the_post_takes_the_old_licence_along_unless_it_is_told_not_to(
    settings_with: Callable[..., Values], told: dict[str, str], collects: bool
) -> None:
    assert settings_with(**told)["OUTSIDE"].post.collects is collects


def test_without_a_key_nothing_starts() -> None:
    told = {"PYTHONPATH": str(ROOT / "src"), "DJANGO_SETTINGS_MODULE": "gplx.conf.settings", "PATH": ""}
    starts = "import django; from django.conf import settings; settings.SECRET_KEY"
    ran = subprocess.run([sys.executable, "-c", starts], env=told, capture_output=True, text=True, check=False)  # noqa: S603  # our own words
    assert ran.returncode == 1
    assert f"{ImproperlyConfigured.__name__}: The SECRET_KEY setting must not be empty." in ran.stderr


@pytest.mark.parametrize(("practice", "seconds"), [("0", 1800.0), ("1", 2.0)])
def test_parcels_are_looked_at_in_practice_every_moment(
    settings_with: Callable[..., Values], practice: str, seconds: float
) -> None:
    assert settings_with(GPLX_PRACTICE=practice)["POST_LOOK"] == seconds
    assert settings_with(GPLX_PRACTICE=practice, GPLX_POST_LOOK="0.5")["POST_LOOK"] == 0.5


# ---- cookies, hosts, headers


@pytest.mark.parametrize(
    ("address", "secure"),
    [("https://gplx.example.vn", True), ("http://127.0.0.1:8000", False), ("http://https.example.vn", False)],
)
def test_cookies_travel_encrypted_where_people_come_by_https(
    settings_with: Callable[..., Values], address: str, secure: bool
) -> None:
    found = settings_with(GPLX_BASE_URL=address)
    assert (found["SESSION_COOKIE_SECURE"], found["CSRF_COOKIE_SECURE"]) == (secure, secure)
    assert (found["SESSION_COOKIE_HTTPONLY"], found["SESSION_COOKIE_SAMESITE"]) == (True, "Lax")
    assert found["SESSION_COOKIE_AGE"] == 8 * 3600
    assert found["CSRF_TRUSTED_ORIGINS"] == [address]


def test_an_address_is_the_same_with_and_without_a_slash_at_its_end(settings_with: Callable[..., Values]) -> None:
    found = settings_with(GPLX_BASE_URL="https://gplx.example.vn/")
    assert (found["BASE_URL"], found["CSRF_TRUSTED_ORIGINS"]) == (
        "https://gplx.example.vn",
        ["https://gplx.example.vn"],
    )


def test_hosts_are_those_that_are_named(settings_with: Callable[..., Values]) -> None:
    found = settings_with(GPLX_HOSTS="gplx.example.vn, www.gplx.example.vn")
    assert found["ALLOWED_HOSTS"] == ["gplx.example.vn", "www.gplx.example.vn"]


def test_pages_load_and_run_nothing_but_our_own(settings_with: Callable[..., Values]) -> None:
    policy = settings_with()["CONTENT_SECURITY_POLICY"]["DIRECTIVES"]
    assert policy["default-src"] == policy["base-uri"] == policy["frame-ancestors"] == ["'none'"]
    assert policy["script-src"] == policy["style-src"] == policy["connect-src"] == ["'self'"]
    assert not any("unsafe" in source or "*" in source for sources in policy.values() for source in sources)


@pytest.mark.parametrize(
    ("portal", "sources"),
    [
        ("", ["'self'"]),
        ("https://dangnhap.example.vn/oauth2/authorize", ["'self'", "https://dangnhap.example.vn"]),
        ("http://127.0.0.1:8001/portal", ["'self'", "http://127.0.0.1:8001"]),
    ],
)
def test_a_form_leads_nowhere_but_here_and_to_the_portal(
    settings_with: Callable[..., Values], portal: str, sources: list[str]
) -> None:
    found = settings_with(GPLX_PORTAL_URL=portal)
    assert found["CONTENT_SECURITY_POLICY"]["DIRECTIVES"]["form-action"] == sources


def test_what_browsers_are_told_and_where_files_may_not_grow(settings_with: Callable[..., Values]) -> None:
    found = settings_with()
    assert (found["X_FRAME_OPTIONS"], found["SECURE_REFERRER_POLICY"]) == ("DENY", "same-origin")
    assert found["SECURE_CONTENT_TYPE_NOSNIFF"] is True
    assert found["DATA_UPLOAD_MAX_MEMORY_SIZE"] <= 6_000_000


def test_each_guard_stands_where_it_must(settings_with: Callable[..., Values]) -> None:
    """A guard sees what those before it prepared: no door before sessions, officers and their second factor."""
    order = [name.rpartition(".")[2] for name in settings_with()["MIDDLEWARE"]]
    wanted = [
        *["SecurityMiddleware", "CSPMiddleware", "SessionMiddleware", "LanguageMiddleware", "CsrfViewMiddleware"],
        *["AuthenticationMiddleware", "OTPMiddleware", "DoorMiddleware", "ConflictMiddleware"],
    ]
    assert [name for name in order if name in wanted] == wanted


def test_files_lie_where_they_are_told_to(settings_with: Callable[..., Values], tmp_path: Path) -> None:
    found = settings_with(GPLX_FILES=str(tmp_path))
    assert found["STORAGES"]["default"]["OPTIONS"] == {"location": tmp_path}


def test_the_addresses_of_calls_are_not_logged(settings_with: Callable[..., Values]) -> None:
    assert settings_with()["LOGGING"]["loggers"]["httpx"]["level"] == "WARNING"


# ---- the outside world


def accounts(*, practice: bool) -> list[str]:
    found = outside(practice=practice, state_key="k" * 50, base_url="http://x")
    return [
        found.portal.client_id,
        found.portal.client_secret,
        found.sync.username,
        found.sync.password,
        found.payments.partner,
        found.payments.secret,
        found.post.customer,
        found.post.access_token,
    ]


def test_accounts_are_there_by_default_in_practice_alone(settings_with: Callable[..., Values]) -> None:
    settings_with()
    assert all(accounts(practice=True))
    assert not any(accounts(practice=False))


def test_no_account_of_practice_is_taken_for_a_real_one(settings_with: Callable[..., Values]) -> None:
    settings_with(GPLX_PAYMENTS_SECRET="real", GPLX_POST_CUSTOMER="SGTVT")
    assert [one for one in accounts(practice=False) if one] == ["real", "SGTVT"]
    assert {"real", "SGTVT"} < set(accounts(practice=True))


def test_no_address_is_known_by_default(settings_with: Callable[..., Values]) -> None:
    found = settings_with()["OUTSIDE"]
    assert [found.plain[name].url for name in PLAIN] == [""] * len(PLAIN)
    assert (found.portal.url, found.sync.url, found.payments.url, found.post.url) == ("", "", "", "")


def test_secrets_are_not_shown_with_the_rest(settings_with: Callable[..., Values]) -> None:
    secrets = {"SYNC_PASSWORD": "hush-1", "PAYMENTS_SECRET": "hush-2", "PORTAL_SECRET": "hush-3", "SMS_TOKEN": "hush-4"}
    told = {f"GPLX_{name}": value for name, value in secrets.items()} | {"GPLX_POST_ACCESS_TOKEN": "hush-5"}
    found = settings_with(**told, GPLX_SECRET_KEY="hush-6" * 10)
    assert "hush" not in repr(found["OUTSIDE"])


@pytest.mark.parametrize(
    ("name", "value"), [("GPLX_POST_TIMEOUT", "soon"), ("GPLX_SMS_LIMIT", "1.5"), ("GPLX_SYNC_GENERATION", "two")]
)
def test_a_number_that_is_none_is_told_at_the_start(
    settings_with: Callable[..., Values], name: str, value: str
) -> None:
    with pytest.raises(ValueError, match=value):
        settings_with(**{name: value})


# ---- the table


def rows() -> dict[str, list[str]]:
    """The cells of each row by the variable's name."""
    cells = [line.strip("| ").split(" | ") for line in table().splitlines() if line.startswith("| `")]
    return {name.strip("`"): rest for name, *rest in cells}


def test_the_table_is_sorted_and_holds_what_is_read_before_there_are_settings() -> None:
    assert list(rows()) == sorted(rows())
    assert {one.name for one in BEFORE} < set(rows())


def test_a_row_shows_default_meaning_and_whether_it_is_secret() -> None:
    assert rows()["GPLX_BASE_URL"] == ["`http://127.0.0.1:8000`", "the address under which people reach GPLX"]
    assert rows()["GPLX_SMS_URL"] == ["–", "the address of sms"]
    assert rows()["GPLX_SECRET_KEY"][-1].endswith("(**secret**)")
    assert rows()["GPLX_FILES"][0] == "`.gplx/files`", "no path of this machine"


def test_a_secret_that_is_set_here_is_not_in_the_table(
    settings_with: Callable[..., Values], monkeypatch: pytest.MonkeyPatch, declared: dict[str, Setting]
) -> None:
    settings_with(
        GPLX_SECRET_KEY="hush" * 20, GPLX_PAYMENTS_SECRET="hush", DATABASE_URL="postgresql://app:hush@db/gplx"
    )
    monkeypatch.setattr(settings_table, "SETTINGS", declared)
    assert "hush" not in table()
    assert "GPLX_PAYMENTS_SECRET" in table()


def test_every_variable_is_declared_in_one_place(declared: dict[str, Setting]) -> None:
    """A second declaration could give another default, and the table would show either."""
    names: list[str] = []
    really = env.setting

    def noting(name: str, *rest: object, **more: object) -> str:
        names.append(name)
        return really(name, *rest, **more)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(env, "setting", noting)
        patch.setattr("gplx.conf.outside.setting", noting)
        runpy.run_path(str(settings_module.__file__))
    assert len(names) == len(set(names)) > 40
