from datetime import UTC, date, datetime

import pytest

from gplx.ground.clock import HANOI
from gplx.registers import wire_text


@pytest.mark.parametrize(
    ("read", "text", "day"),
    [
        (wire_text.day_from_compact, "20210927", date(2021, 9, 27)),
        (wire_text.optional_day_from_compact, "20210927", date(2021, 9, 27)),
        (wire_text.optional_day_from_compact, "99991231", None),
        (wire_text.optional_day_from_compact, "", None),
        (wire_text.optional_day_from_compact, None, None),
        (wire_text.day_from_slashed, "07/09/2021", date(2021, 9, 7)),
        (wire_text.optional_day_from_slashed, "07/09/2021", date(2021, 9, 7)),
        (wire_text.optional_day_from_slashed, "", None),
    ],
)
def test_days(read, text, day):
    assert read(text) == day


@pytest.mark.parametrize(
    ("read", "text"),
    [
        (wire_text.day_from_compact, ""),
        (wire_text.day_from_compact, "2021927"),
        (wire_text.day_from_compact, "20210931"),
        (wire_text.day_from_compact, "27/09/2021"),
        (wire_text.day_from_slashed, "7/9/2021"),
        (wire_text.day_from_slashed, "13/13/2021"),
        (wire_text.moment_from_stamp, "20210927"),
        (wire_text.moment_from_stamp, "20210927250000"),
    ],
)
def test_what_is_no_day_raises_and_does_not_repeat_it(read, text):
    with pytest.raises(ValueError, match=r"^a day or moment") as caught:
        read(text)
    assert not text or text not in str(caught.value)


def test_moments_are_hanois_with_the_hours_of_the_whole_day():
    afternoon = datetime(2021, 9, 27, 14, 30, 5, tzinfo=HANOI)

    assert wire_text.stamp(afternoon) == "20210927143005"
    assert wire_text.stamp(datetime(2021, 9, 27, 17, 30, 5, tzinfo=UTC)) == "20210928003005"
    assert wire_text.stamp(None) == ""
    assert wire_text.moment_from_stamp("20210927143005") == afternoon


def test_text_is_composed_and_blank_text_is_none():
    assert wire_text.optional_text("Nguye\u0302\u0303n  Va\u0306n ") == "Nguyễn Văn"
    assert wire_text.optional_text("  ") is None
    assert wire_text.optional_text(None) is None
    assert wire_text.compact_day(date(2021, 9, 7)) == "20210907"
    assert wire_text.compact_day(None) is None


@pytest.mark.parametrize(("said", "amount"), [(135_000, 135_000), ("135000", 135_000), (0, 0), ("9" * 15, 10**15 - 1)])
def test_amounts(said, amount):
    assert wire_text.whole_dong(said) == amount


@pytest.mark.parametrize("said", [None, True, "", " 1", "-1", -1, 1.0, "1,5", "１３５", [], {}, "9" * 16, 10**15])
def test_what_is_no_amount_of_dong(said):
    with pytest.raises(ValueError, match="none"):
        wire_text.whole_dong(said)
