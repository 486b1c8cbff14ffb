"""The checks of a dossier (*kiểm tra hồ sơ*), each with its verdict and source, as the citizen and the officer see them."""

from dataclasses import dataclass

from django.utils.translation import gettext, gettext_noop

from gplx.casework.assessment import assess
from gplx.casework.recheck import ASKING, FRESH, OLD, SILENT, asked_again
from gplx.casework.send_again import IDENTITY_ITEM, PHOTO_ITEM, sentence
from gplx.documents.models import NUMBER_PAPER, PENDING, PHOTO, Document
from gplx.documents.portrait.keeping import awaits_its_owner, doubts_of
from gplx.documents.questions import newest_of_each_kind
from gplx.dossiers.models import EXAMINING, POST, Dossier
from gplx.health.models import DATABASE, INVALID, UNVERIFIED, VALID, Evidence
from gplx.health.questions import evidence_of
from gplx.licences.models import Licence
from gplx.rules.assessment import Assessment
from gplx.rules.identity import is_near_name
from gplx.violations.models import CLEAR, HOLD, INSPECTORATE, POLICE, SOURCES, Answer
from gplx.violations.questions import answers_about

OK, NEAR, WAITING, OFFICER, HELD, MISSING, BAD = "ok", "near", "waiting", "officer", "held", "missing", "bad"
# Good enough to go on by itself; *near* is shown to the officer with what differs.
GOOD = frozenset({OK, NEAR})
STOPS_FILING = frozenset({MISSING, BAD})

LICENCE_REGISTER = "Cơ sở dữ liệu giấy phép lái xe"
LAW = "Quy định về đổi giấy phép lái xe"
HEALTH_DATABASE = "Cơ sở dữ liệu khám sức khỏe lái xe"
# What an approval waits for: by the agency, what was asked again at the proposal and is still without an answer.
OLD_ANSWERS = gettext_noop("Câu trả lời của các cơ quan đã cũ. Hệ thống hỏi lại mỗi ngày; vui lòng phê duyệt sau đó.")
ASKED_AGAIN = gettext_noop(
    "Đang hỏi lại Cơ sở dữ liệu khám sức khỏe trước khi phê duyệt. Vui lòng chờ ít phút rồi phê duyệt."
)
SILENT_AGAIN = gettext_noop(
    "Cơ sở dữ liệu khám sức khỏe chưa trả lời lần hỏi lại trước khi phê duyệt. Có thể chờ, "
    "hoặc trả lại thẩm định để cán bộ ghi nhận giấy khám bản giấy."
)
AGAIN = {
    "health": {ASKING: ASKED_AGAIN, SILENT: SILENT_AGAIN, OLD: OLD_ANSWERS},
    POLICE: {
        ASKING: gettext_noop(
            "Đang hỏi lại Cục Cảnh sát giao thông trước khi phê duyệt. Vui lòng chờ ít phút rồi phê duyệt."
        ),
        SILENT: gettext_noop(
            "Cục Cảnh sát giao thông chưa trả lời lần hỏi lại trước khi phê duyệt. Có thể chờ, "
            "hoặc trả lại thẩm định để cán bộ ghi nhận văn bản trả lời."
        ),
        OLD: OLD_ANSWERS,
    },
    INSPECTORATE: {
        ASKING: gettext_noop(
            "Đang hỏi lại Thanh tra giao thông trước khi phê duyệt. Vui lòng chờ ít phút rồi phê duyệt."
        ),
        SILENT: gettext_noop(
            "Thanh tra giao thông chưa trả lời lần hỏi lại trước khi phê duyệt. Có thể chờ, "
            "hoặc trả lại thẩm định để cán bộ ghi nhận văn bản trả lời."
        ),
        OLD: OLD_ANSWERS,
    },
}
SCANNER = "Hệ thống kiểm tra vi-rút"
PHOTO_SENT, NUMBER_SENT = "Ảnh ông/bà đã gửi", "Giấy xác nhận số CMND"


@dataclass(frozen=True, kw_only=True)
class Check:
    """One check: what was checked, the verdict (ok, near, waiting, officer, held, missing, bad), by whose word, and the sentence.

    ``again``: nothing is missing but the second answer before an approval. ``article``: of the law, where a measure stands in the way.
    """

    name: str
    verdict: str
    source: str
    says: str
    again: bool = False
    article: str = ""


