"""The form of an exam: what is normal stands there already, what must be known is asked."""

import re
from datetime import date
from decimal import Decimal
from typing import Any, cast

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from gplx.ground.clock import today
from gplx.ground.names import composed
from gplx.health.exams.browser.sheet import Person, Sheet
from gplx.health.exams.models import Exam
from gplx.offices.models import Clinic
from gplx.pages.clinic.desk.words import CONCLUSIONS, DRUGS, MEASURES, NORMAL, SEXES, SPECIALTIES, UNITS
from gplx.pages.clinic.words import check_letters, provinces_by_name
from gplx.pages.kit.fields import Choices, DayField, choice, several, words
from gplx.rules.exams import classes_by_group, drug_groups, may_conclude_fit, specialties
from gplx.rules.health import alcohol_tested

NEGATIVE, POSITIVE = "negative", "positive"
ISSUED_AT = "Cục Cảnh sát quản lý hành chính về trật tự xã hội"
UNFIT, REEXAMINE = "A0-2", "A0-3"
LONGEST_FINDING = 200


def classes_of(clinic: Clinic) -> dict[str, str]:
    """The classes of today's law for which a clinic may examine."""
    by_group = classes_by_group(on=today())
    return {name: name for group in sorted(clinic.groups) for name in by_group.get(group, ())}


class Amount(forms.DecimalField):
    """A number, with a comma as it is written in Việt Nam, or with a point."""

    def to_python(self, value: Any) -> Any:
        """The number."""
        return super().to_python(value.strip().replace(",", ".") if isinstance(value, str) else value)


