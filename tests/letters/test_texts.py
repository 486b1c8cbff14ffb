"""What is written to people after each act: whole sentences in both languages, sent once by each way that they named."""

import re

import pytest

from gplx.casework.fail_delivery import fail_delivery
from gplx.casework.transfer import transfer
from gplx.dossiers.models import DESK, POST, Act, Dossier
from gplx.letters.changes import record_sent, tell_applicant
from gplx.letters.models import Message
from gplx.letters.questions import messages_about
from gplx.letters.texts import acts_told, subject_of, text_after
from gplx.registers.models import Exchange
from gplx.registers.post.port import Meaning
from tests import builders
from tests.casework.acts.tries import TRIES, Try

pytestmark = pytest.mark.django_db
CODE = "000.00.99.H26-210927-0001"
OFFICE, OTHER = "Sở Giao thông vận tải Hà Nội", "Sở Giao thông vận tải thành phố Hải Phòng"
# The act, as it is tried, and what it says in both languages.
SAID = {
    "submit": (
        f"GPLX: Đã nhận hồ sơ {CODE}. Ông/bà theo dõi tại mục Hồ sơ của tôi.",
        f"GPLX: We have received dossier {CODE}. Follow it under My dossiers.",
    ),
    "ask for the fee": (
        f"GPLX: Hồ sơ {CODE} đã qua các bước kiểm tra. Đăng nhập để nộp lệ phí 135.000 ₫.",
        f"GPLX: Dossier {CODE} has passed all checks. Sign in to pay the fee of 135.000 ₫.",
    ),
    "accept": (
        f"GPLX: Hồ sơ {CODE} đã được tiếp nhận, hẹn trả kết quả ngày 04/10/2021.",
        f"GPLX: Dossier {CODE} has been accepted. The result is due on 04/10/2021.",
    ),
    "refuse receipt": (
        f"GPLX: Hồ sơ {CODE} không được giải quyết. Lý do: Sai hạng. Căn cứ: TT12 Điều 37.",
        f"GPLX: Dossier {CODE} was refused. Reason: Sai hạng. Legal basis: TT12 Điều 37.",
    ),
    "ask to correct while examining": (
        f"GPLX: Hồ sơ {CODE} cần bổ sung: Ảnh bị mờ. Đăng nhập để bổ sung.",
        f"GPLX: Dossier {CODE} needs a correction: Ảnh bị mờ. Sign in to correct it.",
    ),
    "correct while examining": (
        f"GPLX: Đã nhận phần bổ sung của hồ sơ {CODE}.",
        f"GPLX: We have received the correction of dossier {CODE}.",
    ),
    "approve": (
        f"GPLX: Hồ sơ {CODE} đã được phê duyệt. Giấy phép lái xe điện tử đã có hiệu lực.",
        f"GPLX: Dossier {CODE} has been approved. The electronic licence is valid now.",
    ),
    "postpone": (
        f"GPLX: Xin lỗi ông/bà, hồ sơ {CODE} cần thêm thời gian, hẹn lại ngày 08/10/2021. Lý do: Máy in hỏng.",
        f"GPLX: We are sorry: dossier {CODE} needs more time. The new day is 08/10/2021. Reason: Máy in hỏng.",
    ),
    "hand over to the post": (
        f"GPLX: Thẻ của hồ sơ {CODE} đã sẵn sàng: bưu điện đang chuyển đến địa chỉ của ông/bà, "
        "vui lòng đưa giấy phép cũ cho bưu tá.",
        f"GPLX: The card of dossier {CODE} is ready: the post is bringing it to your address, "
        "please give the old licence to the courier.",
    ),
    "hand over to the desk": (
        f"GPLX: Thẻ của hồ sơ {CODE} đã sẵn sàng: mời ông/bà đến nhận tại {OFFICE}.",
        f"GPLX: The card of dossier {CODE} is ready: please fetch it at {OFFICE}.",
    ),
    "fetch it instead": (
        f"GPLX: Cách nhận thẻ mới của hồ sơ {CODE}: tại Sở, khi GPLX báo thẻ đã sẵn sàng.",
        f"GPLX: New way to receive the card of dossier {CODE}: at the department, once GPLX says that it is ready.",
    ),
    "send it instead": (
        f"GPLX: Cách nhận thẻ mới của hồ sơ {CODE}: qua bưu điện, đến địa chỉ ông/bà đã ghi.",
        f"GPLX: New way to receive the card of dossier {CODE}: by post, to the address that you gave.",
    ),
    "fail at the desk": (
        f"GPLX: Thẻ của hồ sơ {CODE} chưa trao được tại Sở. Lý do: Người đến nhận không có giấy ủy quyền. "
        "Thẻ vẫn được giữ, mời ông/bà đến nhận.",
        f"GPLX: The card of dossier {CODE} could not be handed out. Reason: Người đến nhận không có giấy ủy quyền. "
        "It is kept for you there.",
    ),
    "take back": (
        f"GPLX: Thẻ của hồ sơ {CODE} đã được chuyển về Sở. "
        "Đăng nhập để xem thẻ sẽ được giao lại thế nào, hoặc đổi cách nhận.",
        f"GPLX: The card of dossier {CODE} is back at the department. "
        "Sign in to see what comes next, or to choose another way.",
    ),
    "lose the card": (
        f"GPLX: Xin lỗi ông/bà, thẻ của hồ sơ {CODE} bị thất lạc khi chuyển phát. Sở in thẻ mới, không thu thêm tiền.",
        f"GPLX: We are sorry: the card of dossier {CODE} was lost on its way. Another one is printed at no cost to you.",
    ),
    "deliver at the desk": (
        f"GPLX: Đã trả thẻ của hồ sơ {CODE}. Mời ông/bà đánh giá dịch vụ trong mục Hồ sơ của tôi.",
        f"GPLX: The card of dossier {CODE} has been delivered. Please rate the service under My dossiers.",
    ),
    "withdraw while examining": (f"GPLX: Ông/bà đã rút hồ sơ {CODE}.", f"GPLX: You have withdrawn dossier {CODE}."),
    "reopen while examining": (
        f"GPLX: Xin lỗi ông/bà. Hồ sơ {CODE} được xử lý lại. Lý do: Nhầm hồ sơ.",
        f"GPLX: We are sorry. Dossier {CODE} is being processed again. Reason: Nhầm hồ sơ.",
    ),
    "transfer": (
        f"GPLX: Hồ sơ {CODE} đã được chuyển đến {OTHER}.",
        f"GPLX: Dossier {CODE} has been handed to {OTHER}.",
    ),
}


