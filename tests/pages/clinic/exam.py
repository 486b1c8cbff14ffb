"""What a doctor says of somebody in good health, and how it is sent."""

from typing import Any
from uuid import uuid4

from django.http import HttpResponse
from django.test import Client

from gplx.health.exams.models import Exam

QR = "001085000001|011085001|Nguyễn Thử Nghiệm|12041985|Nam|1 phố Thử, Hà Nội|01032021"
SAID: dict[str, Any] = {
    "name": "Nguyễn Thử Nghiệm",
    "born": "12/4/1985",
    "sex": "male",
    "number": "001085000001",
    "issued_on": "1/3/2021",
    "issued_at": "Cục Cảnh sát thử nghiệm",
    "address": "1 phố Thử, Hà Nội",
    "province": "01",
    "mental": "Bình thường",
    "neurological": "Bình thường",
    "eyes": "Bình thường",
    "eye_right": "10/10",
    "eye_left": "9/10",
    "ear_nose_throat": "Bình thường",
    "cardiovascular": "Bình thường",
    "pulse": "72",
    "pressure": "120/80",
    "respiratory": "Bình thường",
    "musculoskeletal": "Bình thường",
    "endocrine": "Bình thường",
    "maternity": "Bình thường",
    "drugs": "negative",
    "alcohol": "0",
    "alcohol_unit": "1",
    "classes": ["B2", "C"],
    "conclusion": "A0-1",
}
NEW = "/co-so-kham/kham"


def send(desk: Client, step: str = "check", page: str = NEW, **other: Any) -> HttpResponse:
    """Press a button of the form, with other words where they are given."""
    return desk.post(page, SAID | {"step": step, "request_id": uuid4().hex} | other)


def issue(desk: Client, **other: Any) -> Exam:
    """Sign an exam."""
    answer = send(desk, "sign", **other)
    assert answer.status_code == 302, answer.content.decode()
    return Exam.objects.get(uuid=answer.headers["Location"].rsplit("/", 1)[1], current=True)