class ExamForm(forms.Form):
    """The person, the findings, the tests, the conclusion.

    Where an exam is ``corrected``, the reason is asked, and its classes and the day of its conclusion stay as they are.
    """

    qr = words(
        label=_("Mã QR trên căn cước công dân"),
        longest=500,
        required=False,
        help_text=_("Quét bằng máy quét, hoặc dán dòng chữ trong mã, rồi bấm Điền."),
    )
    name = words(label=_("Họ và tên"), longest=80)
    born = DayField(label=_("Ngày sinh"), help_text=_("Ví dụ: 20/11/1985"))
    sex = choice(label=_("Giới tính"), choices=SEXES)
    number = words(label=_("Số căn cước công dân, chứng minh nhân dân hoặc hộ chiếu"), longest=12)
    issued_on = DayField(label=_("Ngày cấp giấy tờ"))
    issued_at = words(label=_("Nơi cấp giấy tờ"), longest=80)
    address = words(label=_("Nơi thường trú"), longest=200)
    province = choice(label=_("Tỉnh, thành phố thường trú"), choices=provinces_by_name)
    drugs = choice(
        label=_("Xét nghiệm ma túy"),
        choices={NEGATIVE: _("Âm tính với mọi nhóm"), POSITIVE: _("Có nhóm dương tính")},
        missing=_("Vui lòng chọn kết quả xét nghiệm ma túy."),
    )
    found = forms.MultipleChoiceField(
        label=_("Nhóm dương tính"), required=False, widget=forms.CheckboxSelectMultiple, error_messages={}
    )
    alcohol = Amount(
        label=_("Nồng độ cồn"),
        min_value=0,
        max_digits=8,
        decimal_places=3,
        help_text=_("Không có thì ghi 0."),
        error_messages=dict.fromkeys(
            ("required", "invalid", "min_value", "max_digits", "max_decimal_places", "max_whole_digits"),
            _("Vui lòng ghi nồng độ cồn bằng số, ví dụ 0 hoặc 0,25."),
        ),
    )
    alcohol_unit = choice(label=_("Đơn vị"), choices=UNITS)
    classes = several(label=_("Khám cho hạng"), choices={})
    conclusion = choice(label=_("Kết luận"), choices=CONCLUSIONS, missing=_("Vui lòng chọn kết luận."))
    reexamine_on = DayField(
        label=_("Ngày phải khám lại"), required=False, help_text=_("Chỉ khi kết luận phải khám lại.")
    )
    reason = words(label=_("Lý do không đủ sức khỏe"), longest=200, required=False)
    illness = words(label=_("Bệnh đang mắc (nếu có)"), longest=200, required=False)
    why = words(label=_("Lý do sửa"), longest=200, help_text=_("Lưu cùng phiếu; phiếu cũ vẫn còn nguyên."))

    def __init__(self, *args: Any, clinic: Clinic, corrected: Exam | None = None, **more: Any) -> None:
        super().__init__(*args, **more)
        self.on, self.issued_for = today(), tuple[str, ...]()
        if corrected:
            self.on, self.issued_for = corrected.concluded, tuple(corrected.classes.split(","))
        del self.fields["classes" if corrected else "why"]
        for name in self.asked:
            self.fields[name] = words(label=SPECIALTIES[name], longest=LONGEST_FINDING)
        for name, (_beside, label, _first) in MEASURES.items():
            self.fields[name] = words(label=label, longest=20, required=False)
        groups = {name: DRUGS[name] for name in drug_groups(on=self.on)}
        self._offer("found", groups)
        if not corrected:
            self._offer("classes", classes_of(clinic))
        self.fields["alcohol"].required = alcohol_tested(concluded=self.on)

    def _offer(self, name: str, choices: Choices) -> None:
        cast(forms.ChoiceField, self.fields[name]).choices = list(choices.items())

    @property
    def asked(self) -> tuple[str, ...]:
        """The specialties of the form: that of women is on it, and counts for them."""
        return specialties(sex="female", on=self.on)

    @property
    def findings(self) -> list[tuple[forms.BoundField, list[forms.BoundField]]]:
        """Each specialty's field with the values beside it."""
        return [(self[name], [self[one] for one, told in MEASURES.items() if told[0] == name]) for name in self.asked]

    def clean_number(self) -> str:
        """Twelve digits, nine digits, or a passport."""
        number = re.sub(r"\s", "", self.cleaned_data["number"]).upper()
        if not re.fullmatch(r"[0-9]{12}|[0-9]{9}|[A-Z][0-9]{7,8}", number):
            raise forms.ValidationError(
                _("Số giấy tờ gồm 12 hoặc 9 chữ số; hộ chiếu gồm 1 chữ cái và 7 hoặc 8 chữ số.")
            )
        return number

    def clean_born(self) -> date:
        """Somebody who was born already."""
        born: date = self.cleaned_data["born"]
        if born >= self.on:
            raise forms.ValidationError(_("Ngày sinh phải trước hôm nay."))
        return born

    def clean(self) -> dict[str, Any]:
        """What no field sees alone: the conclusion must follow from what was found, and have what belongs to it."""
        said = super().clean() or {}
        check_letters(self, dict(said))
        if said.get("drugs") == POSITIVE and not said.get("found") and "found" not in self.errors:
            self.add_error("found", _("Vui lòng đánh dấu nhóm dương tính."))
        if said.get("issued_on") and said.get("born") and not said["born"] < said["issued_on"] <= self.on:
            self.add_error("issued_on", _("Ngày cấp giấy tờ phải sau ngày sinh và không sau hôm nay."))
        self._check_conclusion(said)
        return said

    def _check_conclusion(self, said: dict[str, Any]) -> None:
        conclusion, drugs = said.get("conclusion"), said.get("drugs") == POSITIVE
        fit = may_conclude_fit(drugs=drugs, alcohol=said.get("alcohol") or Decimal(0))
        if conclusion and conclusion != UNFIT and not fit:
            found = _("Xét nghiệm ma túy dương tính") if drugs else _("Có nồng độ cồn")
            self.add_error(
                "conclusion", format_lazy(_("{found}: chỉ kết luận được là không đủ sức khỏe."), found=found)
            )
        if conclusion == UNFIT and not said.get("reason") and "reason" not in self.errors:
            self.add_error("reason", _("Vui lòng ghi lý do không đủ sức khỏe."))
        if conclusion == REEXAMINE and "reexamine_on" not in self.errors:
            self._check_reexamination(said.get("reexamine_on"))

    def _check_reexamination(self, day: date | None) -> None:
        if day is None or day <= self.on:
            self.add_error("reexamine_on", _("Vui lòng ghi ngày phải khám lại, sau hôm nay."))

    def sheet(self) -> Sheet:
        """What the doctor said; what does not belong to the conclusion is left out."""
        said = self.cleaned_data
        written: dict[str, Any] = {name: composed(said[name]) for name in ("name", "issued_at", "address")}
        plain = {name: said[name] for name in ("number", "issued_on", "born", "sex", "province")}
        asked = specialties(sex=said["sex"], on=self.on)
        findings = {name: composed(said[name]) for name in (*asked, *MEASURES) if said.get(name)}
        return Sheet(
            person=Person(**written, **plain),
            findings=findings,
            drugs=tuple(said["found"]) if said["drugs"] == POSITIVE else (),
            alcohol=said["alcohol"],
            alcohol_unit=said["alcohol_unit"],
            conclusion=said["conclusion"],
            classes=self.issued_for or tuple(sorted(said["classes"])),
            reexamine_on=said["reexamine_on"] if said["conclusion"] == REEXAMINE else None,
            reason=composed(said["reason"]) if said["conclusion"] == UNFIT else "",
            illness=composed(said["illness"]),
        )


def first_values(clinic: Clinic) -> dict[str, Any]:
    """What stands in an empty form: the normal findings. The tests are never filled in for the doctor."""
    normal = dict.fromkeys(SPECIALTIES, NORMAL) | {name: told[2] for name, told in MEASURES.items()}
    return normal | {"alcohol_unit": "1", "issued_at": ISSUED_AT, "province": clinic.province}


def values_of(sheet: Sheet) -> dict[str, Any]:
    """What stands in the form when an exam is corrected."""
    person = {name: getattr(sheet.person, name) for name in Person.__dataclass_fields__}
    plain = ("alcohol", "alcohol_unit", "conclusion", "reexamine_on", "reason", "illness")
    tests = {"drugs": POSITIVE if sheet.drugs else NEGATIVE, "found": list(sheet.drugs)}
    return sheet.findings | person | tests | {name: getattr(sheet, name) for name in plain}
