"""Pages as people read them: the words, what stands beside what, which mistakes are told where, what can be sent."""

from typing import Any

from lxml import html


def tree(answer: Any) -> Any:
    """The page."""
    return html.fromstring(answer.content.decode())


def said(node: Any) -> str:
    """The words of a part of it, with single spaces."""
    return " ".join(" ".join(node.itertext()).split())


def marked(node: Any, name: str) -> list[Any]:
    """The parts that bear this class."""
    return list(
        node.xpath(".//*[contains(concat(' ', normalize-space(@class), ' '), concat(' ', $name, ' '))]", name=name)
    )


def main(answer: Any) -> str:
    """The words of its main part."""
    return said(tree(answer).find(".//main"))


def title(answer: Any) -> str:
    """Its first heading."""
    return said(tree(answer).find(".//h1"))


def rows(answer: Any) -> dict[str, str]:
    """What its summary lists say, by name."""
    return {said(row.find("dt")): said(row.find("dd")) for row in marked(tree(answer), "govuk-summary-list__row")}


def changes(answer: Any) -> dict[str, str]:
    """Where its summary lists lead to for a change, by name."""
    found = marked(tree(answer), "govuk-summary-list__row")
    return {said(row.find("dt")): href for row in found for href in row.xpath("./dd[2]/a/@href")}


def mistakes(answer: Any) -> list[str]:
    """The sentences beside the fields; the summary must hold the same, each leading to its field."""
    page = tree(answer)
    beside = [said(each).removeprefix("Lỗi: ") for each in marked(page, "govuk-error-message")]
    told = [link for summary in marked(page, "govuk-error-summary") for link in summary.iter("a")]
    assert sorted(said(each) for each in told) == sorted(beside)
    assert all(page.xpath("//*[@id=$id]", id=each.get("href")[1:]) for each in told)
    assert said(page.find(".//title")).startswith("Lỗi: ") == bool(beside)
    return beside


def links(answer: Any) -> dict[str, str]:
    """The addresses that its main part leads to, by their words."""
    return {said(each): each.get("href") for each in tree(answer).find(".//main").iter("a")}


def forms(answer: Any) -> list[str]:
    """Where the forms of its main part go."""
    return [each.get("action") for each in tree(answer).find(".//main").iter("form")]


def tasks(answer: Any) -> dict[str, tuple[str, str]]:
    """The lines of its task list: what it is about, how it stands with it, and the hint."""
    return dict(_task(each) for each in marked(tree(answer), "govuk-task-list__item"))


def _task(line: Any) -> tuple[str, tuple[str, str]]:
    name = marked(line, "govuk-task-list__name-and-hint")[0][0]
    hints = " ".join(said(hint) for hint in marked(line, "govuk-task-list__hint"))
    return said(name), (said(marked(line, "govuk-task-list__status")[0]), hints)


def steps(answer: Any) -> list[tuple[str, str]]:
    """Its timeline: each step, and whether it is done, now or later."""
    found = marked(tree(answer), "gplx-timeline__step")
    return [
        (str(marked(each, "gplx-timeline__title")[0].text).strip(), each.get("class").rpartition("--")[2])
        for each in found
    ]


def field(answer: Any, name: str) -> str | None:
    """What stands in a field: of radio buttons and boxes the one that is ticked, of a list the one chosen; none, nothing."""
    for one in tree(answer).xpath("//main//*[@name=$name]", name=name):
        if one.tag == "select":
            return str((one.xpath("./option[@selected]/@value") or [""])[0])
        if one.tag == "textarea":
            return str(one.text or "")
        if one.get("type") not in ("radio", "checkbox") or one.get("checked") is not None:
            return str(one.get("value") or "")
    return None


def choices(answer: Any, name: str) -> list[str]:
    """What can be chosen in a field."""
    page = tree(answer)
    ticked = page.xpath("//main//input[@name=$name]/@value", name=name)
    return [str(one) for one in ticked or page.xpath("//main//select[@name=$name]/option/@value", name=name) if one]
