"""The main table: which act is possible when, for whom, by what text, with what effect.

The officer's buttons, the rights, the portal's status and every "not possible now" come from these rows and nowhere else.
Texts: ND61 = NĐ 61/2018/NĐ-CP, TT12 = TT 12/2017/TT-BGTVT, ND45 = NĐ 45/2020/NĐ-CP, TT01 = TT 01/2018/TT-VPCP,
TT32 = TT 32/2017/TT-BTTTT, LAT = Luật An toàn thông tin mạng 86/2015/QH13, GPLX = the house's own rule.
Portal codes: FORMATS of the national portal, 1 registered · 2 received · 3 not received ·
4 processing · 5 to supplement · 6 to pay · 7 withdrawn · 8 stopped · 9 processed · 10 result returned.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from gplx.dossiers.actor import CITIZEN, SYSTEM
from gplx.dossiers.models import (
    APPROVED,
    CLOSED,
    DRAFT,
    EXAMINING,
    REFUSED,
    SUBMITTED,
    WITH_APPLICANT,
    WITHDRAWN,
    Dossier,
)
from gplx.offices.models import CLERK, EXAMINER, LEADER, PRINTER

NO_EFFECT, ACKNOWLEDGE, START = "", "acknowledge", "start"
STOP, RESTART, POSTPONE, END = "stop", "restart", "postpone", "end"


@dataclass(frozen=True, kw_only=True)
class Row:
    """One row: the act, the state before and after, who may, the text, the effect on the clock, the portal's code, the facts.

    ``needs`` must all be true, ``unless`` must all be untrue; the names of facts are those of ``facts_of``.
    """

    act: str
    before: str
    after: str
    roles: tuple[str, ...] = ()
    law: str
    clock: str = NO_EFFECT
    portal: int | None = None
    needs: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()

    def is_open(self, facts: frozenset[str]) -> bool:
        """Whether the facts allow it."""
        return facts.issuperset(self.needs) and facts.isdisjoint(self.unless)


def _of_applicant(row: Row) -> tuple[Row, Row]:
    """What is the applicant's to do; a clerk does it for them where they entrusted the dossier to the department."""
    return (
        replace(row, roles=(CITIZEN, CLERK), needs=(*row.needs, "entrusted")),
        replace(row, roles=(CITIZEN,), unless=(*row.unless, "entrusted")),
    )


