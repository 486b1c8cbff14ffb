"""Violation files by identity or licence number and date of birth."""

from datetime import date
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from sandbox.clock import Clock
from sandbox.people.person import Measure, Person
from sandbox.people.population import Population
from sandbox.wire import BadInputError, compact, is_moment, read_numbers, read_object

Record = dict[str, Any]
FIELDS = (
    "SoBienBan", "Ngay", "CoQuan", "HanhVi", "BienPhap", "TuNgay", "DenNgay",
    "SoTien", "NgayNop", "TrangThai", "SoGPLX", "HangGPLX",
)  # fmt: skip
MEASURES = ("TAM_GIU", "TUOC", "PHAT", "CHUA_XU_LY")
STATES = ("DANG_AP_DUNG", "DA_XONG")


class ViolationFiles:
    """`/police` or `/inspectorate`, as `system` says."""

    def __init__(self, *, system: str, people: Population, clock: Clock) -> None:
        self.system, self.people, self.clock = system, people, clock
        self._changed: dict[int, list[Record]] = {}

    def routes(self) -> list[Route]:
        return [
            Route(f"/{self.system}/find", self.find, methods=["POST"]),
            Route(f"/_sandbox/violations/{self.system}/{{number}}", self.change, methods=["PUT"]),
        ]

    async def find(self, request: Request) -> Response:
        numbers, sent = await read_numbers(request)
        born = sent.get("born")
        if not is_moment(born, "%Y%m%d"):
            raise BadInputError("Thiếu ngày sinh `born`, viết yyyyMMdd.")
        people = {person.index: person for number in numbers if (person := self.people.find(number))}
        known = [person for person in people.values() if compact(person.born) == born]
        answer = {"records": [record for person in known for record in self.records(person)]}
        return JSONResponse(answer)

    async def change(self, request: Request) -> Response:
        """`{"records": […]}` replaces all records of the person; what a record leaves out is empty."""
        person = self.people.find(request.path_params["number"])
        records = (await read_object(request)).get("records")
        if person is None or not isinstance(records, list) or not all(_well_formed(each) for each in records):
            raise BadInputError(f"Cần số của một công dân và danh sách `records`, BienPhap là một trong {MEASURES}.")
        base = dict.fromkeys(FIELDS) | {"TrangThai": "DANG_AP_DUNG"} | _card(person)
        self._changed[person.index] = [base | record for record in records]
        return JSONResponse({"records": self._changed[person.index]})

    def records(self, person: Person) -> list[Record]:
        if person.index in self._changed:
            return self._changed[person.index]
        today = self.clock.today()
        return [_record(person, each, today) for each in person.measures if each.system == self.system]


def _card(person: Person) -> Record:
    return {"SoGPLX": person.licences[0].number, "HangGPLX": person.licences[0].licence_class}


def _record(person: Person, measure: Measure, today: date) -> Record:
    """A measure whose last day has passed is done."""
    done = measure.done or (measure.until is not None and measure.until < today)
    return {
        "SoBienBan": measure.number,
        "Ngay": compact(measure.day),
        "CoQuan": measure.authority,
        "HanhVi": measure.conduct,
        "BienPhap": measure.measure,
        "TuNgay": compact(measure.since),
        "DenNgay": compact(measure.until),
        "SoTien": measure.fine,
        "NgayNop": compact(measure.paid),
        "TrangThai": STATES[done],
    } | _card(person)


def _well_formed(record: object) -> bool:
    return (
        isinstance(record, dict)
        and record.keys() <= set(FIELDS)
        and record.get("BienPhap") in MEASURES
        and record.get("TrangThai", STATES[0]) in STATES
    )
