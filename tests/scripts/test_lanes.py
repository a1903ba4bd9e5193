"""How script/test shares the tests among processes, and puts together what they say."""

import os
import signal
import threading
import time
from types import SimpleNamespace

import pytest

from lib import command_test, test_runs

PASSES = "def test_passes(): pass\n"
FAILS = "def test_fails(): assert False\n"
SLEEPS = """
import pathlib, time
def test_sleeps():
    try:
        time.sleep(600)
    finally:
        pathlib.Path(__file__).with_suffix(".tidy").touch()
"""
BREAKS_OFF = "import os\ndef test_never_reported(): os._exit(7)\n"


def test_each_file_runs_once():
    chosen = command_test.all_tests()
    files = []
    for unit in test_runs.make_units(chosen):
        for path in unit:
            files += test_runs.room_files(path) or [path]
    found = {
        path.relative_to(test_runs.paths.ROOT).as_posix() for path in test_runs.paths.TESTS.rglob("test_*.py")
    }
    assert sorted(files) == sorted(found)


def test_rooms_beside_odoo_stay_whole():
    units = test_runs.make_units(command_test.all_tests())
    plain = [unit for unit in units if test_runs.is_plain(unit[0])]
    assert sorted(plain) == [["tests/scale"], ["tests/scripts"], ["tests/web"]]


def test_single_files_share_one_odoo():
    chosen = ["tests/deal/bid/test_ops_bid.py::TestOpsBid", "tests/cash/test_forms.py"]
    assert test_runs.make_units(chosen) == [chosen]


def test_tests_of_an_empty_house_get_one():
    chosen = ["tests/deal/bid/test_ops_bid.py::TestOpsBid", "tests/policy/log/test_ops_log.py"]
    assert sorted(test_runs.make_units(chosen)) == [chosen[:1], chosen[1:]]


@pytest.fixture
def project(tmp_path, monkeypatch):
    """A project with rooms that need no Odoo; call it with room → source."""

    def make(**rooms):
        (tmp_path / ".run").mkdir()
        for room, source in rooms.items():
            folder = tmp_path / "tests" / room
            folder.mkdir(parents=True)
            (folder / f"test_{room}.py").write_text(source)
        (tmp_path / "tests" / "conftest.py").write_text((test_runs.paths.TESTS / "conftest.py").read_text())
        monkeypatch.setattr(test_runs.paths, "ROOT", tmp_path)
        monkeypatch.setattr(test_runs.paths, "RUN", tmp_path / ".run")
        names = ("dependencies", "product", "furnished", "company")
        stages = {name: lambda name=name: name for name in names}
        known = SimpleNamespace(environment=dict(os.environ), **stages)
        return test_runs.TestRuns(known, lanes=2, rest=[]), [f"tests/{room}" for room in rooms]

    return make


def outcomes(results):
    return {nodeid.split("::")[-1]: test["outcome"] for nodeid, test in results.items()}


def test_results_of_all_lanes_are_counted(project, capsys):
    runs, chosen = project(web=PASSES, scale=FAILS, scripts=PASSES.replace("passes", "passes_too"))
    results, _rulebook = runs.run(chosen)
    assert outcomes(results) == {"test_passes": "passed", "test_fails": "failed", "test_passes_too": "passed"}
    told = capsys.readouterr().out
    assert "3 groups of tests, 2 at once." in told
    assert "def test_fails(): assert False" in told, "what a failed test says is shown"


def test_a_lane_that_breaks_off_is_a_failure(project, capsys):
    runs, chosen = project(web=PASSES, scale=BREAKS_OFF)
    results, _rulebook = runs.run(chosen)
    assert sorted(test["outcome"] for test in results.values()) == ["failed", "passed"]
    assert "pytest broke off with code 7" in capsys.readouterr().out


@pytest.fixture
def ctrl_c():
    """Press Ctrl+C in some seconds."""
    former = signal.signal(signal.SIGINT, signal.default_int_handler)
    timer = threading.Timer(8, os.kill, (os.getpid(), signal.SIGINT))
    timer.start()
    yield
    timer.cancel()
    signal.signal(signal.SIGINT, former)


@pytest.fixture
def deaf():
    """Ignore Ctrl+C as a job in the background does."""
    former = signal.signal(signal.SIGINT, signal.SIG_IGN)
    yield
    signal.signal(signal.SIGINT, former)


def test_runs_in_the_background_are_ended_as_well(project, deaf, tmp_path):
    runs, chosen = project(web=SLEEPS, scale=SLEEPS)
    timer = threading.Timer(8, runs._break_off)
    timer.start()
    started = time.monotonic()
    runs.run(chosen)
    assert time.monotonic() - started < 60
    assert len(list(tmp_path.rglob("*.tidy"))) == 2


def test_an_interruption_ends_all_lanes_tidily(project, ctrl_c, tmp_path):
    runs, chosen = project(web=SLEEPS, scale=SLEEPS, scripts=SLEEPS)
    started = time.monotonic()
    with pytest.raises(KeyboardInterrupt):
        runs.run(chosen)
    assert time.monotonic() - started < 60
    assert not any(process.poll() is None for process in runs.running)
    assert len(list(tmp_path.rglob("*.tidy"))) == 2, "two ran and tidied up, the third never began"