TABLE: tuple[Row, ...] = (
    *_of_applicant(Row(act="fill_in", before=DRAFT, after=DRAFT, law="TT32 Điều 8")),
    *_of_applicant(
        Row(
            act="fill_in",
            before=WITH_APPLICANT,
            after=WITH_APPLICANT,
            law="ND61 Điều 17.1.a",
            needs=("correction_open",),
        )
    ),
    # What was refused of the files is sent again while the dossier goes on: nobody's one correction is spent on a virus.
    *_of_applicant(
        Row(act="fill_in", before=SUBMITTED, after=SUBMITTED, law="TT32 Điều 8", needs=("sends_again",)),
    ),
    *_of_applicant(
        Row(
            act="fill_in",
            before=EXAMINING,
            after=EXAMINING,
            law="TT32 Điều 8",
            needs=("sends_again",),
            unless=("proposed",),
        )
    ),
    *_of_applicant(
        Row(act="submit", before=DRAFT, after=SUBMITTED, law="ND45 Điều 11", clock=ACKNOWLEDGE, portal=1),
    ),
    # Help at the counter: asked for with a code, given to who is told it, until submission or until it is taken back.
    Row(act="ask_help", before=DRAFT, after=DRAFT, roles=(CITIZEN,), law="TT32 Điều 8", unless=("entrusted",)),
    Row(
        act="give_help",
        before=DRAFT,
        after=DRAFT,
        roles=(CLERK,),
        law="TT32 Điều 8",
        needs=("help_asked",),
        unless=("entrusted",),
    ),
    Row(act="take_back_help", before=DRAFT, after=DRAFT, roles=(CITIZEN,), law="TT32 Điều 8", needs=("help_asked",)),
    # The house's own rule: a draft that nobody goes on with is not kept for ever.
    Row(act="expire", before=DRAFT, after=WITHDRAWN, roles=(SYSTEM,), law="GPLX", clock=END),
    Row(
        act="ask_payment",
        before=SUBMITTED,
        after=SUBMITTED,
        roles=(CLERK, SYSTEM),
        law="ND61 Điều 22",
        portal=6,
        unless=("payment_asked",),
    ),
    Row(
        act="pay",
        before=SUBMITTED,
        after=SUBMITTED,
        roles=(SYSTEM, CLERK),
        law="ND61 Điều 22",
        needs=("payment_asked",),
        unless=("paid",),
    ),
    # Who went to pay before the correction was asked for has paid all the same.
    Row(
        act="pay",
        before=WITH_APPLICANT,
        after=WITH_APPLICANT,
        roles=(SYSTEM, CLERK),
        law="ND61 Điều 22",
        needs=("payment_asked",),
        unless=("paid",),
    ),
    Row(
        act="accept",
        before=SUBMITTED,
        after=EXAMINING,
        roles=(CLERK,),
        law="ND61 Điều 17.1.c",
        clock=START,
        portal=2,
        needs=("paid",),
    ),
    Row(act="refuse", before=SUBMITTED, after=REFUSED, roles=(CLERK,), law="ND61 Điều 17.1.b", clock=END, portal=3),
    Row(act="refuse", before=EXAMINING, after=REFUSED, roles=(LEADER,), law="ND61 Điều 19.8", clock=END, portal=8),
    Row(
        act="ask_correction",
        before=SUBMITTED,
        after=WITH_APPLICANT,
        roles=(CLERK,),
        law="ND61 Điều 17.1.a",
        clock=STOP,
        portal=5,
        unless=("corrected_once",),
    ),
    Row(
        act="ask_correction",
        before=EXAMINING,
        after=WITH_APPLICANT,
        roles=(EXAMINER,),
        law="ND61 Điều 19.4",
        clock=STOP,
        portal=5,
        unless=("corrected_once", "proposed"),
    ),
    *_of_applicant(
        Row(
            act="correct",
            before=WITH_APPLICANT,
            after=SUBMITTED,
            law="ND61 Điều 17.1.a",
            clock=ACKNOWLEDGE,
            portal=1,
            needs=("correction_open",),
            unless=("accepted",),
        )
    ),
    *_of_applicant(
        Row(
            act="correct",
            before=WITH_APPLICANT,
            after=EXAMINING,
            law="ND61 Điều 19.4",
            clock=RESTART,
            portal=4,
            needs=("correction_open", "accepted"),
        )
    ),
    Row(act="record_answer", before=SUBMITTED, after=SUBMITTED, roles=(CLERK, EXAMINER), law="ND61 Điều 19.5"),
    Row(
        act="record_answer",
        before=EXAMINING,
        after=EXAMINING,
        roles=(CLERK, EXAMINER),
        law="ND61 Điều 19.5",
        unless=("proposed",),
    ),
    Row(act="refuse_file", before=DRAFT, after=DRAFT, roles=(SYSTEM,), law="LAT Điều 11"),
    Row(act="refuse_file", before=WITH_APPLICANT, after=WITH_APPLICANT, roles=(SYSTEM,), law="LAT Điều 11"),
    Row(
        act="refuse_file",
        before=SUBMITTED,
        after=SUBMITTED,
        roles=(SYSTEM, CLERK, EXAMINER),
        law="ND61 Điều 17.1.a, LAT Điều 11",
    ),
    Row(
        act="refuse_file",
        before=EXAMINING,
        after=EXAMINING,
        roles=(SYSTEM, CLERK, EXAMINER),
        law="ND61 Điều 19.4, LAT Điều 11",
        unless=("proposed",),
    ),
    Row(act="refuse_file", before=EXAMINING, after=EXAMINING, roles=(SYSTEM,), law="LAT Điều 11", needs=("proposed",)),
    Row(
        act="propose",
        before=EXAMINING,
        after=EXAMINING,
        roles=(EXAMINER,),
        law="TT12 Điều 38",
        portal=4,
        unless=("proposed",),
    ),
    Row(act="send_back", before=EXAMINING, after=EXAMINING, roles=(LEADER,), law="ND61 Điều 19", needs=("proposed",)),
    Row(
        act="approve",
        before=EXAMINING,
        after=APPROVED,
        roles=(LEADER,),
        law="TT12 Điều 38",
        clock=END,
        portal=9,
        needs=("proposed",),
        unless=("own_proposal",),
    ),
    Row(
        act="postpone",
        before=EXAMINING,
        after=EXAMINING,
        roles=(EXAMINER, LEADER),
        law="ND61 Điều 19.9",
        clock=POSTPONE,
        unless=("postponed",),
    ),
    # A department's own software tells how far it has come.
    Row(act="progress", before=EXAMINING, after=EXAMINING, roles=(EXAMINER,), law="ND61 Điều 19", portal=4),
    Row(act="print_card", before=APPROVED, after=APPROVED, roles=(PRINTER,), law="TT12 Điều 38", unless=("printed",)),
    Row(
        act="hand_over",
        before=APPROVED,
        after=APPROVED,
        roles=(PRINTER,),
        law="ND61 Điều 20",
        needs=("printed",),
        unless=("handed_over",),
    ),
    # While the courier is on the way nobody but the post can turn the card round.
    Row(
        act="change_delivery",
        before=APPROVED,
        after=APPROVED,
        roles=(CITIZEN, PRINTER),
        law="ND61 Điều 20",
        unless=("posted",),
    ),
    Row(
        act="change_delivery",
        before=APPROVED,
        after=APPROVED,
        roles=(CITIZEN, PRINTER),
        law="ND61 Điều 20",
        needs=("posted", "post_failed"),
    ),
    Row(act="fail_delivery", before=APPROVED, after=APPROVED, roles=(SYSTEM,), law="ND61 Điều 20", needs=("posted",)),
    Row(
        act="take_back",
        before=APPROVED,
        after=APPROVED,
        roles=(PRINTER, SYSTEM),
        law="ND61 Điều 20",
        needs=("posted",),
    ),
    Row(
        act="lose_card",
        before=APPROVED,
        after=APPROVED,
        roles=(LEADER, SYSTEM),
        law="ND61 Điều 21",
        needs=("posted",),
    ),
    Row(
        act="fail_pick_up",
        before=APPROVED,
        after=APPROVED,
        roles=(PRINTER,),
        law="ND61 Điều 20",
        needs=("handed_over",),
        unless=("posted",),
    ),
    Row(
        act="deliver",
        before=APPROVED,
        after=CLOSED,
        roles=(PRINTER, SYSTEM),
        law="ND61 Điều 20",
        portal=10,
        needs=("handed_over",),
    ),
    *_of_applicant(
        Row(act="withdraw", before=SUBMITTED, after=WITHDRAWN, law="TT01 Điều 16", clock=END, portal=7),
    ),
    *_of_applicant(
        Row(act="withdraw", before=EXAMINING, after=WITHDRAWN, law="TT01 Điều 16", clock=END, portal=7),
    ),
    *_of_applicant(
        Row(act="withdraw", before=WITH_APPLICANT, after=WITHDRAWN, law="TT01 Điều 16", clock=END, portal=7),
    ),
    Row(
        act="transfer",
        before=SUBMITTED,
        after=SUBMITTED,
        roles=(CLERK, LEADER),
        law="ND61 Điều 17",
        clock=ACKNOWLEDGE,
        unless=("payment_asked",),
    ),
    Row(
        act="reopen",
        before=REFUSED,
        after=EXAMINING,
        roles=(LEADER,),
        law="ND61 Điều 21",
        clock=RESTART,
        portal=4,
        needs=("accepted",),
    ),
    Row(
        act="reopen",
        before=REFUSED,
        after=SUBMITTED,
        roles=(LEADER,),
        law="ND61 Điều 21",
        clock=ACKNOWLEDGE,
        portal=1,
        unless=("accepted",),
    ),
)

