"""The first document of a company and of a year, made by several people at once, really committed."""

from .common import run_trial

CLERKS = 4


def test_the_first_of_the_year_is_made_by_several_at_once(committed_database):
    """Everybody gets his number, nobody a refusal or an error; series and counter of the year exist once."""
    races = run_trial("tests.scale.first_of_the_year", committed_database, CLERKS)

    for year, outcome in zip(("2027", "2028"), races, strict=True):
        assert outcome["refused"] == outcome["failures"] == []
        assert [number.rpartition("-")[2] for number in outcome["numbers"]] == [
            f"{number:05}" for number in range(1, CLERKS + 1)
        ]
        assert all(f"{year}-" in number for number in outcome["numbers"])
        assert outcome["series"] == 1
    assert [outcome["years"] for outcome in races] == [1, 2]
