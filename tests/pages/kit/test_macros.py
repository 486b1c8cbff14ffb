"""The building blocks one by one: what they hold, and what ties their parts together for those who do not see them."""

from types import SimpleNamespace as Thing

import pytest
from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import translation

from gplx.pages.kit.fields import DayField, choice, upload, words
from tests.pages.kit.showing import parsed, shown
from tests.pages.kit.showing import words as read

CLASSES = {"A1": "Xe máy", "B2": "Ô tô", "C": "Xe tải"}


class Wish(forms.Form):
    name = words(label="Họ và tên", longest=20, help_text="Như trên thẻ")
    note = words(label="Ghi chú", longest=200, required=False)
    born = DayField(label="Ngày sinh", required=False)
    way = choice(label="Cách nhận", choices={"post": "Bưu điện", "desk": "Tại Sở"}, help_text="Chọn một")
    office = forms.ChoiceField(label="Sở", choices=[("H24", "Hải Phòng"), ("H26", "Hà Nội")], required=False)
    items = forms.MultipleChoiceField(label="Mục", choices=list(CLASSES.items()), required=False)
    agree = forms.BooleanField(label="Tôi cam đoan", required=False)
    paper = upload(label="Giấy khám", help_text="Chụp rõ bốn góc")


def ids(tree: object) -> list[str]:
    return [str(one) for one in tree.xpath("//@id")]


FIELDS = [
    "{{ k.text(form.name) }}",
    "{{ k.textarea(form.note) }}",
    "{{ k.select(form.office) }}",
    "{{ k.radios(form.way) }}",
    "{{ k.checkbox(form.agree) }}",
    "{{ k.checkboxes(form['items']) }}",
    "{{ k.file(form.paper, '5 MB', 'JPG') }}",
]


@pytest.mark.parametrize("source", FIELDS)
@pytest.mark.parametrize("data", [None, {}], ids=["empty", "sent"])
def test_every_control_has_a_label_and_names_only_what_is_there(source: str, data: dict[str, str] | None) -> None:
    tree = parsed(source, form=Wish(data))
    named = [part for value in tree.xpath("//@aria-describedby") for part in value.split()]
    assert set(named) <= set(ids(tree))
    assert len(ids(tree)) == len(set(ids(tree)))
    controls = tree.xpath("//input|//select|//textarea")
    assert controls
    assert all(tree.xpath(f"//label[@for='{one.get('id')}']") for one in controls)


@pytest.mark.parametrize(
    ("source", "name", "sentence"),
    [
        ("{{ k.text(form.name) }}", "name", "Vui lòng điền: Họ và tên."),
        ("{{ k.radios(form.way) }}", "way", "Vui lòng chọn: Cách nhận."),
        ("{{ k.file(form.paper, '5 MB', 'JPG') }}", "paper", "Vui lòng chọn tệp: Giấy khám."),
    ],
)
def test_an_error_stands_beside_its_field_and_is_read_out_with_it(source: str, name: str, sentence: str) -> None:
    tree = parsed(source, form=Wish({}))
    (message,) = tree.xpath(f"//p[@id='id_{name}-error']")
    assert read(message) == f"Lỗi: {sentence}"
    described = " ".join(tree.xpath("//@aria-describedby")).split()
    assert f"id_{name}-error" in described
    assert f"id_{name}-hint" in described
    assert tree.xpath("//div[contains(@class,'govuk-form-group--error')]")


@pytest.mark.parametrize("source", FIELDS)
def test_a_field_that_was_not_sent_has_no_error(source: str) -> None:
    assert "error" not in shown(source, form=Wish())


