"""The population: person by index, index by any number, people of a kind."""

import unicodedata
from collections.abc import Iterator
from datetime import date, timedelta
from functools import lru_cache
from itertools import islice
from random import Random
from uuid import UUID

from sandbox.people.holdings import (
    MIN_AGE,
    Term,
    draw_exam,
    draw_measures,
    draw_term,
    main_card,
    second_card,
    years_before,
)
from sandbox.people.kinds import POPULATION_DAY, SLOTS, Kind
from sandbox.people.names import draw_name, misspell
from sandbox.people.person import Licence, Person
from sandbox.people.provinces import Province, draw_province
from sandbox.people.scramble import Scramble

MAX_PEOPLE = 1_000_000
# Of the phones, how many the telephone companies have under the old number and under the new one. An assumption: no figure
# is public. SIM cards were registered by identity paper until 2018, chip cards with new numbers came from January 2021 on.
UNDER_CMND, UNDER_CCCD = 0.7, 0.2
SERIAL_LETTERS = "ABCDEGHKLMNPQRSTUVXY"


class Population:
    """`size` people (at most 1,000,000) derived from `seed`; nothing is stored but a cache of those met lately."""

    def __init__(self, *, seed: int, size: int) -> None:
        if not 0 < size <= MAX_PEOPLE:
            raise ValueError(f"The population has from 1 to {MAX_PEOPLE} people, not {size}.")
        self.seed, self.size = seed, size
        self._slots = Scramble(1000, 617, seed % 1000)
        self._six = Scramble(MAX_PEOPLE, 618_033, seed * 7919 % MAX_PEOPLE)
        self._seven = Scramble(10 * MAX_PEOPLE, 6_180_339, seed * 104_729 % (10 * MAX_PEOPLE))
        self.person = lru_cache(maxsize=20_000)(self._person)

    def kind_of(self, index: int) -> Kind:
        return SLOTS[self._slots.hide(index % 1000)]

    def of_kind(self, kind: str) -> Iterator[int]:
        """Indices of the people of a kind, in order of blocks of a thousand."""
        offsets = sorted(self._slots.reveal(slot) for slot, each in enumerate(SLOTS) if each.name == kind)
        return (
            block + offset for block in range(0, self.size, 1000) for offset in offsets if block + offset < self.size
        )

    def examples(self, *, kind: str, limit: int, pilot_only: bool = True) -> list[Person]:
        """The first people of a kind, those who live in a province of the pilot where `pilot_only`."""
        people = map(self.person, self.of_kind(kind))
        return list(islice((person for person in people if person.home.pilot or not pilot_only), limit))

    def possible(self, number: str) -> list[Person]:
        """The at most two people who may bear a number; the caller looks at its own records."""
        return [self.person(index) for index in self._candidates(number) if index < self.size]

    def find(self, number: str) -> Person | None:
        """The person who bears this CCCD, CMND, licence number or photo id."""
        return next((person for person in self.possible(number) if number in self._numbers(person)), None)

    def _candidates(self, number: str) -> tuple[int, ...]:
        if len(number) < 7 or not number[-7:].isascii() or not number[-7:].isdigit():
            return ()
        return self._six.reveal(int(number[-6:])), self._seven.reveal(int(number[-7:])) % MAX_PEOPLE

    def _numbers(self, person: Person) -> tuple[str, ...]:
        return person.cccd, person.cmnd, person.photo_id, *(each.number for each in person.licences)

    def _person(self, index: int) -> Person:
        dice = Random(self.seed * 2_000_003 + index)  # noqa: S311 - people, not secrets
        kind, sex, home = self.kind_of(index), "M" if dice.random() < 0.6 else "F", draw_province(dice=dice)
        term = draw_term(dice=dice, kind=kind)
        born = _draw_birth(dice, term)
        birth_province = home if dice.random() < 0.7 else draw_province(dice=dice)
        name = draw_name(dice=dice, sex=sex)
        hidden = self._seven.hide(index)
        cccd = f"0{birth_province.code}{_century_digit(sex, born)}{born:%y}{self._six.hide(index):06d}"
        cmnd = f"{home.cmnd_prefix}{hidden:07d}"
        return Person(
            index=index,
            kind=kind,
            name=name,
            registered_name=_registered(name, kind),
            sex=sex,
            born=born,
            birth_province=birth_province,
            home=home,
            address=_draw_address(dice, home),
            area_code=f"{home.code}9{dice.randint(1, 30):02d}",
            cccd=cccd,
            cccd_issued=date(2021, 1, 5) + timedelta(days=dice.randint(0, 230)),
            cmnd=cmnd,
            cmnd_issued=date(2010, 3, 1) + timedelta(days=dice.randint(0, 3000)),
            phone=f"0900{index:06d}",
            email=f"cong-dan-{index}@example.vn",
            tech_id=str(UUID(int=(0x5A9D << 112) | (4 << 76) | (8 << 60) | index)),
            photo_id=f"p{hidden:07d}",
            photo_taken=_draw_photo_day(dice, kind),
            licences=self._licences(dice, index, kind, sex, term, home),
            exam=draw_exam(dice=dice, kind=kind, index=index, licence_class=term.licence_class, home=home),
            measures=draw_measures(dice=dice, kind=kind, index=index, home=home),
            # Drawn last, so that whoever was there before stays who they are.
            subscriber=_draw_subscriber(dice, cccd=cccd, cmnd=cmnd),
        )

    def _licences(
        self, dice: Random, index: int, kind: Kind, sex: str, term: Term, home: Province
    ) -> tuple[Licence, ...]:
        issuer = home if dice.random() < 0.85 else draw_province(dice=dice)
        number = self._licence_number(index, kind, sex, term.passed, issuer)
        main = main_card(term=term, kind=kind, number=number, serial=self._serial(index), issuer=issuer)
        if not (kind.second_card and dice.random() < 0.5):
            return (main,)
        other = index + MAX_PEOPLE
        passed = main.passed - timedelta(days=60)
        number = self._licence_number(other, kind, sex, passed, issuer)
        return main, second_card(main=main, number=number, serial=self._serial(other))

    def _licence_number(self, index: int, kind: Kind, sex: str, passed: date, issuer: Province) -> str:
        hidden = self._seven.hide(index)
        if kind.card == "GIAY":
            return f"{SERIAL_LETTERS[index % 20]}{hidden:07d}"
        return f"{issuer.code}{'0' if sex == 'M' else '1'}{passed:%y}{hidden:07d}"

    def _serial(self, index: int) -> str:
        letters = SERIAL_LETTERS[index // 20 % 20] + SERIAL_LETTERS[index % 20]
        return f"{letters}{self._six.hide(index % MAX_PEOPLE):06d}"


def _century_digit(sex: str, born: date) -> int:
    return 2 * (born.year // 100 - 19) + (sex == "F")


def _draw_birth(dice: Random, term: Term) -> date:
    """Old enough at the test, and under 58 on the day of the population."""
    youngest = MIN_AGE[term.licence_class]
    oldest = max(youngest, min(45, term.passed.year - (POPULATION_DAY.year - 57)))
    return years_before(day=term.passed, years=dice.randint(youngest, oldest)) - timedelta(days=dice.randint(2, 360))


def _registered(name: str, kind: Kind) -> str:
    match kind.name_slip:
        case "misspelt":
            return misspell(name=name)
        case "decomposed":
            return unicodedata.normalize("NFD", name)
    return name


def _draw_address(dice: Random, home: Province) -> str:
    street = f"Số {dice.randint(1, 300)} đường Thử Nghiệm {dice.randint(1, 40)}"
    if home.kind == "tỉnh":
        return f"{street}, xã Mẫu {dice.randint(1, 20)}, huyện Mẫu {dice.randint(1, 12)}, {home.title}"
    return f"{street}, phường Mẫu {dice.randint(1, 20)}, quận Mẫu {dice.randint(1, 12)}, {home.title}"


def _draw_photo_day(dice: Random, kind: Kind) -> date | None:
    """Fresh (under six months) for those who are all green; else fresh, old or missing."""
    fresh, old = dice.randint(10, 120), dice.randint(300, 2500)
    if kind.name == "all_green" or dice.random() < 0.3:
        return POPULATION_DAY - timedelta(days=fresh)
    return None if dice.random() < 0.2 else POPULATION_DAY - timedelta(days=old)


def _draw_subscriber(dice: Random, *, cccd: str, cmnd: str) -> str | None:
    """Most phones were registered before the chip card; few were registered anew since; some stand in another's name."""
    drawn = dice.random()
    return cmnd if drawn < UNDER_CMND else cccd if drawn < UNDER_CMND + UNDER_CCCD else None
