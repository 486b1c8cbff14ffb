"""The portal's own page of the procedure, which hands a citizen over to the service."""

from base64 import b64encode
from collections.abc import Mapping
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from sandbox.pages import render
from sandbox.people.population import Population
from sandbox.people.provinces import Province, provinces

PROCEDURE = "1.002809"
UNKNOWN = "Không tìm thấy công dân có số này trong thế giới thực hành. Hãy kiểm tra lại số."


class HandOver:
    """`/portal/`: choose the department, say who you are, and go to `SANDBOX_GPLX_URL`."""

    def __init__(self, *, people: Population, env: Mapping[str, str]) -> None:
        self.people = people
        self.service = env.get("SANDBOX_GPLX_URL", "http://127.0.0.1:8000").rstrip("/")

    def routes(self) -> list[Route]:
        return [
            Route("/portal/", self.page, methods=["GET"]),
            Route("/portal/nop-ho-so", self.go, methods=["POST"]),
        ]

    async def page(self, _request: Request) -> Response:
        return render("procedure.html", provinces=provinces(), problem="")

    async def go(self, request: Request) -> Response:
        form = await request.form()
        person = self.people.find(str(form.get("number", "")).strip())
        province = next((each for each in provinces() if each.code == form.get("province")), None)
        if person is None or province is None:
            return render("procedure.html", 404, provinces=provinces(), problem=UNKNOWN)
        query = urlencode(_hand_over(province, person.tech_id))
        return RedirectResponse(f"{self.service}/nop-ho-so?{query}", status_code=303)


def _hand_over(province: Province, tech_id: str) -> dict[str, str]:
    """MDT is the account's TechID in Base64."""
    local = f"{PROCEDURE}.{province.agency_code}"
    return {
        "MaTTHCDP": local,
        "MaCoQuanThucHien": province.agency,
        "vnconnect": "1",
        "MaDVC": f"{local}.01",
        "MDT": b64encode(tech_id.encode()).decode(),
    }
