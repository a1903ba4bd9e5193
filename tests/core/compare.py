"""script/test --core: core's and OCA's own tests, with our add-ons and without, compared test by test."""

import collections
import contextlib
import json
import os
import queue
import string
import subprocess
import threading
import time
from concurrent.futures import ThreadPoolExecutor

from lib import databases, odoo_run, paths, system, virtualenv
from lib.console import Stop, step, tell

# Modules whose behaviour is to stay as it is.
MODULES = (
    "sale", "sale_stock", "crm", "sale_crm", "stock", "stock_account", "purchase", "purchase_stock", "repair",
    "hr_expense", "helpdesk_mgmt", "base_tier_validation", "account",
)  # fmt: skip
# With the switch on: flows where no gate stands. Of accounting those of vendors' bills, and of nothing else.
FREE_FLOWS = (
    "stock", "purchase_stock", "stock_account", "hr_expense", "purchase", "repair",
    "account.test_account_move_in_invoice", "account.test_account_move_in_refund",
    "account.test_account_bill_deductibility", "account.test_account_incoming_supplier_invoice",
)  # fmt: skip
BROWSER = "needs a browser"
# Loading Odoo takes a while: worth it for this many files, and no unit is the last one for long.
FILES_PER_UNIT = 25
SECONDS_TO_PUT_AWAY = 60


def test_files(names, addons_paths):
    """Return module → its files with tests (``stock.test_move``), the largest first.

    :param names: modules, or single files of a module
    :param addons_paths: folders in which to look
    :raises Stop: when there is nothing of a name
    """
    found = {}
    for name in names:
        module, _dot, file = name.partition(".")
        folders = [path / module / "tests" for path in addons_paths if (path / module / "tests").is_dir()]
        files = folders[0].glob("test_*.py") if folders else ()
        ordered = sorted(files, key=lambda path: (-path.stat().st_size, path.name))
        chosen = [f"{module}.{path.stem}" for path in ordered if not file or path.stem == file]
        if not chosen:
            raise Stop(
                f"there are no tests {name}: name modules (sale) or files of tests (sale.test_sale_order)."
            )
        found.setdefault(module, []).extend(chosen)
    return found


