"""Ask for the statements of a day (*lấy sao kê*): of each gateway of payments, and the treasury's."""

from datetime import date, timedelta

from django.db import transaction

from gplx.fees.reconciliation.changes import open_days
from gplx.fees.reconciliation.models import TREASURY
from gplx.fees.reconciliation.questions import asked_sides
from gplx.ground.clock import today
from gplx.registers import exchanges
from gplx.registers.payments.choice import REGISTERS
from gplx.registers.payments.statement import FetchStatement
from gplx.registers.treasury.port import AskStatement

# How many days with open differences are looked at again each morning, besides the day before.
AT_MOST = 31


@transaction.atomic
def ask_statements(*, day: date, occasion: str) -> None:
    """Ask every side for its statement of a day, once for each ``occasion``; what is found is entered when they answer."""
    for side in asked_sides(day):
        register = REGISTERS.get(side, side)
        ask = AskStatement(day=day) if side == TREASURY else FetchStatement(day=day)
        key = f"statement:{register}:{day:%Y%m%d}:{occasion}"
        exchanges.want(register=register, operation="statement", ask=ask, about=f"day:{day}", key=key)


def ask_statements_of_open_days() -> tuple[date, ...]:
    """Each morning: yesterday's statements, and again those of every day whose differences are open. Tells which days."""
    yesterday = today() - timedelta(days=1)
    days = tuple(dict.fromkeys((yesterday, *open_days(until=yesterday, at_most=AT_MOST))))
    for day in days:
        ask_statements(day=day, occasion=f"{today():%Y%m%d}")
    return days
