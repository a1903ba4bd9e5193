"""script/lint's own checks find what they are there for."""

import os
import subprocess
import sys

import pytest

from .checkout import Checkout

VIEW = """<odoo>
    <record id="sample_view_search" model="ir.ui.view">
        <field name="arch" type="xml">
            <search>
                <filter name="mine" domain="[]"/>
                <group><filter name="group_by_user" context="{}"/></group>
            </search>
        </field>
    </record>
    <record id="sample_view_form" model="ir.ui.view">
        <field name="arch" type="xml">
            <form><sheet><group><field name="name"/></group></sheet></form>
        </field>
    </record>
</odoo>
"""
POT = """msgid ""
msgstr ""
"Content-Type: text/plain; charset=UTF-8\\n"

msgid "%(count)s late"
msgstr ""

msgid "New term"
msgstr ""
"""


def findings(checkout):
    subprocess.run(["git", "init", "-q"], cwd=checkout.folder, check=True)
    result = subprocess.run(
        [sys.executable, "-m", "lint.checks"],
        env={**os.environ, "PYTHONPATH": f"{checkout.folder / 'script'}:{checkout.folder}"},
        cwd=checkout.folder, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert "Traceback" not in result.stderr, result.stderr
    assert bool(result.returncode) == bool(result.stdout.strip())
    return result.stdout.splitlines()


@pytest.fixture(scope="session")
def untouched(tmp_path_factory):
    """What is found before anything is added: nothing, or what the sources lack today."""
    return findings(Checkout(tmp_path_factory.mktemp("untouched") / "project"))


@pytest.fixture
def added(checkout, untouched):
    """Call it with a name and a text for what is found in one more file."""

    def add(name, text):
        path = checkout.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf8")
        return [line for line in findings(checkout) if line not in untouched]

    return add


def test_views(added):
    name = "addons/ops_dept/views/deal/bid/sample_views.xml"
    assert added(name, VIEW) == [
        f"{name}:5: filter mine: call it filter_... or group_by_...",
        f"{name}:12: <group> has no name",
    ]


def test_broken_xml(added):
    found = added("addons/ops_dept/views/deal/bid/sample_views.xml", "<odoo><record></odoo>")
    assert len(found) == 1
    assert "not well-formed" in found[0]


def test_translations(checkout, added):
    folder = checkout.folder / "addons" / "sample" / "i18n"
    folder.mkdir(parents=True)
    (folder / "sample.pot").write_text(POT, encoding="utf8")
    text = POT.replace('late"\nmsgstr ""', 'late"\nmsgstr "逾期 %(number)s"').replace("New term", "Old term")
    found = added("addons/sample/i18n/zh_CN.po", text)
    assert [line.split(": ", 1)[1] for line in found] == [
        "other placeholders than '%(count)s late'",
        "not translated: 'Old term'",
        "missing: 'New term'",
        "not in sample.pot: 'Old term'",
    ]


def test_machine_names(added):
    folder = "/".join(("", "root", "things"))
    assert added("data/sample.md", f"see {folder} and https://example.com/root/x\n") == [
        "data/sample.md:1: names something of one machine: " + folder.removesuffix("things")
    ]


def test_files_and_folders_that_have_grown(checkout, added):
    folder = "addons/ops_dept/models/deal/contract"
    for number in range(8):
        (checkout.folder / folder / f"sample_{number}.py").write_text('"""Sample."""\n')
    found = added(f"{folder}/sample_long.py", '"""Sample."""\n' + "#\n" * 250)
    samples = list((checkout.folder / folder).glob("sample_?.py"))
    count = len(list((checkout.folder / folder).glob("*.py")))
    for path in samples:
        path.unlink()
    assert found == [
        f"{folder}/sample_long.py: 251 lines, 250 at most: cut it by concern",
        f"{folder}: {count} files, 12 at most: cut it by document",
    ]


def test_files_say_what_they_hold(added):
    name = "addons/ops_dept/models/deal/customer/sample.py"
    assert added(name, "class Sample:\n    pass\n") == [
        f"{name}: begins with no sentence that says what it holds",
    ]


def test_views_lie_where_their_document_does(added):
    name = "addons/ops_dept/views/deal/nowhere.xml"
    assert added(name, "<odoo></odoo>\n") == [f"{name}: there is no models/deal/nowhere"]


def test_policy_names_no_other_room(checkout, added):
    other = checkout.folder / "addons" / "ops_dept" / "models" / "deal" / "sample_model.py"
    other.write_text('class Sample:\n    _name = "ops.sample.deal"\n')
    name = "addons/ops_dept/models/policy/sample_policy.py"
    assert added(name, 'MODEL = "ops.sample.deal"\n') == [f"{name}:1: names ops.sample.deal of the room deal"]


def test_a_room_names_no_field_or_method_of_a_later_one(checkout):
    """In code, along a path, as a value to write, in a rule; what is asked for before it is used may lack."""
    models = checkout.folder / "addons" / "ops_dept" / "models"
    (models / "deal" / "sample_deal.py").write_text(
        "class Sample:\n    ops_sample = 1\n\n    def _ops_sample_it(self): ...\n"
    )
    (models / "policy" / "sample_asking.py").write_text(
        'def ask(record):\n    return hasattr(record, "_ops_sample_it") and record._ops_sample_it()\n'
    )
    rights = checkout.folder / "addons" / "ops_dept" / "security" / "policy" / "given.xml"
    rights.write_text("<odoo>\n    <!-- order_id.ops_sample -->\n</odoo>\n")
    subprocess.run(["git", "init", "-q"], cwd=checkout.folder, check=True)
    name = "addons/ops_dept/models/policy/sample_policy.py"
    (checkout.folder / name).write_text(
        'def use(record):\n    record._ops_sample_it()\n    record.write({"ops_sample": 1})\n'
        '    return record.filtered("order_id.ops_sample").create(dict(ops_sample=2))\n'
    )
    of = "of the room deal"
    assert [line for line in findings(checkout) if "sample" in line] == [
        f"{name}:2: names _ops_sample_it {of}",
        f"{name}:3: names ops_sample {of}",
        f"{name}:4: names ops_sample {of}",
        f"addons/ops_dept/security/policy/given.xml:2: names ops_sample {of}",
    ]


def test_a_list_of_roles_stands_once(checkout, added):
    first = "addons/ops_dept/models/deal/sample_deal.py"
    (checkout.folder / first).write_text('SAMPLE = ("leader", "finance")\nOTHERS = ("office", "returned")\n')
    name = "addons/ops_dept/models/policy/sample_policy.py"
    text = 'SAMPLE = ("finance", "leader")\nOTHERS = ("office", "returned")\n'
    assert added(name, text) == [f"{name}: SAMPLE stands in {first} already: import it"]


def test_sets_of_states_have_a_name(added):
    name = "addons/ops_dept/models/deal/bid/sample.py"
    text = (
        "class OpsBid(models.Model):\n"
        '    state = fields.Selection([("odd", "Odd"), ("even", "Even")])\n'
        '    _state_sets = {"all": ("odd", "even")}\n'
        "    def _is_number(self):\n"
        '        return self.state in ("odd", "even")\n'
    )
    added(name, text)
    other = "addons/ops_dept/models/deal/basis/sample.py"
    cut = text.replace('("even", "Even")', "")
    found = [line for line in added(other, cut) if "give them a name" in line]
    assert found == [f"{name}:5: even, odd stand in {other} already: give them a name"]


def test_what_only_our_models_know_goes_without_prefix(added):
    name = "addons/ops_dept/models/deal/bid/sample.py"
    text = (
        "class OpsBid(models.Model):\n"
        '    _inherit = "ops.bid"\n'
        "    ops_sample = fields.Char()\n"
        "    _ops_roles = {}\n"  # a mixin of core models declares it
        "    def action_ops_sample(self):\n        return self._ops_compute_major()\n"
        "class SaleOrder(models.Model):\n"
        '    _inherit = "sale.order"\n'
        "    ops_sample_too = fields.Char()\n"
    )
    assert [line for line in added(name, text) if "no ops_" in line] == [
        f"{name}:3: ops_sample is ops.bid's own: no ops_ in its name",
        f"{name}:5: action_ops_sample is ops.bid's own: no ops_ in its name",
    ]


def test_manifests_load_room_by_room_and_kind_by_kind(added):
    names = ("data/deal/a", "views/deal/b", "security/deal", "views/policy/c", "views/cash/d")
    manifest = {"name": "Sample", "summary": "Sample", "data": [f"{name}.xml" for name in names]}
    name = "addons/sample/__manifest__.py"
    assert [line for line in added(name, f"{manifest}\n") if line.startswith(name)] == [
        f"{name}: security/deal.xml stands behind views/deal/b.xml",
        f"{name}: views/policy/c.xml stands behind views/deal/b.xml",
    ]