def done(trial: Try, *, language: str = "vi") -> Act:
    """The act, done to a dossier in that language."""
    dossier = trial.ready()
    Dossier.objects.filter(id=dossier.id).update(language=language)
    trial.do(dossier, trial.doer(dossier), request_id="r1")
    return Act.objects.select_related("dossier__department").get(dossier=dossier, request_id="r1", act=trial.act)


@pytest.mark.parametrize("name", SAID)
@pytest.mark.parametrize("language", ["vi", "en"])
def test_each_act_is_told_in_whole_sentences(name: str, language: str) -> None:
    act = done(TRIES[name], language=language)
    assert text_after(act, dossier=act.dossier, amount=135_000) == SAID[name][language == "en"]


def test_nothing_that_is_told_is_left_out_here() -> None:
    assert {TRIES[name].act for name in SAID} == acts_told() - {"pay", "fail_delivery", "refuse_file"}


@pytest.mark.parametrize("meaning", ["failed", "refused"])
@pytest.mark.parametrize(
    ("language", "said"),
    [
        (
            "vi",
            f"GPLX: Bưu điện chưa giao được thẻ của hồ sơ {CODE}. "
            "Chờ bưu tá gọi lại, hoặc đăng nhập để đổi địa chỉ, hay chọn đến Sở nhận.",
        ),
        (
            "en",
            f"GPLX: The post could not deliver the card of dossier {CODE}. "
            "Wait for another call, or sign in to choose another way.",
        ),
    ],
)
def test_a_failed_delivery_is_told_with_what_to_do(language: str, said: str, meaning: Meaning) -> None:
    dossier = fail_delivery(dossier_id=builders.handed_over().id, request_id="r1", meaning=meaning)
    dossier.language = language
    act = Act.objects.get(dossier=dossier, act="fail_delivery")
    assert text_after(act, dossier=dossier, amount=0) == said
    assert len(said) <= 160


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("vi", f"GPLX: Đã nhận lệ phí 135.000 ₫ của hồ sơ {CODE}. Biên nhận có trong mục Hồ sơ của tôi."),
        ("en", f"GPLX: We have received the fee of 135.000 ₫ for dossier {CODE}. The receipt is under My dossiers."),
    ],
)
def test_a_payment_is_told(language: str, said: str) -> None:
    dossier = builders.paid()
    dossier.language = language
    act = Act.objects.get(dossier=dossier, act="pay")
    assert text_after(act, dossier=dossier, amount=135_000) == said


