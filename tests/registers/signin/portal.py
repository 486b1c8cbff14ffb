"""A portal of the tests: its keys, and answers that are right unless a test says otherwise."""

import hashlib
import hmac
from datetime import datetime, timedelta
from typing import Any

from joserfc import jwt
from joserfc.jwk import RSAKey
from joserfc.util import urlsafe_b64encode

from gplx.ground.clock import HANOI
from tests.registers.outside import Answer, Outside

NOON = datetime(2021, 9, 27, 12, 0, tzinfo=HANOI)
KEY, OTHER_KEY, NEW_KEY = (
    RSAKey.generate_key(2048, {"kid": kid, "alg": "RS256", "use": "sig"}) for kid in ("k-1", "k-1", "k-2")
)

CLAIMS = {
    "sub": "u-1",
    "LoaiTaiKhoan": "1",
    "TechID": "t-1",
    "SoDinhDanh": "001085000001",
    "SoCMND": "010000001",
    "HoChieu": "",
    "HoVaTen": "TRA\u0302\u0300N THU\u031b\u0309 NGHIE\u0323\u0302M",
    "NgayThangNamSinh": "19850412",
    "GioiTinh": "Nữ",
    "ThuDienTu": "thu@example.vn",
    "SoDienThoai": "0900000001",
    "ThuongTru": "1 Phố Thử, Hà Nội",
    "QuocTich": "Việt Nam",
    "loAs": ["LoA1", "LoA2"],
}


def discovery(outside: Outside) -> dict[str, str]:
    return {
        "issuer": outside.url,
        "authorization_endpoint": f"{outside.url}/oauth2/authorize",
        "token_endpoint": f"{outside.url}/oauth2/token",
        "userinfo_endpoint": f"{outside.url}/oauth2/userinfo",
        "jwks_uri": f"{outside.url}/oauth2/jwks",
    }


def published(*keys: RSAKey) -> dict[str, Any]:
    return {"keys": [key.as_dict(private=False) for key in keys]}


def id_token(
    outside: Outside, nonce: str, /, *, key: RSAKey = KEY, header: dict[str, str] | None = None, **changes: Any
) -> str:
    """A signed id_token; a claim that is changed to None is left out."""
    claims = {
        "iss": outside.url,
        "aud": "gplx",
        "sub": "u-1",
        "nonce": nonce,
        "iat": int(NOON.timestamp()),
        "exp": int((NOON + timedelta(minutes=5)).timestamp()),
    } | changes
    told = {name: value for name, value in claims.items() if value is not None}
    header = header or {"alg": "RS256", "kid": "k-1"}
    return jwt.encode(header, told, key, algorithms=["RS256"])


def signed_with_the_published_key(body: str) -> str:
    """The public key misused as a shared secret: the classic forgery."""
    text = urlsafe_b64encode(b'{"alg":"HS256","kid":"k-1"}').decode() + "." + body
    signature = hmac.new(KEY.as_pem(private=False), text.encode(), hashlib.sha256).digest()
    return f"{text}.{urlsafe_b64encode(signature).decode()}"


def tokens(token: str) -> Answer:
    return Answer({"access_token": "at-1", "id_token": token, "token_type": "Bearer", "expires_in": 300})
