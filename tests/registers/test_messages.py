"""Text messages and e-mail: taken once, and a second provider that stands in without sending anything twice."""

import pytest

from gplx.registers.email.http import HttpMail
from gplx.registers.email.port import SendMail, SentMail
from gplx.registers.errors import AlreadyDone, Never, OutsideError, TooFast, TryLater
from gplx.registers.failover import first_or_second
from gplx.registers.faults import NotReached, Rejected
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


class Provider:
    def __init__(self, error: OutsideError | None = None) -> None:
        self.error = error
        self.asked: list[object] = []

    def send(self, ask: object) -> str:
        self.asked.append(ask)
        if self.error:
            raise self.error
        return "sent"


@pytest.mark.parametrize("error", [NotReached("nobody there"), TooFast("slow down")])
def test_the_second_stands_in_where_the_first_surely_did_nothing(error: OutsideError):
    first, second = Provider(error), Provider()

    assert first_or_second(first.send, second.send)(TEXT) == "sent"
    assert (first.asked, second.asked) == ([TEXT], [TEXT])


@pytest.mark.parametrize("error", [TryLater("time-out"), Never("no"), AlreadyDone("before", answer=None)])
def test_the_second_is_left_alone_where_the_first_may_have_acted(error: OutsideError):
    first, second = Provider(error), Provider()

    with pytest.raises(type(error)):
        first_or_second(first.send, second.send)(TEXT)
    assert second.asked == []


def test_the_second_is_left_alone_where_the_first_is_well():
    first, second = Provider(), Provider()

    assert first_or_second(first.send, second.send)(TEXT) == "sent"
    assert second.asked == []
