"""The API of acts: the same rights and order as in the pages, errors that programs understand, repeats that do nothing."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from gplx.casework.expire import expire
from gplx.delivery.models import OldLicence
from gplx.dossiers.models import APPROVED, CLOSED, EXAMINING, REFUSED, SUBMITTED, WITH_APPLICANT, Act
from gplx.ground.clock import HANOI
from gplx.ledger.questions import history
from gplx.offices.api_keys import give_api_key
from gplx.offices.models import CLERK, EXAMINER, LEADER, PRINTER, Officer
from tests import builders
from tests.api.acts.software import DOSSIERS, Software, kind

pytestmark = pytest.mark.django_db

WHY = {"reason": "Ảnh mờ", "article": "NĐ 61/2018 Điều 17"}


def test_a_dossier_goes_from_the_queue_to_the_hand(software: Software) -> None:
    dossier = builders.paid(delivery="desk")
    clerk, examiner, leader, printer = (builders.officer(role) for role in (CLERK, EXAMINER, LEADER, PRINTER))
    steps: list[tuple[str, Officer, dict[str, Any]]] = [
        ("accept", clerk, {}),
        ("propose", examiner, {}),
        ("send-back", leader, {"reason": "Xem lại ảnh"}),
        ("propose", examiner, {}),
        ("approve", leader, {}),
        ("print", printer, {"serial": "AB123456"}),
        ("hand-over", printer, {}),
        ("deliver", printer, {"signed_by": "Nguyễn Thử Nghiệm", "old_licence": True}),
    ]

    told = []
    for act, officer, body in steps:
        told.append(software.do(act, dossier, officer, **body).json())
        if act == "propose":
            builders.agencies_answer_again(dossier)

    assert [(one["act"], one["before"], one["after"]) for one in told] == [
        ("accept", SUBMITTED, EXAMINING),
        ("propose", EXAMINING, EXAMINING),
        ("send_back", EXAMINING, EXAMINING),
        ("propose", EXAMINING, EXAMINING),
        ("approve", EXAMINING, APPROVED),
        ("print_card", APPROVED, APPROVED),
        ("hand_over", APPROVED, APPROVED),
        ("deliver", APPROVED, CLOSED),
    ]
    dossier.refresh_from_db()
    assert (dossier.state, dossier.version, told[-1]["version"]) == (CLOSED, told[0]["version"] + 7, dossier.version)
    assert OldLicence.objects.get(dossier=dossier).cut_by == printer.name


def test_an_act_is_told_as_it_was_recorded(software: Software) -> None:
    dossier, clerk = builders.paid(), builders.officer(CLERK, name="Trần Tiếp Nhận")

    answer = software.do("accept", dossier, clerk)

    act = Act.objects.get(dossier=dossier, act="accept")
    dossier.refresh_from_db()
    assert (answer.status_code, answer.json()) == (
        200,
        {
            "code": dossier.code,
            "act": "accept",
            "before": "submitted",
            "after": "examining",
            "at": act.at.astimezone(HANOI).isoformat(timespec="milliseconds"),
            "by": "Trần Tiếp Nhận",
            "version": dossier.version,
        },
    )
    assert (act.by_kind, act.by_id) == ("officer", str(clerk.pk))


def test_a_repeat_gets_the_same_answer_and_does_nothing(software: Software) -> None:
    dossier, clerk, examiner = builders.paid(), builders.officer(CLERK), builders.officer(EXAMINER)
    seen = dossier.version

    first = software.do("accept", dossier, clerk, key="tiep-nhan-1")
    software.do("propose", dossier, examiner)
    again = software.do("accept", dossier, clerk, key="tiep-nhan-1", seen=seen)

    assert (again.status_code, again.json()) == (200, first.json())
    assert Act.objects.filter(dossier=dossier, act="accept").count() == 1


def test_one_key_for_two_acts_is_one_for_each(software: Software) -> None:
    dossier, officer = builders.paid(), builders.officer(CLERK, EXAMINER)

    accepted = software.do("accept", dossier, officer, key="cung-mot-khoa")
    proposed = software.do("propose", dossier, officer, key="cung-mot-khoa")
    again = software.do("accept", dossier, officer, key="cung-mot-khoa")

    assert [one.json()["act"] for one in (accepted, proposed, again)] == ["accept", "propose", "accept"]
    assert again.json() == accepted.json()


def test_refusal_and_correction_carry_their_reasons(software: Software) -> None:
    clerk = builders.officer(CLERK)
    refused, asked = builders.submitted(), builders.submitted()

    assert software.do("refuse", refused, clerk, **WHY).json()["after"] == REFUSED
    told = software.do("ask-correction", asked, clerk, items=["photo"], reason="Ảnh mờ")
    assert told.json()["after"] == WITH_APPLICANT
    assert Act.objects.get(act="refuse").details == WHY
    asked.refresh_from_db()
    assert asked.correction == {"items": ["photo"], "reason": "Ảnh mờ", "by": "Cán bộ Thử"}


def test_a_stale_version_is_a_conflict(software: Software) -> None:
    dossier, clerk = builders.paid(), builders.officer(CLERK)

    answer = software.do("accept", dossier, clerk, seen=dossier.version - 1)

    assert kind(answer) == (409, "stale")
    assert "Vui lòng xem lại thông tin mới nhất" in answer.json()["detail"]
    dossier.refresh_from_db()
    assert dossier.state == SUBMITTED


def test_an_act_at_the_wrong_step_is_a_conflict(software: Software) -> None:
    refused = software.do("approve", builders.paid(), builders.officer(LEADER))
    assert kind(refused) == (409, "not-possible-now")
    assert (refused.json()["article"], refused.json()["state"]) == ("TT 12/2017/TT-BGTVT Điều 38", SUBMITTED)
    assert kind(software.do("accept", builders.submitted(), builders.officer(CLERK))) == (409, "not-possible-now")


def test_the_one_who_proposed_may_not_approve(software: Software) -> None:
    both = builders.officer(EXAMINER, LEADER)
    dossier = builders.proposed(by=both)

    assert kind(software.do("approve", dossier, both)) == (409, "not-possible-now")


def test_an_officer_without_the_role_and_one_who_left_are_turned_away(software: Software) -> None:
    dossier, left = builders.paid(), builders.officer(CLERK)
    Officer.objects.filter(pk=left.pk).update(is_active=False)

    assert kind(software.do("accept", dossier, builders.officer(EXAMINER))) == (403, "not-allowed")
    assert kind(software.do("accept", dossier, left)) == (403, "not-allowed")
    dossier.refresh_from_db()
    assert dossier.state == SUBMITTED


def test_another_departments_officer_is_turned_away(software: Software) -> None:
    dossier, stranger = builders.paid(), builders.officer(CLERK, department_id="H44")

    assert kind(software.do("accept", dossier, stranger)) == (403, "not-allowed")
    assert kind(software.do("accept", dossier, "khong-co")) == (403, "not-allowed")


def test_another_departments_dossier_is_unknown(software: Software) -> None:
    theirs, clerk = builders.paid(department_id="H44"), builders.officer(CLERK, department_id="H44")

    assert kind(software.do("accept", theirs, clerk)) == (404, "unknown-dossier")
    assert kind(software.get(f"/{theirs.code}")) == (404, "unknown-dossier")
    assert software.get().json()["dossiers"] == []
    assert not history(subject=f"dossier:{theirs.id}", kind="read").exists()
    theirs.refresh_from_db()
    assert theirs.state == SUBMITTED


@pytest.mark.parametrize("code", ["khong-co", "%00", "000.00.99.H26-210927-9999", "x" * 300])
def test_a_code_that_is_none_is_unknown(software: Software, code: str) -> None:
    assert kind(software.get(f"/{code}")) == (404, "unknown-dossier")


@pytest.mark.parametrize(
    ("act", "body", "field"),
    [
        ("accept", {"seen": 0}, "body.order.seen"),
        ("accept", {"seen": "mới"}, "body.order.seen"),
        ("accept", {"officer": ""}, "body.order.officer"),
        ("accept", {"officer": "a\x00b"}, "body.order.officer"),
        ("accept", {"more": 1}, "body.order.more"),
        ("refuse", {}, "body.order.reason"),
        ("refuse", WHY | {"reason": "  "}, "body.order.reason"),
        ("ask-correction", {"items": [], "reason": "Ảnh mờ"}, "body.order.items"),
        ("ask-correction", {"items": ["mọi thứ"], "reason": "Ảnh mờ"}, "body.order.items.0"),
        ("print", {}, "body.order.serial"),
        ("accept", {"key": "ngan"}, "header.Idempotency-Key"),
    ],
)
def test_what_is_not_as_agreed_names_the_field(software: Software, act: str, body: dict[str, Any], field: str) -> None:
    answer = software.do(act, builders.paid(), builders.officer(), **body)

    assert kind(answer) == (422, "invalid")
    assert field in [one["field"] for one in answer.json()["errors"]]


def test_what_the_act_itself_lacks_is_told_in_its_words(software: Software) -> None:
    card, parcel = builders.approved(), builders.handed_over()
    printer = builders.officer(PRINTER)

    wrong = software.do("print", card, printer, serial="12")
    assert kind(wrong) == (422, "not-complete")
    assert wrong.json()["detail"] == "Số phôi gồm 2 chữ cái và 6 chữ số, ví dụ AB123456."
    assert kind(software.do("deliver", parcel, printer, signed_by="Ai đó")) == (422, "not-complete")


@pytest.mark.parametrize("said", ["", "Bearer", "Bearer ", "Bearer sai", "Basic c28=", "Bearer thử"])
def test_without_a_key_nobody_is_let_in(client: Client, said: str) -> None:
    builders.department("H26")
    answer = client.get(DOSSIERS, headers={"Authorization": said} if said else {})

    assert kind(answer) == (401, "no-key")
    assert answer.headers["WWW-Authenticate"] == "Bearer"


def test_an_old_key_opens_nothing_more(software: Software) -> None:
    give_api_key(department_id="H26", user="so-hn")
    assert kind(software.get()) == (401, "no-key")


def test_no_body_is_told_as_a_problem(software: Software) -> None:
    headers = {"Authorization": f"Bearer {software.key}", "Idempotency-Key": "khong-co-gi"}
    address = f"{DOSSIERS}/x/accept"
    for body, status in ((b"", (422, "invalid")), (b"[", (400, "unreadable")), (b"1", (422, "invalid"))):
        answer = software.client.post(address, body, content_type="application/json", headers=headers)
        assert kind(answer) == status


def test_one_dossier_is_read_with_its_checks_and_open_acts(software: Software) -> None:
    dossier = builders.paid()

    said = software.get(f"/{dossier.code}").json()

    checks = said.pop("checks")
    assert said == {
        "code": dossier.code,
        "state": "submitted",
        "version": dossier.version,
        "due_on": dossier.due_on.isoformat(),
        "facts": ["paid", "payment_asked"],
        "acts": ["accept", "refuse", "ask_correction", "record_answer", "refuse_file"],
    }
    assert [(check["name"], check["verdict"]) for check in checks] == [
        ("licence", "ok"),
        ("eligibility", "ok"),
        ("health", "ok"),
        ("police", "ok"),
        ("inspectorate", "ok"),
        ("photo", "ok"),
        ("delivery", "ok"),
    ]
    (read,) = history(subject=f"dossier:{dossier.id}", kind="read")
    assert (read.act, read.actor) == ("Phần mềm của Sở xem hồ sơ", "system:department:H26")


def test_what_is_the_applicants_own_is_no_act_of_the_software_even_where_a_clerk_may_do_it(software: Software) -> None:
    dossier = builders.filed_at_counter()
    said = software.get(f"/{dossier.code}").json()
    assert said["acts"] == ["pay", "refuse", "ask_correction", "record_answer", "refuse_file"]
    assert "entrusted" in said["facts"]


def test_an_expired_draft_is_no_dossier(software: Software) -> None:
    dossier = builders.draft()
    expire(dossier_id=dossier.id, idle_since=builders.now())
    assert software.get("").json()["dossiers"] == []


def test_the_list_tells_what_has_changed_since(software: Software) -> None:
    builders.draft()
    first, second = builders.paid(), builders.paid()

    said = software.get().json()
    assert [(one["code"], one["state"], one["version"]) for one in said["dossiers"]] == [
        (first.code, "submitted", first.version),
        (second.code, "submitted", second.version),
    ]
    assert (said["more"], said["until"]) == (False, said["dossiers"][1]["changed_at"])

    software.do("accept", first, builders.officer(CLERK))
    later = software.get(f"?since={said['until'].replace('+', '%2B')}").json()
    assert [one["code"] for one in later["dossiers"]] == [second.code, first.code]
    assert [one["code"] for one in software.get("?state=examining").json()["dossiers"]] == [first.code]
    after = (datetime.fromisoformat(later["until"]) + timedelta(seconds=1)).isoformat().replace("+", "%2B")
    assert software.get(f"?since={after}").json()["dossiers"] == []


@pytest.mark.parametrize("query", ["state=draft", "state=x", "since=hom-qua", "since=2021-09-27T00:00:00"])
def test_a_list_of_nothing_that_exists_is_refused(software: Software, query: str) -> None:
    assert kind(software.get(f"?{query}")) == (422, "invalid")


def test_the_list_takes_the_same_queries_for_any_length(
    software: Software, django_assert_num_queries: Callable[[int], Any]
) -> None:
    for count in (1, 4):
        for _ in range(count):
            builders.submitted()
        with django_assert_num_queries(2):
            software.get()


def test_the_description_names_every_act_and_needs_no_script(client: Client) -> None:
    described = client.get("/api/openapi.json").json()
    page = client.get("/api/docs")
    text = page.content.decode()

    acts = {path.rpartition("/")[2] for path, told in described["paths"].items() if "post" in told}
    assert described["openapi"].startswith("3.1")
    assert acts == {
        "accept", "refuse", "ask-correction", "ask-payment", "record-answer", "progress", "postpone", "propose", "send-back",
        "approve", "transfer", "reopen", "print", "result", "hand-over", "deliver", "fail-pick-up", "take-back", "lose-card",
    }  # fmt: skip
    assert page.status_code == 200
    assert all(f"<code>POST {path}</code>" in text for path, told in described["paths"].items() if "post" in told)
    assert all(f'id="{name}"' in text for name in described["components"]["schemas"])
    assert "<script" not in text and "style=" not in text and "https://" not in text
