"""OpenID Connect provider of the portal: discovery, sign-in page, token, userinfo, logout."""

import base64
import hmac
from collections.abc import Mapping
from functools import cached_property
from urllib.parse import unquote, urlencode

from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from sandbox.clock import Clock
from sandbox.pages import render
from sandbox.people.kinds import KINDS
from sandbox.people.person import Person
from sandbox.people.population import Population
from sandbox.portal.claims import claims
from sandbox.portal.grants import FIELDS, LOAS, LOOPBACK, TOKEN_LIFE, Ask, Grant, Grants
from sandbox.portal.tokens import Signer, challenge, half_hash
from sandbox.wire import web_host

UNKNOWN = "Không tìm thấy công dân có số này trong thế giới thực hành. Hãy kiểm tra lại số, hoặc chọn một công dân mẫu."


class SignIn:
    """`/portal`: the clients are those of the settings; every citizen of the population may sign in."""

    def __init__(self, *, people: Population, clock: Clock, env: Mapping[str, str]) -> None:
        self.people, self.clock, self.grants = people, clock, Grants()
        self.client_id = env.get("SANDBOX_CLIENT_ID", "gplx")
        self.secret = env.get("SANDBOX_CLIENT_SECRET", "gplx-practice")
        own = web_host(address=env.get("SANDBOX_GPLX_URL", "")) or LOOPBACK[0]
        self.hosts = (*LOOPBACK, own, *env.get("SANDBOX_REDIRECT_HOSTS", "").split())

    @cached_property
    def signer(self) -> Signer:
        return Signer()

    @cached_property
    def demo(self) -> list[Person]:
        """One citizen of each kind."""
        return [person for kind in KINDS for person in self.people.examples(kind=kind.name, limit=1)]

    def routes(self) -> list[Route]:
        return [
            Route("/portal/.well-known/openid-configuration", self.discovery),
            Route("/portal/oauth2/jwks", self.keys),
            Route("/portal/oauth2/authorize", self.ask, methods=["GET"]),
            Route("/portal/oauth2/authorize", self.enter, methods=["POST"]),
            Route("/portal/oauth2/token", self.token, methods=["POST"]),
            Route("/portal/oauth2/userinfo", self.userinfo, methods=["GET", "POST"]),
            Route("/portal/oauth2/introspect", self.introspect, methods=["POST"]),
            Route("/portal/oauth2/revoke", self.revoke, methods=["POST"]),
            Route("/portal/oidc/logout", self.logout, methods=["GET", "POST"]),
        ]

    async def discovery(self, request: Request) -> Response:
        issuer = _issuer(request)
        names = ("authorize", "token", "userinfo", "introspect", "revoke")
        authorize, token, userinfo, introspect, revoke = (f"{issuer}/oauth2/{name}" for name in names)
        return JSONResponse(
            {
                "issuer": issuer,
                "authorization_endpoint": authorize,
                "token_endpoint": token,
                "userinfo_endpoint": userinfo,
                "introspection_endpoint": introspect,
                "revocation_endpoint": revoke,
                "jwks_uri": f"{issuer}/oauth2/jwks",
                "end_session_endpoint": f"{issuer}/oidc/logout",
                "response_types_supported": ["code"],
                "grant_types_supported": ["authorization_code"],
                "subject_types_supported": ["public"],
                "id_token_signing_alg_values_supported": ["RS256"],
                "scopes_supported": ["openid"],
                "acr_values_supported": list(LOAS),
                "code_challenge_methods_supported": ["S256"],
                "token_endpoint_auth_methods_supported": ["client_secret_basic", "client_secret_post"],
            }
        )

    async def keys(self, _request: Request) -> Response:
        return JSONResponse(self.signer.public_keys())

    async def ask(self, request: Request) -> Response:
        ask = Ask.read(request.query_params)
        return self._refusal(ask) or self._page(request, ask)

    async def enter(self, request: Request) -> Response:
        form = await request.form()
        ask = Ask.read(form)
        if refusal := self._refusal(ask):
            return refusal
        number = str(form.get("number", "")).strip() or str(form.get("citizen", ""))
        person = self.people.find(number)
        if person is None or number not in (person.cccd, person.cmnd):
            return self._page(request, ask, UNKNOWN, status_code=404)
        code = self.grants.code(ask=ask, number=person.cccd, now=self.clock.now())
        return _back(ask, {"code": code, "state": ask.state, "iss": _issuer(request)})

    async def token(self, request: Request) -> Response:
        form = await request.form()
        if not self._client_known(request, str(form.get("client_id", "")), str(form.get("client_secret", ""))):
            return _error("invalid_client", 401)
        if form.get("grant_type") != "authorization_code":
            return _error("unsupported_grant_type")
        now = self.clock.now()
        grant = self.grants.redeem(code=str(form.get("code", "")), now=now)
        if grant is None or grant.ask.redirect_uri != form.get("redirect_uri"):
            return _error("invalid_grant")
        proven = challenge(str(form.get("code_verifier", "")))
        if not hmac.compare_digest(proven.encode(), grant.ask.code_challenge.encode()):
            return _error("invalid_grant")
        token = self.grants.token(grant=grant, now=now)
        answer = {"access_token": token, "token_type": "Bearer", "expires_in": int(TOKEN_LIFE.total_seconds())}
        signed = self._id_token(_issuer(request), grant, token)
        return JSONResponse(answer | {"id_token": signed, "scope": "openid"}, headers={"Cache-Control": "no-store"})

    async def userinfo(self, request: Request) -> Response:
        scheme, _, token = request.headers.get("authorization", "").partition(" ")
        number = self.grants.holder(token=token, now=self.clock.now()) if scheme.lower() == "bearer" else None
        person = self.people.find(number) if number else None
        if person is None:
            return JSONResponse({"error": "invalid_token"}, 401, headers={"WWW-Authenticate": "Bearer"})
        return JSONResponse(claims(person=person))

    async def introspect(self, request: Request) -> Response:
        form = await request.form()
        held = self.grants.holder(token=str(form.get("token", "")), now=self.clock.now())
        return JSONResponse({"active": held is not None} | ({"client_id": self.client_id} if held else {}))

    async def revoke(self, request: Request) -> Response:
        self.grants.revoke(token=str((await request.form()).get("token", "")))
        return Response(status_code=200)

    async def logout(self, request: Request) -> Response:
        sent = await request.form() if request.method == "POST" else request.query_params
        back = Ask("", self.client_id, str(sent.get("post_logout_redirect_uri", "")), *[""] * 6)
        if not back.trusted(client_id=self.client_id, hosts=self.hosts):
            return render("problem.html", title="Đã đăng xuất", text="Bạn đã ra khỏi Cổng Dịch vụ công (thực hành).")
        state = {"state": str(sent["state"])} if sent.get("state") else {}
        return _back(back, state)

    def _refusal(self, ask: Ask) -> Response | None:
        if not ask.trusted(client_id=self.client_id, hosts=self.hosts):
            known = f"Ứng dụng {ask.client_id!r} hoặc địa chỉ quay về chưa được đăng ký; được phép: {', '.join(self.hosts)}."
            return render("problem.html", 400, title="Không thể đăng nhập", text=known)
        fault = ask.fault()
        return _back(ask, {"error": fault, "state": ask.state}) if fault else None

    def _page(self, request: Request, ask: Ask, problem: str = "", status_code: int = 200) -> Response:
        hidden = [(name, getattr(ask, name)) for name in FIELDS]
        action = request.url.path
        return render("sign_in.html", status_code, action=action, hidden=hidden, demo=self.demo, problem=problem)

    def _client_known(self, request: Request, client_id: str, secret: str) -> bool:
        scheme, _, encoded = request.headers.get("authorization", "").partition(" ")
        if scheme.lower() == "basic":
            client_id, secret = _basic(encoded)
        return client_id == self.client_id and hmac.compare_digest(secret.encode(), self.secret.encode())

    def _id_token(self, issuer: str, grant: Grant, token: str) -> str:
        now = int(self.clock.now().timestamp())
        person = self.people.find(grant.number)
        facts = {
            "iss": issuer,
            "sub": person.tech_id if person else "",
            "aud": self.client_id,
            "iat": now,
            "exp": now + int(TOKEN_LIFE.total_seconds()),
            "auth_time": int(grant.signed_in.timestamp()),
            "acr": grant.ask.level,
            "at_hash": half_hash(token),
        }
        return self.signer.sign(facts | ({"nonce": grant.ask.nonce} if grant.ask.nonce else {}))


def _issuer(request: Request) -> str:
    return f"{request.base_url}portal"


def _back(ask: Ask, values: dict[str, str]) -> RedirectResponse:
    joint = "&" if "?" in ask.redirect_uri else "?"
    return RedirectResponse(ask.redirect_uri + (joint + urlencode(values) if values else ""), status_code=303)


def _basic(encoded: str) -> tuple[str, str]:
    try:
        name, _, secret = base64.b64decode(encoded, validate=True).decode().partition(":")
    except ValueError:
        return "", ""
    return unquote(name), unquote(secret)


def _error(code: str, status: int = 400) -> JSONResponse:
    return JSONResponse({"error": code}, status, headers={"Cache-Control": "no-store"})
