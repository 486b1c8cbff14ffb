"""The tally for people: one table a set of rules, the reasons in words, and the two funnels side by side."""

from collections.abc import Iterator

from rich.console import Console
from rich.table import Table

from gplx.conf.bench.reach.tally import Side, Tally, share
from gplx.conf.bench.reach.ways import Need, Stop
from gplx.rules.citations.explain import explain

NEEDS: dict[tuple[Need, ...], str] = {
    (): "everything is there already",
    ("qr",): "after a picture of the chip card's QR code",
    ("paper",): "after an officer has confirmed a paper",
    ("exam",): "after a health exam",
    ("qr", "exam"): "after the QR code and a health exam",
    ("paper", "exam"): "after a paper and a health exam",
}
STOPS: dict[Stop, str] = {
    "number_in_register": "the register's number is not the account's",
    "number_of_phone": "the phone stands under another number",
    "province": "does not live in Hà Nội or Hà Nam",
    "no_data": "an agency has no data on violations",
    "another_name": "the register writes another name",
    "another_birth": "the register has another birth date",
}
TITLES = {"pilot": "the pilot's rules of 2020", "gplx": "GPLX's rules"}
WIDTH = 24


def tell(tally: Tally, console: Console) -> None:
    """Print everything."""
    console.print(_lawful(tally))
    for name, side in (("pilot", tally.pilot), ("gplx", tally.gplx)):
        console.print(_side(tally, side, title=TITLES[name]))
    for name, side in (("pilot", tally.pilot), ("gplx", tally.gplx)):
        console.print(_picture(tally, side, title=TITLES[name]))


def funnel(tally: Tally, side: Side) -> Iterator[tuple[str, int]]:
    """How many are left after each step."""
    left = tally.people
    yield "all", left
    left = tally.lawful
    yield "the law lets them exchange", left
    for stop in STOPS:
        if side.stopped[stop]:
            left -= side.stopped[stop]
            yield f"not stopped by: {STOPS[stop]}", left
    if left != side.able[()]:
        yield "of these, with nothing more to do", side.able[()]


def bar(part: int, whole: int) -> str:
    """A part as a bar; whoever is there at all is seen."""
    return "█" * max(round(WIDTH * share(part, whole)), min(part, 1))


def per_cent(part: int, whole: int) -> str:
    """A share for people to read."""
    return f"{100 * share(part, whole):.2f} %"


def _picture(tally: Tally, side: Side, *, title: str) -> Table:
    picture = Table(title=f"The funnel of {title}", title_justify="left", box=None, show_header=False)
    for justify in ("left", "right", "right", "left"):
        picture.add_column(justify=justify, no_wrap=justify == "right")
    for words, left in funnel(tally, side):
        picture.add_row(bar(left, tally.people), f"{left:,}", per_cent(left, tally.people), words)
    return picture


def _lawful(tally: Tally) -> Table:
    table = _table(f"{tally.people:,} people on {tally.on:%d/%m/%Y}: whom the law sends elsewhere", "people", "of all")
    for code, count in tally.elsewhere.most_common():
        table.add_row(explain(code=code).en, f"{count:,}", per_cent(count, tally.people))
    sent = tally.elsewhere.total()
    table.add_section()
    table.add_row("sent elsewhere", f"{sent:,}", per_cent(sent, tally.people))
    table.add_row("whom the law lets exchange (lawful)", f"{tally.lawful:,}", per_cent(tally.lawful, tally.people))
    return table


def _side(tally: Tally, side: Side, *, title: str) -> Table:
    table = _table(f"By {title}", "people", "of all", "of lawful", "met by")
    for needs in NEEDS:
        if count := side.able[needs]:
            table.add_row(NEEDS[needs], *_figures(count, tally))
    table.add_row("[bold]can finish online[/bold]", *_figures(side.able.total(), tally))
    table.add_section()
    for stop in STOPS:
        if side.met[stop]:
            table.add_row(STOPS[stop], *_figures(side.stopped[stop], tally), f"{side.met[stop]:,}")
    table.add_row("[bold]stopped by the service[/bold]", *_figures(side.stopped.total(), tally))
    return table


def _figures(count: int, tally: Tally) -> tuple[str, str, str]:
    return f"{count:,}", per_cent(count, tally.people), per_cent(count, tally.lawful)


def _table(title: str, *columns: str) -> Table:
    table = Table(title=title, title_justify="left")
    table.add_column("")
    for column in columns:
        table.add_column(column, justify="right")
    return table
