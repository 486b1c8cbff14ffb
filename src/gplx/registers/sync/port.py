"""The national public service portal (*Cổng Dịch vụ công quốc gia*): it is told of every dossier and of each step."""

from datetime import datetime
from typing import Literal, Protocol

from msgspec import Struct


class Paper(Struct, frozen=True):
    """A paper that the citizen handed in. The adapter gives the file ``id`` a signed, expiring address when it tells of it.

    ``component``: what it is (*photo*, *health_paper* …); the portal's code for it is a matter of settings.
    ``reused``: 0 no, 1 from another dossier's component, 2 from a previous result.
    """

    id: str
    name: str
    component: str
    deleted: bool = False
    digitised: bool = True
    reused: Literal[0, 1, 2] = 0
    from_personal_store: bool = False
    replaces_result: str = ""


class FeeLine(Struct, frozen=True):
    """One fee of the dossier, in đồng."""

    name: str
    code: str
    collected: str
    amount: int
    kind: str


class OtherPaper(Struct, frozen=True):
    """A paper beyond those that the procedure names."""

    name: str
    count: int
    kind: int


class Correction(Struct, frozen=True):
    """A request to add or correct papers, and what came of it."""

    id: str
    asked_by: str
    asked: str
    asked_at: datetime
    received_by: str = ""
    received: str = ""
    received_at: datetime | None = None
    done: bool = False
    papers: tuple[str, ...] = ()
    fees: tuple[FeeLine, ...] = ()
    due_before: datetime | None = None
    due_after: datetime | None = None


class ResultPaper(Struct, frozen=True):
    """A result handed out, its file with an address as that of a paper; ``result_code`` is its code in the national catalogue."""

    id: str
    name: str
    component: str
    result_code: str = ""


class SyncDossier(Struct, frozen=True, kw_only=True):
    """A dossier as the portal is to know it. All moments are aware.

    ``channel``: 1 direct, 2 online, 3 public post. ``status``: the portal's codes 1 to 10. ``owner_kind``: 1 citizen,
    2 business, 3 state agency, 4 other. ``owner_numbers``: identity numbers, the best first. ``fee``: none is asked,
    it is paid, or it is owed.
    """

    code: str
    procedure_code: str
    procedure_name: str
    field_code: str
    field_name: str
    owner: str
    owner_numbers: tuple[str, ...]
    email: str
    phone: str
    summary: str
    submitted_at: datetime
    received_at: datetime | None
    due_at: datetime | None
    status: int
    agency: str
    by_post: bool
    channel: Literal[1, 2, 3] = 2
    owner_kind: Literal[1, 2, 3, 4] = 1
    tech_id: str = ""
    receipt_number: str = ""
    other_information: str = ""
    fax: str = ""
    note: str = ""
    return_information: str = ""
    returned_at: datetime | None = None
    refused_at: datetime | None = None
    finished_at: datetime | None = None
    filed_on_portal: bool = False
    confirmed_by_vneid: bool = False
    fee: Literal["none", "paid", "owed"] = "none"
    databases: tuple[str, ...] = ()
    papers: tuple[Paper, ...] = ()
    fees: tuple[FeeLine, ...] = ()
    other_papers: tuple[OtherPaper, ...] = ()
    corrections: tuple[Correction, ...] = ()
    results: tuple[ResultPaper, ...] = ()


class ProgressStep(Struct, frozen=True, kw_only=True):
    """One step of the dossier. The portal knows a step by dossier, moment (to the second) and status."""

    handler: str
    done_at: datetime
    what: str
    status: int
    title: str = ""
    department: str = ""
    started_at: datetime | None = None
    due_at: datetime | None = None


class Report(Struct, frozen=True):
    """Tell the portal the dossier's present state and the ``steps`` that it has not yet acknowledged, oldest first."""

    dossier: SyncDossier
    steps: tuple[ProgressStep, ...]


class Reported(Struct, frozen=True):
    """The portal took the dossier and all steps. ``known_before``: it held the dossier already."""

    known_before: bool
    steps: int


class LookUp(Struct, frozen=True):
    """Does the portal hold the dossier with this code?"""

    code: str


class Held(Struct, frozen=True):
    """What the portal holds: whether it knows the dossier."""

    known: bool


class Compare(Struct, frozen=True):
    """What does the portal hold of each of these dossiers? A few codes at once, so that the whole call stays short."""

    codes: tuple[str, ...]


class HeldStep(Struct, frozen=True):
    """A step that the portal holds, as it knows it: moment ``yyyyMMddHHmmss`` and status."""

    moment: str
    status: str


class HeldDossier(Struct, frozen=True):
    """What the portal holds of one dossier. ``status`` and ``steps`` are none where it does not say."""

    code: str
    known: bool
    status: str | None = None
    steps: tuple[HeldStep, ...] | None = None


class Compared(Struct, frozen=True):
    """What the portal holds, in the order of the question."""

    dossiers: tuple[HeldDossier, ...]


class FetchFile(Struct, frozen=True):
    """Fetch the file at ``url`` of the portal, and keep it under ``path`` of the object store. The file itself stands in no record."""

    url: str
    path: str


class FetchedFile(Struct, frozen=True):
    """It is in the object store; ``size`` in bytes."""

    size: int


class DossierSync(Protocol):
    """What GPLX tells the portal (or a provincial portal, which speaks the same)."""

    def report(self, ask: Report) -> Reported:
        """The dossier first, then its steps in order. The same report may be made again."""
        ...

    def look_up(self, ask: LookUp) -> Held:
        """Whether it is known there. Changes nothing."""
        ...

    def compare(self, ask: Compare) -> Compared:
        """What it holds of each. Changes nothing."""
        ...

    def fetch(self, ask: FetchFile) -> FetchedFile:
        """Fetch a file of a dossier that was filed there; again, it takes the place of the one before. Raises ``Never`` for an address
        that is not the portal's.
        """
        ...
