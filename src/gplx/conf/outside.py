"""Where each outside system is and which account is ours there: ``GPLX_<NAME>_URL``, ``_TIMEOUT`` and so on, from the environment."""

import re
from dataclasses import dataclass
from typing import Any, cast

from gplx.conf.env import setting, switch
from gplx.registers.http_client import Address
from gplx.registers.payments.http import PaymentAddress
from gplx.registers.payments.vnpay.http import VnpayAddress
from gplx.registers.post.http import PostAddress
from gplx.registers.post.port import Meaning
from gplx.registers.scanner.clamd import ScannerAddress
from gplx.registers.signin.http import SignInAddress
from gplx.registers.sync.session import SyncAddress
from gplx.registers.webhooks.http import SoftwareLimits

PLAIN = ("licences", "health", "police", "inspectorate", "treasury", "sms", "sms2", "email", "email2")


@dataclass(frozen=True, kw_only=True)
class Outside:
    """The addresses of all outside systems; ``plain`` are those that need nothing beyond an address, by name; ``provinces`` the portals
    of provinces, by the ids of their departments."""

    plain: dict[str, Address]
    portal: SignInAddress
    sync: SyncAddress
    provinces: dict[str, SyncAddress]
    payments: PaymentAddress
    vnpay: VnpayAddress
    post: PostAddress
    scanner: ScannerAddress
    webhooks: SoftwareLimits


def outside(*, practice: bool, state_key: str, base_url: str) -> Outside:
    """Read all addresses. In the practice world the accounts are those of the sandbox; else there are none by default.

    ``base_url`` is where people reach GPLX, and come back to from a page to pay on.
    """
    own_ip, files = _own_ip(practice), _files(practice, base_url)
    return Outside(
        plain={name: Address(**_place(name)) for name in PLAIN},
        portal=SignInAddress(**_place("portal"), state_key=state_key, **_sign_in_account(practice)),
        sync=SyncAddress(**_place("sync"), **_sync_account(practice), **files),
        provinces=_provinces(practice, files),
        payments=PaymentAddress(**_place("payments"), **_payment_account(practice), ip=own_ip),
        vnpay=VnpayAddress(**_place("vnpay"), **_vnpay_account(practice, base_url), ip=own_ip),
        post=PostAddress(**_place("post"), **_post_account(practice)),
        scanner=_scanner(),
        webhooks=_webhooks(practice),
    )


def _place(name: str) -> dict[str, Any]:
    prefix = f"GPLX_{name.upper()}"
    return {
        "url": setting(f"{prefix}_URL", "", f"the address of {name}"),
        "token": setting(f"{prefix}_TOKEN", "", f"bearer token of the gateway before {name}, if any", secret=True),
        "timeout": float(setting(f"{prefix}_TIMEOUT", "10", f"seconds that one call to {name} may take in all")),
        "rest": float(
            setting(f"{prefix}_REST", "10", f"seconds that {name} is left in peace after five failures in a row")
        ),
        "connections": int(setting(f"{prefix}_LIMIT", "10", f"calls to {name} at once, for each process")),
    }


def _scanner() -> ScannerAddress:
    return ScannerAddress(
        url=setting("GPLX_SCANNER_URL", "", "ClamAV's clamd, as tcp://127.0.0.1:3310; empty: files are not scanned"),
        timeout=float(setting("GPLX_SCANNER_TIMEOUT", "30", "seconds that scanning one file may take in all")),
        rest=float(
            setting("GPLX_SCANNER_REST", "10", "seconds that scanner is left in peace after five failures in a row")
        ),
    )


def _webhooks(practice: bool) -> SoftwareLimits:
    """Each department's software has an address of its own; outside of the practice world only in the public network."""
    return SoftwareLimits(
        timeout=float(
            setting("GPLX_WEBHOOKS_TIMEOUT", "5", "seconds that one call to a department's software may take in all")
        ),
        rest=float(
            setting(
                "GPLX_WEBHOOKS_REST", "30", "seconds that a department's software is left in peace after five failures"
            )
        ),
        connections=int(
            setting("GPLX_WEBHOOKS_LIMIT", "4", "calls to one department's software at once, for each process")
        ),
        public_only=not practice,
    )


