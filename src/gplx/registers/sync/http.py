"""The portal over HTTP: look it up, tell the dossier, tell its steps."""

from gplx.registers.errors import Never
from gplx.registers.faults import Rejected
from gplx.registers.sync.files import file_address
from gplx.registers.sync.held import held_dossier
from gplx.registers.sync.incoming import HttpPortalFiles
from gplx.registers.sync.port import (
    Compare,
    Compared,
    FetchedFile,
    FetchFile,
    Held,
    HeldDossier,
    LookUp,
    Report,
    Reported,
    SyncDossier,
)
from gplx.registers.sync.session import PortalSession, SyncAddress
from gplx.registers.sync.wire import Manner, dossier_fields, step_fields

_STEPS_AT_ONCE = 10


class HttpDossierSync:
    """The port ``DossierSync`` over HTTP.

    ``register`` names the portal in messages; provincial portals speak the same.
    """

    def __init__(self, address: SyncAddress, *, register: str = "sync") -> None:
        self._register = register
        self._portal = PortalSession(register, address)
        self._at = address
        self._files = HttpPortalFiles(address, register=register)

    def report(self, ask: Report) -> Reported:
        """``TraCuuHoSo`` → ``DongBoHoSoMC`` → ``CapNhatTienDoHoSoMC``, the steps ten at a time and in order."""
        known = self._tell(ask.dossier, known=self._knows(ask.dossier.code))
        for first in range(0, len(ask.steps), _STEPS_AT_ONCE):
            steps = ask.steps[first : first + _STEPS_AT_ONCE]
            self._portal.call("CapNhatTienDoHoSoMC", {"data": [step_fields(ask.dossier.code, step) for step in steps]})
        return Reported(known_before=known, steps=len(ask.steps))

    def look_up(self, ask: LookUp) -> Held:
        """``TraCuuHoSo``."""
        reply = self._portal.call("TraCuuHoSo", {"mahoso": ask.code})
        return Held(known=reply.says_it_exists or bool(reply.result))

    def fetch(self, ask: FetchFile) -> FetchedFile:
        """``GET`` of a file."""
        return self._files.fetch(ask)

    def compare(self, ask: Compare) -> Compared:
        """``TraCuuHoSo`` for each."""
        return Compared(dossiers=tuple(self._held(code) for code in ask.codes))

    def _held(self, code: str) -> HeldDossier:
        try:
            return held_dossier(code, self._portal.call("TraCuuHoSo", {"mahoso": code}))
        except Rejected:
            raise
        except Never:
            return HeldDossier(code=code, known=False)

    def _knows(self, code: str) -> bool:
        try:
            return self.look_up(LookUp(code=code)).known
        except Never:
            # Some answer an unknown dossier with an error. What they say to the dossier itself will tell.
            return False

    def _manner(self, code: str) -> Manner:
        def address(file: str) -> str:
            return file_address(base_url=self._at.files_url, portal=self._register, code=code, file=file)

        return Manner(generation=self._at.generation, components=self._at.components, address=address)

    def _tell(self, dossier: SyncDossier, *, known: bool) -> bool:
        """Whether the portal held the dossier already: what it says to the dossier itself outweighs the look-up."""
        data = [dossier_fields(dossier, manner=self._manner(dossier.code))]
        reply = self._portal.call("DongBoHoSoMC", {"isUpdating": str(known), "data": data})
        if not reply.says_it_exists or (known and reply.is_ok):
            return known
        if known:
            raise Never(f"{self._register} refused to update a dossier that it holds: code {reply.error_code}")
        return self._tell(dossier, known=True)
