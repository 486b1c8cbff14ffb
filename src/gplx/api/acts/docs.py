"""``/api/docs``: the interface as a page, made from its own OpenAPI description; no script, nothing from elsewhere."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.templatetags.static import static
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from ninja import NinjaAPI
from ninja.openapi.docs import DocsBase

_PAGE = """<!doctype html>
<html lang="vi" class="govuk-template"><head><meta charset="utf-8"><title>{title}</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="stylesheet" href="{govuk}"><link rel="stylesheet" href="{own}"></head>
<body class="govuk-template__body"><div class="govuk-width-container"><main class="govuk-main-wrapper">
<h1 class="govuk-heading-l">{title}</h1>
<p class="govuk-body">{description}</p>
<p class="govuk-body"><a class="govuk-link" href="{openapi}">OpenAPI (JSON)</a></p>
<h2 class="govuk-heading-m">Địa chỉ</h2>
{operations}
<h2 class="govuk-heading-m">Cấu trúc dữ liệu</h2>
{schemas}
</main></div></body></html>"""

_OPERATION = """<h3 class="govuk-heading-s"><code>{method} {path}</code></h3>
<p class="govuk-body">{summary}. {description}</p>
<ul class="govuk-list govuk-list--bullet">{asks}{answers}</ul>
"""
_SCHEMA = """<h3 class="govuk-heading-s" id="{name}"><code>{name}</code></h3>
<p class="govuk-body">{description}</p>
<ul class="govuk-list govuk-list--bullet">{fields}</ul>
"""


class PlainDocs(DocsBase):
    """The description as one plain page."""

    def render_page(self, request: HttpRequest, api: NinjaAPI, **kwargs: Any) -> HttpResponse:
        """The page."""
        schema = api.get_openapi_schema()
        page = format_html(
            _PAGE,
            title=schema["info"]["title"],
            description=schema["info"]["description"],
            govuk=static("vendor/govuk-frontend/govuk.css"),
            own=static("gplx.css"),
            openapi=request.build_absolute_uri(self.get_openapi_url(api, kwargs)),
            operations=_operations(schema["paths"]),
            schemas=_schemas(schema["components"]["schemas"]),
        )
        return HttpResponse(page)


def _operations(paths: dict[str, Any]) -> SafeString:
    rows = ((method, path, told) for path, methods in paths.items() for method, told in methods.items())
    return format_html_join("", "{}", ((_operation(*row),) for row in rows))


def _operation(method: str, path: str, told: dict[str, Any]) -> SafeString:
    asks = [(one["name"], f"({one['in']}) {one.get('description', '')}") for one in told["parameters"]]
    if "requestBody" in told:
        asks.append(("body", _type(told["requestBody"]["content"]["application/json"]["schema"])))
    answers = [(str(status), _answer(answer)) for status, answer in told["responses"].items()]
    return format_html(
        _OPERATION,
        method=method.upper(),
        path=path,
        summary=told["summary"],
        description=told.get("description", ""),
        asks=_items(asks),
        answers=_items(answers),
    )


def _answer(answer: dict[str, Any]) -> str:
    return " ".join(_type(content["schema"]) for content in answer.get("content", {}).values())


def _schemas(schemas: dict[str, Any]) -> SafeString:
    rows = (
        (format_html(_SCHEMA, name=name, description=told.get("description", ""), fields=_items(_fields(told))),)
        for name, told in schemas.items()
    )
    return format_html_join("", "{}", rows)


def _fields(told: dict[str, Any]) -> list[tuple[str, str]]:
    fields = told.get("properties", {}).items()
    return [(name, f"{_type(field)} {field.get('description', '')}") for name, field in fields]


def _type(field: dict[str, Any]) -> str:
    """A type in short: its name, or those that it may be."""
    if "$ref" in field:
        return str(field["$ref"]).rpartition("/")[2]
    if "anyOf" in field:
        return " | ".join(_type(one) for one in field["anyOf"])
    if "items" in field:
        return f"[{_type(field['items'])}]"
    return " | ".join(field["enum"]) if "enum" in field else str(field.get("format") or field.get("type", ""))


def _items(rows: list[tuple[str, str]]) -> SafeString:
    return format_html_join("", "<li><code>{}</code> {}</li>", rows)
