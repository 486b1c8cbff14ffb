"""A sheet as the message of the health gateway: the very fields that clinics' software sends, with their signed twin in XML."""

import base64
from datetime import date, datetime
from uuid import UUID

from lxml import etree
from signxml.algorithms import CanonicalizationMethod
from signxml.signer import XMLSigner

from gplx.ground.clock import HANOI
from gplx.health.exams.browser.sheet import Sheet
from gplx.health.exams.models import Exam
from gplx.offices.clinics.held_keys import ClinicKey
from gplx.offices.models import Clinic

SEXES = {"male": "0", "female": "1"}
# The order of the signed text; what the format calls otherwise there stands beside it.
IN_XML = (
    "SO",
    "HOTEN",
    "NGAYSINH",
    "GIOITINHVAL",
    "SOCMND_PASSPORT",
    "NGAYTHANGNAMCAPCMND",
    "NOICAP",
    "ECITIZENCODE",
    "MOBILE",
    "EMAIL",
    "DIACHITHUONGTRU",
    "MATINH_THUONGTRU",
    "MAHUYEN_THUONGTRU",
    "MAXA_THUONGTRU",
    "NONGDOCON",
    "DVINONGDOCON",
    "MATUY",
    "KETLUAN",
    "HANGBANGLAI",
    "NGAYKETLUAN",
    "BACSYKETLUAN",
    "NGAYKHAMLAI",
    "LYDO",
    "TINHTRANGBENH",
)
OTHERWISE_IN_XML = {"NGAYTHANGNAMCAPCMND": "NGAYTHANGNAMCAPCMD"}
# The format wants a commune's code; the address names it, and no identity paper holds the code.
NO_COMMUNE = "00000"


def fields_of(sheet: Sheet, *, number: str, clinic: Clinic, doctor: str, state: str, on: date) -> dict[str, str]:
    """The fields of the message, without its signature; ``state`` ADD or EDIT, concluded on the day ``on``."""
    person = sheet.person
    return {
        "SO": number,
        "HOTEN": person.name,
        "GIOITINHVAL": SEXES[person.sex],
        "NGAYSINH": _day(person.born),
        "DIACHITHUONGTRU": person.address,
        "MATINH_THUONGTRU": person.province,
        "MAHUYEN_THUONGTRU": "",
        "MAXA_THUONGTRU": NO_COMMUNE,
        "SOCMND_PASSPORT": person.number,
        "NGAYTHANGNAMCAPCMND": _day(person.issued_on),
        "NOICAP": person.issued_at,
        "IDBENHVIEN": clinic.id,
        "BENHVIEN": clinic.name,
        "NONGDOCON": "" if sheet.alcohol is None else f"{sheet.alcohol.normalize():f}",
        "DVINONGDOCON": "" if sheet.alcohol is None else sheet.alcohol_unit,
        "MATUY": "1" if sheet.drugs else "0",
        "NGAYKETLUAN": _day(on),
        "BACSYKETLUAN": doctor,
        "KETLUAN": sheet.conclusion,
        "HANGBANGLAI": ",".join(sheet.classes),
        "NGAYKHAMLAI": _day(sheet.reexamine_on),
        "LYDO": sheet.reason,
        "TINHTRANGBENH": sheet.illness,
        "STATE": state,
    }


def signed(fields: dict[str, str], *, uuid: UUID, key: ClinicKey, by: str, at: datetime) -> dict[str, str]:
    """The message with its signature (``SIGNDATA``), made with the clinic's key; ``by`` is the user name of who signs."""
    root = _root(fields, uuid=uuid, by=by, at=at)
    signer = XMLSigner(c14n_algorithm=CanonicalizationMethod.CANONICAL_XML_1_0)
    told = signer.sign(root, key=key.key, cert=key.certificate.pem, always_add_key_value=True)
    text = etree.tostring(told, encoding="utf-8", xml_declaration=False)
    return fields | {"SIGNDATA": base64.b64encode(text).decode()}


def _root(fields: dict[str, str], *, uuid: UUID, by: str, at: datetime) -> etree._Element:
    head = {
        "UUID": str(uuid),
        "CREATEDDATE": f"{at.astimezone(HANOI):%d/%m/%Y %H:%M:%S}",
        "USERCREATE": by,
        "STATUS": "1",
        "IDBENHVIEN": fields["IDBENHVIEN"],
        "ACTION": fields["STATE"],
    }
    body = {OTHERWISE_IN_XML.get(name, name): fields.get(name, "") for name in IN_XML}
    root = etree.Element("root")
    for name, text in (head | body).items():
        etree.SubElement(root, name).text = text
    return root


def _day(value: date | None) -> str:
    return f"{value:%d/%m/%Y}" if value else ""


def next_number(*, clinic_id: str, on: date) -> str:
    """The clinic's next number of the year (``00001/GKSKLX/34001/20``); the caller holds the lock on the clinic's row."""
    rest = f"/GKSKLX/{clinic_id}/{on:%y}"
    used = Exam.objects.filter(clinic_id=clinic_id, number__endswith=rest, number__regex=r"^[0-9]{5}/")
    last = used.order_by("-number").values_list("number", flat=True).first()
    return f"{int(last.split('/')[0]) + 1 if last else 1:05d}{rest}"
