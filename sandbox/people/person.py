"""What is true of a person; how it is written on the wire is each outside system's own matter."""

from dataclasses import dataclass
from datetime import date

from sandbox.people.kinds import Kind
from sandbox.people.provinces import Province


@dataclass(frozen=True)
class Licence:
    number: str
    serial: str
    licence_class: str
    passed: date
    issued: date
    expires: date | None
    issuer: Province
    card: str
    source: str


@dataclass(frozen=True)
class Exam:
    number: str
    uuid: str
    facility: str
    facility_name: str
    licence_class: str
    concluded: date
    conclusion: str


@dataclass(frozen=True)
class Measure:
    """One record of a violation; `until` and `paid` are None while they are open."""

    system: str
    number: str
    day: date
    authority: str
    conduct: str
    measure: str = "CHUA_XU_LY"
    since: date | None = None
    until: date | None = None
    fine: int | None = None
    paid: date | None = None
    done: bool = False


@dataclass(frozen=True)
class Person:
    """`subscriber`: the identity number under which the telephone company has the phone; None: it stands in another's name."""

    index: int
    kind: Kind
    name: str
    registered_name: str
    sex: str
    born: date
    birth_province: Province
    home: Province
    address: str
    area_code: str
    cccd: str
    cccd_issued: date
    cmnd: str
    cmnd_issued: date
    phone: str
    subscriber: str | None
    email: str
    tech_id: str
    photo_id: str
    photo_taken: date | None
    licences: tuple[Licence, ...]
    exam: Exam | None
    measures: tuple[Measure, ...]

    @property
    def registered_number(self) -> str | None:
        """The number under which the licence register holds the person."""
        return {"CCCD": self.cccd, "CMND": self.cmnd, "none": None}[self.kind.registered_under]

    @property
    def registered_old_number(self) -> str | None:
        """The register's SO_CMND_CU: known for every second person who stands there under the CCCD."""
        return self.cmnd if self.kind.registered_under == "CCCD" and self.index % 2 == 0 else None

    @property
    def portal_cmnd(self) -> str | None:
        """The old number, where the portal's account carries it."""
        return self.cmnd if self.kind.portal_knows_cmnd and self.index % 2 == 0 else None

    @property
    def qr(self) -> str:
        """The text of the QR code on the chip CCCD: seven fields between pipes."""
        sex = "Nam" if self.sex == "M" else "Nữ"
        day = "%d%m%Y"
        fields = (self.cccd, self.cmnd, self.name, self.born.strftime(day), sex, self.address)
        return "|".join((*fields, self.cccd_issued.strftime(day)))
