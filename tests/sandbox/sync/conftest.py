"""A session at the portal."""

import pytest


@pytest.fixture
def portal(world):
    """Calls of one session: `portal(service, **rest)`."""
    login = world.post("/sync/mapi/login", json={"username": "gplx", "password": "gplx-practice"}).json()

    def call(service, path="/sync/mapi/g", **rest):
        sent = {"session": login["session"], "madonvi": "000.00.00.G04", "service": service} | rest
        return world.post(path, json=sent).json()

    return call
