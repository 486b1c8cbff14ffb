"""Look-ups by any number that stands in the record, the photo kept, and the writing back of a new licence."""

import re
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from sandbox.licences.portrait import portrait
from sandbox.licences.record import Record, licence_record, person_record, pet_number
from sandbox.people.person import Person
from sandbox.people.population import Population
from sandbox.wire import compact, is_moment, read_numbers, read_object

ASKED = ("request", "MaHoSo", "SoGPLXCu", "HangGPLX", "NgayCap", "SoSeri", "HoVaTen", "NgaySinh", "SoCMT")
CLASSES = (
    "A1", "A2", "A3", "A4", "B1", "B2", "C", "D", "E", "FB2", "FC", "FD", "FE",
    "A", "B", "C1", "D1", "D2", "BE", "C1E", "CE", "D1E", "D2E", "DE",
)  # fmt: skip


class LicenceRegister:
    """`/licences`: knows nobody by a number that does not stand in the record itself."""

    def __init__(self, *, people: Population) -> None:
        self.people = people
        self._changed: dict[int, tuple[Record, list[Record]]] = {}
        self._answered: dict[str, Record] = {}

    def routes(self) -> list[Route]:
        return [
            Route("/licences/find", self.find, methods=["POST"]),
            Route("/licences/photos/{photo}", self.photo, methods=["GET"]),
            Route("/licences/issue", self.issue, methods=["POST"]),
        ]

    async def find(self, request: Request) -> Response:
        numbers, _ = await read_numbers(request)
        found = {person.index: person for number in numbers for person in self._bearers(number)}
        answer = {"persons": [self.entry(person) for person in found.values()]}
        return JSONResponse(answer)

    async def photo(self, request: Request) -> Response:
        number = request.path_params["photo"]
        person = next((each for each in self.people.possible(number) if each.photo_id == number), None)
        if person is None or person.photo_taken is None:
            return JSONResponse({"error": "Không có ảnh này."}, 404)
        return Response(portrait(index=person.index, sex=person.sex), media_type="image/jpeg")

    async def issue(self, request: Request) -> Response:
        sent = await read_object(request)
        if before := self._answered.get(str(sent.get("request"))):
            return JSONResponse(before | {"DaCo": True})
        held, reason = self._held(sent)
        if held is None:
            return JSONResponse({"TrangThai": "TU_CHOI", "LyDo": reason}, 422)
        answer = {"SoGPLX": self._write(held, sent), "TrangThai": "DA_CAP", "DaCo": False}
        self._answered[sent["request"]] = answer
        return JSONResponse(answer)

    def entry(self, person: Person) -> Record:
        """A person as the look-up answers."""
        record, licences = self._record(person)
        photo = {"taken": compact(person.photo_taken), "path": f"/licences/photos/{person.photo_id}"}
        return {"person": record, "licences": licences, "photo": photo if person.photo_taken else None}

    def _record(self, person: Person) -> tuple[Record, list[Record]]:
        if person.index in self._changed:
            return self._changed[person.index]
        return person_record(person=person), [licence_record(licence=each) for each in person.licences]

    def _bearers(self, number: str) -> list[Person]:
        return [person for person in self.people.possible(number) if number in self._numbers(person)]

    def _numbers(self, person: Person) -> tuple[str | None, ...]:
        if person.registered_number is None:
            return ()
        record, licences = self._record(person)
        return record["SoCMT"], record["SO_CMND_CU"], *(licence["SoGPLX"] for licence in licences)

    def _held(self, sent: dict[str, Any]) -> tuple[tuple[Person, Record] | None, str]:
        """The person and the valid card that is exchanged, or the reason for a refusal."""
        if fault := _fault(sent):
            return None, fault
        for person in self._bearers(sent["SoGPLXCu"]):
            if person_record(person=person)["NgaySinh"] != sent["NgaySinh"]:
                return None, "Ngày sinh không khớp với người đứng tên GPLX."
            for licence in self._record(person)[1]:
                if licence["SoGPLX"] == sent["SoGPLXCu"] and licence["TrangThai"] == "HIEU_LUC":
                    return (person, licence), ""
        return None, "Không có GPLX còn hiệu lực mang số này."

    def _write(self, held: tuple[Person, Record], sent: dict[str, Any]) -> str:
        """Store the new card, mark the old one as exchanged, and put the record under the number now borne."""
        person, old = held
        record, licences = self._record(person)
        number = pet_number(person=person, licence=old)
        new = old | {
            "SoGPLX": number,
            "SoSeri": sent["SoSeri"],
            "HangGPLX": sent["HangGPLX"],
            "NgayCapGPLX": sent["NgayCap"],
            "NgayHHGPLX": sent.get("NgayHH"),
            "LoaiThe": "PET",
            "NguonCap": "GTVT",
        }
        others = [licence for licence in licences if licence != old]
        former = record["SoCMT"] if record["SoCMT"] != sent["SoCMT"] else record["SO_CMND_CU"]
        changed = record | {"SoCMT": sent["SoCMT"], "SO_CMND_CU": former, "HoVaTen": sent["HoVaTen"]}
        self._changed[person.index] = (changed, [new, *others, old | {"TrangThai": "DA_DOI"}])
        return number


def _fault(sent: dict[str, Any]) -> str | None:
    missing = [name for name in ASKED if not isinstance(sent.get(name), str) or not sent[name]]
    if missing:
        return f"Thiếu: {', '.join(missing)}."
    dates = [sent["NgayCap"], sent["NgaySinh"], *([sent["NgayHH"]] if sent.get("NgayHH") is not None else [])]
    if not all(is_moment(day, "%Y%m%d") for day in dates):
        return "Ngày phải viết yyyyMMdd."
    if sent["HangGPLX"] not in CLASSES:
        return f"Không có hạng {sent['HangGPLX']}."
    if not re.fullmatch(r"[A-Z]{2}[0-9]{6}", sent["SoSeri"]):
        return "Số sê-ri gồm 2 chữ cái và 6 chữ số."
    return None if re.fullmatch(r"[0-9]{9}|[0-9]{12}", sent["SoCMT"]) else "Số giấy tờ phải có 9 hoặc 12 chữ số."
