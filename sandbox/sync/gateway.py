"""`mapi/login` and `mapi/g`: one address for every service, the operation in the body."""

import hmac
import re
import time
from collections.abc import Callable, Mapping
from itertools import cycle
from secrets import token_hex
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from sandbox.control.faults import Faults
from sandbox.people.population import Population
from sandbox.sync import catalogue
from sandbox.sync.doors import NATIONAL, Door
from sandbox.sync.files import Fetcher
from sandbox.sync.rules import agency_fault, dossier_fault, step_fault
from sandbox.sync.store import Dossiers
from sandbox.text import decomposed
from sandbox.wire import BadInputError, read_object

Record = dict[str, Any]
Outcome = tuple[int, str, list[Record]]

OK = "Thực hiện thành công"
UNKNOWN = {"error": "Không có hồ sơ này."}
MEMBER = re.compile(r"VN:(GOV|COM):[0-9A-Za-z.]+:[0-9A-Za-z_-]+")
DIRECT = "mapi"
ADAPTERS = ("XrdAdapter/RestService/forward/mapi", "VXPAdapter/RestService/forward/mapi")


class SyncGateway:
    """One portal, the national one unless `door` says otherwise: sessions live ten minutes of real time."""

    def __init__(
        self, *, people: Population, faults: Faults, env: Mapping[str, str], files: Fetcher, door: Door = NATIONAL
    ) -> None:
        self.people, self.faults, self.dossiers, self.files, self.door = people, faults, Dossiers(), files, door
        self.username = env.get("SANDBOX_SYNC_USERNAME", "gplx")
        self.password = env.get("SANDBOX_SYNC_PASSWORD", "gplx-practice")
        self.life = float(env.get("SANDBOX_SYNC_SESSION_SECONDS", "600"))
        self._sessions: dict[str, float] = {}
        self._dirty_zero: cycle[int | str] = cycle((0, "0", "00"))
        self._services: dict[str, Callable[[Record], Outcome]] = {
            "LayDanhSachTTHC": lambda _sent: (0, OK, catalogue.procedures()),
            "LayThuTuc": lambda sent: (0, OK, catalogue.procedure(code=str(sent.get("maTTHC")))),
            "LayDanhMucCoQuan": lambda _sent: (0, OK, catalogue.agencies()),
            "LayDanhMucLinhVuc": lambda _sent: (0, OK, catalogue.DOMAINS),
            "TraCuuHoSo": self._look_up,
            "DongBoHoSoMC": self._synchronise,
            "CapNhatTienDoHoSoMC": self._progress,
            "TraCuuTechID": self._tech_id,
        }

    def routes(self) -> list[Route]:
        doors = [(DIRECT, self.login, self.call), *((each, self.login_through, self.call_through) for each in ADAPTERS)]
        routes = [Route(f"{self.door.path}/{door}/login", login, methods=["POST"]) for door, login, _ in doors]
        routes += [Route(f"{self.door.path}/{door}/g", call, methods=["POST"]) for door, _, call in doors]
        one = f"{self.door.control}/{{code}}"
        control = ((self.show, "GET"), (self.lay_over, "PUT"), (self.lose, "DELETE"))
        routes += [Route(one, act, methods=[method]) for act, method in control]
        return [*routes, Route(self.door.control, self.show_all, methods=["GET"])]

    async def login(self, request: Request) -> Response:
        sent = await read_object(request)
        name, password = str(sent.get("username", "")), str(sent.get("password", ""))
        if name != self.username or not hmac.compare_digest(password.encode(), self.password.encode()):
            return self._answer((-1, "Sai tên đăng nhập hoặc mật khẩu", []))
        session = token_hex(16)
        self._sessions[session] = time.monotonic() + self.life
        return JSONResponse({"error_code": self._code(0), "message": OK, "session": session})

    async def call(self, request: Request) -> Response:
        sent = await read_object(request)
        if self.faults.sessions_expired(self.door.system):
            self._sessions.clear()
        if time.monotonic() >= self._sessions.get(str(sent.get("session")), 0):
            return self._answer((-2, "Phiên làm việc đã hết hạn, hãy đăng nhập lại", []))
        if fault := agency_fault(code=sent.get("madonvi")):
            return self._answer((-1, fault, []))
        service = self._services.get(str(sent.get("service")))
        if service is None:
            return self._answer((-1, f"Không có dịch vụ {sent.get('service')}", []))
        return self._answer(service(sent))

    async def login_through(self, request: Request) -> Response:
        return self._stranger(request) or await self.login(request)

    async def call_through(self, request: Request) -> Response:
        return self._stranger(request) or await self.call(request)

    async def show_all(self, _request: Request) -> Response:
        await self.files.settled()
        return JSONResponse({"dossiers": self.dossiers.all()})

    async def show(self, request: Request) -> Response:
        await self.files.settled()
        held = self.dossiers.get(request.path_params["code"])
        return JSONResponse(held.as_json()) if held else JSONResponse(UNKNOWN, 404)

    async def lay_over(self, request: Request) -> Response:
        """`{"fields": {…}}` over the dossier, `{"lose_steps": n}` its last ones: what goes wrong at a portal."""
        sent, held = await read_object(request), self.dossiers.get(request.path_params["code"])
        fields, lost = sent.get("fields", {}), sent.get("lose_steps", 0)
        if held is None:
            return JSONResponse(UNKNOWN, 404)
        if not isinstance(fields, dict) or not isinstance(lost, int) or not 0 <= lost <= len(held.steps):
            raise BadInputError("`fields` là một đối tượng, `lose_steps` là số bước cuối bị mất.")
        held.dossier = held.dossier | fields
        held.steps = held.steps[: len(held.steps) - lost]
        return JSONResponse(held.seen())

    async def lose(self, request: Request) -> Response:
        known = self.dossiers.forget(request.path_params["code"])
        return Response(status_code=204) if known else JSONResponse(UNKNOWN, 404)

    def _stranger(self, request: Request) -> Response | None:
        """An adapter forwards only to a named member, in the query or in the header."""
        member = request.query_params.get("dstcode") or request.headers.get("dstcode", "")
        return None if MEMBER.fullmatch(member) else self._answer((-1, "dstcode không đúng cấu trúc", []))

    def _look_up(self, sent: Record) -> Outcome:
        code = sent.get("mahoso")
        if not isinstance(code, str) or not code:
            return -1, "Cần mahoso", []
        held = self.dossiers.get(code)
        return 0, OK, [held.as_json()] if held else []

    def _synchronise(self, sent: Record) -> Outcome:
        dossiers, updating = sent.get("data"), sent.get("isUpdating")
        if updating not in ("True", "False") or not isinstance(dossiers, list) or not dossiers:
            return -1, 'Cần isUpdating "True" hoặc "False" và danh sách data', []
        for dossier in dossiers:
            if fault := dossier_fault(dossier=dossier):
                return -1, fault, []
            known = self.dossiers.get(dossier["MaHoSo"]) is not None
            if known and updating == "False":
                return -3, f"Hồ sơ {dossier['MaHoSo']} đã tồn tại", []
            if not known and updating == "True":
                return -1, f"Hồ sơ {dossier['MaHoSo']} chưa có trên Cổng", []
        for dossier in dossiers:
            self.files.begin(self.dossiers.put(dossier))
        return 0, "Đồng bộ thành công", []

    def _progress(self, sent: Record) -> Outcome:
        steps = sent.get("data")
        if not isinstance(steps, list) or not steps:
            return -1, "Cần danh sách data", []
        for step in steps:
            if fault := step_fault(step=step):
                return -1, fault, []
            if self.dossiers.get(step["MaHoSo"]) is None:
                return -1, f"Hồ sơ {step['MaHoSo']} chưa có trên Cổng", []
        for step in steps:
            if held := self.dossiers.get(step["MaHoSo"]):
                held.take(step)
        return 0, "Cập nhật tiến độ thành công", []

    def _tech_id(self, sent: Record) -> Outcome:
        number = str(sent.get("mstorcmnd", ""))
        person = self.people.find(number)
        if sent.get("provider") != "wso2is" or person is None or number not in (person.cccd, person.cmnd):
            return 0, OK, []
        return 0, OK, [{"TECHNICALID": person.tech_id}]

    def _answer(self, outcome: Outcome) -> Response:
        code, message, result = outcome
        answer = {"error_code": self._code(code), "message": message, "result": result}
        return JSONResponse(decomposed(answer) if self.faults.of(self.door.system).dirty else answer)

    def _code(self, code: int) -> int | str:
        """As a number; in the dirty mode success is 0, "0" and "00" by turns, and a refusal is text."""
        if not self.faults.of(self.door.system).dirty:
            return code
        return next(self._dirty_zero) if code == 0 else str(code)