def checks_of(dossier: Dossier) -> tuple[Check, ...]:
    """All checks of a dossier, in the order in which an examiner reads them."""
    evidence, answers, assessment = evidence_of(dossier), answers_about(dossier), assess(dossier)
    files = newest_of_each_kind(dossier)
    return (
        _licence(dossier, files.get(NUMBER_PAPER)),
        _eligibility(assessment),
        _rechecked(dossier, evidence, _health(assessment, evidence, files)),
        *(_violations(dossier, source, answers.get(source), assessment) for source in (POLICE, INSPECTORATE)),
        _photo(dossier, files.get(PHOTO)),
        _delivery(dossier),
    )


def all_green(checks: tuple[Check, ...]) -> bool:
    """Whether every check that can be made was made, and is good: only then is the fee asked for."""
    return all(check.verdict in GOOD for check in checks)


def stops_filing(checks: tuple[Check, ...]) -> tuple[Check, ...]:
    """The checks that keep a draft from being submitted. An agency that does not answer is never among them."""
    return tuple(check for check in checks if check.verdict in STOPS_FILING)


def _licence(dossier: Dossier, paper: Document | None) -> Check:
    licence = dossier.licence
    if licence.match == "strong":
        return _strong(licence)
    if licence.match == "unknown":
        return _check("licence", WAITING, LICENCE_REGISTER, "Đang chờ Cơ sở dữ liệu giấy phép lái xe trả lời.")
    if licence.match == "none":
        return _check("licence", BAD, LICENCE_REGISTER, "Không tìm thấy giấy phép lái xe này trong cơ sở dữ liệu.")
    if IDENTITY_ITEM in dossier.again:
        return _again(dossier, "licence", IDENTITY_ITEM, source=NUMBER_SENT)
    if paper is None:
        return _check(
            "licence", MISSING, LICENCE_REGISTER, "Cần chứng minh số giấy tờ cũ trên giấy phép lái xe là của ông/bà."
        )
    if paper.scan == PENDING:
        return _scanning("licence")
    return _check("licence", OFFICER, NUMBER_SENT, "Cán bộ sẽ đối chiếu giấy xác nhận số CMND.")


def _strong(licence: Licence) -> Check:
    if is_near_name(licence.evidence):
        return _check(
            "licence",
            NEAR,
            LICENCE_REGISTER,
            "Họ tên trong cơ sở dữ liệu chỉ gần giống họ tên của ông/bà. Giấy phép mới sẽ ghi theo họ tên của ông/bà.",
        )
    return _check("licence", OK, LICENCE_REGISTER, "Giấy phép lái xe khớp với thông tin của người đề nghị.")


def _eligibility(assessment: Assessment) -> Check:
    verdict = {"exchange": OK, "hold": HELD}.get(assessment.outcome, BAD)
    return _check("eligibility", verdict, LAW, assessment.reasons[0].text)


def _health(assessment: Assessment, evidence: Evidence | None, files: dict[str, Document]) -> Check:
    if assessment.health is None:
        return _check("health", OK, LAW, "Thủ tục này chưa xét đến giấy khám sức khỏe.")
    if not assessment.health.needed:
        return _check("health", OK, LAW, "Hạng này không cần giấy khám sức khỏe.")
    if evidence is None:
        return _check(
            "health",
            MISSING,
            HEALTH_DATABASE,
            "Cơ sở dữ liệu khám sức khỏe chưa trả lời. Ông/bà có thể chờ, hoặc gửi giấy khám đang có.",
        )
    return _of_evidence(assessment, evidence, files)


def _of_evidence(assessment: Assessment, evidence: Evidence, files: dict[str, Document]) -> Check:
    source = evidence.facility or HEALTH_DATABASE
    if evidence.verdict == UNVERIFIED:
        if any(file.id == evidence.document and file.scan == PENDING for file in files.values()):
            return _scanning("health")
        return _check("health", OFFICER, source, "Cán bộ sẽ kiểm tra giấy khám sức khỏe ông/bà đã gửi.")
    if evidence.verdict == VALID and assessment.health and assessment.health.ok:
        return _check("health", OK, source, "Giấy khám sức khỏe còn hiệu lực và đúng hạng.")
    if evidence.verdict in (INVALID, VALID):
        return _check(
            "health", MISSING, source, evidence.says or "Giấy khám sức khỏe không còn hiệu lực hoặc không đúng hạng."
        )
    return _check("health", MISSING, HEALTH_DATABASE, "Chưa tìm thấy giấy khám sức khỏe của người lái xe.")


def _rechecked(dossier: Dossier, evidence: Evidence | None, found: Check) -> Check:
    """Of a proposed dossier: what the health database said when it was filed counts once it has said it again."""
    if evidence is None or (evidence.channel, evidence.verdict) != (DATABASE, VALID):
        return found
    asked = _after_second_answer(dossier, found)
    other = evidence_of(dossier, beside=DATABASE) if asked.again else None
    return found if other and other.verdict == VALID else asked


