"""What is written and then was never there."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import transaction


@contextmanager
def undone() -> Iterator[None]:
    """Whatever is written inside the block is gone after it."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)
