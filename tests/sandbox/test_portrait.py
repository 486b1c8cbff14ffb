"""The register's portraits: of nobody, each time the same, and not all alike."""

import io

import pytest
from PIL import Image

from sandbox.licences.portrait import SIZE, portrait


@pytest.mark.parametrize("sex", ["M", "F"])
def test_a_person_has_the_same_portrait_every_time(sex: str) -> None:
    first = portrait(index=7, sex=sex)
    portrait.cache_clear()
    assert portrait(index=7, sex=sex) == first


def test_people_do_not_all_look_alike() -> None:
    assert len({portrait(index=index, sex=sex) for index in range(20) for sex in "MF"}) == 40


def test_it_is_a_jpeg_of_three_by_four() -> None:
    with Image.open(io.BytesIO(portrait(index=3, sex="F"))) as image:
        assert (image.format, image.size) == ("JPEG", SIZE)
        assert SIZE[0] / SIZE[1] == 3 / 4
