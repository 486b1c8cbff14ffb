"""The API of acts, put together: addresses, errors, description, and who may enter."""

from collections.abc import Sequence
from typing import Any

from ninja import NinjaAPI
from ninja.openapi.schema import OpenAPISchema

from gplx.api.acts import cards, deciding, reading
from gplx.api.acts.docs import PlainDocs
from gplx.api.acts.key import DepartmentKey
from gplx.api.acts.problems import tell_problems
from gplx.offices.entry import PUBLIC, SYSTEM, entry

ABOUT = (
    "Giao diện cho phần mềm riêng của Sở Giao thông vận tải: xem hồ sơ của Sở và thực hiện các bước xử lý. "
    "Mỗi Sở có một khóa (Authorization: Bearer). Mỗi bước nêu cán bộ thực hiện, phiên bản hồ sơ cán bộ đã xem (seen) "
    "và một Idempotency-Key: gửi lại cùng khóa thì không làm hai lần và nhận cùng câu trả lời. "
    "Lỗi theo RFC 7807 (application/problem+json)."
)
PROBLEM = "application/problem+json"
DESCRIPTION = ("openapi-json", "openapi-view", "api-root")


class DescribedAPI(NinjaAPI):
    """The API, whose description tells of errors as they are sent: as problems."""

    def get_openapi_schema(self, **told: Any) -> OpenAPISchema:
        """The description."""
        schema = super().get_openapi_schema(**told)
        for told_methods in schema["paths"].values():
            for operation in told_methods.values():
                for answer in operation["responses"].values():
                    content = answer.get("content", {})
                    if content and _is_problem(content["application/json"]["schema"]):
                        answer["content"] = {PROBLEM: content["application/json"]}
        return schema


def _is_problem(schema: dict[str, Any]) -> bool:
    return str(schema.get("$ref", "")).endswith("/Problem")


def _made() -> NinjaAPI:
    made = DescribedAPI(
        title="GPLX: API cho phần mềm của Sở",
        version="1.0",
        description=ABOUT,
        docs=PlainDocs(),
        auth=DepartmentKey(),
        urls_namespace="acts",
    )
    made.add_router("/acts/dossiers", reading.router)
    made.add_router("/acts/dossiers", deciding.router)
    made.add_router("/acts/dossiers", cards.router)
    tell_problems(made)
    return made


def _guarded(addresses: Sequence[Any]) -> Sequence[Any]:
    """The addresses, each stating who may enter."""
    for address in addresses:
        who = PUBLIC if address.name in DESCRIPTION else SYSTEM
        entry(who)(address.callback)
    return addresses


API = _made()
_addresses, _app, _namespace = API.urls
urls = (_guarded(_addresses), _app, _namespace)
