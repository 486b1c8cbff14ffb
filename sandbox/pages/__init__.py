"""The few pages that people see in the practice world."""

from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.responses import HTMLResponse

_templates = Environment(
    loader=FileSystemLoader(Path(__file__).parent), autoescape=True, undefined=StrictUndefined, trim_blocks=True
)


def render(template: str, /, status_code: int = 200, **values: object) -> HTMLResponse:
    """A page from its template; every value is escaped."""
    return HTMLResponse(_templates.get_template(template).render(**values), status_code=status_code)