@pytest.mark.parametrize(
    "name", ["propose", "send back", "print", "fill in a correction", "record an answer while examining"]
)
def test_what_is_the_offices_own_work_is_not_written_about(name: str) -> None:
    tell_applicant(done(TRIES[name]), amount=135_000)
    assert not Message.objects.exists()
    assert not Exchange.objects.filter(register__in=("sms", "email")).exists()


@pytest.mark.parametrize("reason", ["{code}", "{0}", "100%s", "{amount!r}", "<b>", "dấu ngoặc }"])
def test_a_reason_is_only_ever_a_reason(reason: str) -> None:
    act = done(TRIES["refuse receipt"])
    act.details = {"reason": reason, "article": "TT12"}
    said = f"GPLX: Hồ sơ {CODE} không được giải quyết. Lý do: {reason}. Căn cứ: TT12."
    assert text_after(act, dossier=act.dossier, amount=0) == said


@pytest.mark.parametrize("reason", ["Ảnh bị mờ", "Ảnh bị mờ.", "Ảnh bị mờ..."])
def test_a_sentence_ends_once(reason: str) -> None:
    act = done(TRIES["ask to correct while examining"])
    act.details = {"reason": reason}
    text = text_after(act, dossier=act.dossier, amount=0)
    assert text == f"GPLX: Hồ sơ {CODE} cần bổ sung: Ảnh bị mờ. Đăng nhập để bổ sung."


@pytest.mark.parametrize("delivery", [POST, DESK])
def test_a_transfer_names_the_new_office_whatever_way_the_card_will_take(delivery: str) -> None:
    dossier = builders.submitted(green=False, delivery=delivery)
    clerk = builders.officer("clerk")
    transfer(dossier_id=dossier.id, by=clerk, request_id="r1", seen=None, department_id="H24", reason="Nhầm Sở.")
    act = Act.objects.select_related("dossier__department").get(act="transfer")
    assert text_after(act, dossier=act.dossier, amount=0).endswith(f"{act.dossier.department.name}.")
    assert act.dossier.department_id == "H24"


@pytest.mark.parametrize(
    ("phone", "email", "ways"),
    [
        ("0900000001", "ai@example.vn", ["email", "sms"]),
        ("0900000001", "", ["sms"]),
        ("", "ai@example.vn", ["email"]),
        ("", "", []),
    ],
)
def test_it_is_sent_once_by_each_way_that_was_named(phone: str, email: str, ways: list[str]) -> None:
    act = done(TRIES["accept"])
    act.dossier.phone, act.dossier.email = phone, email
    for _ in range(3):
        tell_applicant(act, amount=135_000)
    assert sorted(Message.objects.values_list("way", flat=True)) == ways
    sent = {one.register: one.ask for one in Exchange.objects.filter(register__in=("sms", "email"))}
    assert sorted(sent) == ways
    assert all(ask["text"] == SAID["accept"][0] for ask in sent.values())
    assert {ask["to"] for ask in sent.values()} == {phone, email} - {""}


@pytest.mark.parametrize(("sent", "state"), [(True, "sent"), (False, "failed")])
def test_what_became_of_a_message_is_kept_for_it_alone(sent: bool, state: str) -> None:
    act = done(TRIES["accept"])
    tell_applicant(act, amount=135_000)
    record_sent(key=f"sms:{act.id}", sent=sent)
    states = {message.way: message.state for message in messages_about(act.dossier)}
    assert states == {"sms": state, "email": "wanted"}
    assert messages_about(builders.draft()) == []


@pytest.mark.parametrize(
    ("language", "subject"),
    [("vi", f"Hồ sơ đổi giấy phép lái xe {CODE}"), ("en", f"Driving licence exchange {CODE}")],
)
def test_a_mail_says_which_dossier_it_is_about(language: str, subject: str) -> None:
    assert subject_of(code=CODE, language=language) == subject


@pytest.mark.parametrize("name", SAID)
def test_every_message_fits_into_a_few_short_messages_and_leads_nowhere(name: str) -> None:
    for text in SAID[name]:
        assert len(text) <= 160
        assert not re.search(r"https?:|www\.|\{|\}|  ", text)