# What is the applicant's own to do, whoever does it for them.
OF_APPLICANT = frozenset(row.act for row in TABLE if CITIZEN in row.roles)

# Which column, once filled, makes which fact true.
_FILLED = {
    "entrusted": "entrusted_at",
    "help_asked": "help_asked_at",
    "payment_asked": "payment_asked_at",
    "paid": "paid_at",
    "accepted": "accepted_at",
    "corrected_once": "corrections",
    "correction_open": "correction_open",
    "sends_again": "again",
    "proposed": "proposed_at",
    "postponed": "postponed_at",
    "printed": "printed_at",
    "handed_over": "handed_over_at",
    "posted": "posted_at",
    "post_failed": "post_failed_at",
}


def facts_of(dossier: Dossier, *, actor_id: str = "") -> frozenset[str]:
    """The facts that are true of a dossier; ``own_proposal`` where the one who acts is the one who proposed."""
    facts = {fact for fact, column in _FILLED.items() if getattr(dossier, column)}
    if actor_id and str(dossier.proposed_by_id) == actor_id:
        facts.add("own_proposal")
    return frozenset(facts)


def roles_for(act: str) -> frozenset[str]:
    """Everybody who may do the act in some state."""
    return frozenset(role for row in TABLE if row.act == act for role in row.roles)


def row_for(*, act: str, state: str, facts: frozenset[str]) -> Row | None:
    """The row that allows the act in this state with these facts, or none."""
    return next((row for row in TABLE if row.act == act and row.before == state and row.is_open(facts)), None)


def acts_open(*, state: str, facts: frozenset[str], roles: Iterable[str]) -> tuple[str, ...]:
    """The acts that somebody with these roles may do now, in the order of the table."""
    have = set(roles)
    rows = (row for row in TABLE if row.before == state and row.is_open(facts) and have.intersection(row.roles))
    return tuple(dict.fromkeys(row.act for row in rows))