def test_the_summary_names_each_error_once_and_leads_to_a_control_that_is_there() -> None:
    form = Wish({"born": "hôm qua", "office": "H99"})
    assert not form.is_valid()
    form.add_error(None, "Hồ sơ đã thay đổi.")
    tree = parsed("{{ k.error_summary(form) }}" + "".join(FIELDS) + "{{ k.text(form.born) }}", form=form)
    (summary,) = tree.xpath("//div[@role='alert']")
    led = {str(one.get("href")): read(one) for one in summary.xpath(".//a")}
    assert led == {
        "#id_name": "Vui lòng điền: Họ và tên.",
        "#id_born": "Ngày sinh cần ghi theo ngày/tháng/năm, ví dụ 15/3/2012.",
        "#id_way": "Vui lòng chọn: Cách nhận.",
        "#id_office": led["#id_office"],
        "#id_paper": "Vui lòng chọn tệp: Giấy khám.",
    }
    assert {address[1:] for address in led} <= set(ids(tree))
    (whole,) = [one for one in summary.xpath(".//li") if not one.xpath(".//a")]
    assert read(whole) == "Hồ sơ đã thay đổi."


def test_what_was_typed_stays() -> None:
    sent = {"name": "Nguyễn Thử", "note": "Hai\ndòng", "born": "31/9", "way": "desk", "office": "H26", "agree": "on"}
    form = Wish({**sent, "items": ["A1", "C"]})
    tree = parsed("".join(FIELDS) + "{{ k.text(form.born) }}", form=form)
    assert tree.xpath("//input[@name='name' or @name='born']/@value") == ["Nguyễn Thử", "31/9"]
    assert read(tree.xpath("//textarea")[0]) == "Hai dòng"
    assert tree.xpath("//option[@selected]/@value") == ["H26"]
    assert tree.xpath("//input[@type='radio'][@checked]/@value") == ["desk"]
    assert tree.xpath("//input[@name='items'][@checked]/@value") == ["A1", "C"]
    assert tree.xpath("//input[@name='agree']/@checked")


def test_nothing_is_chosen_for_anybody() -> None:
    tree = parsed("".join(FIELDS), form=Wish())
    assert tree.xpath("//@checked") == tree.xpath("//@selected") == []
    assert tree.xpath("//input[@type='file']/@value") == []


def test_the_first_choice_is_where_the_error_leads() -> None:
    tree = parsed("{{ k.radios(form.way) }}{{ k.checkboxes(form['items']) }}", form=Wish())
    assert tree.xpath("//input/@id") == ["id_way", "id_way_1", "id_items", "id_items_1", "id_items_2"]


def test_a_list_may_begin_with_nothing_chosen() -> None:
    tree = parsed("{{ k.select(form.office, empty='Chọn Sở') }}", form=Wish())
    told = [(one.get("value"), read(one)) for one in tree.xpath("//option")]
    assert told == [("", "Chọn Sở"), ("H24", "Hải Phòng"), ("H26", "Hà Nội")]


def test_a_file_says_beforehand_what_is_taken() -> None:
    source = "{{ k.file(form.paper, '5 MB', 'JPG, PNG hoặc PDF', accept='image/jpeg,application/pdf') }}"
    form = Wish({}, {"paper": SimpleUploadedFile("a.jpg", b"x")})
    tree = parsed(source, form=form)
    assert read(tree.xpath("//div[@id='id_paper-size']")[0]) == "Nhận tệp JPG, PNG hoặc PDF, tối đa 5 MB."
    (control,) = tree.xpath("//input")
    assert control.get("accept") == "image/jpeg,application/pdf"
    assert control.get("aria-describedby").split() == ["id_paper-size", "id_paper-hint"]


def test_a_field_may_be_the_heading_of_its_page() -> None:
    tree = parsed("{{ k.text(form.name, heading=True) }}{{ k.radios(form.way, heading=True) }}", form=Wish())
    assert [read(one) for one in tree.xpath("//h1")] == ["Họ và tên", "Cách nhận"]
    assert parsed("".join(FIELDS), form=Wish()).xpath("//h1") == []


def test_a_field_helps_the_phone_to_fill_it_in() -> None:
    tree = parsed("{{ k.text(form.name, type='tel', width=10, autocomplete='tel', inputmode='numeric') }}", form=Wish())
    (control,) = tree.xpath("//input")
    assert (control.get("type"), control.get("autocomplete"), control.get("inputmode")) == ("tel", "tel", "numeric")
    assert "govuk-input--width-10" in control.get("class")


