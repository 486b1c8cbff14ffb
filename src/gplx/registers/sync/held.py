"""What a portal says that it holds of a dossier. The record is documented nowhere, so everything beyond *it is there* may be absent."""

from typing import Any

from gplx.registers.sync.port import HeldDossier, HeldStep
from gplx.registers.sync.session import Reply

STATUS, STEPS = "TrangThaiHoSo", "DanhSachTienDo"


def held_dossier(code: str, reply: Reply) -> HeldDossier:
    """The answer to ``TraCuuHoSo``; ``result`` is a list even for one record. What is not said, or said oddly, is not known."""
    record = _record_of(code, reply.result)
    if record is None:
        return HeldDossier(code=code, known=reply.says_it_exists or bool(reply.result))
    return HeldDossier(code=code, known=True, status=_text(record.get(STATUS)), steps=_steps(record.get(STEPS)))


def _record_of(code: str, result: Any) -> dict[str, Any] | None:
    records = result if isinstance(result, list) else [result]
    found = (one for one in records if isinstance(one, dict) and one.get("MaHoSo", code) == code)
    return next(found, None)


def _steps(said: Any) -> tuple[HeldStep, ...] | None:
    if not isinstance(said, list):
        return None
    read = [_step(one) for one in said]
    return tuple(step for step in read if step) if all(read) else None


def _step(said: Any) -> HeldStep | None:
    moment, status = (
        (_text(said.get(name)) for name in ("ThoiDiemXuLy", "TrangThai")) if isinstance(said, dict) else ("", "")
    )
    return HeldStep(moment=moment, status=status) if moment and status else None


def _text(said: Any) -> str | None:
    return str(said).strip() or None if isinstance(said, str | int) else None
