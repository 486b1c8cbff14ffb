"""Sign-in and dossier sync against the practice world."""

from datetime import datetime, timedelta
from urllib.parse import parse_qs, urlsplit

import httpx
import msgspec
import pytest

from gplx.ground.clock import HANOI
from gplx.registers.signin.http import HttpSignIn, SignInAddress
from gplx.registers.signin.port import UnableToSignIn
from gplx.registers.sync.http import HttpDossierSync
from gplx.registers.sync.port import ProgressStep, Report, Reported
from gplx.registers.sync.session import SyncAddress
from tests.registers.contract.conftest import World
from tests.registers.sync.test_wire import DOSSIER

pytestmark = pytest.mark.stack
BACK = "http://127.0.0.1:8000/dang-nhap/xong"
START = datetime(2021, 9, 27, 9, 0, tzinfo=HANOI)


def portal(world: World) -> HttpSignIn:
    return HttpSignIn(
        SignInAddress(
            url=f"{world.url}/portal",
            client_id="gplx",
            client_secret="gplx-practice",
            state_key="only-for-tests-only-for-tests-32",
        )
    )


def visit(world: World, url: str, **chosen: str) -> dict[str, str]:
    """Choose a citizen on the portal's page; what the browser brings back."""
    fields = {name: values[0] for name, values in parse_qs(urlsplit(url).query).items()}
    answer = world.http.post(urlsplit(url).path, data=fields | chosen)
    assert answer.status_code in (302, 303), answer.text
    return {name: values[0] for name, values in parse_qs(urlsplit(answer.headers["location"]).query).items()}


def test_a_citizen_signs_in(world: World):
    known, sign_in = world.person("all_green"), portal(world)
    url, transaction = sign_in.begin(redirect_uri=BACK, next="/")
    assert httpx.codes.is_success(world.http.get(url).status_code)

    claims = sign_in.finish(transaction=transaction, answer=visit(world, url, citizen=known["cccd"]))

    assert (claims.name, claims.number12, claims.tech_id) == (known["name"], known["cccd"], known["techId"])
    assert (claims.born.isoformat(), claims.phone, claims.email) == (known["born"], known["phone"], known["email"])
    assert claims.sex == {"M": "male", "F": "female"}[known["sex"]]


def test_a_code_serves_once_and_for_its_own_visit_alone(world: World):
    sign_in, known = portal(world), world.person("all_green")
    url, transaction = sign_in.begin(redirect_uri=BACK, next="/")
    answer = visit(world, url, citizen=known["cccd"])
    other = msgspec.structs.replace(transaction, verifier="x" * 64)

    with pytest.raises(UnableToSignIn, match="unavailable"):
        sign_in.finish(transaction=other, answer=answer)
    with pytest.raises(UnableToSignIn):
        sign_in.finish(transaction=transaction, answer=answer)


def sync(world: World, **options: object) -> HttpDossierSync:
    account = {"username": "gplx", "password": "gplx-practice", "agency_code": "000.00.00.G04"}
    address = {"url": f"{world.url}/sync", "member_code": "VN:GOV:000.00.00.G04:gplx", "files_url": world.url}
    return HttpDossierSync(SyncAddress(**(account | address | options)))


def report(number: int, steps: int, first: int = 0) -> Report:
    return Report(
        msgspec.structs.replace(DOSSIER, code=f"000.00.99.H26-210927-{number:04}"),
        tuple(
            ProgressStep(handler="Nguyễn Thử", done_at=START + timedelta(minutes=n), what=f"Bước {n}", status=4)
            for n in range(first, first + steps)
        ),
    )


def held(world: World, number: int) -> tuple[list[str], int]:
    """The steps that the portal holds of a dossier, in the order of arrival, and how many came to it again."""
    code = f"000.00.99.H26-210927-{number:04}"
    [dossier] = [each for each in world.see("dossiers")["dossiers"] if each["MaHoSo"] == code]
    return [step["NoiDungXuLy"] for step in dossier["DanhSachTienDo"]], dossier["repeats"]


@pytest.mark.parametrize("generation", [1, 2])
@pytest.mark.parametrize("adapter", ["", "XrdAdapter", "VXPAdapter"])
@pytest.mark.parametrize("dirty", [False, True])
def test_every_step_arrives_once_and_in_order(world: World, dirty: bool, adapter: str, generation: int):
    world.faults("sync", dirty=dirty)
    number = 1000 + 100 * dirty + 10 * ["", "XrdAdapter", "VXPAdapter"].index(adapter) + generation
    portal = sync(world, adapter=adapter, provider_url="https://portal.example.vn", generation=generation)

    assert portal.report(report(number, 23)) == Reported(known_before=False, steps=23)
    assert portal.report(report(number, 2, first=23)) == Reported(known_before=True, steps=2)

    assert held(world, number) == ([f"Bước {n}" for n in range(25)], 0)


def test_a_session_that_the_portal_forgot_is_opened_anew(world: World):
    portal = sync(world)
    portal.report(report(2001, 1))
    world.faults("sync", expire_sessions=True)

    assert portal.report(report(2001, 1, first=1)).known_before is True

    assert held(world, 2001) == (["Bước 0", "Bước 1"], 0)


def test_a_report_that_is_made_again_leaves_no_step_twice(world: World):
    portal = sync(world)

    portal.report(report(2002, 3))
    portal.report(report(2002, 3))

    assert held(world, 2002) == (["Bước 0", "Bước 1", "Bước 2"], 3)
