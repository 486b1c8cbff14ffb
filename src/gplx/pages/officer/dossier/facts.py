"""What is known of a dossier, in rows of words and values, with where each is from."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from gplx.applicants.questions import numbers_of
from gplx.delivery.models import Parcel
from gplx.delivery.questions import old_licence_of, parcels_of
from gplx.dossiers.models import POST, Dossier
from gplx.fees.doubtful import amount_told
from gplx.fees.models import PAID, Notice
from gplx.fees.questions import current_payment, wrong_amounts
from gplx.ground.clock import HANOI, now, today
from gplx.ground.money import in_words_of_digits
from gplx.health.questions import evidence_of
from gplx.licences.models import ElectronicLicence
from gplx.licences.questions import electronic_licence
from gplx.pages.kit.jinja import day, moment
from gplx.pages.kit.names import issued_by
from gplx.pages.kit.parcel import STATES, old_licence_in_words, silent_since, way_of
from gplx.pages.officer import words
from gplx.rules.identity import compare_names
from gplx.violations.models import NO_ANSWER, SOURCES, Answer
from gplx.violations.questions import answers_about

Rows = list[tuple[str, str | list[str]]]


@dataclass(frozen=True, kw_only=True)
class Compared:
    """What two sources say of a person; ``differs`` where both say something, and not the same, ``near`` where it is nearly."""

    name: str
    here: str
    there: str = ""
    differs: bool = False
    near: str = ""


def compared(dossier: Dossier) -> list[Compared]:
    """The person as the portal has them, beside the person as the licence register has them."""
    applicant, record = dossier.applicant, dossier.licence.record
    known: dict[str, list[str]] = {}
    for one in numbers_of(applicant):
        known.setdefault(one.number, []).append(str(words.SOURCES[one.source]))
    name, born, number = (record.get(part, "") for part in ("name", "born", "number"))
    return [
        _names(applicant.name, name),
        Compared(
            name=_("Ngày sinh"),
            here=day(applicant.born),
            there="/".join(reversed(born.split("-"))) if born else "",
            differs=bool(born) and born != applicant.born.isoformat(),
        ),
        Compared(
            name=_("Số giấy tờ"),
            here="; ".join(f"{each} ({', '.join(by)})" for each, by in known.items()),
            there="; ".join(filter(None, (number, record.get("old_number", "")))),
            differs=bool(number) and not {number, record.get("old_number")} & known.keys(),
        ),
        Compared(name=_("Giới tính"), here=_("Nam") if applicant.sex == "male" else _("Nữ")),
        Compared(name=_("Địa chỉ"), here=applicant.address),
        Compared(name=_("Điện thoại"), here=dossier.phone),
        Compared(name=_("Thư điện tử"), here=dossier.email),
    ]


def _names(here: str, there: str) -> Compared:
    """Two spellings of a name, and in one sentence what differs where they are near."""
    match = compare_names(here, there)
    return Compared(
        name=_("Họ và tên"),
        here=here,
        there=there,
        differs=bool(there) and match.verdict == "different",
        near=_(match.text) if there and match.verdict == "near" else "",
    )


def of_licence(dossier: Dossier) -> Rows:
    """The licence that is exchanged, and what is wanted of it."""
    licence = dossier.licence
    granted = electronic_licence(dossier.code or "")
    rows: Rows = [
        (_("Số giấy phép"), licence.number),
        (_("Hạng"), licence.licence_class),
        (_("Hạng muốn đổi"), dossier.wanted_class or licence.licence_class),
        (_("Lý do đổi"), str(words.REASONS[dossier.reason])),
        (_("Ngày cấp"), day(licence.issued) if licence.issued else _("Chưa rõ")),
        (_("Có giá trị đến"), day(licence.expires) if licence.expires else _("Không thời hạn")),
        (_("Nơi cấp"), issued_by(licence) or _("Chưa rõ")),
        (_("Loại thẻ"), _("Giấy") if licence.card == "paper" else _("Thẻ nhựa PET")),
        (_("Mức khớp với người đề nghị"), str(words.MATCHES[licence.match])),
    ]
    if licence.in_register is not None:
        rows.append((_("Cơ sở dữ liệu trả lời"), age_of(licence.seen_at)))
    if granted:
        until = day(granted.valid_until) if granted.valid_until else _("Không thời hạn")
        card = [granted.number, f"{granted.licence_class}, {until}", granted.serial or _("chưa in thẻ")]
        rows.append((_("Giấy phép mới"), [*card, *_written_back(granted)]))
    return rows


def _written_back(granted: ElectronicLicence) -> list[str]:
    """Whether the register has the new card, and so holds the old one for exchanged; nothing before it was printed."""
    if granted.written_back_at:
        told = {"when": moment(granted.written_back_at)}
        return [_("đã ghi vào cơ sở dữ liệu lúc %(when)s; thẻ cũ hết hiệu lực") % told]
    return [_("chưa ghi vào cơ sở dữ liệu")] if granted.serial else []


def of_health(dossier: Dossier) -> Rows:
    """The certificate that counts; nothing where none does."""
    evidence = evidence_of(dossier)
    if evidence is None or evidence.verdict == "not_found":
        return []
    found: Rows = [
        (_("Cơ sở khám"), evidence.facility),
        (_("Số giấy"), evidence.certificate),
        (_("Ngày kết luận"), day(evidence.concluded) if evidence.concluded else ""),
        (_("Kết luận"), evidence.conclusion),
        (_("Hạng"), evidence.classes),
        (_("Chữ ký số"), evidence.signature),
        (_("Ghi chú"), evidence.says),
        (_("Cán bộ xác nhận"), evidence.confirmed_by),
        (_("Ghi nhận lúc"), age_of(evidence.at)),
    ]
    return [row for row in found if row[1]]


def of_violations(dossier: Dossier) -> Rows:
    """What each agency answered, record by record."""
    return [
        (SOURCES[source], [_answered(answer), age_of(answer.at), *(_record(one) for one in answer.records)])
        for source, answer in answers_about(dossier).items()
    ]


def of_ending(dossier: Dossier) -> Rows:
    """Fee, due day, and how the card reaches its owner."""
    payment, licence = current_payment(dossier), old_licence_of(dossier)
    by_post = dossier.delivery == POST
    rows: Rows = [
        (_("Nộp hồ sơ"), moment(dossier.submitted_at) if dossier.submitted_at else ""),
        (_("Hẹn trả"), day(dossier.due_on) if dossier.due_on else _("Đã ngừng tính hạn")),
        (_("Nhận kết quả"), [_("Qua bưu điện"), dossier.delivery_address] if by_post else _("Tại Sở")),
    ]
    if payment:
        rows.append((_("Lệ phí"), f"{in_words_of_digits(payment.amount)}, {words.PAYMENTS[payment.state]}"))
    wrong = wrong_amounts(payment) if payment and payment.state != PAID else []
    if wrong:
        rows.append((_("Báo về sai số tiền"), [_wrong(one) for one in wrong]))
    if payment and payment.refund_due:
        rows.append((_("Hoàn lệ phí"), _("Phải hoàn cho người dân")))
    rows += [(_("Bưu gửi"), _parcel(parcel)) for parcel in parcels_of(dossier)]
    if licence:
        rows.append((_("Giấy phép cũ"), [str(line) for line in old_licence_in_words(licence)]))
    return rows


def _parcel(parcel: Parcel) -> list[str]:
    """A parcel: its numbers, where it is, and all that the post has said of it, oldest first."""
    numbers = dict.fromkeys(filter(None, (parcel.number, parcel.waybill)))
    said = [" ".join(filter(None, (str(word.title), word.when))) for word in way_of(parcel)]
    silent = silent_since(parcel)
    lines = [" · ".join(numbers), str(STATES[parcel.state][0]), *said]
    return [*lines, _("Bưu điện chưa có tin mới từ ngày %(day)s") % {"day": silent}] if silent else lines


def _wrong(notice: Notice) -> str:
    told = amount_told(notice.said)
    return f"{in_words_of_digits(told) if told is not None else '–'}, {moment(notice.at)}"


def age_of(at: datetime) -> str:
    """The moment of an answer and how long ago that is; said to be old after ``GPLX_ANSWER_DAYS`` days."""
    days = (today() - at.astimezone(HANOI).date()).days
    ago = ngettext("%(n)s ngày trước", "%(n)s ngày trước", days) % {"n": days} if days > 0 else _("hôm nay")
    told = f"{moment(at)} ({ago})"
    old = now() - at > timedelta(days=settings.ANSWER_DAYS)
    return _("%(when)s; câu trả lời đã cũ, nên hỏi lại") % {"when": told} if old else told


def _answered(answer: Answer) -> str:
    if answer.paper_by:
        return _("Theo văn bản %(note)s, %(name)s ghi nhận") % {"note": answer.note, "name": answer.paper_by}
    return _("Chưa trả lời") if answer.verdict == NO_ANSWER else _("Trả lời qua kết nối")


def _record(record: dict[str, str | None]) -> str:
    until = record.get("until") or ""
    named = words.MEASURES.get(record["kind"] or "", record["kind"])
    told = [str(named), record.get("behaviour") or "", record.get("minutes") or ""]
    if until:
        told.append(_("đến trước %(day)s") % {"day": "/".join(reversed(until.split("-")))})
    return " · ".join(filter(None, told))
