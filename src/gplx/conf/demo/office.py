"""What a department's officers do with a dossier, each at their own desk."""

import itertools
import secrets
from dataclasses import dataclass, field

from gplx.conf.demo.browser import Browser
from gplx.conf.demo.teller import Teller

# While an agency is being asked again, a leader has nothing to decide.
ASKED_AGAIN = "Đang hỏi lại"
CLERK, EXAMINER, LEADER, PRINTER = "tiepnhan", "thamdinh", "lanhdao", "inthe"


@dataclass
class Office:
    """The four desks of the practice department ``Hnn``; an officer signs in once and stays at the desk."""

    web: str
    department: str
    teller: Teller
    desks: dict[str, Browser] = field(default_factory=dict)

    def desk(self, name: str) -> Browser:
        """The browser of the officer at a desk, signed in with both factors."""
        if name not in self.desks:
            browser = Browser(self.web)
            browser.open(f"/can-bo/dang-nhap?tai-khoan={name}.{self.department.lower()}")
            browser.send("Đăng nhập", action="/can-bo/dang-nhap")
            self.desks[name] = browser
        return self.desks[name]

    def act(self, desk: str, dossier: str, act: str, **fill: str) -> None:
        """Open the dossier at a desk and send the form of one act."""
        browser = self.desk(desk)
        browser.look_again_while(f"/can-bo/ho-so/{dossier}", ASKED_AGAIN)
        browser.send(action=f"/{act}", fill=fill)

    def ask_for_a_better_paper(self, dossier: str) -> None:
        """Ask for a correction of the health certificate."""
        with self.teller.step("ask_correction"):
            reason = "Ảnh chụp giấy khám sức khỏe bị mờ, không đọc được ngày kết luận."
            self.act(CLERK, dossier, "ask_correction", items="health", reason=reason)

    def record_the_paper(self, dossier: str, *, concluded: str) -> None:
        """Record that the paper certificate was compared and is good; ``concluded`` as dd/mm/yyyy."""
        with self.teller.step("record"):
            told = {
                "subject": "health",
                "good": "yes",
                "note": "Giấy khám số 0001/THU",
                "concluded": concluded,
                "classes": "B2",
            }
            self.act(CLERK, dossier, "record_answer", **told)

    def grant(self, dossier: str) -> None:
        """Accept, examine and propose, approve by another person, print, hand to the post."""
        for name, desk in (("accept", CLERK), ("propose", EXAMINER), ("approve", LEADER)):
            with self.teller.step(name):
                self.act(desk, dossier, name)
        with self.teller.step("print"):
            self.act(PRINTER, dossier, "print_card", serial=next_blank())
            self.act(PRINTER, dossier, "hand_over")


# Blanks of the practice world; each demonstration begins its own roll.
_ROLL = itertools.count(secrets.randbelow(1_000_000))


def next_blank() -> str:
    """The serial of the next blank on the roll."""
    return f"TH{next(_ROLL) % 1_000_000:06d}"
