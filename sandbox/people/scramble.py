"""Numbers that look random and give their index back, so that a look-up needs no table."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Scramble:
    """A one-to-one mapping of 0 … size-1 onto itself. `factor` has no divisor in common with `size`."""

    size: int
    factor: int
    shift: int

    def hide(self, index: int) -> int:
        return (index * self.factor + self.shift) % self.size

    def reveal(self, shown: int) -> int:
        return (shown - self.shift) * pow(self.factor, -1, self.size) % self.size