def _sign_in_account(practice: bool) -> dict[str, Any]:
    return {
        "client_id": setting("GPLX_PORTAL_CLIENT", "gplx" if practice else "", "our client at the portal's sign-in"),
        "client_secret": setting("GPLX_PORTAL_SECRET", "gplx-practice" if practice else "", "its secret", secret=True),
        "level": setting("GPLX_PORTAL_LEVEL", "LoA1", "level of assurance (acr_values) that is asked for"),
    }


def _sync_account(practice: bool, *, name: str = "SYNC", agency: str = "000.00.00.G04") -> dict[str, Any]:
    prefix = f"GPLX_{name}"
    return {
        "username": setting(f"{prefix}_USER", "gplx" if practice else "", "our account at the portal's gateway"),
        "password": setting(f"{prefix}_PASSWORD", "gplx-practice" if practice else "", "its password", secret=True),
        "agency_code": setting(f"{prefix}_AGENCY", agency, "our agency's identifier (madonvi)"),
        "member_code": setting(f"{prefix}_MEMBER", f"VN:GOV:{agency}:gplx", "the provider's member code (dstcode)"),
        "adapter": setting(f"{prefix}_ADAPTER", "", "XrdAdapter or VXPAdapter behind a security server, else empty"),
        "provider_url": setting(f"{prefix}_PROVIDER", "", "the portal's own address, behind a security server"),
        "generation": int(setting(f"{prefix}_GENERATION", "2", "2 sends the fields of 2022, 1 those of 2020 alone")),
        "session_life": float(setting(f"{prefix}_SESSION", "600", "seconds that a session of the portal lives")),
        "inbound_token": setting(
            f"{prefix}_INBOUND_TOKEN",
            "gplx-practice" if practice and name == "SYNC" else "",
            "bearer token with which the portal files dossiers here; none: it may not",
            secret=True,
        ),
        "inbound_hosts": tuple(
            setting(
                f"{prefix}_INBOUND_HOSTS",
                "",
                "hosts from which files of such dossiers are fetched, separated by spaces; none: the host of its own address",
            ).split()
        ),
    }


def _files(practice: bool, base_url: str) -> dict[str, Any]:
    return {
        "files_url": setting("GPLX_SYNC_FILES_URL", base_url, "the address under which portals reach our files").rstrip(
            "/"
        ),
        "components": components(
            setting(
                "GPLX_SYNC_COMPONENTS",
                PRACTICE_COMPONENTS if practice else "",
                "the portal's codes for papers (MaThanhPhanHoSo): kind=code, separated by spaces; kinds are photo, health_paper, "
                "health_copy, number_paper. What is not named is sent without a code",
            )
        ),
    }


def _provinces(practice: bool, files: dict[str, Any]) -> dict[str, SyncAddress]:
    named = setting(
        "GPLX_SYNC_PROVINCES",
        "",
        "departments whose province has a portal of its own that is told as well (H26 H48), separated by spaces; of each "
        "GPLX_SYNC_<id>_URL, _USER, _PASSWORD, _AGENCY and so on, as of GPLX_SYNC",
    ).split()
    wrong = [one for one in named if not _DEPARTMENT.fullmatch(one)]
    if wrong:
        raise ValueError(f"GPLX_SYNC_PROVINCES: {wrong[0]!r} is no id of a department, such as H26.")
    return {one: _province(one, practice, files) for one in named}


def _province(department: str, practice: bool, files: dict[str, Any]) -> SyncAddress:
    account = _sync_account(practice, name=f"SYNC_{department}", agency=f"000.00.00.{department}")
    return SyncAddress(**_place(f"sync_{department.lower()}"), **account, **files)


