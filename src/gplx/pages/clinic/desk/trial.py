"""A test call from the page: a message that is pasted, or a right one as a sample, and in words what is right and wrong with it."""

import json
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _

from gplx.health.exams.browser.message import fields_of, next_number, signed
from gplx.health.exams.browser.sheet import Person, Sheet
from gplx.health.exams.inspection import inspect
from gplx.health.exams.told import Part, parts_of
from gplx.offices.clinics.held_keys import UnableToSign, key_of
from gplx.offices.models import Clinic, Officer
from gplx.pages.kit.fields import words
from gplx.rules.exams import classes_by_group

LONGEST = 2**16


class Trial(forms.Form):
    """The message, or the wish to see a sample."""

    message = words(
        label=_("Bản tin JSON"),
        longest=LONGEST,
        required=False,
        help_text=_("Cả phần SIGNDATA. Dữ liệu thử nên là của một người không có thật."),
    )
    sample = forms.CharField(required=False)

    def clean(self) -> dict[str, Any]:
        """One of the two."""
        said = super().clean() or {}
        if not said.get("sample") and not said.get("message") and not self.errors:
            self.add_error("message", _("Vui lòng dán bản tin, hoặc bấm “Gửi thử mẫu”."))
        return said


def tried(trial: Trial, *, clinic: Clinic, by: Officer, at: datetime) -> list[Part]:
    """What is right and wrong, one line each. The sample is put into the form, so that it can be looked at and copied."""
    said = trial.cleaned_data
    if said["sample"]:
        try:
            message = sample(clinic, by=by, at=at)
        except UnableToSign as refusal:
            return [_wrong(say(str(refusal)))]
        trial.data = {"message": json.dumps(message, ensure_ascii=False, indent=2)}
    else:
        try:
            message = json.loads(said["message"])
        except (ValueError, RecursionError):
            return [_wrong(say("Đây không phải JSON. Vui lòng chép nguyên bản tin mà phần mềm gửi."))]
        if not isinstance(message, dict):
            return [_wrong(say("Bản tin JSON phải là một đối tượng gồm các trường."))]
    return parts_of(inspect(message, clinic=clinic, at=at))


def sample(clinic: Clinic, *, by: Officer, at: datetime) -> dict[str, str]:
    """A right message about somebody who does not exist, signed with the key that the house holds for the clinic."""
    day = at.date()
    by_group = classes_by_group(on=day)
    classes = next((by_group[group][:1] for group in sorted(clinic.groups, reverse=True) if group in by_group), ())
    person = Person(
        number="001090000000",
        issued_on=day.replace(month=1, day=1),
        issued_at="Cục Cảnh sát thử nghiệm",
        name="NGUYỄN THỬ NGHIỆM",
        born=date(1990, 1, 1),
        sex="male",
        address="1 phố Thử Nghiệm",
        province=clinic.province,
    )
    sheet = Sheet(
        person=person,
        findings={},
        drugs=(),
        alcohol=Decimal(0),
        alcohol_unit="1",
        conclusion="A0-1",
        classes=classes,
    )
    number = next_number(clinic_id=clinic.id, on=day)
    fields = fields_of(sheet, number=number, clinic=clinic, doctor=by.name, state="ADD", on=day)
    return signed(fields, uuid=uuid4(), key=key_of(clinic, at=at), by=by.username, at=at)


def _wrong(text: str) -> Part:
    return Part(name=say("Bản tin"), right=False, text=text)
