"""The portal to sign in at, as ``conf.wiring`` chose it."""

from gplx.registers.signin.port import SignIn

_CHOSEN: list[SignIn] = []


def provide(adapter: SignIn) -> None:
    """Sign-ins go through this adapter from now on."""
    _CHOSEN[:] = [adapter]


def portal() -> SignIn:
    """The adapter; ``IndexError`` where none was ever provided, which is a fault of the wiring."""
    return _CHOSEN[0]