@pytest.mark.parametrize(
    ("arguments", "method", "names", "kind"),
    [
        ("'/x'", "post", ["csrfmiddlewaretoken"], None),
        ("'/x', version=0", "post", ["csrfmiddlewaretoken", "version", "request_id"], None),
        ("'/x', multipart=True", "post", ["csrfmiddlewaretoken"], "multipart/form-data"),
        ("'/x', method='get'", "get", [], None),
    ],
    ids=["plain", "an act", "with files", "a question"],
)
def test_a_form_carries_what_it_must(arguments: str, method: str, names: list[str], kind: str | None) -> None:
    tree = parsed("{% call k.form(" + arguments + ") %}<p>trong</p>{% endcall %}")
    (form,) = tree.xpath("//form")
    assert (form.get("action"), form.get("method"), form.get("enctype")) == ("/x", method, kind)
    assert form.xpath(".//input/@name") == names
    assert read(form) == "trong"


# ---- showing


@pytest.mark.parametrize(("colour", "kind"), [("", "govuk-tag"), ("green", "govuk-tag govuk-tag--green")])
def test_a_status_is_a_word(colour: str, kind: str) -> None:
    (tag,) = parsed("{{ k.tag('Đã duyệt', colour) }}", colour=colour).xpath("//strong")
    assert (tag.get("class"), read(tag)) == (kind, "Đã duyệt")


def test_a_task_that_is_open_leads_on_and_one_that_is_not_does_not() -> None:
    tasks = [
        Thing(title="Ảnh", href="/anh", status="Cần làm", colour="blue", hint="3 x 4"),
        Thing(title="Nộp", href=None, status="Chưa mở", colour="grey", hint=""),
        Thing(title="Số giấy tờ", href="/so", status="Đã xong", colour="", hint=""),
    ]
    tree = parsed("{{ k.task_list(tasks) }}", tasks=tasks)
    assert [(one.get("href"), read(one)) for one in tree.xpath("//a")] == [("/anh", "Ảnh"), ("/so", "Số giấy tờ")]
    assert [read(one) for one in tree.xpath("//li")] == ["Ảnh 3 x 4 Cần làm", "Nộp Chưa mở", "Số giấy tờ Đã xong"]
    assert [read(one) for one in tree.xpath("//strong")] == ["Cần làm", "Chưa mở"], "done is said in plain words"
    described = tree.xpath("//a/@aria-describedby")
    assert [read(tree.xpath(f"//*[@id='{one}']")[0]) for one in described] == ["Cần làm", "Đã xong"]


def test_a_timeline_says_what_is_done_now_and_later_without_colours() -> None:
    steps = [
        Thing(title="Đã nhận", state="done", when="27/09/2021", text=""),
        Thing(title="Thẩm định", state="now", when="", text="Cán bộ đang xem."),
        Thing(title="Giao thẻ", state="later", when="", text=""),
    ]
    tree = parsed("{{ k.timeline(steps) }}", steps=steps)
    assert [read(one) for one in tree.xpath("//li")] == [
        "Đã nhận (đã xong) 27/09/2021",
        "Thẩm định (đang làm) Cán bộ đang xem.",
        "Giao thẻ (chưa tới)",
    ]
    assert tree.xpath("//li/@aria-current") == ["step"]
    assert "now" in tree.xpath("//li[@aria-current]/@class")[0]


