"""The situations of `rules/cases`, as a test can use them."""

from datetime import date
from typing import Any, NamedTuple

from gplx.rules.case import Case
from gplx.rules.law import HERE, read_toml

FOLDER = HERE / "cases"


class Situation(NamedTuple):
    file: str
    title: str
    on: date
    facts: dict[str, Any]
    outcome: str
    because: dict[str, str]
    expect: dict[str, Any]

    @property
    def case(self) -> Case:
        return Case.from_json(self.facts)

    def __str__(self) -> str:
        return f"{self.file}: {self.title}"


def plain(fact: Any) -> Any:
    """A TOML fact as JSON has it: days as text, an empty text as null."""
    if isinstance(fact, date):
        return fact.isoformat()
    if isinstance(fact, list):
        return [plain(item) for item in fact]
    if isinstance(fact, dict):
        return {key: plain(item) for key, item in fact.items()}
    return None if fact == "" else fact


def nested(flat: dict[str, Any]) -> dict[str, Any]:
    """`{"licence.class": "B2"}` as `{"licence": {"class": "B2"}}`."""
    tree: dict[str, Any] = {}
    for path, fact in flat.items():
        *groups, name = path.split(".")
        branch = tree
        for group in groups:
            branch = branch.setdefault(group, {})
        branch[name] = plain(fact)
    return tree


def read(name: str) -> list[Situation]:
    page = read_toml(FOLDER / name)
    return [
        Situation(
            file=name,
            title=row["title"],
            on=row["on"],
            facts=nested(page["usual"] | row.get("facts", {})),
            outcome=row["outcome"],
            because=row["because"],
            expect=row.get("expect", {}),
        )
        for row in page.get("case", ())
    ]


SITUATIONS = [
    situation for path in sorted(FOLDER.glob("*.toml")) if path.stem != "values" for situation in read(path.name)
]
USUAL = read("measures.toml")[0]


def usual(**changes: Any) -> Case:
    """The usual case, in term and with nothing in the way, changed by dotted names with `__` for the dot."""
    flat = {name.replace("__", "."): fact for name, fact in changes.items()}
    facts = {group: dict(value) if isinstance(value, dict) else value for group, value in USUAL.facts.items()}
    for group, value in nested(flat).items():
        if isinstance(value, dict) and isinstance(facts.get(group), dict):
            facts[group] |= value
        else:
            facts[group] = value
    return Case.from_json(facts)
