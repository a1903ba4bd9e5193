"""Running pytest: a few files at a time, several at once, each beside or inside an Odoo of its own."""

import contextlib
import json
import os
import queue
import subprocess
import time
from concurrent.futures import ThreadPoolExecutor

from . import odoo_run, paths
from .console import tell

# Rooms whose tests run beside Odoo, not inside it.
PLAIN_ROOMS = ("web", "scripts", "scale")
# Rooms whose tests play in the company of tests/furniture.py; the others begin with an empty house.
FURNISHED_ROOMS = ("secrecy", "visit", "plan", "deal", "delivery", "cash", "stories", "reports")
PLAYED = "tests/data/"
# Loading Odoo takes about ten seconds: worth it for this many files, and no unit is the last one for long.
FILES_PER_UNIT = 16
MOST_LANES = 4
NOTHING_COLLECTED = 5
SECONDS_TO_PUT_AWAY = 60


def lanes_here():
    """Return how many units run at once when nobody says: as many as there are processors, four at most."""
    return min(os.cpu_count() or 1, MOST_LANES)


def is_plain(path):
    return path.split("/")[1] in PLAIN_ROOMS


def is_furnished(path):
    return path.split("/")[1] in FURNISHED_ROOMS


def room_files(room):
    """Return the files with tests of a room or of its folder, the largest first, as paths from the root."""
    found = (paths.ROOT / room).rglob("test_*.py")
    return [
        path.relative_to(paths.ROOT).as_posix()
        for path in sorted(found, key=lambda path: (-path.stat().st_size, path.name))
    ]


