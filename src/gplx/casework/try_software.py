"""Try a department's software (*kiểm tra kết nối*): calls to its address, what it did at our doors, and what each of them shows."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

import msgspec
from django.db import transaction

from gplx.dossiers.refusals import NotAllowed
from gplx.ground.clock import now
from gplx.ledger.changes import append
from gplx.offices.models import ADMIN, ConformanceRun, Department, Officer
from gplx.offices.questions import has_role
from gplx.offices.software.calls import last_calls
from gplx.offices.software.webhooks import UnableToRegister, check_address, webhook_of
from gplx.registers import exchanges
from gplx.registers.models import ANSWERED, Exchange
from gplx.registers.webhooks.port import Trial, TriedSoftware, TrySoftware

# What a good piece of software takes, and what it refuses. The second is the first once more, word for word.
TAKEN: tuple[Trial, ...] = ("signed", "again")
TRIALS: tuple[Trial, ...] = (*TAKEN, "forged", "stale")
READS = ("login", "DanhSachHoSo", "TraCuuHoSo", "LayTaiLieuHoSo")
ACTS = ("accept", "refuse", "ask_correction", "progress", "propose", "approve", "print_card", "hand_over", "deliver")
# An answer that takes longer keeps the messages of other departments waiting.
SLOW = 2000  # milliseconds
WAITING, GOOD, SLOWLY, BAD = "waiting", "good", "slow", "bad"
TAKES, REFUSES, FAILS, SILENT = "takes", "refuses", "fails", "silent"
_OK, _MOVED, _CLIENT, _SERVER = 200, 300, 400, 500


@dataclass(frozen=True, kw_only=True)
class Finding:
    """One check of a run: ``name`` (a trial, a read, an act), its ``verdict``, and what it rests on.

    ``end`` of a trial: takes, refuses, fails or silent; ``says`` of a call at our doors that went wrong: why.
    """

    name: str
    verdict: str
    end: str = ""
    status: int | None = None
    milliseconds: int = 0
    says: str = ""
    at: datetime | None = None


@transaction.atomic
def try_software(*, by: Officer, address: str, request_id: str) -> ConformanceRun:
    """Begin a run against ``address``: its calls go out one after another; the same request begins no second one.

    Raises ``NotAllowed`` for anybody but the department's administrator, ``UnableToRegister`` for an address that cannot be called, or
    where the department has no secret yet.
    """
    if not has_role(by, ADMIN):
        raise NotAllowed
    check_address(address)
    hook = webhook_of(by.department_id)
    if hook is None or not hook.is_on:
        raise UnableToRegister("Vui lòng đăng ký địa chỉ nhận tin trước: tin thử được ký bằng bí mật của địa chỉ đó.")
    Department.objects.select_for_update().get(id=by.department_id)
    known = ConformanceRun.objects.filter(request_id=request_id).first()
    if known is not None:
        return known
    run = ConformanceRun.objects.create(
        department_id=by.department_id, officer=by, address=address, request_id=request_id, started_at=now()
    )
    for trial in TRIALS:
        _want(run, trial)
    subject, actor = f"department:{by.department_id}", f"officer:{by.pk}"
    append(subject=subject, kind="act", act="try_software", actor=actor, at=now(), details={"run": run.pk})
    return run


def findings_of(run: ConformanceRun) -> list[Finding]:
    """What is known of each check by now, in the order in which they are shown."""
    return [*_of_trials(run), *_at_our_doors(run)]


def last_runs(department: Department, *, at_most: int) -> list[ConformanceRun]:
    """The runs of a department, the newest first."""
    return list(ConformanceRun.objects.filter(department=department).order_by("-id")[:at_most])


def _want(run: ConformanceRun, trial: Trial) -> None:
    message = f"trial-{run.pk}-{'signed' if trial in TAKEN else trial}"
    ask = TrySoftware(department=run.department_id, address=run.address, id=message, trial=trial)
    about = run.subject
    exchanges.want(register="webhooks", operation="try_out", ask=ask, about=about, key=f"{about}:{trial}", lane=about)


def _of_trials(run: ConformanceRun) -> Iterator[Finding]:
    found = {one.key: one for one in Exchange.objects.filter(about=run.subject)}
    for trial in TRIALS:
        exchange = found[f"{run.subject}:{trial}"]
        if exchange.state != ANSWERED:
            yield Finding(name=trial, verdict=WAITING)
            continue
        tried = msgspec.convert(exchange.answer, TriedSoftware)
        end = end_of(tried)
        yield Finding(
            name=trial,
            verdict=_verdict(trial, end, tried),
            end=end,
            status=tried.status,
            milliseconds=tried.milliseconds,
            at=exchange.ended_at,
        )


def end_of(tried: TriedSoftware) -> str:
    """How the software took a message: it takes it (2xx), refuses it (4xx), fails (any other status), or is silent."""
    if tried.status is None:
        return SILENT
    if _OK <= tried.status < _MOVED:
        return TAKES
    return REFUSES if _CLIENT <= tried.status < _SERVER else FAILS


def _verdict(trial: Trial, end: str, tried: TriedSoftware) -> str:
    if end != (TAKES if trial in TAKEN else REFUSES):
        return BAD
    return SLOWLY if tried.milliseconds > SLOW else GOOD


def _at_our_doors(run: ConformanceRun) -> Iterator[Finding]:
    """The last call of each operation since the run began; one that was done well counts, whatever failed before or after it."""
    calls = [call for call in last_calls(run.department) if call.at >= run.started_at]
    good = {call.operation: call for call in calls if call.good}
    bad = {call.operation: call for call in calls if not call.good}
    for name in (*READS, *ACTS):
        if name in good:
            yield Finding(name=name, verdict=GOOD, at=good[name].at)
        elif name in bad:
            yield Finding(name=name, verdict=BAD, says=bad[name].says, at=bad[name].at)
        else:
            yield Finding(name=name, verdict=WAITING)
