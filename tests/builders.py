"""People, offices and dossiers for tests, brought about by the acts themselves. Only a draft's choices are set by hand.

Every builder has a default for everything; a test names only what it is about. All people and numbers are made up.
"""

import io
from datetime import date
from itertools import count
from typing import Any
from uuid import uuid4

import msgspec
from django.test import Client
from django_otp import DEVICE_ID_SESSION_KEY
from django_otp.plugins.otp_totp.models import TOTPDevice
from PIL import Image

from gplx.applicants.changes import welcome
from gplx.applicants.models import Applicant
from gplx.casework.accept import accept
from gplx.casework.approve import approve
from gplx.casework.hand_over import hand_over
from gplx.casework.learn_health import learn_health
from gplx.casework.learn_licences import learn_licences
from gplx.casework.learn_violations import learn_violations
from gplx.casework.pay import Word, pay
from gplx.casework.print_card import print_card
from gplx.casework.propose import propose
from gplx.casework.receive_at_counter import ShownCard, receive_at_counter
from gplx.casework.start_draft import start_draft
from gplx.casework.submit import submit
from gplx.clock.answers import answered
from gplx.documents.changes import keep
from gplx.documents.models import PHOTO
from gplx.dossiers.actor import citizen
from gplx.dossiers.actor import officer as as_officer
from gplx.dossiers.models import POST, Dossier, Visit
from gplx.fees.questions import current_payment
from gplx.ground.clock import now, today
from gplx.licences.changes import keep_typed
from gplx.licences.models import Licence
from gplx.offices.changes import open_departments, open_health_office
from gplx.offices.models import APPROVED, CLERK, EXAMINER, LEADER, PRINTER, Clinic, Department, Officer
from gplx.registers.health.port import Certificate, FoundCertificates
from gplx.registers.licences import port
from gplx.registers.models import ANSWERED, Exchange
from gplx.registers.violations_record import FoundViolations

BORN = date(1985, 4, 12)
_numbers = count(1)


def fresh() -> str:
    """A request id of its own."""
    return uuid4().hex


def department(department_id: str = "H26") -> Department:
    """One of the 63 departments; the twelve of the pilot are online."""
    if not (found := Department.objects.filter(id=department_id).first()):
        open_departments()
        found = Department.objects.get(id=department_id)
    return found


def health_office(beside: str = "H26") -> Department:
    """The health office of the province of a transport department, where clinics' doctors belong, too."""
    return open_health_office(department(beside))


def clinic(clinic_id: str = "01901", *, state: str = APPROVED) -> Clinic:
    """A clinic of Hà Nội that may examine for every class."""
    told = {"name": f"Phòng khám Thử {clinic_id}", "province": clinic_id[:2], "groups": [1, 2, 3], "state": state}
    return Clinic.objects.get_or_create(id=clinic_id, defaults=told)[0]


def officer(
    *roles: str,
    department_id: str = "H26",
    username: str = "",
    name: str = "Cán bộ Thử",
    clinic: Clinic | None = None,
) -> Officer:
    """An officer in these roles (none named: all four of an office), who signs in only by ``sign_in``."""
    department(department_id)
    return Officer.objects.create(
        username=username or f"can-bo-{next(_numbers)}",
        name=name,
        password="!",
        department_id=department_id,
        roles=list(roles or (CLERK, EXAMINER, LEADER, PRINTER)),
        clinic=clinic,
    )


def sign_in(client: Client, person: Officer) -> Client:
    """The client, signed in as an officer with both factors."""
    device, _ = TOTPDevice.objects.get_or_create(user=person, defaults={"name": "thử", "confirmed": True})
    client.force_login(person)
    session = client.session
    session[DEVICE_ID_SESSION_KEY] = device.persistent_id
    session.save()
    return client


def sign_in_citizen(client: Client, person: Applicant) -> Client:
    """The client, signed in as a citizen."""
    session = client.session
    session["citizen"] = str(person.id)
    session.save()
    return client


def applicant(*, name: str = "Nguyễn Thử Nghiệm", address: str = "1 phố Thử, Hà Nội") -> Applicant:
    """A person who signed in at the portal, with one number."""
    number = next(_numbers)
    contact = {"email": f"nguoi{number}@example.vn", "phone": "0900000001", "address": address}
    return welcome(
        tech_id=f"thu-{number}",
        name=name,
        born=BORN,
        sex="male",
        numbers=(f"001085{number:06d}",),
        contact=contact,
        assurance="2",
        at=now(),
    )