def make_units(chosen):
    """Split what was chosen into units of work, those that probably take longest first.

    Rooms run beside Odoo stay whole: their files share a server. Of the others each unit gets some of the
    large files and some of the small ones.
    """
    units, single = [], []
    for path in chosen:
        files = room_files(path) if (paths.ROOT / path).is_dir() else []
        count = -(-len(files) // FILES_PER_UNIT)
        if is_plain(path):
            units.append([path])
        elif files:
            units += [files[number::count] for number in range(count)]
        else:
            single.append(path)
    return sorted([*units, *split_by_house(single)], key=_weight, reverse=True)


def split_by_house(paths_inside):
    """Split paths of tests inside Odoo by the database that they need."""
    houses = [[path for path in paths_inside if is_furnished(path) == kind] for kind in (True, False)]
    return [house for house in houses if house]


def _weight(unit):
    """Guess how long a unit takes: by the size of its files; browser, checkouts, the demo's play are slow."""
    size = 0
    for path in unit:
        file = paths.ROOT / path.split("::")[0]
        files = room_files(path) if file.is_dir() else [path.split("::")[0]]
        size += sum((paths.ROOT / name).stat().st_size for name in files)
    return size * (8 if is_plain(unit[0]) else 4 if unit[0].startswith(PLAYED) else 1)


class TestRuns:
    """Runs units of tests in lanes; every lane has its copies of the databases with the add-ons.

    :param known: the project's databases
    :param int lanes: how many units run at once
    :param list rest: arguments for pytest
    """

    def __init__(self, known, lanes, rest):
        self.known, self.lanes, self.rest = known, lanes, rest
        self.copies = {True: queue.SimpleQueue(), False: queue.SimpleQueue()}
        self.running = set()
        self.is_broken_off = False

    def run(self, chosen):
        """Run what was chosen; return test → outcome and clauses, and the rulebook (clause → enforcement)."""
        if self.lanes == 1:
            inside = [path for path in chosen if not is_plain(path)]
            plain = [path for path in chosen if is_plain(path)]
            units = [*split_by_house(inside), *([plain] if plain else [])]
        else:
            units = make_units(chosen)
        results, rulebook = {}, {}
        with contextlib.ExitStack() as stack:
            for kind, origin in ((True, self.known.furnished), (False, self.known.product)):
                count = sum(not is_plain(unit[0]) and is_furnished(unit[0]) == kind for unit in units)
                for number in range(min(self.lanes, count)):
                    copy = self.known.temporary_copy(origin(), f"test{'abcd'[number]}")
                    name = stack.enter_context(copy)
                    rulebook = rulebook or self._read_rulebook(name)
                    self.copies[kind].put(name)
            for found in self._run_units(units):
                results |= found
        return results, rulebook

    def _run_units(self, units):
        """Run units at once, or a single one in the open; an interruption ends what runs."""
        is_shared = self.lanes > 1 and len(units) > 1
        if is_shared:
            tell(f"{len(units)} groups of tests, {self.lanes} at once.")
        run = self._run_aside if is_shared else self._run_unit
        with ThreadPoolExecutor(self.lanes) as pool:
            futures = [pool.submit(run, unit, number) for number, unit in enumerate(units, 1)]
            try:
                return [future.result() for future in futures]
            except BaseException:
                pool.shutdown(wait=False, cancel_futures=True)
                self._break_off()
                raise

    def _break_off(self):
        """End what runs, and let it put away its servers and databases."""
        self.is_broken_off = True
        for process in self.running.copy():
            process.terminate()  # an interruption to pytest, see tests/conftest.py
        for process in self.running.copy():
            try:
                process.wait(SECONDS_TO_PUT_AWAY)
            except subprocess.TimeoutExpired:
                process.kill()

    def _run_aside(self, unit, number):
        """Run a unit and print what it says when it is finished, in one piece."""
        started = time.monotonic()
        tell(f"-> {number}: {' '.join(unit)}")
        output = paths.RUN / f"test-output-{os.getpid()}-{number}.log"
        with output.open("w+", encoding="utf8") as stream:
            results = self._run_unit(unit, number, stream)
            stream.seek(0)
            text = stream.read()
        output.unlink()
        tell(f"\n-- {number}: {' '.join(unit)}, {time.monotonic() - started:.0f} s\n{text.rstrip()}\n")
        return results

    def _run_unit(self, unit, number, output=None):
        if is_plain(unit[0]):
            return self._pytest(["-p", "no:odoo", *unit, *self.rest], number, output, self._stages(unit))
        copies = self.copies[is_furnished(unit[0])]
        name = copies.get()
        try:
            options = [f"--odoo-config={paths.ODOO_CONF}", f"--odoo-database={name}", "--odoo-http"]
            return self._pytest([*options, *unit, *self.rest], number, output, {})
        finally:
            copies.put(name)

    def _stages(self, unit):
        """Return the variables that name the databases of which the rooms make copies."""
        rooms = {path.split("/")[1] for path in unit}
        company, product = ("OPS_TEST_COMPANY", self.known.company), ("OPS_TEST_PRODUCT", self.known.product)
        furnished = ("OPS_TEST_FURNISHED", self.known.furnished)
        dependencies = ("OPS_TEST_DEPENDENCIES", self.known.dependencies)
        names = {"web": (company,), "scale": (dependencies, product, company, furnished)}
        return {variable: name() for room in rooms & names.keys() for variable, name in names[room]}

    def _pytest(self, arguments, number, output, variables):
        """Run pytest; a run that breaks off counts as one failed test."""
        file = paths.RUN / f"test-results-{os.getpid()}-{number}.json"
        process = subprocess.Popen(
            [paths.PYTHON, "-m", "pytest", *arguments],
            env={**odoo_run.environment(self.known.environment), **variables, "OPS_TEST_RESULTS": str(file)},
            cwd=paths.ROOT, stdin=subprocess.DEVNULL, stdout=output,
            stderr=subprocess.STDOUT if output else None,
            process_group=0,  # Ctrl+C is handed on once, by `_break_off`
        )  # fmt: skip
        self.running.add(process)
        if self.is_broken_off:
            process.kill()
        code = process.wait()
        self.running.discard(process)
        results = json.loads(file.read_text()) if file.exists() else {}
        file.unlink(missing_ok=True)
        if code not in (0, NOTHING_COLLECTED) and not any(
            test["outcome"] == "failed" for test in results.values()
        ):
            tell(f"pytest broke off with code {code}: {' '.join(arguments)}")
            results[f"pytest {' '.join(arguments)}"] = {"outcome": "failed", "clauses": []}
        return results

    def _read_rulebook(self, name):
        """Return clause code → who enforces it, as the product ships it."""
        return dict(self.known.query("SELECT code, enforcement FROM ops_clause ORDER BY id", name))
