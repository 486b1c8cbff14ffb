"""What can be an account, whoever names it: names as people bear them, nothing that a program takes for more, and never a long wait."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gplx.casework.name_refund_account import name_refund_account
from gplx.casework.pay import Word, pay
from gplx.dossiers.models import WITHDRAWN, Dossier
from gplx.dossiers.refusals import NotPossibleNow
from gplx.fees.models import Payment
from gplx.fees.refunds.accounts import LONGEST, is_account
from gplx.fees.refunds.changes import begin_refund
from gplx.fees.refunds.models import ACCOUNT as WAITS
from gplx.fees.refunds.models import CHECK, ORDERED, READY, Refund
from gplx.ground.clock import now
from gplx.ledger.questions import history
from gplx.offices.models import LEADER
from tests import builders
from tests.fees.refunds.paths import ACCOUNT, begun, named, ordered, withdrawn

FEE = 135_000
GOOD = {"bank": "Ngân hàng Thử", "account": "0123456789", "holder": "Nguyễn Thử Nghiệm"}
TOLD = {"TenNganHangHoanPhi": "Ngân hàng Thử", "SoTaiKhoanHoanPhi": "0123456789", "TenTaiKhoanHoanPhi": GOOD["holder"]}
LIKELY = "aÊđ1 .-'’&()_=+@;,\"\t\r\n|¼"


@pytest.mark.parametrize(
    "holder", ["Ê", "Thử", "H'Thử Niê", "Nguyễn-Thử", "Đỗ Văn T.", "J. Thử", "Thử  .. Nghiệm", "O’Thử", "É" * LONGEST]
)
def test_names_as_people_bear_them(holder: str) -> None:
    assert is_account(**GOOD | {"holder": holder})


@pytest.mark.parametrize(
    "holder",
    [
        "",
        " ",
        ".",
        "Thử.",
        "Thử ",
        " Thử",
        "-Thử",
        "'Thử",
        "Thử1",
        "Thử_",
        "Thử,",
        "Thử\tNghiệm",
        "Thử\n",
        "Thử Nghiệm..",
        "A" * 81,
    ],
)
def test_what_no_name_looks_like(holder: str) -> None:
    assert not is_account(**GOOD | {"holder": holder})


@pytest.mark.parametrize("bank", ["", "-", "@Thử", "(Thử", "Thử;", "Thử,1", 'Thử"', "Thử\n", "Thử=1", "_", "B" * 81])
def test_what_no_bank_looks_like(bank: str) -> None:
    assert not is_account(**GOOD | {"bank": bank})


@pytest.mark.parametrize(
    "account", ["12345", "1" * 25, "abcdef", "12 3456", "-123456", "٠١٢٣٤٥٦", "123456\n", "0123é6"]
)
def test_what_no_number_looks_like(account: str) -> None:
    assert not is_account(**GOOD | {"account": account})


@pytest.mark.parametrize("account", ["123456", "1" * 24, "ABCDEF", "VN01TEST"])
def test_numbers_at_the_bounds(account: str) -> None:
    assert is_account(**GOOD | {"account": account})


@pytest.mark.parametrize("piece", ["..b", "b. ", "- b.", "' ."])
def test_a_name_made_to_be_read_in_many_ways_is_read_in_one(piece: str) -> None:
    began = time.process_time()
    assert not is_account(**GOOD | {"holder": ("a" + piece * 26)[: LONGEST - 1] + "!"})
    assert time.process_time() - began < 1


@given(holder=st.text(LIKELY, max_size=9), bank=st.text(LIKELY, max_size=9))
def test_whatever_is_taken_begins_no_formula_and_holds_no_separator(holder: str, bank: str) -> None:
    if is_account(bank=bank, account="123456", holder=holder):
        assert holder[0].isalnum()
        assert bank[0].isalnum()
        assert not set('"=+@;,\t\r\n|') & set(holder + bank)


# ---- the applicant


@pytest.mark.django_db
def test_blanks_and_dashes_go_and_letters_are_capitals() -> None:
    refund = named(
        begun(), account=" vn-01 test 99 ", bank="  Ngân   hàng Thử ", holder="nguye\u0302\u0303n thử nghiệm"
    )
    assert (refund.account, refund.bank, refund.holder) == ("VN01TEST99", "Ngân hàng Thử", "nguyễn thử nghiệm")


@pytest.mark.django_db
def test_what_an_officer_had_checked_is_checked_again_for_another_account() -> None:
    refund = named(begun(), holder="Trần Thị Người Khác")
    Refund.objects.filter(pk=refund.pk).update(state=READY, checked_by=builders.officer(LEADER))
    again = named(refund, holder="Lê Văn Người Khác", account="555555")
    assert (again.state, again.checked_by, again.account) == (CHECK, None, "555555")


@pytest.mark.django_db
def test_all_that_wait_get_the_account_and_what_the_treasury_has_keeps_its_own() -> None:
    first = ordered()
    late = {"why": "paid_twice", "at": now(), "paid": FEE}
    others = [begin_refund(first.payment, transaction=name, **late) for name in ("gd-2", "gd-3")]
    changed = name_refund_account(
        dossier_id=first.dossier_id, by=first.dossier.applicant, **ACCOUNT | {"account": "777777"}
    )
    assert [refund.pk for refund in changed] == [other.pk for other in others]
    assert list(Refund.objects.order_by("id").values_list("state", "account")) == [
        (ORDERED, ACCOUNT["account"]),
        (READY, "777777"),
        (READY, "777777"),
    ]


@pytest.mark.django_db
def test_a_refund_that_was_stopped_takes_no_account() -> None:
    refund = begun()
    Refund.objects.filter(pk=refund.pk).update(state="stopped")
    with pytest.raises(NotPossibleNow):
        named(refund)
    assert Refund.objects.get().account == ""


@pytest.mark.django_db
def test_each_naming_is_one_line_of_the_ledger_with_the_verdict_alone() -> None:
    refund = named(named(begun()), holder="Trần Thị Người Khác")
    lines = [
        entry for entry in history(subject=f"dossier:{refund.dossier_id}", kind="money") if entry.act == "account_named"
    ]
    assert [line.details["names"] for line in lines] == ["near", "different"]
    assert {line.actor for line in lines} == {f"citizen:{refund.dossier.applicant_id}"}
    assert all(set(line.details) == {"refund", "amount", "state", "names"} for line in lines)


# ---- the platform


def told(dossier: Dossier, **said: object) -> str:
    """The platform says that it was paid, and where money goes back to."""
    payment = Payment.objects.get(dossier=dossier)
    told_so = {"currency": "VND", "transaction": "gd-1", "said": TOLD | said}
    return pay(Word(reference=payment.reference, paid=True, amount=FEE, **told_so))


@pytest.mark.django_db
def test_what_the_platform_told_is_taken() -> None:
    dossier = builders.submitted()
    assert told(dossier) == "00"
    withdrawn(dossier)
    refund = Refund.objects.get()
    assert (refund.state, refund.bank, refund.account_from) == (READY, "Ngân hàng Thử", "platform")


@pytest.mark.django_db
@pytest.mark.parametrize(
    "said",
    [
        {"TenNganHangHoanPhi": "Ngân hàng " * 9},
        {"TenTaiKhoanHoanPhi": "Thử " * 30},
        {"SoTaiKhoanHoanPhi": "1" * 40},
        {"SoTaiKhoanHoanPhi": ["0123456789"]},
        {"TenNganHangHoanPhi": None},
        {"TenTaiKhoanHoanPhi": {"a": 1}},
    ],
)
def test_whatever_the_platform_says_the_applicant_can_withdraw_and_is_asked(said: dict[str, object]) -> None:
    dossier = builders.submitted()
    assert told(dossier, **said) == "00"
    assert withdrawn(dossier).state == WITHDRAWN
    refund = Refund.objects.get()
    assert (refund.state, refund.amount, refund.account, refund.bank) == (WAITS, FEE, "", "")
