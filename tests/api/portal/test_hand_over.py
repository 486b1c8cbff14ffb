"""The national portal hands a citizen over."""

import pytest
from django.test import Client


@pytest.mark.parametrize(
    "query",
    [
        "MaTTHC=1.002809",
        "MaTTHCDP=1.002809.000.00.00.H55&MaCoQuanThucHien=H55.242&vnconnect=1&MaDVC=1.002809.000.00.00.H55.02&MDT=YQ==",
        "MaTTHC=1.002809.000.00.00.H26&vneid=1",
    ],
)
def test_our_procedure_goes_to_sign_in_and_nothing_personal_goes_along(client: Client, query: str) -> None:
    answer = client.get(f"/nop-ho-so?{query}")

    assert (answer.status_code, answer.headers["Location"]) == (302, "/dang-nhap?next=/cua-toi")
    assert not answer.cookies


@pytest.mark.parametrize(
    "query",
    [
        "",
        "MaTTHC=",
        "MaTTHC=1.002835",
        "MaTTHC=1.0028091",
        "MaTTHC=x1.002809",
        "MaTTHC=1.002809%0Ax",
        "MaTTHCDP=2.000815.000.00.00.H55&MaTTHC=1.002809",
        "MaTTHC=1.002809.<script>alert(1)</script>",
    ],
)
def test_another_procedure_gets_a_clear_page(client: Client, query: str) -> None:
    answer = client.get(f"/nop-ho-so?{query}")

    assert answer.status_code == 404
    assert "Ở đây không có thủ tục này" in answer.content.decode()
    assert "<script" not in answer.content.decode()
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]


def test_nothing_is_handed_over_by_post(client: Client) -> None:
    assert client.post("/nop-ho-so?MaTTHC=1.002809").status_code == 405
