"""What is longer than a portal takes is cut; every other field is held against tests/registers/recorded/sync.json."""

from datetime import datetime

import msgspec
import pytest

from gplx.ground.clock import HANOI
from gplx.registers.sync.port import ProgressStep, SyncDossier
from gplx.registers.sync.wire import Manner, dossier_fields, step_fields
from tests.registers.recorded.conversations import named

DOSSIER = msgspec.convert(named("asks", "report")["dossier"], SyncDossier)


def manner(generation: int) -> Manner:
    return Manner(generation=generation, components={}, address=lambda file: f"https://gplx.example.vn/f/{file}")


@pytest.mark.parametrize("generation", [1, 2])
def test_long_texts_are_cut(generation: int):
    [paper, *_], [result] = DOSSIER.papers, DOSSIER.results
    wordy = msgspec.structs.replace(
        DOSSIER,
        summary="Đổi giấy phép lái xe " + "x" * 1000,
        papers=(msgspec.structs.replace(paper, name="ả" * 4001),),
        results=(msgspec.structs.replace(result, name="ả" * 2001),),
    )

    fields = dossier_fields(wordy, manner=manner(generation))

    assert fields["TrichYeuHoSo"] == ("Đổi giấy phép lái xe " + "x" * 1000)[:1000]
    assert fields["TaiLieuNop"][0]["TenTepDinhKem"] == "ả" * 4000
    assert fields["DanhSachGiayToKetQua"][0]["TenGiayTo"] == "ả" * 2000


def test_the_name_of_who_did_a_step_is_cut():
    name = "Nguyễn " + "x" * 60
    step = ProgressStep(handler=name, done_at=datetime(2021, 9, 27, 16, 5, tzinfo=HANOI), what="Đã duyệt", status=9)

    assert step_fields("c", step)["NguoiXuLy"] == name[:50]
