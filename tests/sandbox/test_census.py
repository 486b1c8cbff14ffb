"""Everybody at once: the pages agree with what each system answers about one person."""

from collections import Counter

import pytest

from sandbox.census import CONNECTED, MAX_PAGE
from sandbox.people.population import Population

AT = "/_sandbox/population"


def page(world, **asked):
    answer = world.get(AT, params=asked)
    assert answer.status_code == 200
    return answer.json()


def everybody(world):
    start, found = 0, []
    while start is not None:
        got = page(world, start=start, limit=MAX_PAGE)
        found += got["people"]
        start = got["next"]
    return found


def test_the_pages_hold_everybody_once(world):
    numbers = [person["claims"]["SoDinhDanh"] for person in everybody(world)]
    assert len(numbers) == len(set(numbers)) == 5000
    people = Population(seed=2021, size=5000)
    assert numbers == [people.person(index).cccd for index in range(5000)]


def test_a_page_says_where_the_next_one_starts(world):
    first, last = page(world, start=0, limit=3), page(world, start=4998, limit=3)
    assert (len(first["people"]), first["next"], first["size"]) == (3, 3, 5000)
    assert (len(last["people"]), last["next"]) == (2, None)
    assert page(world, start=5000)["people"] == page(world, start=9_999_999)["people"] == []
    assert len(page(world)["people"]) == 500


@pytest.mark.parametrize(
    "asked", [{"limit": "0"}, {"limit": MAX_PAGE + 1}, {"limit": "x"}, {"start": "-1"}, {"start": "1.5"}]
)
def test_a_wrong_page_is_refused(world, asked):
    assert world.get(AT, params=asked).status_code == 400


def test_each_row_is_what_the_systems_answer(world):
    for row in page(world, limit=60)["people"]:
        number = row["claims"]["SoDinhDanh"]
        shown = world.get(f"/_sandbox/people/{number}").json()
        same = ("claims", "register", "certificates", "violations", "qr", "lost")
        assert {name: row[name] for name in same} == {name: shown[name] for name in same}
        found = world.post("/licences/find", json={"numbers": [number, shown["cmnd"]]}).json()["persons"]
        assert found == ([row["register"]] if row["register"] else [])
        assert world.post("/health/find", json={"numbers": [number]}).json()["certificates"] == row["certificates"]
        born = row["claims"]["NgayThangNamSinh"]
        for agency, records in row["violations"].items():
            assert world.post(f"/{agency}/find", json={"numbers": [number], "born": born}).json()["records"] == records


def test_what_was_changed_for_a_test_is_counted_as_changed(world, citizen):
    number = citizen("all_green")["cccd"]
    world.put(f"/_sandbox/health/{number}", json={"remove": True})
    (row,) = [row for row in everybody(world) if row["claims"]["SoDinhDanh"] == number]
    assert row["certificates"] == []


def test_faults_do_not_reach_it(world):
    before = page(world, limit=5)
    world.put("/_sandbox/faults", json={"*": {"fault": "500", "dirty": True}})
    assert page(world, limit=5) == before


def test_phones_are_mostly_registered_under_the_old_number(world):
    people = Population(seed=2021, size=5000)
    found = Counter()
    for index in range(5000):
        person = people.person(index)
        assert person.subscriber in (person.cmnd, person.cccd, None)
        found["old" if person.subscriber == person.cmnd else "new" if person.subscriber else "another"] += 1
    assert 0.67 < found["old"] / 5000 < 0.73
    assert 0.18 < found["new"] / 5000 < 0.22
    assert 0.08 < found["another"] / 5000 < 0.12
    first = page(world, limit=1)["people"][0]["phoneRegisteredUnder"]
    assert first == people.person(0).subscriber


def test_ten_facilities_were_connected_three_of_hanoi_and_seven_of_hanam(world):
    assert page(world, limit=1)["connectedFacilities"] == list(CONNECTED)
    assert Counter(code[:2] for code in CONNECTED) == {"01": 3, "35": 7}
    assert len(set(CONNECTED)) == 10 and all(len(code) == 5 for code in CONNECTED)
