"""Amounts are whole đồng, as ``int``. Here is only how they are written."""

_DIGITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
_SCALES = ("", "nghìn", "triệu")


def in_words_of_digits(amount: int) -> str:
    """``135000`` → ``135.000 ₫``."""
    return f"{amount:,}".replace(",", ".") + " ₫"


def in_words(amount: int) -> str:
    """``135000`` → ``Một trăm ba mươi lăm nghìn đồng``, as an amount stands in words on a receipt; ``ValueError`` below nought."""
    if amount < 0:
        raise ValueError("an amount on a receipt is not below nought")
    words = _number(amount)
    return f"{words[0].upper()}{words[1:]} đồng"


def _number(number: int) -> str:
    """Any number: what lies above a thousand million is said first, and then *tỷ*."""
    billions, rest = divmod(number, 10**9)
    if not billions:
        return _below_billion(rest, led=False) or _DIGITS[0]
    said = [_number(billions), "tỷ", _below_billion(rest, led=True)]
    return " ".join(filter(None, said))


def _below_billion(number: int, *, led: bool) -> str:
    """Below a thousand million; ``led``: something larger was said before it, so that no hundred is left out."""
    groups = [number // 1000**power % 1000 for power in (2, 1, 0)]
    said: list[str] = []
    for group, scale in zip(groups, reversed(_SCALES), strict=True):
        if group:
            said.append(" ".join(filter(None, [_group(group, led=led or bool(said)), scale])))
    return " ".join(said)


def _group(number: int, *, led: bool) -> str:
    """1 to 999: *linh* for a nought between, *mốt*, *tư* and *lăm* where ones follow tens."""
    hundreds, tens, ones = number // 100, number // 10 % 10, number % 10
    said = [f"{_DIGITS[hundreds]} trăm"] if hundreds or led else []
    if tens > 1:
        said.append(f"{_DIGITS[tens]} mươi")
    elif tens:
        said.append("mười")
    elif ones and said:
        said.append("linh")
    if ones:
        said.append(_one(ones, tens))
    return " ".join(said)


def _one(ones: int, tens: int) -> str:
    special = {1: "mốt", 4: "tư"} if tens > 1 else {}
    if tens:
        special[5] = "lăm"
    return special.get(ones, _DIGITS[ones])
