"""A hand-made house of a few pages on the tiny site: just what a citizen and four desks go through, as a script to follow."""

import json
from dataclasses import dataclass, field

from tests.conf.site import Answer, Sent, Site, leads_to

CODE = "000.00.26.H26-210927-0001"
DOSSIER = "d-1"
ACTS = ("accept", "propose", "approve", "print_card", "hand_over", "ask_correction", "record_answer")


def form(action: str, button: str, fields: str = "", *, multipart: bool = False) -> str:
    kind = ' enctype="multipart/form-data"' if multipart else ""
    return f'<form method="post" action="{action}"{kind}>{fields}<button>{button}</button></form>'


@dataclass
class Practice:
    """What stands in the way of this person (``proof``, ``paper``, ``photo``), and what was done, in order."""

    site: Site
    missing: set[str] = field(default_factory=set)
    done: list[str] = field(default_factory=list)
    people: list[dict[str, str]] = field(
        default_factory=lambda: [{"cccd": "001085000001", "qr": "001085000001|012345678|…"}]
    )

    def __post_init__(self) -> None:
        home, dossier, office = "/cua-toi", f"/ho-so/{DOSSIER}", f"/can-bo/ho-so/{DOSSIER}"
        shown = {
            "/_sandbox/people": lambda: json.dumps({"people": self.people}),
            "/": lambda: "<h1>Đổi giấy phép lái xe</h1>",
            "/kiem-tra": lambda: "<h1>Kiểm tra trước</h1>",
            home: self._home,
            "/cong": lambda: form("/cong/vao", "Đăng nhập", '<input name="number" value="">'),
            f"{home}/so-cu": lambda: form(f"{home}/chung-minh", "Tìm giấy phép", '<textarea name="code"></textarea>'),
            dossier: self._tasks,
            f"{dossier}/suc-khoe": lambda: form(f"{dossier}/giay", "Lưu và tiếp tục", multipart=True),
            f"{dossier}/anh": lambda: (
                form(f"{dossier}/chan-dung", "Lưu và tiếp tục", multipart=True)
                if "photo" in self.missing
                else f'<a href="{dossier}/kiem-tra">Dùng ảnh này</a>'
            ),
            f"{dossier}/kiem-tra": lambda: form(f"{dossier}/nop", "Nộp hồ sơ"),
            f"{dossier}/nop-phi": lambda: '<a href="/nen-tang">Đến trang thanh toán</a>',
            "/nen-tang": lambda: form("", "Trả", '<input type="hidden" name="choice" value="cancel">'),
            f"{dossier}/bien-nhan": lambda: f'<h1>Biên nhận</h1><p class="x gplx-code">{CODE}</p>',
            f"{dossier}/bo-sung": lambda: form(f"{dossier}/gui-lai", "Gửi lại hồ sơ"),
            f"{dossier}/tien-do": lambda: "Đã trả kết quả" if "hand_over" in self.done else "Đang xử lý",
            "/can-bo": lambda: "<h1>Hàng chờ</h1>",
            "/can-bo/dang-nhap": lambda: form("/can-bo/dang-nhap", "Đăng nhập", '<input name="code" value="000000">'),
            office: lambda: "".join(form(f"{office}/{act}", act) for act in ACTS),
        }
        led = {
            "/cong/ve": ("sign in", "/cong"),
            "/cong/vao": ("signed in", home),
            f"{home}/chung-minh": ("proof", home),
            f"{home}/doi": ("start", dossier),
            f"{dossier}/giay": ("paper", dossier),
            f"{dossier}/chan-dung": ("photo", f"{dossier}/anh"),
            f"{dossier}/nop": ("submit", f"{dossier}/nop-phi"),
            "/nen-tang": ("pay", f"{dossier}/bien-nhan"),
            f"{dossier}/gui-lai": ("correct", dossier),
            "/can-bo/dang-nhap": ("desk", "/can-bo"),
        } | {f"{office}/{act}": (act, office) for act in ACTS}
        for path in {*shown, *led}:
            self.site.pages[path] = self._page(path, shown, led)

    def _page(self, path: str, shown: dict, led: dict):
        def page(sent: Sent) -> Answer:
            if sent.method == "GET":
                return Answer(f"<body>{shown[path]()}</body>" if path != "/_sandbox/people" else shown[path]())
            what, then = led[path]
            self.done.append(what)
            self.missing.discard(what)
            return leads_to(then, status=303)

        return page

    def _home(self) -> str:
        if "signed in" not in self.done:
            return form("/cong/ve", "Đăng nhập qua Cổng Dịch vụ công")
        offers = '<a href="/cua-toi/so-cu">Chứng minh số giấy tờ cũ</a>'
        if "proof" not in self.missing:
            offers = form("/cua-toi/doi", "Đổi giấy phép này")
        return f"<p>Tìm lại giấy phép</p>{offers}"

    def _tasks(self) -> str:
        told = {"paper": "Chưa tìm thấy giấy khám sức khỏe", "photo": "Chưa có ảnh chân dung"}
        left = [words for what, words in told.items() if what in self.missing]
        return " ".join(left) or f'<a href="/ho-so/{DOSSIER}/kiem-tra">Xem lại và nộp</a>'

    def sent_to(self, end: str) -> list[Sent]:
        """What was sent to addresses with this end."""
        return [one for one in self.site.sent if one.method == "POST" and one.path.endswith(end)]
