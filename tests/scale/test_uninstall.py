"""Uninstalling leaves core as it was found: compared row by row on the demo company, which is then worked in.

Both add-ons go at once; they are installed again, the rulebook is switched on, and they go one by one.
"""

import os

import pytest

from lib import databases, odoo_source

from .common import run_trial
from .uninstall_facts import ONLY_MENDED, RIGHTS, SCHEMA, Facts, Rows, row_differences

ADDONS = ("ops_dept", "ops_dept_reports")


class Removal:
    """The demo company without us, with us and what people made of us, and after each step that follows."""

    def __init__(self, known, name):
        self.name, self.told, self.words = name, {}, {}
        without, facts = Facts(known, os.environ["OPS_TEST_DEPENDENCIES"]), Facts(known, name)
        columns = without.columns()
        self.schema_without = without.schema()
        self.act("make")
        before, self.rights_before = Rows(facts, columns), facts.query(RIGHTS)
        ours, mended = before.ours(), facts.ids(ONLY_MENDED)
        self.act("uninstall", *ADDONS)
        self.rows = row_differences(before, Rows(facts, columns), Rows(without, columns), ours, mended)
        self.schema, self.rights = {"at once": facts.schema()}, facts.query(RIGHTS)
        self.unknown_values, self.names = facts.unknown_values(), facts.names_of_ours()
        self.wrong = {"a day's work": self.act("work")}
        self.act("install", *ADDONS)
        self.ruled = self.act("follow_rules")
        self.act("uninstall", "ops_dept_reports")
        self.wrong["without the papers"] = self.act("look")
        self.act("uninstall", "ops_dept")
        self.schema["one by one"] = facts.schema()
        self.names += facts.names_of_ours()

    def act(self, act, *arguments):
        """Let an act of the trial happen; what the server complains of is kept by the step."""
        result = run_trial("tests.scale.uninstall_trial", self.name, act, *arguments)
        self.words[act] = result["words"]
        self.told[f"{len(self.told) + 1} {act} {' '.join(arguments)}"] = result["told"]
        return result["found"]


@pytest.fixture(scope="module")
def removal():
    known = databases.Databases(dict(os.environ), odoo_source.find())
    with known.temporary_copy(os.environ["OPS_TEST_COMPANY"], "uninstall") as name:
        yield Removal(known, name)


def test_nothing_is_complained_about(removal):
    assert {step: told for step, told in removal.told.items() if told} == {}


@pytest.mark.parametrize("kind", SCHEMA)
@pytest.mark.parametrize("way", ["at once", "one by one"])
def test_the_schema_is_as_found(removal, way, kind):
    found, left = removal.schema_without[kind], removal.schema[way][kind]
    assert (sorted(found - left), sorted(left - found)) == ([], []), "missing, besides"


def test_the_rows_of_core_are_as_found(removal):
    """Orders, transfers, entries, rules, groups, menus, views, words: no row more, less or other."""
    assert removal.rows == []


def test_people_can_do_what_they_could(removal):
    """No right in core is lost or gained: a role gave it, or a group of the company that implied one."""
    assert ("desk", "User: Own Documents Only") in removal.rights
    assert set(removal.rights) ^ set(removal.rights_before) == set()


def test_no_value_is_unknown_to_core(removal):
    assert removal.unknown_values == []


def test_nothing_speaks_of_us(removal):
    assert removal.names == []


def test_others_code_speaks_as_before(removal):
    assert len(removal.words["make"]) > 20, "OCA's code speaks our Chinese while we are there"
    assert removal.words["work"] == []


def test_work_goes_on(removal):
    """Begun under the rulebook or not: confirmed, delivered, invoiced, paid by the people of core."""
    assert removal.wrong == {"a day's work": [], "without the papers": []}


def test_the_rulebook_can_come_back(removal):
    assert removal.ruled == ["refused", "submitted", "approved", 222, True]
