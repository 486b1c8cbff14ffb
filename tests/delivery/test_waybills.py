"""Waybills: one after another over all ranges, each once, those that came back first."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gplx.delivery.models import WaybillRange
from gplx.delivery.waybills import NoWaybillLeft, give_back, left, take

pytestmark = pytest.mark.django_db
ONE, TWO = "EG000000009VN-EG000000010VN", "TH1-TH2"
BOTH = f"{ONE} {TWO}"


def test_they_go_on_from_range_to_range() -> None:
    assert [take(ranges=BOTH) for _ in range(4)] == ["EG000000009VN", "EG000000010VN", "TH1", "TH2"]
    with pytest.raises(NoWaybillLeft):
        take(ranges=BOTH)
    assert left(ranges=BOTH) == 0


def test_without_a_pool_there_is_none() -> None:
    assert (take(ranges=""), take(ranges="  "), left(ranges="")) == ("", "", 0)
    assert not WaybillRange.objects.exists()


def test_one_that_came_back_goes_out_first_and_once() -> None:
    assert [take(ranges=BOTH) for _ in range(3)] == ["EG000000009VN", "EG000000010VN", "TH1"]
    for _ in range(2):
        give_back(waybill="EG000000009VN", ranges=BOTH)
    assert left(ranges=BOTH) == 2
    assert [take(ranges=BOTH) for _ in range(2)] == ["EG000000009VN", "TH2"]


@pytest.mark.parametrize("waybill", ["", "EG000000011VN", "EG9VN", "TH3", "TH01", "XX000000009VN", "000.00.99.H26-1"])
def test_a_number_of_no_range_does_not_come_into_the_pool(waybill: str) -> None:
    take(ranges=BOTH)
    give_back(waybill=waybill, ranges=BOTH)
    assert not any(WaybillRange.objects.values_list("free", flat=True).filter(free__gt=[]))
    assert left(ranges=BOTH) == 3


@pytest.mark.parametrize(
    "name", ["EG1VN", "EG1VN-", "EG1VN-EG2", "EG1VN-TH2VN", "EG01VN-EG2VN", "a-b", "EG1VN-EG2VN-EG3VN", "-"]
)
def test_a_range_that_is_none_is_named(name: str) -> None:
    with pytest.raises(ValueError, match="is no range of waybills"):
        take(ranges=name)


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True, database=None)
@given(back=st.lists(st.booleans(), max_size=12))
def test_no_waybill_is_ever_out_twice(back: list[bool]) -> None:
    WaybillRange.objects.all().delete()
    ranges, out = "A1-A9", set[str]()
    for comes_back in back:
        if len(out) == 9:
            break
        waybill = take(ranges=ranges)
        assert waybill not in out
        out.add(waybill)
        if comes_back:
            give_back(waybill=waybill, ranges=ranges)
            out.remove(waybill)
        assert left(ranges=ranges) == 9 - len(out)
