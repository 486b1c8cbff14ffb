"""The words of the form of an exam."""

from django.utils.translation import gettext_lazy as _

from gplx.pages.kit.fields import Text

NORMAL = "Bình thường"
SPECIALTIES: dict[str, Text] = {
    "mental": _("Tâm thần"),
    "neurological": _("Thần kinh"),
    "eyes": _("Mắt"),
    "ear_nose_throat": _("Tai - mũi - họng"),
    "cardiovascular": _("Tim mạch"),
    "respiratory": _("Hô hấp"),
    "musculoskeletal": _("Cơ - xương - khớp"),
    "endocrine": _("Nội tiết"),
    "maternity": _("Thai sản"),
}
# Values that stand beside a specialty's finding: its specialty, the label, what stands there at first.
MEASURES: dict[str, tuple[str, Text, str]] = {
    "eye_right": ("eyes", _("Thị lực mắt phải"), "10/10"),
    "eye_left": ("eyes", _("Thị lực mắt trái"), "10/10"),
    "pulse": ("cardiovascular", _("Mạch (lần/phút)"), ""),
    "pressure": ("cardiovascular", _("Huyết áp (mmHg)"), ""),
}
DRUGS: dict[str, Text] = {
    "opiates": _("Morphin, heroin"),
    "amphetamine": _("Amphetamin"),
    "methamphetamine": _("Methamphetamin"),
    "cannabis": _("Marijuana (cần sa)"),
    "mdma": _("MDMA (thuốc lắc)"),
}
UNITS: dict[str, Text] = {"1": _("mg/l khí thở"), "0": _("mg/100 ml máu")}
CONCLUSIONS: dict[str, Text] = {
    "A0-1": _("Đủ sức khỏe lái xe"),
    "A0-3": _("Đạt, nhưng phải khám lại"),
    "A0-2": _("Không đủ sức khỏe lái xe"),
}
SEXES: dict[str, Text] = {"male": _("Nam"), "female": _("Nữ")}
