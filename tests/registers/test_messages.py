"""Text messages and e-mail over HTTP: taken, taken before, not taken."""

import pytest

from gplx.registers.email.http import HttpMail
from gplx.registers.email.port import SendMail, SentMail
from gplx.registers.errors import AlreadyDone, TryLater
from gplx.registers.faults import Rejected
from gplx.registers.http_client import Address
from gplx.registers.sms.http import HttpTextMessages
from gplx.registers.sms.port import SendText, SentText
from tests.registers.outside import Answer, Outside

TEXT = SendText(id="m-1", to="0900000001", text="Hồ sơ đã được tiếp nhận")
MAIL = SendMail(id="m-2", to="a@example.vn", subject="Hồ sơ", text="Đã được tiếp nhận")
KINDS = pytest.mark.parametrize(
    ("make", "ask", "sent"), [(HttpTextMessages, TEXT, SentText), (HttpMail, MAIL, SentMail)]
)


@KINDS
def test_a_message_is_taken(outside: Outside, make, ask, sent):
    outside.will_answer({"status": "sent"})

    assert make(Address(url=outside.url)).send(ask) == sent(provider=1)
    assert outside.asked[0].path == "/base/send"
    assert outside.bodies()[0]["id"] == ask.id
    assert set(outside.bodies()[0]) == set(ask.__struct_fields__)


@KINDS
def test_a_message_that_was_taken_before_is_success(outside: Outside, make, ask, sent):
    outside.will_answer({"status": "already"})

    with pytest.raises(AlreadyDone) as caught:
        make(Address(url=outside.url), provider=2).send(ask)

    assert caught.value.answer == sent(provider=2)


@KINDS
@pytest.mark.parametrize(
    ("answer", "kind"),
    [
        (Answer({"status": "refused"}, status=422), Rejected),
        (Answer({}), TryLater),
        (Answer({"status": "?"}), TryLater),
    ],
)
def test_a_message_that_was_not_taken(outside: Outside, make, ask, sent, answer, kind):
    outside.will_answer(answer)

    with pytest.raises(kind) as caught:
        make(Address(url=outside.url)).send(ask)

    assert ask.to not in str(caught.value)
