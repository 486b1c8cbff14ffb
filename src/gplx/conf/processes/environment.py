"""What the processes are told through their environment. What the caller has set already always stays."""

import os
import secrets
from collections.abc import Mapping
from contextlib import suppress
from urllib.parse import urlsplit

from gplx.conf.checkout.places import Places, UnableToStart
from gplx.conf.postgres.database import Database

SETTINGS = "gplx.conf.settings"
OUTSIDE = (
    "portal",
    "sync",
    "licences",
    "health",
    "police",
    "inspectorate",
    "payments",
    "vnpay",
    "treasury",
    "post",
    "sms",
    "email",
)
# A house can do without; whoever offers it sets its address.
OPTIONAL = ("vnpay",)
# So is this one, which speaks no HTTP; in practice the sandbox plays it on the same port.
SCANNER = "scanner"
# Hà Nam's.
PROVINCE = "H25"


def for_owner(places: Places, database: Database, *, given: Mapping[str, str] = os.environ) -> dict[str, str]:
    """For what changes tables: migrations, tests, management commands."""
    return common(places, given) | {"DATABASE_URL": database.owner_url, "GPLX_OWNER_DATABASE_URL": database.owner_url}


def for_application(places: Places, database: Database, *, web: str, given: Mapping[str, str]) -> dict[str, str]:
    """For web and worker, which get the application's rights and never learn the owner's address."""
    told = {"GPLX_BASE_URL": web} | common(places, given) | {"DATABASE_URL": database.app_url}
    return {name: value for name, value in told.items() if name != "GPLX_OWNER_DATABASE_URL"}


def common(places: Places, given: Mapping[str, str]) -> dict[str, str]:
    """What every program of GPLX needs."""
    return {"DJANGO_SETTINGS_MODULE": SETTINGS, "GPLX_SECRET_KEY": _secret(places, given)} | dict(given)


def practice(sandbox: str, *, given: Mapping[str, str]) -> dict[str, str]:
    """An address in the sandbox for each outside system that has none yet, and the word that this is practice."""
    played = {_address(name): f"{sandbox}/{name}" for name in OUTSIDE}
    scanner = {_address(SCANNER): f"tcp://{urlsplit(sandbox).netloc}"}
    return {"GPLX_PRACTICE": "1"} | played | scanner | _province_of(sandbox) | dict(given)


def _province_of(sandbox: str) -> dict[str, str]:
    """One province of practice has a portal of its own."""
    return {"GPLX_SYNC_PROVINCES": PROVINCE, f"GPLX_SYNC_{PROVINCE}_URL": f"{sandbox}/province/{PROVINCE.lower()}"}


def for_sandbox(*, web: str, given: Mapping[str, str]) -> dict[str, str]:
    """Where the sandbox sends its notices and its people. It gets neither database nor keys."""
    open_to_all = {name: value for name, value in given.items() if not name.startswith(("GPLX_", "DATABASE_"))}
    days = {name: given[name] for name in ("GPLX_TODAY", "GPLX_TODAY_SET_ON") if name in given}
    seen_by_people = given.get("GPLX_BASE_URL", web)
    own = {
        "SANDBOX_GPLX_URL": web,
        "SANDBOX_PAYMENT_CALLBACK": f"{web}/api/payments/callback",
        "SANDBOX_PAYMENT_RETURN": f"{seen_by_people}/thanh-toan/ket-qua",
        "SANDBOX_VNPAY_IPN": f"{web}/api/payments/vnpay/ipn",
    }
    return own | open_to_all | days


def needs_sandbox(given: Mapping[str, str]) -> bool:
    """True when no outside system has an address, false when all have. Anything between is a mistake, and raises.

    GPLX_PRACTICE=1 lets the sandbox play those that have none.
    """
    needed = [_address(name) for name in OUTSIDE if name not in OPTIONAL]
    missing = [name for name in needed if not given.get(name)]
    if missing and len(missing) < len(needed) and given.get("GPLX_PRACTICE") != "1":
        raise UnableToStart(
            f"These outside systems have no address: {', '.join(missing)}. Set them; or set GPLX_PRACTICE=1, "
            "and the sandbox plays them."
        )
    return bool(missing)


def only_in_practice(given: Mapping[str, str]) -> None:
    """Made-up people and money never go to real systems; raises where these would answer."""
    if not needs_sandbox(given):
        raise UnableToStart(
            "This plays with made-up people, and the addresses of real systems are set. Unset them first."
        )


def _address(name: str) -> str:
    return f"GPLX_{name.upper()}_URL"


def _secret(places: Places, given: Mapping[str, str]) -> str:
    """The key that signs sessions: made once for a checkout, readable by its owner alone."""
    if "GPLX_SECRET_KEY" in given:
        return given["GPLX_SECRET_KEY"]
    places.state.mkdir(exist_ok=True)
    with (
        suppress(FileExistsError),
        os.fdopen(os.open(places.secret, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file,
    ):
        file.write(secrets.token_urlsafe(48))
    return places.secret.read_text()