def licence(holder: Applicant, *, match: str = "strong", licence_class: str = "B2", card: str = "pet") -> Licence:
    """A licence of ``holder``: *strong* (under their number), *middling* (under an old one) or *unknown* (no answer yet)."""
    number = f"01085{next(_numbers):07d}"
    if match == "unknown":
        return keep_typed(
            holder=holder.id,
            number=number,
            licence_class=licence_class,
            issued=date(2012, 3, 1),
            expires=date(2022, 3, 1),
            at=now(),
        )
    told = port.Licence(
        number=number,
        serial="AA000001",
        licence_class=licence_class,
        issued=date(2012, 3, 1),
        expires=date(2022, 3, 1),
        passed=date(2012, 2, 1),
        issued_by="01",
        kept_by="Sở Giao thông vận tải Hà Nội",
        card="paper" if card == "paper" else "pet",
        issuer="transport",
        state="valid",
    )
    known = holder.numbers.earliest("id").number
    person = port.RegisteredPerson(
        identity_number=known if match == "strong" else f"9{next(_numbers):08d}",
        old_identity_number=None,
        name=holder.name,
        born=holder.born,
        sex="male",
        address=holder.address,
        area_code="01",
        nationality="VN",
        licences=(told,),
        photo=None,
    )
    learn_licences(applicant_id=holder.id, found=port.FoundPersons(persons=(person,)), asked=())
    return Licence.objects.get(holder=holder.id, number=number)


def picture(*, side: int = 60) -> bytes:
    """A small JPEG."""
    drawn = io.BytesIO()
    Image.new("RGB", (side, side), "#CFE0F3").save(drawn, "JPEG")
    return drawn.getvalue()


def certificate(holder: Applicant, *, concluded: date | None = None, licence_class: str = "B2") -> Certificate:
    """A good certificate of the health database."""
    return Certificate(
        uuid=str(uuid4()),
        number=f"{next(_numbers)}/GKSKLX-00001/21",
        name=holder.name,
        sex="male",
        born=holder.born,
        identity_number=holder.numbers.earliest("id").number,
        facility_code="00001",
        facility="Bệnh viện Thử nghiệm",
        alcohol=None,
        alcohol_unit=None,
        drugs=False,
        concluded=concluded or today(),
        conclusion="A0-1",
        classes=(licence_class,),
        reexamine_on=None,
        reason=None,
        state="ADD",
    )


def draft(
    holder: Applicant | None = None, *, department_id: str = "H26", delivery: str = POST, match: str = "strong"
) -> Dossier:
    """A draft with its photo at ``department_id``; nobody has answered about it yet."""
    target = department(department_id)
    person = holder or applicant()
    dossier = start_draft(applicant=person, licence=licence(person, match=match))
    dossier.department, dossier.delivery = target, delivery
    dossier.save()
    keep(dossier=dossier, kind=PHOTO, data=picture(), at=now())
    return dossier


def visit(*, by: Officer | None = None, **card: Any) -> Visit:
    """A person who shows a card at the counter of ``by`` (else a clerk of Hà Nội) and agrees."""
    number = next(_numbers)
    shown = {"number": f"001085{number:06d}", "old_number": "", "name": "Nguyễn Thử Quầy", "born": BORN, "sex": "male"}
    shown |= {"address": "2 phố Thử, Hà Nội", "scanned": False} | card
    return receive_at_counter(by=by or officer(CLERK), card=ShownCard(**shown), request_id=fresh())


def counter_draft(seen: Visit | None = None) -> Dossier:
    """A draft that the clerk of a visit began for the person, with phone and photo; nobody has answered about it yet."""
    found = seen or visit()
    dossier = start_draft(applicant=found.applicant, licence=licence(found.applicant), visit=found)
    dossier.phone = "0900000002"
    dossier.save()
    keep(dossier=dossier, kind=PHOTO, data=picture(), at=now())
    return dossier


def filed_at_counter(seen: Visit | None = None) -> Dossier:
    """A green dossier that the clerk submitted for the person."""
    dossier = counter_draft(seen)
    learn_all(dossier)
    clerk = as_officer(dossier.visit.officer)
    return submit(dossier_id=dossier.id, by=clerk, request_id=fresh(), seen=None, originals=["licence", "identity"])


def learn_all(dossier: Dossier) -> None:
    """Every agency answers, and all is good."""
    found = FoundCertificates(certificates=(certificate(dossier.applicant),))
    learn_health(dossier_id=dossier.id, found=found)
    learn_violations_clear(dossier)