def _after_second_answer(dossier: Dossier, found: Check) -> Check:
    """A good check of a proposed dossier, or that its agency is still to say the same again."""
    if not (dossier.state == EXAMINING and dossier.proposed_at and found.verdict == OK):
        return found
    stands = asked_again(dossier, register=found.name)
    if stands == FRESH:
        return found
    says = AGAIN[found.name][stands]
    return Check(name=found.name, verdict=WAITING, source=found.source, says=says, again=True)


def rechecking(checks: tuple[Check, ...]) -> str:
    """Why an approval has to wait, where nothing but second answers of agencies is missing; else empty."""
    open_ones = [check for check in checks if check.verdict not in GOOD]
    return open_ones[0].says if open_ones and all(check.again for check in open_ones) else ""


def held(checks: tuple[Check, ...]) -> str:
    """Which agency has a measure that stands in the way, and by which article; empty where none has."""
    found = next((check for check in checks if check.verdict == HELD and check.article), None)
    if found is None:
        return ""
    told = {"agency": gettext(found.source), "article": found.article}
    return gettext("%(agency)s đang áp dụng biện pháp xử lý vi phạm (%(article)s). Vui lòng trả lại thẩm định.") % told


def _violations(dossier: Dossier, source: str, answer: Answer | None, assessment: Assessment) -> Check:
    agency = SOURCES[source]
    if answer is None or answer.verdict not in (CLEAR, HOLD):
        return _check(source, WAITING, agency, f"Đang chờ {agency} trả lời. Ông/bà vẫn nộp được hồ sơ.")
    if answer.verdict == HOLD and assessment.outcome == "hold":
        return _held(source, agency, assessment)
    says = (
        gettext_noop("Không có vi phạm đang xử lý.")
        if answer.verdict == CLEAR
        else gettext_noop("Có ghi nhận vi phạm nhưng không ngăn việc đổi giấy phép lái xe.")
    )
    found = _check(source, OK, agency, says)
    return found if answer.paper_by else _after_second_answer(dossier, found)


def _held(source: str, agency: str, assessment: Assessment) -> Check:
    says = gettext_noop("Cơ quan này đang áp dụng biện pháp xử lý vi phạm. Vui lòng liên hệ nơi đã ra quyết định.")
    return Check(name=source, verdict=HELD, source=agency, says=says, article=assessment.reasons[0].article)


def _photo(dossier: Dossier, photo: Document | None) -> Check:
    if PHOTO_ITEM in dossier.again:
        return _again(dossier, "photo", PHOTO_ITEM, source=PHOTO_SENT)
    if photo is None:
        return _check("photo", MISSING, PHOTO_SENT, "Chưa có ảnh chân dung.")
    if awaits_its_owner(photo):
        return _check("photo", MISSING, PHOTO_SENT, "Ảnh có điểm cần xem lại: vẫn dùng, hoặc gửi ảnh khác.")
    if photo.scan == PENDING:
        return _scanning("photo")
    if doubts_of(photo):
        return _check("photo", OK, PHOTO_SENT, "Đã có ảnh chân dung; cán bộ sẽ xem lại ảnh.")
    return _check("photo", OK, PHOTO_SENT, "Đã có ảnh chân dung.")


def _delivery(dossier: Dossier) -> Check:
    if not dossier.phone:
        return _check("delivery", MISSING, "Ông/bà đã chọn", "Chưa có số điện thoại để báo kết quả.")
    if dossier.delivery and (dossier.delivery != POST or dossier.delivery_address):
        return _check("delivery", OK, "Ông/bà đã chọn", "Đã chọn cách nhận kết quả.")
    return _check("delivery", MISSING, "Ông/bà đã chọn", "Chưa chọn cách nhận kết quả.")


def _again(dossier: Dossier, name: str, item: str, *, source: str) -> Check:
    """A file was refused: which one to send again, in one sentence."""
    return Check(name=name, verdict=MISSING, source=source, says=sentence(item=item, why=dossier.again[item]))


def _scanning(name: str) -> Check:
    """A file in quarantine keeps nobody from filing, and counts as there only when it is clean."""
    return _check(name, WAITING, SCANNER, "Tệp đang được kiểm tra vi-rút. Ông/bà vẫn nộp được hồ sơ.")


def _check(name: str, verdict: str, source: str, says: str) -> Check:
    return Check(name=name, verdict=verdict, source=source, says=says)
