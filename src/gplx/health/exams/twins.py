"""Every field of the message has its twin in the signed text, and must say the same there."""

from collections.abc import Mapping

from gplx.health.exams.fields import FIELDS, Fault, spelt

DIFFERS = "khác với nội dung đã ký trong SIGNDATA. Vui lòng lập lại bản tin và ký lại."
UNSIGNED = "không có trong nội dung đã ký (SIGNDATA)."
# Of these the published software signs none; where one stands in the signed text all the same, it must agree.
OPTIONAL = {"IDBENHVIEN": "IDBENHVIEN", "BENHVIEN": "BENHVIEN", "STATE": "ACTION"}
ACTIONS = ("ADD", "EDIT")


def differences(values: Mapping[str, str], signed: Mapping[str, str]) -> list[Fault]:
    """The fields (composed texts, missing ones empty) that say something else in the signed text, by the names of the message.

    Missing and empty are the same, and so are composed and decomposed letters, and one space and several: both sides are compared in
    one form (``composed``), for software changes the form without anybody having changed a word.
    """
    twins = spelt(signed)
    faults = [
        Fault(name, DIFFERS if name in twins else UNSIGNED)
        for name in FIELDS
        if name not in OPTIONAL and values[name] != twins.get(name, "")
    ]
    return faults + [Fault(name, DIFFERS) for name, twin in OPTIONAL.items() if _disagrees(name, twin, values, signed)]


def _disagrees(name: str, twin: str, values: Mapping[str, str], signed: Mapping[str, str]) -> bool:
    told = signed.get(twin, "")
    # What ACTION may hold beside these two is not published.
    return bool(told) and told != values[name] and (twin != "ACTION" or told in ACTIONS)
