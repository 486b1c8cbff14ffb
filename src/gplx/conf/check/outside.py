"""A harmless call to each outside system: it asks about nobody, orders nothing, and sends nothing."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from urllib.parse import urlsplit

from gplx.conf.check.finding import BAD, NOT_SET, Finding, find_out
from gplx.conf.outside import Outside
from gplx.ground.clock import today
from gplx.registers.errors import Never, OutsideError
from gplx.registers.faults import Rejected
from gplx.registers.health.http import HttpHealthDatabase
from gplx.registers.health.port import FindCertificates
from gplx.registers.http_client import Address, HttpClient
from gplx.registers.licences.http import HttpLicenceRegister
from gplx.registers.licences.port import FindPersons
from gplx.registers.payments.http import HttpPaymentPlatform
from gplx.registers.payments.vnpay.http import VnpayGateway
from gplx.registers.post.http import HttpPost
from gplx.registers.post.port import TrackParcel
from gplx.registers.scanner.clamd import Clamd, ScannerAddress
from gplx.registers.signin.http import HttpSignIn
from gplx.registers.signin.port import UnableToSignIn
from gplx.registers.sync.http import HttpDossierSync
from gplx.registers.sync.port import LookUp
from gplx.registers.sync.portals import NATIONAL, provincial
from gplx.registers.sync.session import SyncAddress
from gplx.registers.treasury.http import HttpTreasury
from gplx.registers.treasury.port import AskStatement
from gplx.registers.violations_http import HttpViolationsRegister
from gplx.registers.violations_record import FindViolations

NOBODY = ("000000000000",)
NOTHING = "GPLX-CHECK"
ANSWERS = "answers as it should"
OPTIONAL = frozenset({"sms2", "email2", "vnpay", "scanner"})
_REACHED = (400, 404, 405, 415, 422)


def systems(outside: Outside) -> dict[str, Address | ScannerAddress]:
    """Every outside system by name, with its address."""
    own: dict[str, Address | ScannerAddress] = {
        "portal": outside.portal,
        "sync": outside.sync,
        "payments": outside.payments,
        "vnpay": outside.vnpay,
        "post": outside.post,
        "scanner": outside.scanner,
    }
    return own | outside.plain | _portals_of_provinces(outside)


def _portals_of_provinces(outside: Outside) -> dict[str, SyncAddress]:
    return {provincial(department): at for department, at in outside.provinces.items()}


def check_outside(outside: Outside, *, only: tuple[str, ...] = ()) -> tuple[Finding, ...]:
    """Call each system (or ``only`` some), all at once, so that a slow one makes nobody wait for long."""
    chosen = {name: at for name, at in sorted(systems(outside).items()) if not only or name in only}
    with ThreadPoolExecutor(max(len(chosen), 1)) as side_by_side:
        return tuple(side_by_side.map(lambda name: _check(name, chosen[name], outside), chosen))


def _check(name: str, at: Address | ScannerAddress, outside: Outside) -> Finding:
    prefix = f"GPLX_{name.upper()}"
    if not at.url:
        if name in OPTIONAL:
            return Finding(system=name, at="", verdict=NOT_SET, says="not used")
        return Finding(system=name, at="", verdict=BAD, says=f"{prefix}_URL is not set: nothing can go there.")
    return find_out(system=name, at=_place(at.url), prefix=prefix, try_out=_call_of(name, outside))


def _call_of(name: str, outside: Outside) -> Callable[[], str]:
    calls: dict[str, Callable[[], str]] = {
        "portal": lambda: _sign_in(outside),
        "sync": lambda: _sync(outside.sync),
        "licences": lambda: _said(HttpLicenceRegister(outside.plain[name]).find(FindPersons(numbers=NOBODY))),
        "health": lambda: _said(HttpHealthDatabase(outside.plain[name]).find(FindCertificates(numbers=NOBODY))),
        "payments": lambda: HttpPaymentPlatform(outside.payments).try_out(NOTHING.replace("-", "")),
        "vnpay": lambda: VnpayGateway(outside.vnpay).try_out(NOTHING.replace("-", "")),
        "treasury": lambda: _said(HttpTreasury(outside.plain[name]).statement(AskStatement(day=today()))),
        "post": lambda: _post(outside),
        "scanner": lambda: f"is {Clamd(outside.scanner).version()}; no file was sent to try it",
    }
    if name in calls:
        return calls[name]
    portal = _portals_of_provinces(outside).get(name)
    if portal:
        return lambda: _sync(portal, register=name)
    at = outside.plain[name]
    return _violations(name, at) if name in ("police", "inspectorate") else _reach(name, at)


def _said(_answer: object) -> str:
    return ANSWERS


def _violations(name: str, at: Address) -> Callable[[], str]:
    ask = FindViolations(numbers=NOBODY, born=date(1900, 1, 1))
    return lambda: _said(HttpViolationsRegister(name, at).find(ask))


def _sign_in(outside: Outside) -> str:
    try:
        HttpSignIn(outside.portal).begin(redirect_uri="http://127.0.0.1/", next="/")
    except UnableToSignIn as unable:
        if isinstance(unable.__cause__, OutsideError):
            raise unable.__cause__ from None
        raise
    return "publishes its addresses and keys"


def _sync(at: SyncAddress, *, register: str = NATIONAL) -> str:
    try:
        HttpDossierSync(at, register=register).look_up(LookUp(code=NOTHING))
    except Rejected:
        raise
    except Never:
        # It let us in, and some say of a dossier that there is none by refusing.
        return "lets us in"
    return "lets us in, and looks dossiers up"


def _post(outside: Outside) -> str:
    try:
        HttpPost(outside.post).track(TrackParcel(order=NOTHING))
    except Rejected:
        raise
    except Never:
        return "lets us in, and knows that there is no such parcel"
    return ANSWERS


def _reach(name: str, at: Address) -> Callable[[], str]:
    """A provider of messages has no call that sends nothing: that it can be reached is all that is tried."""

    def reach() -> str:
        try:
            HttpClient(name, at).call("GET", "", lambda _raw: None)
        except Rejected as rejected:
            if rejected.status not in _REACHED:
                raise
        return "can be reached; no message was sent to try it"

    return reach


def _place(url: str) -> str:
    return "".join(_parts(url))


def _parts(url: str) -> Iterator[str]:
    """Scheme, host and port: a path or an account in an address may be a secret."""
    split = urlsplit(url)
    yield f"{split.scheme}://{split.hostname or ''}"
    if split.port:
        yield f":{split.port}"
