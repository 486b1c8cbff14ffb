"""What an act is ordered with."""

from typing import Annotated, Literal

from ninja import Header, Schema
from pydantic import ConfigDict, Field, StringConstraints

# The database keeps no NUL.
Line = Annotated[str, StringConstraints(min_length=1, max_length=80, pattern=r"^[^\x00-\x1f]*$", strip_whitespace=True)]
Text = Annotated[str, StringConstraints(min_length=1, max_length=2000, pattern=r"^[^\x00]*$", strip_whitespace=True)]

RequestKey = Annotated[
    str,
    Header(
        alias="Idempotency-Key",
        description="Made by the caller for this one act. The same key again does nothing, and gets the same answer.",
        min_length=8,
        max_length=60,
        pattern=r"^[0-9A-Za-z_-]+$",
    ),
]


class Order(Schema):
    """The officer (user name) who does it, and the version of the dossier that the officer had before their eyes."""

    model_config = ConfigDict(extra="forbid")

    officer: Line
    seen: int = Field(ge=1, description="`version` as read; 409 where the dossier has changed since.")


class Reasoned(Order):
    """Why."""

    reason: Text


class Refusal(Reasoned):
    """Why, and by which article of which text."""

    article: Line


class CorrectionOrder(Reasoned):
    """What the applicant has to correct, and why; possible once."""

    items: list[Literal["health", "photo", "identity", "delivery"]] = Field(min_length=1)


class PrintOrder(Order):
    """The serial of the blank: 2 letters, 6 digits."""

    serial: Line


class DeliveryOrder(Order):
    """Who signed at the desk."""

    signed_by: Line
