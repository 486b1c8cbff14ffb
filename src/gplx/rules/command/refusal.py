"""How every command says that it cannot use its input."""


class UnableToRunCommand(Exception):
    """The input cannot be used; the message is the one line for the person at the terminal."""