@pytest.mark.parametrize(
    ("previous", "next_page", "links"),
    [
        (None, None, []),
        ("?trang=1", None, [("prev", "?trang=1")]),
        (None, "?trang=3", [("next", "?trang=3")]),
        ("?trang=1", "?trang=3", [("prev", "?trang=1"), ("next", "?trang=3")]),
    ],
    ids=["one page", "the last", "the first", "between"],
)
def test_pages_lead_to_those_that_there_are(
    previous: str | None, next_page: str | None, links: list[tuple[str, str]]
) -> None:
    tree = parsed("{{ k.pagination(previous, next, '21–40') }}", previous=previous, next=next_page)
    assert [(one.get("rel"), one.get("href")) for one in tree.xpath("//a")] == links
    assert bool(tree.xpath("//nav[@aria-label='Các trang']")) is bool(links)
    assert ("21–40" in read(tree)) is bool(links)


def test_a_table_has_a_caption_heads_and_numbers_to_the_right() -> None:
    source = "{{ k.table('Theo Sở', ['Sở', 'Hồ sơ'], [['Hà Nội', 12], ['Hải Phòng', 0]], numeric=(1,)) }}"
    tree = parsed(source)
    assert [read(one) for one in tree.xpath("//caption|//th|//td")] == [
        *["Theo Sở", "Sở", "Hồ sơ"],
        *["Hà Nội", "12", "Hải Phòng", "0"],
    ]
    assert tree.xpath("//th/@scope") == ["col", "col"]
    assert len(tree.xpath("//*[contains(@class,'--numeric')]")) == 3
    assert tree.xpath("//div[@role='region']/@aria-label") == ["Theo Sở"]


@pytest.mark.parametrize(("success", "role"), [("True", "alert"), ("False", "region")])
def test_a_notice_is_read_out_at_once_only_where_something_was_done(success: str, role: str) -> None:
    tree = parsed("{% call k.notice('Đã gửi', success=" + success + ") %}Xong.{% endcall %}")
    assert tree.xpath("//*[@aria-labelledby='notice-title']/@role") == [role]
    assert read(tree) == "Đã gửi Xong."


def test_a_warning_is_said_to_be_one() -> None:
    assert read(parsed("{{ k.warning('Không sửa được nữa') }}")) == "! Lưu ý: Không sửa được nữa"


def test_buttons_and_links_back() -> None:
    tree = parsed(
        "{{ k.button('Nộp', name='act', value='send') }}{{ k.link_button('Bắt đầu', '/doi') }}{{ k.back('/') }}"
    )
    (button,), (link, back) = tree.xpath("//button"), tree.xpath("//a")
    assert (button.get("name"), button.get("value"), read(button)) == ("act", "send", "Nộp")
    assert (link.get("href"), link.get("role"), read(link)) == ("/doi", "button", "Bắt đầu")
    assert (back.get("href"), read(back)) == ("/", "Quay lại")


@pytest.mark.parametrize(
    ("valid_until", "shown_as"), [("2031-09-27", "27/09/2031"), (None, "Không thời hạn")], ids=["dated", "for life"]
)
def test_the_electronic_licence_says_until_when(valid_until: str | None, shown_as: str) -> None:
    licence = Thing(
        holder_name="Nguyễn Thử",
        number="010000000001",
        licence_class="B2",
        issued=DayField(label="").clean("2021-09-27"),
        valid_until=DayField(label="").clean(valid_until) if valid_until else None,
        issued_by="Sở GTVT Thử",
    )
    tree = parsed("{{ k.electronic_licence(licence) }}", licence=licence)
    told = dict(zip([read(one) for one in tree.xpath("//dt")], [read(one) for one in tree.xpath("//dd")], strict=True))
    assert told["Có giá trị đến"] == shown_as
    assert (told["Ngày cấp"], told["Hạng"]) == ("27/09/2021", "B2")


def test_the_blocks_speak_english_too() -> None:
    with translation.override("en"):
        assert read(parsed("{{ k.back('/') }}")) == "Back"
        tree = parsed("{{ k.error_summary(form) }}{{ k.file(form.paper, '5 MB', 'JPG') }}", form=Wish({}))
    assert read(tree.xpath("//h2")[0]) == "Something needs to be corrected"
    assert read(tree.xpath("//div[@id='id_paper-size']")[0]) == "JPG, at most 5 MB."
