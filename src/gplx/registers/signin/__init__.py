"""Sign-in through the national portal: the pages take the adapter that was chosen from here."""

from gplx.registers.signin.port import SignIn

_PROVIDED: list[SignIn] = []


def provide(chosen: SignIn) -> None:
    """Say which adapter signs citizens in (done once, by ``conf.wiring``)."""
    _PROVIDED[:] = [chosen]


def sign_in() -> SignIn:
    """The adapter that signs citizens in; ``LookupError`` before one was chosen."""
    if not _PROVIDED:
        raise LookupError("no sign-in was provided")
    return _PROVIDED[0]
