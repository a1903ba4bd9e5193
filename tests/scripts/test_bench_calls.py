"""script/bench counts Python calls: exactly, each time the same, and by which of our functions."""

import pytest

from bench import calls


class Core:
    def write(self, times):
        for _time in range(times):
            self.look()

    def look(self):
        return len("")


class Ours(Core):
    def write(self, times):
        self.check()
        return super().write(times)

    def check(self):
        self.look()
        self.look()


def profiled(times):
    profile = calls.profile()
    record = Ours()
    profile.enable()
    record.write(times)
    profile.disable()
    return profile


@pytest.fixture
def our_addons(monkeypatch):
    monkeypatch.setattr(calls, "OUR_ADDONS", calls.Path(__file__).resolve().parent)


def test_calls_are_counted_exactly():
    # write, check, look and len twice; Core.write, look and len for each time; disable
    assert calls.count(profiled(0)) == 1 + 1 + 4 + 1 + 1
    assert calls.count(profiled(10)) - calls.count(profiled(0)) == 20
    assert calls.count(profiled(10)) == calls.count(profiled(10))


def test_what_goes_on_to_super_is_left_out(our_addons):
    found = {function.name.rpartition(":")[2]: function for function in calls.our_functions(profiled(10))}
    assert (found["Ours.check"].own, found["Ours.check"].within) == (1, 5)
    assert (found["Ours.write"].own, found["Ours.write"].within) == (1, 6)
    assert found["Core.look"].own == 12


def test_what_is_called_more_often_comes_first():
    more = dict(calls.called_more(profiled(1), profiled(10)))
    assert [name.rpartition(":")[2] for name in list(more)[:2]] in (
        ["Core.look", "<built-in method builtins.len>"],
        ["<built-in method builtins.len>", "Core.look"],
    )
    assert list(more.values())[:2] == [9, 9]


def test_a_part_that_one_side_does_not_have_counts_nothing():
    assert calls.count(None) == 0
    assert calls.our_functions(None) == []
