"""Amounts are whole đồng, as ``int``. Here is only how they are written."""


def in_words_of_digits(amount: int) -> str:
    """``135000`` → ``135.000 ₫``."""
    return f"{amount:,}".replace(",", ".") + " ₫"
