"""One act, one row or more of the main table, one file of casework; and only casework changes a dossier's state."""

import ast

import pytest

from gplx.dossiers.states import TABLE
from tests.house.source import GPLX, calls, inside, name_of, public_functions, python_under, tree

CASEWORK = GPLX / "casework"
ACTS = sorted({row.act for row in TABLE})
# What stands beside the acts: what asks, what learns from an answer, what the acts share, and what comes before the first act.
BESIDE = {
    "ask_photo",
    "ask_statements",
    "check_refund_holder",
    "change_mode",
    "close_day",
    "explain_difference",
    "ask_registers",
    "assessment",
    "bring_health",
    "bring_photo",
    "checks",
    "correct_exam",
    "cut_old_licence",
    "compare_person",
    "follow_parcel",
    "issue_exam",
    "judge_health",
    "learn_exams",
    "join_visits",
    "keep_bill",
    "learn_health",
    "learn_licences",
    "learn_refunds",
    "learn_statements",
    "learn_scan",
    "learn_violations",
    "name_refund_account",
    "pay_again",
    "pay_pulled",
    "prove_number",
    "recheck",
    "receive_exam",
    "receive_at_counter",
    "receive_from_portal",
    "take_portal_file",
    "pay_at_counter",
    "prepare_refunds",
    "refund_difference",
    "release_refunds",
    "remind_refunds",
    "send_again",
    "settle",
    "start_draft",
    "want_answers",
    "tell_software",
    "try_software",
}


def performed(name: str) -> set[object]:
    """The acts that a file of casework performs."""
    made = calls("perform", under=(CASEWORK / f"{name}.py",))
    return {value.value for call in made if isinstance(value := call.named.get("act"), ast.Constant)}


def test_every_file_of_casework_is_an_act_or_known_to_be_none() -> None:
    files = {path.stem for path in python_under(CASEWORK)} - {"__init__"}
    assert files == BESIDE | set(ACTS)


@pytest.mark.parametrize("act", ACTS)
def test_an_act_is_performed_by_its_own_file(act: str) -> None:
    assert performed(act) == {act}
    assert act in {function.name for function in public_functions(CASEWORK / f"{act}.py")}


@pytest.mark.parametrize("name", sorted(BESIDE))
def test_what_is_no_act_performs_none(name: str) -> None:
    assert performed(name) == set()


def test_only_casework_performs() -> None:
    importers = {
        inside(path)
        for path in python_under(GPLX)
        for node in ast.walk(tree(path))
        if isinstance(node, ast.ImportFrom) and node.module == "gplx.dossiers.transition"
        if any(name.name == "perform" for name in node.names)
    }
    assert {path.rpartition("/")[0] for path in importers} == {"src/gplx/casework"}


def test_only_the_transition_stores_a_state_or_a_version() -> None:
    assigned = {
        inside(path)
        for path in python_under(GPLX)
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Assign | ast.AugAssign)
        for target in targets(node)
        if isinstance(target, ast.Attribute) and name_of(target.value) == "dossier"
        if target.attr in ("state", "version")
    }
    assert assigned == {"src/gplx/dossiers/transition.py"}


def targets(node: ast.Assign | ast.AugAssign) -> list[ast.expr]:
    """The places that are assigned to, those of a tuple one by one."""
    found = node.targets if isinstance(node, ast.Assign) else [node.target]
    return [part for one in found for part in (one.elts if isinstance(one, ast.Tuple) else [one])]
