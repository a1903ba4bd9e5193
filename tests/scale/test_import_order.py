"""In which order files are imported means nothing, but where DESIGN says so (DESIGN §2)."""

import os
import re
import shutil
import subprocess

import pytest

from lib import databases, odoo_run, odoo_source, paths

from .common import run_trial
from .import_order import IMPORT, turn_imports

# A gate of each room, asked once more with everything turned round: gates are what an order could open.
GATES = (
    "visit/kit/test_kit_gate.py",
    "plan/proposal/test_proposal_gate.py",
    "plan/trip/test_trip_gate.py",
    "plan/work_plan/test_work_plan_gate.py",
    "deal/quotation/test_sale_order_gate.py",
    "deal/contract/test_ops_contract.py",
    "delivery/goods/test_release_gate.py",
    "cash/receipt/test_receipt_bypass.py",
    "cash/invoice/test_invoice_exception.py",
    "service/case/test_case_bypass.py",
)
FEWEST = 150
# Folders of rooms, and how many lines stand elsewhere at least when theirs are turned round.
TURNED = {
    "ops_dept/models": 500,
    "ops_dept/wizard": 20,
    "ops_dept_reports/models": 40,
    "ops_dept_reports/reports": 4,
    "ops_dept_reports/analysis": 4,
}


class Turned:
    """A copy of the add-ons with their imports turned round, and a database to load them on."""

    def __init__(self, folder, environment, database):
        self.addons, self.environment, self.database = folder / "addons", environment, database
        shutil.copytree(paths.ADDONS, self.addons, ignore=shutil.ignore_patterns("__pycache__"))
        self.moved = {name: turn_imports(self.addons / name) for name in TURNED}
        self.conf = folder / "odoo.conf"
        text = paths.ODOO_CONF.read_text(encoding="utf8")
        assert str(paths.ADDONS) in text
        self.conf.write_text(text.replace(str(paths.ADDONS), str(self.addons)), encoding="utf8")

    def run_tests(self, *files):
        """Run tests on these add-ons and return what pytest says."""
        options = [f"--odoo-config={self.conf}", f"--odoo-database={self.database}", "--odoo-http"]
        environment = {**odoo_run.environment(self.environment)}
        environment.pop("OPS_TEST_RESULTS", None)
        return subprocess.run(
            [paths.PYTHON, "-m", "pytest", *options, *files],
            cwd=paths.ROOT, env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT, text=True, check=False,
        ).stdout  # fmt: skip


@pytest.fixture(scope="module")
def turned(tmp_path_factory):
    known = databases.Databases(dict(os.environ), odoo_source.find())
    with known.temporary_copy(os.environ["OPS_TEST_FURNISHED"], "turned") as name:
        yield Turned(tmp_path_factory.mktemp("turned"), known.environment, name)


def test_models_come_out_the_same(turned):
    assert all(turned.moved[name] >= fewest for name, fewest in TURNED.items()), turned.moved
    module = "tests.scale.import_order"
    plain = run_trial(module, turned.database)
    found = run_trial(module, turned.database, conf=turned.conf)
    assert "sale.order" in found
    differences = [
        (model, name, plain.get(model, {}).get(name), found.get(model, {}).get(name))
        for model in plain | found
        for name in plain.get(model, {}) | found.get(model, {})
        if plain.get(model, {}).get(name) != found.get(model, {}).get(name)
    ]
    assert not differences, "\n".join(map(repr, differences))


def test_each_room_is_asked():
    """A gate of each room is among them; policy and secrecy are what all of them pass."""
    rooms = set(IMPORT.findall((paths.ADDONS / "ops_dept/models/__init__.py").read_text(encoding="utf8")))
    assert {name.partition("/")[0] for name in GATES} == rooms - {"policy", "secrecy"}


def test_the_gates_stand(turned):
    said = turned.run_tests(*(str(paths.TESTS / name) for name in GATES))
    passed = re.search(r"^(\d+) passed", said, re.M)
    assert passed, said
    assert " failed" not in said, said
    assert " error" not in said, said
    assert int(passed[1]) >= FEWEST
    assert (turned.addons / "ops_dept/models/policy/__pycache__").is_dir()  # these add-ons were the ones