def components(text: str) -> dict[str, str]:
    """``photo=M.1 health_paper=M.2`` as kinds of files with the portal's codes; ``ValueError`` names the one that is none."""
    agreed: dict[str, str] = {}
    for pair in text.split():
        kind, mark, code = pair.partition("=")
        if not (mark and code and kind in COMPONENTS):
            raise ValueError(f"GPLX_SYNC_COMPONENTS: {pair!r} is not kind=code; kinds are {', '.join(COMPONENTS)}.")
        agreed[kind] = code
    return agreed


def _payment_account(practice: bool) -> dict[str, Any]:
    return {
        "partner": setting("GPLX_PAYMENTS_PARTNER", "GPLX" if practice else "", "our partner code (MaDoiTac)"),
        "secret": setting(
            "GPLX_PAYMENTS_SECRET", "practice-secret" if practice else "", "the secret of the hashes", secret=True
        ),
    }


# The kinds of files that a dossier may hold, and the codes of their components in the practice world's catalogue of procedures.
COMPONENTS = ("photo", "health_paper", "health_copy", "number_paper")
PRACTICE_COMPONENTS = "photo=M.4 health_paper=M.2 health_copy=M.2 number_paper=M.5"
_DEPARTMENT = re.compile(r"H\d\d", re.ASCII)

# The codes of the practice world's post; those of a real carrier beside 4 are agreed with it.
AGREEABLE = ("taken", "on_the_way", "failed", "refused", "returned", "lost", "cancelled")
PRACTICE_CODES = "1=taken 2=on_the_way 3=on_the_way 5=failed 6=cancelled 7=returned 8=refused 10=lost"


def _vnpay_account(practice: bool, base_url: str) -> dict[str, Any]:
    return {
        "return_url": f"{base_url}/thanh-toan/ket-qua",
        "terminal": setting(
            "GPLX_VNPAY_TERMINAL", "GPLXTHU1" if practice else "", "our terminal (vnp_TmnCode) at VNPay"
        ),
        "secret": setting(
            "GPLX_VNPAY_SECRET", "practice-secret" if practice else "", "the secret of VNPay's hashes", secret=True
        ),
        "minutes": int(setting("GPLX_VNPAY_MINUTES", "15", "minutes for which a page of VNPay takes money")),
    }


def _own_ip(practice: bool) -> str:
    told = "the address of this house that gateways of payments are told (Ip, vnp_IpAddr); never the citizen's"
    return setting("GPLX_PAYMENTS_IP", "127.0.0.1" if practice else "", told)


def _post_account(practice: bool) -> dict[str, Any]:
    return {
        "meanings": post_codes(
            setting(
                "GPLX_POST_CODES",
                PRACTICE_CODES if practice else "",
                "what the post's status codes mean: code=meaning, separated by spaces; meanings are taken, on_the_way, failed, "
                "refused, returned, lost, cancelled. 4 is always delivered; codes that are not named are shown and mean nothing",
            )
        ),
        "no_district": int(
            setting("GPLX_POST_NO_DISTRICT", "0", "what the post is told as district: districts are not kept here")
        ),
        "collects": switch("GPLX_POST_COLLECTS", True, "1: the post takes the old licence along in the same trip"),
        "customer": setting("GPLX_POST_CUSTOMER", "GPLX" if practice else "", "our customer code at the post"),
        "access_token": setting(
            "GPLX_POST_ACCESS_TOKEN", "gplx-practice" if practice else "", "our access token there", secret=True
        ),
    }


def post_codes(text: str) -> dict[str, Meaning]:
    """``5=failed 7=returned`` as codes with their meanings; ``ValueError`` names the one that is none, or that 4 may not have."""
    agreed: dict[str, Meaning] = {}
    for pair in text.split():
        code, mark, meaning = pair.partition("=")
        if not (code and mark and meaning in AGREEABLE and code != "4"):
            raise ValueError(f"GPLX_POST_CODES: {pair!r} is not code=meaning; meanings are {', '.join(AGREEABLE)}.")
        agreed[code] = cast(Meaning, meaning)
    return agreed
