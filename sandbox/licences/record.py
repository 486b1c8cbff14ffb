"""The register's own record of a person and of the cards."""

from typing import Any

from sandbox.people.person import Licence, Person
from sandbox.wire import compact

Record = dict[str, Any]


def person_record(*, person: Person) -> Record:
    return {
        "SoCMT": person.registered_number,
        "SO_CMND_CU": person.registered_old_number,
        "HoVaTen": person.registered_name,
        "NgaySinh": compact(person.born),
        "GioiTinh": person.sex,
        "NoiTT": person.address,
        "NoiTT_MaDVHC": person.area_code,
        "MaQuocTich": "VNM",
    }


def licence_record(*, licence: Licence) -> Record:
    return {
        "SoGPLX": licence.number,
        "SoSeri": licence.serial,
        "HangGPLX": licence.licence_class,
        "NgayCapGPLX": compact(licence.issued),
        "NgayHHGPLX": compact(licence.expires),
        "NgayTTGPLX": compact(licence.passed),
        "NoiCapGPLX": licence.issuer.code,
        "CoQuanQLGPLX": licence.issuer.code,
        "LoaiThe": licence.card,
        "NguonCap": licence.source,
        "TrangThai": "HIEU_LUC",
    }


def pet_number(*, person: Person, licence: Record) -> str:
    """The number for life: the old one where it is of 12 digits, else the one that a paper card is given now."""
    if len(licence["SoGPLX"]) == 12:
        return str(licence["SoGPLX"])
    sex = "0" if person.sex == "M" else "1"
    return f"{licence['NoiCapGPLX']}{sex}{licence['NgayTTGPLX'][2:4]}{licence['SoGPLX'][-7:]}"
