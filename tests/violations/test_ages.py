"""Beside each answer the officer reads how old it is, and when it is too old to rest on."""

from datetime import timedelta

import pytest
from django.test import override_settings

from gplx.casework.learn_violations import learn_violations
from gplx.dossiers.models import Dossier
from gplx.ground.clock import now
from gplx.health.models import Evidence
from gplx.licences.models import Licence
from gplx.offices.models import EXAMINER
from gplx.pages.kit.jinja import moment
from gplx.violations.models import Answer
from tests import builders
from tests.moments import at as noon
from tests.pages.officer.desk import at, page
from tests.violations import measures

pytestmark = pytest.mark.django_db
OLD = "câu trả lời đã cũ, nên hỏi lại"


def shown(dossier: Dossier) -> str:
    return page(at(builders.officer(EXAMINER)).get(f"/can-bo/ho-so/{dossier.id}"))


@pytest.mark.parametrize(
    ("past", "said"),
    [
        (timedelta(0), "(hôm nay)"),
        (timedelta(days=1), "(1 ngày trước)"),
        (timedelta(days=3, minutes=-5), "(3 ngày trước)"),
        (timedelta(days=3, minutes=5), f"(3 ngày trước); {OLD}"),
    ],
)
def test_each_agencys_answer_has_its_age(past: timedelta, said: str) -> None:
    with noon("2021-09-27T12:00"):
        dossier, told = builders.examining(), now() - past
        Answer.objects.filter(dossier=dossier, source="police").update(at=told)
        seen, beside = shown(dossier), Answer.objects.get(dossier=dossier, source="inspectorate")
    assert f"Cục Cảnh sát giao thông Trả lời qua kết nối {moment(told)} {said}" in seen
    assert f"Thanh tra giao thông Trả lời qua kết nối {moment(beside.at)} (hôm nay)" in seen
    assert (OLD in seen) == (OLD in said)


@override_settings(ANSWER_DAYS=1)
def test_how_old_is_too_old_is_a_setting() -> None:
    dossier = builders.examining()
    Answer.objects.filter(dossier=dossier, source="police").update(at=now() - timedelta(days=2))
    assert shown(dossier).count(OLD) == 1


def test_no_answer_is_not_shown_as_one() -> None:
    dossier = builders.submitted(green=False)
    Answer.objects.create(dossier=dossier, source="police", verdict="no_answer", at=now())
    assert "Cục Cảnh sát giao thông Chưa trả lời" in shown(dossier)


def test_so_have_those_of_licence_register_and_health_database() -> None:
    dossier, told = builders.examining(), now() - timedelta(days=5)
    Licence.objects.filter(id=dossier.licence_id).update(seen_at=told)
    Evidence.objects.filter(dossier=dossier).update(at=told)
    seen = shown(dossier)
    assert f"Cơ sở dữ liệu trả lời {moment(told)} (5 ngày trước); {OLD}" in seen
    assert f"Ghi nhận lúc {moment(told)} (5 ngày trước); {OLD}" in seen


def test_a_licence_that_was_only_typed_has_no_answer_with_an_age() -> None:
    assert "Cơ sở dữ liệu trả lời" not in shown(builders.submitted(green=False, match="unknown"))


def test_a_measure_in_the_way_stands_with_its_article() -> None:
    dossier = builders.submitted(green=False)
    learn_violations(dossier_id=dossier.id, source="police", found=measures.told())
    assert "Có biện pháp đang áp dụng; xem mục Vi phạm. (" in shown(dossier)
    assert "Điều 125" in shown(dossier)
