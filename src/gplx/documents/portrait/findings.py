"""What is found of a portrait: nine aspects, each good or doubtful, and for every doubt the sentence that says what to change."""

import msgspec
from django.utils.translation import gettext_noop as _

FACES, FRONTAL, SIZE, CENTRED, EYES = "faces", "frontal", "size", "centred", "eyes"
SHARP, LIGHT, BACKGROUND, PIXELS = "sharp", "light", "background", "pixels"

# Addressed to the person who sent it. Each is advice: nothing of this keeps anybody from using the picture.
SAYS = {
    "none": _("Không tìm thấy khuôn mặt. Vui lòng nhìn thẳng vào máy, đủ sáng, không che mặt."),
    "several": _("Trong ảnh có hơn một khuôn mặt. Vui lòng chụp một mình trước nền trơn."),
    "tilted": _("Đầu nghiêng sang một bên. Vui lòng giữ đầu thẳng, hai mắt ngang nhau."),
    "turned": _("Mặt quay sang một bên. Vui lòng nhìn thẳng vào máy."),
    "near": _("Chụp quá gần. Vui lòng lùi ra để ảnh có cả đầu và vai."),
    "off": _("Khuôn mặt sát mép ảnh. Vui lòng chụp lại với khuôn mặt ở giữa."),
    "edge": _("Đỉnh đầu hoặc cằm sát mép ảnh. Vui lòng chừa thêm khoảng trống trên đầu và dưới cằm."),
    "unseen": _("Không thấy rõ hai mắt. Vui lòng mở mắt, bỏ kính râm, vén tóc khỏi mắt."),
    "blurred": _("Ảnh bị mờ. Vui lòng lau ống kính, giữ chắc máy rồi chụp lại."),
    "dark": _("Khuôn mặt tối. Vui lòng quay mặt về phía có ánh sáng."),
    "bright": _("Khuôn mặt chói sáng. Vui lòng tránh nắng gắt và đèn chiếu thẳng."),
    "shadow": _("Một bên mặt bị tối. Vui lòng quay mặt về phía có ánh sáng đều."),
    "not_blue": _("Nền ảnh không phải màu xanh. Vui lòng chụp trước tấm phông hoặc bức tường màu xanh."),
    "not_white": _("Nền ảnh không phải màu trắng. Vui lòng chụp trước bức tường trắng."),
    "uneven": _("Nền ảnh không trơn. Vui lòng chụp trước một bức tường trơn, không có đồ vật."),
    "few": _("Ảnh nhỏ, in ra sẽ không rõ. Vui lòng đứng gần hơn hoặc gửi ảnh gốc chưa thu nhỏ."),
}


class Finding(msgspec.Struct, frozen=True, kw_only=True):
    """One aspect: what is doubtful of it (``fault``, empty where it is good), and the figure by which that was decided."""

    aspect: str
    fault: str = ""
    measured: float = 0

    @property
    def says(self) -> str:
        """What to change, in Vietnamese; nothing where it is good."""
        return SAYS.get(self.fault, "")


class Seen(msgspec.Struct, frozen=True, kw_only=True):
    """A portrait as it was looked at: its width and height in points as kept, the background that the rule asked for, and all findings."""

    width: int
    height: int
    background: str
    findings: tuple[Finding, ...]

    @property
    def doubts(self) -> tuple[Finding, ...]:
        """What is doubtful of it."""
        return tuple(finding for finding in self.findings if finding.fault)