def learn_violations_clear(dossier: Dossier, *sources: str) -> None:
    """The agencies (none named: both) know of no violation."""
    for source in sources or ("police", "inspectorate"):
        learn_violations(dossier_id=dossier.id, source=source, found=FoundViolations(records=()))


def submitted(
    *, green: bool = True, department_id: str = "H26", delivery: str = POST, match: str = "strong"
) -> Dossier:
    """A submitted dossier. *Green*: every check is good, so the fee was asked for; else police and inspectorate are silent."""
    dossier = draft(department_id=department_id, delivery=delivery, match=match)
    if green:
        learn_all(dossier)
    else:
        learn_health(dossier_id=dossier.id, found=FoundCertificates(certificates=(certificate(dossier.applicant),)))
    return submit(dossier_id=dossier.id, by=citizen(dossier.applicant), request_id=fresh(), seen=None)


def paid(*, department_id: str = "H26", delivery: str = POST) -> Dossier:
    """A submitted dossier whose fee the platform says was paid."""
    return pay_for(submitted(department_id=department_id, delivery=delivery))


def pay_for(dossier: Dossier) -> Dossier:
    """The dossier, after the platform said that its fee was paid."""
    payment = current_payment(dossier)
    assert payment is not None
    word = Word(
        reference=payment.reference, paid=True, amount=payment.amount, currency="VND", transaction=fresh(), said={}
    )
    assert pay(word) == "00"
    dossier.refresh_from_db()
    return dossier


def examining(*, department_id: str = "H26", delivery: str = POST) -> Dossier:
    """A dossier that a clerk accepted."""
    dossier = paid(department_id=department_id, delivery=delivery)
    return accept(dossier_id=dossier.id, by=officer(CLERK, department_id=department_id), request_id=fresh(), seen=None)


def proposed(*, department_id: str = "H26", delivery: str = POST, by: Officer | None = None) -> Dossier:
    """A dossier that an examiner proposes to approve, and about which every agency has said the same again."""
    dossier = examining(department_id=department_id, delivery=delivery)
    examiner = by or officer(EXAMINER, department_id=department_id)
    made = propose(dossier_id=dossier.id, by=examiner, request_id=fresh(), seen=None)
    agencies_answer_again(made)
    return made


def agencies_answer_again(dossier: Dossier) -> None:
    """Every agency answers what it was asked at the proposal, and all is good."""
    health_answers_again(dossier)
    violations_answer_again(dossier)


def health_answers_again(dossier: Dossier, *certificates: Certificate) -> None:
    """The health database answers what it was asked at the proposal (none named: one good certificate)."""
    answer_last(dossier, "health", FoundCertificates(certificates=certificates or (certificate(dossier.applicant),)))


def violations_answer_again(dossier: Dossier, **found: FoundViolations) -> None:
    """The agencies (none named: both, and know of nothing) answer what they were asked at the proposal."""
    clear = FoundViolations(records=())
    for source, answer in (found or {"police": clear, "inspectorate": clear}).items():
        answer_last(dossier, source, answer)


def answer_last(dossier: Dossier, register: str, answer: msgspec.Struct) -> None:
    """A register answers the last that it was asked about a dossier, and whoever wanted it learns of it."""
    asked = Exchange.objects.filter(about=f"dossier:{dossier.id}", register=register).latest("id")
    asked.state, asked.answer, asked.ended_at = ANSWERED, msgspec.to_builtins(answer), now()
    asked.save()
    answered({"exchange": asked.id})


def approved(*, department_id: str = "H26", delivery: str = POST) -> Dossier:
    """An approved dossier, its electronic licence valid."""
    dossier = proposed(department_id=department_id, delivery=delivery)
    return approve(
        dossier_id=dossier.id, by=officer(LEADER, department_id=department_id), request_id=fresh(), seen=None
    )


def printed(*, department_id: str = "H26", delivery: str = POST, serial: str = "") -> Dossier:
    """An approved dossier whose card was printed."""
    dossier = approved(department_id=department_id, delivery=delivery)
    printer = officer(PRINTER, department_id=department_id)
    return print_card(
        dossier_id=dossier.id, by=printer, request_id=fresh(), seen=None, serial=serial or f"AB{next(_numbers):06d}"
    )


def handed_over(*, department_id: str = "H26", delivery: str = POST) -> Dossier:
    """A dossier whose card is with the post, or lies at the desk."""
    dossier = printed(department_id=department_id, delivery=delivery)
    printer = officer(PRINTER, department_id=department_id)
    return hand_over(dossier_id=dossier.id, by=printer, request_id=fresh(), seen=None)
