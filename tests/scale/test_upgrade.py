"""A database of an earlier version becomes, by an update, what a new one is."""

import ast
import os

import pytest

from lib import databases, odoo_run, odoo_source, paths

from .earlier_versions import RECIPES

ADDONS = ("ops_dept", "ops_dept_reports")
OURS = f"module IN {ADDONS}"
STATES = ("bid", "contract", "release", "receipt", "invoice_request")
# What must be equal after the update, however old the database was.
SCHEMA = {
    "columns": "SELECT table_name, column_name, data_type, is_nullable FROM information_schema.columns"
    " WHERE table_schema = 'public'",
    "indexes": "SELECT indexdef FROM pg_indexes WHERE schemaname = 'public'",
    "constraints": "SELECT conrelid::regclass, pg_get_constraintdef(oid) FROM pg_constraint"
    " WHERE connamespace = 'public'::regnamespace",
}
RECORDS = {
    "external identifiers": f"SELECT module, name, model FROM ir_model_data WHERE {OURS}",
    "labels": "SELECT field.model, field.name, field_description, help FROM ir_model_fields field"
    f" JOIN ir_model_data data ON data.model = 'ir.model.fields' AND res_id = field.id AND {OURS}",
    "views": "SELECT data.name, md5(arch_db::text) FROM ir_ui_view record"
    f" JOIN ir_model_data data ON data.model = 'ir.ui.view' AND res_id = record.id AND {OURS}",
    "models": "SELECT model, name FROM ir_model WHERE model LIKE 'ops.%'",
    "menus": "SELECT data.name, record.name FROM ir_ui_menu record"
    f" JOIN ir_model_data data ON data.model = 'ir.ui.menu' AND res_id = record.id AND {OURS}",
    "dependencies": "SELECT ours.name, asked.name FROM ir_module_module_dependency asked"
    " JOIN ir_module_module ours ON ours.id = module_id WHERE ours.name LIKE 'ops_dept%'",
    "versions": "SELECT name, state, latest_version FROM ir_module_module WHERE name LIKE 'ops_dept%'",
    "files of templates": "SELECT data.name, template_fs FROM mail_template record"
    f" JOIN ir_model_data data ON data.model = 'mail.template' AND res_id = record.id AND {OURS}",
}
DOCUMENTS = {
    "numbers of others": "SELECT 'receipt', id, payer_reference FROM ops_receipt UNION ALL"
    " SELECT 'invoice', id, tax_number FROM ops_invoice_request UNION ALL"
    " SELECT 'partner', id, vat FROM res_partner",
    "what is computed": "SELECT 'contract', id, name_key FROM ops_contract UNION ALL"
    " SELECT 'receipt', id, reference_key FROM ops_receipt",
    "approvals": "SELECT id, status, reviewed_date, done_by FROM tier_review",
    "states": " UNION ALL ".join(f"SELECT '{name}', id, state FROM ops_{name}" for name in STATES),
}
FACTS = {**SCHEMA, **RECORDS, **DOCUMENTS}


class Upgrade:
    """A copy of the demo company, put back to the oldest version that has a recipe and updated from there."""

    def __init__(self, known, name):
        self.known, self.name = known, name
        self.before = self.facts()
        for version, statements in RECIPES.items():
            put_back = f"UPDATE ir_module_module SET latest_version = '{version}' WHERE name IN {ADDONS}"
            known.query("; ".join([*statements, put_back]), name)
        self.aged = self.facts(SCHEMA | RECORDS)
        self.told = odoo_run.install(
            known.environment, name, databases.our_modules(), "The update failed.", verb="-u"
        )
        self.after = self.facts()

    def facts(self, queries=FACTS):
        return {
            kind: sorted(map(tuple, self.known.query(query, self.name))) for kind, query in queries.items()
        }


@pytest.fixture(scope="module")
def upgrade():
    known = databases.Databases(dict(os.environ), odoo_source.find())
    with known.temporary_copy(os.environ["OPS_TEST_COMPANY"], "upgrade") as name:
        yield Upgrade(known, name)


@pytest.mark.parametrize("kind", SCHEMA | RECORDS)
def test_the_recipes_make_an_old_database(upgrade, kind):
    """Without this the next test would prove nothing."""
    assert upgrade.aged[kind] != upgrade.before[kind]


@pytest.mark.parametrize("kind", FACTS)
def test_an_old_database_is_like_a_new_one(upgrade, kind):
    missing = set(upgrade.before[kind]) - set(upgrade.after[kind])
    besides = set(upgrade.after[kind]) - set(upgrade.before[kind])
    assert (missing, besides) == (set(), set())


def test_what_was_wrong_is_mended_and_told(upgrade):
    """A number borne twice is told apart, in the log of the product and in the server's."""
    numbers = upgrade.known.query("SELECT name FROM ops_bid ORDER BY id", upgrade.name)
    assert len(numbers) == len({number for (number,) in numbers})
    assert numbers[-1] == [f"{numbers[0][0]}/2"]
    (told,) = upgrade.known.query(
        "SELECT comment FROM ops_log WHERE comment LIKE '%two documents%'", upgrade.name
    )
    assert told[0] in upgrade.told


def test_what_was_late_before_is_no_violation(upgrade):
    late = upgrade.known.query("SELECT never_violated FROM ops_obligation WHERE state = 'late'", upgrade.name)
    assert late
    assert {never for (never,) in late} == {"t"}


def test_the_shipped_days_are_laid_where_nobody_had_laid_any(upgrade):
    laid = upgrade.known.query(
        "SELECT date_part('year', date_from)::int, count(*), count(leave_id) FROM ops_calendar_day"
        " GROUP BY 1 ORDER BY 1",
        upgrade.name,
    )
    assert laid == [["2026", "13", "7"], ["2027", "7", "7"]]


def test_what_is_asked_has_its_new_word(upgrade):
    assert upgrade.known.query(
        "SELECT name->>'zh_CN' FROM ir_model WHERE model = 'ops.question'", upgrade.name
    ) == [["提问"]]


def test_a_ticket_solved_long_ago_is_a_closed_case(upgrade):
    assert upgrade.known.query(
        "SELECT ops_step FROM helpdesk_ticket WHERE number = 'HT-OLD'", upgrade.name
    ) == [["closed"]]


def test_nothing_is_complained_about(upgrade):
    assert "ERROR" not in upgrade.told, upgrade.told
    assert "Traceback" not in upgrade.told, upgrade.told


@pytest.mark.parametrize("name", ADDONS)
def test_versions_migrations_and_recipes_go_together(name):
    """Each migration of either add-on has a recipe of a version that needs it."""
    addon = paths.ADDONS / name
    recipes = [numbers(version) for version in RECIPES]
    migrations = [numbers(path.name) for path in (addon / "migrations").iterdir()]
    present = numbers(ast.literal_eval((addon / "__manifest__.py").read_text(encoding="utf8"))["version"])
    assert recipes == sorted(recipes, reverse=True)
    assert recipes[0] < present
    assert migrations
    assert all(recipes[-1] < migration <= present for migration in migrations)


def numbers(version):
    return [int(number) for number in version.split(".")]