def make_units(files):
    """Split files of tests into units of work of about the same size, each with large and small ones.

    What belongs to one module stays together as far as it goes.
    """
    units, names = [], []
    for found in files.values():
        names += found
        if len(names) >= FILES_PER_UNIT:
            count = -(-len(names) // FILES_PER_UNIT)
            units += [names[number::count] for number in range(count)]
            names = []
    return [*units, *([names] if names else [])]


def file_of(name):
    """Return the file of a test: ``odoo.addons.sale.tests.test_x.TestX.test_y`` is in ``sale.test_x``."""
    parts = name.split(".")
    return f"{parts[2]}.{parts[4]}" if name.startswith("odoo.addons.") else name


def doubtful_files(ours):
    """Return the files in which something did not pass with our add-ons: only those need comparing."""
    return sorted(
        {
            file_of(name)
            for name, test in ours.items()
            if test["outcome"] != "passed" and test["reason"] != BROWSER
        }
    )


def compare(ours, plain):
    """Return test → outcome and reason: failed is what fails, or is skipped, only with our add-ons.

    What fails without them as well says nothing about them: it counts as skipped. A group that broke off is a
    failure on either side.
    """
    compared = {}
    for name in sorted(ours | plain):
        test = ours.get(name, {"outcome": "failed", "reason": "does not run"})
        before = plain.get(name, {}).get("outcome")
        outcome = test["outcome"]
        if "broken" in (outcome, before) or (outcome == "skipped" and before == "passed"):
            outcome = "failed"
        elif outcome == "failed" and before == "failed":
            outcome = "skipped"
        compared[name] = {**test, "outcome": outcome, "fails_without": before == "failed"}
    return compared


def report(compared):
    """Name what fails only with us, and print the totals; return the exit code."""
    counts = collections.Counter(test["outcome"] for test in compared.values())
    for name, test in compared.items():
        if test["outcome"] == "failed":
            tell(f"only with our add-ons: {name}\n    {test['reason']}")
    without = sum(test["fails_without"] for test in compared.values())
    tell(
        f"\nSkipped: what needs a browser, what Odoo skips, and {without} that fail without our add-ons, too."
    )
    tell(f"{counts['passed']} passed, {counts['failed']} failed, {counts['skipped']} skipped")
    return 1 if counts["failed"] or not counts["passed"] else 0


class CoreTests:
    """Runs units of core's tests in lanes, each on a fresh copy of one of the two databases.

    :param known: the project's databases
    :param int lanes: how many units run at once
    :param bool is_on: with the rulebook switched on on our side
    """

    def __init__(self, known, lanes, is_on=False):
        self.known, self.lanes, self.is_on = known, lanes, is_on
        self.running = set()
        self.copying = threading.Lock()
        self.lane_letters = queue.SimpleQueue()
        for letter in string.ascii_lowercase[:lanes]:
            self.lane_letters.put(letter)
        self.is_broken_off = False

    def run(self, names):
        """Run the tests of these modules and return how the two sides compare.

        First with our add-ons; then, without them, the files in which something did not pass.
        """
        files = test_files(names, [virtualenv.addons_path(), *self.known.source.addons_paths])
        plain = self.known.plain()
        self._check_installed(files, plain)
        tell(f"What the tests say: {self._folder()}")
        with self._with_ours(plain) as name:
            ours = self._run_units(make_units(files), name, "with our add-ons")
        doubtful = doubtful_files(ours)
        return compare(ours, self._run_units(make_units({"": doubtful}), plain, "without", side="plain"))

    def _check_installed(self, modules, database):
        statement = "SELECT name FROM ir_module_module WHERE state = 'installed'"
        missing = set(modules) - {name for (name,) in self.known.query(statement, database)}
        if missing:
            raise Stop(f"our add-ons do not depend on {', '.join(sorted(missing))}: choose other modules.")

    def _folder(self):
        folder = paths.LOG / "core"
        folder.mkdir(parents=True, exist_ok=True)
        return folder

    @contextlib.contextmanager
    def _with_ours(self, plain):
        """Give a copy of the plain database with our add-ons installed."""
        with self.known.temporary_copy(plain, "ours") as name:
            modules = databases.our_modules()
            with step(f"Database: our add-ons beside them: {', '.join(modules)}"):
                odoo_run.install(self.known.environment, name, modules, "Our add-ons could not be installed.")
            yield name

    def _run_units(self, units, base, title, side="ours"):
        """Run units at once, each on a copy of the base; an interruption ends what runs."""
        tell(f"{len(units)} groups of tests {title}, {self.lanes} at once.")
        found = {}
        with ThreadPoolExecutor(self.lanes) as pool:
            futures = [
                pool.submit(self._run_unit, names, base, f"{side}-{number}")
                for number, names in enumerate(units, 1)
            ]
            try:
                for future in futures:
                    found |= future.result()
            except BaseException:
                pool.shutdown(wait=False, cancel_futures=True)
                self._break_off()
                raise
        return found

    def _break_off(self):
        self.is_broken_off = True
        for process in self.running.copy():
            databases.wait_for_exit(process, SECONDS_TO_PUT_AWAY)

    def _run_unit(self, names, base, title):
        """Run a unit on a copy of its own, and say how it went."""
        modules = " ".join(dict.fromkeys(name.split(".")[0] for name in names))
        tell(f"-> {title}: {modules}, {len(names)} files")
        started = time.monotonic()
        with self._copy(base) as copy:
            results = self._inside(copy, names, title)
        counts = collections.Counter(test["outcome"] for test in results.values())
        tell(
            f"-- {title}: {counts['passed']} passed, {counts['failed']} failed, {counts['skipped']} skipped, "
            f"{time.monotonic() - started:.0f} s"
        )
        return results

    @contextlib.contextmanager
    def _copy(self, base):
        letter = self.lane_letters.get()
        try:
            with contextlib.ExitStack() as stack:
                with self.copying:  # one at a time: a database that is being copied lets nobody in
                    copy = stack.enter_context(self.known.temporary_copy(base, f"core{letter}"))
                yield copy
        finally:
            self.lane_letters.put(letter)

    def _inside(self, database, names, title):
        """Run tests inside Odoo; when it breaks off, all of them are lost."""
        file = paths.RUN / f"core-results-{os.getpid()}-{title}.json"
        log = self._folder() / f"{title}.log"
        options = ["--on"] if self.is_on and title.startswith("ours") else []
        with log.open("w", encoding="utf8") as output:
            process = subprocess.Popen(
                [str(part) for part in (paths.PYTHON, "-m", "tests.core.inside", paths.ODOO_CONF, database,
                                        system.free_port(), file, *options, *names)],
                env=odoo_run.environment(self.known.environment), cwd=paths.ROOT,
                stdin=subprocess.DEVNULL, stdout=output, stderr=subprocess.STDOUT,
                process_group=0,  # Ctrl+C is handed on once, by `_break_off`
            )  # fmt: skip
            self.running.add(process)
            if self.is_broken_off:
                process.kill()
            process.wait()
        self.running.discard(process)
        if not file.exists():
            tell(f"Odoo broke off with code {process.returncode}: {' '.join(names)} (see {log})")
            return {name: {"outcome": "broken", "reason": "Odoo broke off"} for name in names}
        results = json.loads(file.read_text())
        file.unlink()
        return results
