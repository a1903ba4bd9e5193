"""Write down how each test ended and how long it took, for what script/test prints at the end."""

import json
import os
import signal
from pathlib import Path

import pytest

# The worst word wins when a test has several reports (setup, call, teardown, subtests).
ORDER = ("passed", "skipped", "failed")


class Results:
    """Collects test → outcome, clauses and seconds (with what it set up), and writes them to the file that
    script/test names.
    """

    def __init__(self, path):
        self.path = path
        self.tests = {}
        self.started = 0.0

    def pytest_collection_modifyitems(self, items):
        for item in items:
            found = (
                [*getattr(item.cls, "clauses", ()), *getattr(item.obj, "clauses", ())]
                if hasattr(item, "obj")
                else []
            )
            self.tests[item.nodeid] = {"outcome": None, "clauses": found}

    def pytest_deselected(self, items):
        for item in items:
            self.tests.pop(item.nodeid, None)

    def pytest_collectreport(self, report):
        if report.failed:
            self._add(report.nodeid, "failed")

    def pytest_runtest_logstart(self, nodeid):
        self.started = os.times().elapsed  # a clock that no test can stop

    def pytest_runtest_logfinish(self, nodeid):
        test = self.tests.setdefault(nodeid, {"outcome": None, "clauses": []})
        test["seconds"] = os.times().elapsed - self.started

    def pytest_runtest_logreport(self, report):
        if report.outcome == "skipped" or report.failed or report.when == "call":
            self._add(report.nodeid, report.outcome)

    def _add(self, nodeid, outcome):
        test = self.tests.setdefault(nodeid, {"outcome": None, "clauses": []})
        known = test["outcome"] or outcome
        test["outcome"] = max(known, outcome, key=ORDER.index)

    def pytest_sessionfinish(self):
        # A test without any report was cut off by the end of the run.
        for test in self.tests.values():
            test["outcome"] = test["outcome"] or "failed"
        self.path.write_text(json.dumps(self.tests))


def pytest_configure(config):
    path = os.environ.get("OPS_TEST_RESULTS")
    if path:
        # script/test ends its runs so; a run in the background does not hear Ctrl+C
        signal.signal(signal.SIGTERM, signal.default_int_handler)
    if path and not config.option.collectonly:
        config.pluginmanager.register(Results(Path(path)), "ops-results")


@pytest.fixture(scope="session")
def demo_server():
    """A real server on a copy of the demo company, for tests in a browser: `.url`, `.database`, `.passwords`.

    What tests enter is committed; the copy is dropped at the end.
    """
    from .web.demo_server import demo_server as serve

    with serve() as server:
        yield server


@pytest.fixture
def committed_database():
    """Name a database with our add-ons in which a test may commit; it is dropped afterwards."""
    from lib import databases, odoo_source

    known = databases.Databases(dict(os.environ), odoo_source.find())
    with known.temporary_copy(os.environ["OPS_TEST_PRODUCT"], "scale") as name:
        yield name
