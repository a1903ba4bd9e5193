"""Core's tests inside Odoo: ``python -m tests.core.inside CONF DATABASE FILE [--on] TEST-MODULE ...``.

Runs the tests of ``sale.test_sale_order`` … with everything loaded that is installed, also those meant for
the time of a module's installation, and writes test → outcome and reason to the file. What needs a browser is
left out.
"""

import argparse
import json
import logging
import signal
import sys
import traceback
import unittest
from pathlib import Path

from odoo import http
from odoo.api import SUPERUSER_ID, Environment
from odoo.modules.registry import Registry
from odoo.service import server
from odoo.tests import loader
from odoo.tests.common import HttpCase
from odoo.tests.result import OdooTestResult
from odoo.tests.suite import OdooSuite
from odoo.tools import config

from .compare import BROWSER

# Core waits 12 seconds for a page, which a busy machine may need to build one.
SECONDS_TO_ANSWER = 120
url_open = HttpCase.url_open


class Results(OdooTestResult):
    """Notes how each test ended; the worst word wins."""

    def __init__(self):
        super().__init__()
        self.tests, self.classes = {}, {}

    def _note(self, test, outcome, reason=""):
        while getattr(test, "test_case", None):  # a subtest
            test = test.test_case
        is_test = isinstance(test, unittest.TestCase)
        # what is set up or torn down for a whole class names it: "setUpClass (odoo.addons....TestClass)"
        found = self.tests if is_test else self.classes
        name = test.id() if is_test else test.description.partition("(")[2].rstrip(")")
        if found.get(name, {}).get("outcome") != "failed":
            found[name] = {"outcome": outcome, "reason": reason}

    def addSuccess(self, test):  # noqa: N802
        self._note(test, "passed")

    def addSkip(self, test, reason):  # noqa: N802
        super().addSkip(test, reason)
        self._note(test, "skipped", reason)

    def addError(self, test, err):  # noqa: N802
        super().addError(test, err)
        self._note(test, "failed", _reason(err))

    def addFailure(self, test, err):  # noqa: N802
        super().addFailure(test, err)
        self._note(test, "failed", _reason(err))

    def of(self, tests):
        """Return test → outcome; a test that never began ended as its class did."""
        lost = {"outcome": "failed", "reason": "never ran"}
        found = {}
        for test in tests:
            whole = self.classes.get(f"{type(test).__module__}.{type(test).__qualname__}")
            found[test.id()] = self.tests.get(test.id()) or whole or lost
        return found


def _reason(err):
    return traceback.format_exception_only(err[0], err[1])[-1].strip()[:400]


def find_tests(names):
    """Return the tests of these files of modules, in the order in which Odoo runs them."""
    modules = sorted({name.split(".")[0] for name in names})
    suites = [loader.make_suite(modules, position) for position in ("at_install", "post_install")]
    return [
        test
        for suite in suites
        for test in suite
        if f"{test.test_module}.{type(test).__module__.rpartition('.')[2]}" in names
    ]


def leave_out_browser(*_args, **_options):
    raise unittest.SkipTest(BROWSER)


def wait_longer(self, *args, timeout=SECONDS_TO_ANSWER, **options):
    return url_open(self, *args, timeout=timeout, **options)


def switch_on(database):
    """Turn the rulebook on in all companies, and let those that tests create be born so, whoever creates
    them: an accountant of core's tests is no rulebook administrator.
    """
    from odoo.addons.ops_dept.models.policy.clause.res_company import ResCompany

    switched = ResCompany._ops_switched
    # sudo: the harness turns the switch, not the user of the test
    ResCompany._ops_switched = lambda companies, target: switched(companies.sudo(), target)
    with Registry(database).cursor() as cr:
        env = Environment(cr, SUPERUSER_ID, {})
        env["ir.default"].set("res.company", "ops_rulebook", True)
        env["res.company"].search([]).write({"ops_rulebook": True})


def run(database, names):
    """Run the tests with a web server beside, and return how each ended."""
    HttpCase.browser_js, HttpCase.url_open = leave_out_browser, wait_longer
    server.load_server_wide_modules()
    server.server = server.ThreadedServer(http.root)
    registry = Registry(database)
    config["test_tags"], config["test_enable"] = "+standard", True  # not before: loading would run all tests
    server.server.start(stop=False)
    signal.signal(signal.SIGINT, signal.default_int_handler)
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    results = Results()
    try:
        registry._assertion_report = results
        tests = find_tests(names)
        OdooSuite(tests)(results)
        return results.of(tests)
    finally:
        server.server.stop()


def main():
    parser = argparse.ArgumentParser()
    for name in ("conf", "database", "port", "file"):
        parser.add_argument(name)
    parser.add_argument("--on", action="store_true")
    parser.add_argument("names", nargs="+")
    options = parser.parse_args()
    config.parse_config(
        ["-c", options.conf, "-d", options.database, "--db-filter", f"^{options.database}$",
         "--http-port", options.port, "--max-cron-threads=0", "--log-level=warn"],
        setup_logging=True,
    )  # fmt: skip
    if options.on:
        switch_on(options.database)
    results = run(options.database, set(options.names))
    Path(options.file).write_text(json.dumps(results))
    logging.shutdown()


if __name__ == "__main__":
    sys.exit(main())
