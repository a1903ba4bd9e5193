"""Chinese first: every term of ours is translated, in the rulebook's words, and reaches the screen."""

import ast
import io
import re
from pathlib import Path
from threading import current_thread
from unittest.mock import patch

import polib
from lxml import etree

from odoo.exceptions import UserError
from odoo.tests import tagged
from odoo.tools import file_path
from odoo.tools.translate import code_translations, get_po_paths, trans_export

from odoo.addons.base.tests.common import BaseCommon
from odoo.addons.ops_dept.tools.removal import words
from odoo.addons.ops_dept.tools.removal.scope import Scope

from ..deal.common import DealCase

OURS = ("ops_dept", "ops_dept_reports")
OCA = ("base_tier_validation", "helpdesk_mgmt")
OCA_TERMS = ("ops_dept/i18n_extra/zh_CN.po", "ops_dept/i18n_code/zh_CN.po")
PLACEHOLDER = re.compile(r"%\(\w+\)[sdrif]|%[sdrif]|\{\{.*?\}\}|\{\w*\}|<[^>]+>")
# What is declared is a literal given to `_lt`; here it is said.
SAID_LATER = {
    "ops_period.py": ("self.env._(LABELS[name])",),
    "ops_reasoned.py": ("self.env._(text)",),
    "ops_kept.py": ("self.env._(self._kept)",),
    "ops_unwritten.py": ("self.env._(self._unwritten)",),
    "ops_timeline.py": ("self.env._(source.label)",),
}
# Words that a reader of a sentence sees; attributes of a tag may differ by a title only.
CHINESE = re.compile(r"[\u4e00-\u9fff]")
SAME_IN_CHINESE = {"ID"}
ROLES = {
    "销售顾问",
    "销售经理",
    "店长",
    "外围市场专员",
    "市场专员",
    "市场专员主管",
    "店助",
    "销售内勤",
    "采购部",
}
ROLES |= {"技术部", "财务部", "库房", "办公室", "公司领导", "总经理"}
HALF_WIDTH = re.compile(
    r"[\u4e00-\u9fff][,;:!?]|[\u4e00-\u9fff] ?\(|\)[\u4e00-\u9fff]|[\u4e00-\u9fff]\.(?!\w)"
)
# 请求 is what a machine says for 申请, 义务 for 应办事项, 拒绝 for 驳回, 层次 for 层级.
MACHINE_WORDS = re.compile("请求|义务|拒绝|层次|您的|验证|记录将被")


def read_terms(text):
    """Return the terms of a po file or its text; obsolete ones are left out."""
    return [entry for entry in polib.pofile(text) if not entry.obsolete]


def shape(text):
    """Return what a translation must keep: placeholders and tags, whatever their order and their titles."""
    return sorted(re.sub(r'(title|alt)="[^"]*"', r"\1", found) for found in PLACEHOLDER.findall(text))


def served_terms(env, module):
    """Return what the web client loads for the module's JavaScript in Chinese."""
    found = env["ir.http"]._get_translations_for_webclient([module], "zh_CN")[0][module]["messages"]
    return {message["id"]: message["string"] for message in found}


def says(po, term):
    return next(entry.msgstr for entry in po if entry.msgid == term)


@tagged("post_install", "-at_install")
class TestTerms(BaseCommon):
    def _export(self, lang, module):
        buffer = io.BytesIO()
        trans_export(lang, [module], buffer, "po", self.env)
        return read_terms(buffer.getvalue().decode())

    def test_every_term_of_ours_is_translated(self):
        for module in OURS:
            translated = {entry.msgid: entry for entry in read_terms(file_path(f"{module}/i18n/zh_CN.po"))}
            template = {entry.msgid for entry in read_terms(file_path(f"{module}/i18n/{module}.pot"))}
            with self.subTest(module=module):
                exported = {entry.msgid for entry in self._export(None, module)}
                self.assertEqual(exported - template, set(), "export the terms again")
                self.assertEqual(template - exported, set(), "terms that nothing says any more")
                self.assertEqual(template, set(translated))
                self.assertEqual(self._find_unreferenced(module, translated), {}, "export the terms again")
                for term, entry in translated.items():
                    self.assertTrue(entry.translated(), term)
                    self.assertEqual(shape(entry.msgstr), shape(term))

    def _find_unreferenced(self, module, translated):
        """Return term → the fields, views and lines that say it and that its translation does not name."""
        return {
            entry.msgid: missing
            for entry in self._export(None, module)
            if (missing := set(entry.occurrences) - set(translated[entry.msgid].occurrences))
        }

    def test_every_term_of_ours_reaches_the_database(self):
        for module in OURS:
            with self.subTest(module=module):
                empty = {entry.msgid for entry in self._export("zh_CN", module) if not entry.msgstr}
                self.assertEqual(empty - SAME_IN_CHINESE, set())

    def test_oca_modules_are_translated_for_our_users(self):
        """Views, fields and records from `i18n_extra`, what code says from `i18n_code`."""
        ours = {entry.msgid for path in OCA_TERMS for entry in read_terms(file_path(path))}
        said = set()
        for module in OCA:
            with self.subTest(module=module):
                terms = self._export("zh_CN", module)
                said |= {entry.msgid for entry in terms}
                empty = {entry.msgid for entry in terms if not entry.msgstr}
                self.assertEqual(empty - SAME_IN_CHINESE - served_terms(self.env, module).keys(), set())
        for path in get_po_paths("web", "zh_CN"):  # what our people read daily and core leaves in English
            said |= {entry.msgid for entry in read_terms(path) if not entry.msgstr}
        self.assertEqual(ours - said, set(), "terms that the modules no longer have, or say themselves")
        self.assertEqual(served_terms(self.env, "web")["Missing required fields"], "还有必填项未填")

    def test_translations_are_chinese_as_people_write_it(self):
        paths = [f"{module}/i18n/zh_CN.po" for module in OURS]
        for path in (*paths, *OCA_TERMS):
            for entry in read_terms(file_path(path)):
                text = PLACEHOLDER.sub("", entry.msgstr)
                with self.subTest(path=path, term=entry.msgid):
                    if entry.msgid not in SAME_IN_CHINESE and re.search(
                        r"[A-Za-z]", PLACEHOLDER.sub("", entry.msgid)
                    ):
                        self.assertRegex(text, CHINESE)
                    self.assertNotRegex(text, HALF_WIDTH)
                    if not path.startswith("ops_dept/i18n_"):
                        self.assertNotRegex(text, MACHINE_WORDS)

    def test_oca_terms_keep_their_placeholders(self):
        for path in OCA_TERMS:
            for entry in read_terms(file_path(path)):
                with self.subTest(term=entry.msgid):
                    self.assertTrue(entry.translated())
                    self.assertEqual(shape(entry.msgstr), shape(entry.msgid))

    def test_one_word_for_one_thing(self):
        """What means the same is called the same, by our own words and by those of the OCA modules."""
        ours = {entry.msgid: entry.msgstr for entry in read_terms(file_path("ops_dept/i18n/zh_CN.po"))}
        words = {
            "Submit for Approval": "提交审批",
            "Withdraw Request": "撤回",
            "Approve": "批准",
            "Refuse": "驳回",
            "Being decided": "审批中",
            "Approval taken back": "审批失效",
            "Ask Technical": "咨询技术部",
            "My approvals": "待我审批",
            "My obligations": "我的应办",
            "Obligations": "应办事项",
            "Operations rulebook": "运营规章",
            "Post": "岗位",
            "Clause": "条款",
            "Key product": "重点产品",
            "Difficult product": "疑难产品",
            "Lead time (days)": "交货天数",
            "Unit cost": "进价",
            "Major": "重大",
        }
        self.assertEqual({word: ours[word] for word in words}, words)
        chinese = self.env(context={"lang": "zh_CN"})
        library = dict(chinese["tier.review"]._fields["status"]._description_selection(chinese))
        self.assertEqual((library["approved"], library["rejected"]), (ours["Approved"], ours["Refused"]))


class TestExtraction(BaseCommon):
    """The export finds literals given to `_` only: anything else stays English without a word."""

    def _calls(self, tree):
        for node in ast.walk(tree):
            if isinstance(node, ast.Call):
                name = node.func
                if getattr(name, "id", "") in ("_", "_lt") or getattr(name, "attr", "") == "_":
                    yield node

    def test_terms_in_code_are_found_by_the_export(self):
        for module in OURS:
            for path in sorted(Path(file_path(module)).rglob("*.py")):
                tree = ast.parse(path.read_text())
                texts = [node for node in ast.walk(tree) if isinstance(node, ast.JoinedStr)]
                with self.subTest(path=path.name):
                    for text in texts:
                        self.assertFalse(list(self._calls(text)), "a term in an f-string is not exported")
                    for call in self._calls(tree):
                        if ast.unparse(call) in SAID_LATER.get(path.name, ()):
                            continue
                        self.assertIsInstance(call.args[0], ast.Constant, "a term is a literal")
                    for name in self._other_names_for_underscore(tree):
                        self.fail(f"{name}(...) is not exported: call it _")

    def _other_names_for_underscore(self, tree):
        for node in ast.walk(tree):
            if not isinstance(node, ast.Assign):
                continue
            target, value = node.targets[0], node.value
            pairs = [(target, value)]
            if isinstance(target, ast.Tuple) and isinstance(value, ast.Tuple):
                pairs = zip(target.elts, value.elts, strict=False)  # values may be starred
            for name, what in pairs:
                if isinstance(what, ast.Attribute) and what.attr == "_" and getattr(name, "id", "") != "_":
                    yield ast.unparse(name)

    def test_terms_of_the_web_client_are_served(self):
        """What our JavaScript and its templates say is in the translations that the browser loads."""
        served = {
            message["id"]: message["string"]
            for message in code_translations.get_web_translations("ops_dept", "zh_CN")["messages"]
        }
        source = Path(file_path("ops_dept/static/src"))
        wanted = set()
        for path in source.rglob("*.js"):
            wanted.update(re.findall(r'_t\(\s*"([^"]+)"', path.read_text()))
        for path in source.rglob("*.xml"):
            for text in etree.parse(str(path)).xpath("//text()"):
                if re.search(r"[A-Za-z]{2}", text):
                    wanted.add(" ".join(text.split()))
        self.assertTrue(wanted)
        self.assertEqual(wanted - served.keys(), set())
        self.assertEqual((served["Approve"], served["Refuse"]), ("批准", "驳回"))

    def test_oca_code_speaks_chinese(self):
        served = code_translations.get_python_translations("helpdesk_mgmt", "zh_CN")
        self.assertEqual(served["You need to set a valid duplicate!"], "请选择有效的重复服务单。")
        served = code_translations.get_python_translations("base_tier_validation", "zh_CN")
        self.assertEqual(served["A review was accepted"], "审批已通过", "its own come first")
        self.assertIn("待审批人", served_terms(self.env, "base_tier_validation").values())

    def test_other_databases_keep_their_words(self):
        """One process serves many databases: those without our add-on hear what OCA brought, no more."""
        asked = "You need to set a valid duplicate!"
        for name, word in ((self.env.cr.dbname, "请选择有效的重复服务单。"), ("another", None)):
            with self.subTest(database=name), patch.object(current_thread(), "dbname", name, create=True):
                served = code_translations.get_python_translations("helpdesk_mgmt", "zh_CN")
                self.assertEqual(served.get(asked), word)
                served = code_translations.get_python_translations("base_tier_validation", "zh_CN")
                self.assertEqual(served["A review was accepted"], "审批已通过", "OCA's own")
        messages = code_translations.get_web_translations("base_tier_validation", "zh_CN")["messages"]
        self.assertNotIn("待审批人", [message["string"] for message in messages], "the process's own words")

    def test_oca_words_are_taken_back(self):
        """What the uninstall hook leaves is what OCA's own files say, or what somebody has written."""
        tier = self.env.ref("base_tier_validation.field_tier_review__status")
        tier.update_field_translations("field_description", {"zh_CN": "我们的说法"})
        words.take_back(Scope(self.env, "ops_dept"))
        ours = {entry.msgid: entry.msgstr for path in OCA_TERMS for entry in read_terms(file_path(path))}
        own = {}
        for module in ("base", "mail", *OCA):  # core has words of its own for what it shares with them
            for path in get_po_paths(module, "zh_CN"):
                own.update({entry.msgid: entry.msgstr for entry in read_terms(path) if entry.msgstr})
        for module in OCA:
            buffer = io.BytesIO()
            with patch.object(current_thread(), "dbname", "another", create=True):
                trans_export("zh_CN", [module], buffer, "po", self.env)
            for entry in read_terms(buffer.getvalue().decode()):
                if entry.msgstr and entry.msgstr == ours.get(entry.msgid):
                    with self.subTest(module=module, term=entry.msgid):
                        self.assertEqual(entry.msgstr, own.get(entry.msgid))
        self.assertEqual(tier.with_context(lang="zh_CN").field_description, "我们的说法")
        form = self.env.ref("base_tier_validation.tier_definition_view_form")
        self.assertNotIn("同一人", form.with_context(lang="zh_CN").arch_db)


@tagged("post_install", "-at_install")
class TestScreens(DealCase):
    """What people read, as the roles' users."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        (cls.consultant | cls.manager | cls.technician | cls.purchaser).lang = "zh_CN"
        cls.consultant.name, cls.manager.name = "王芳", "李明"
        tier = cls.env.ref("ops_dept.tier_definition_quotation_manager")
        tier.with_context(lang="zh_CN").name = cls.tier = "销售经理审批"

    def _print(self, order, user):
        reports = self.env["ir.actions.report"].with_user(user).with_context(lang=user.lang)
        reports._render_qweb_pdf("sale.action_report_saleorder", order.ids)

    def test_refused_print_says_who_does_what(self):
        order = self._create_order()
        with self.assertRaises(UserError) as refusal:
            self._print(order, self.consultant)
        self.assertEqual(
            str(refusal.exception), f"{order.name} 还不能打印（W2.E）。 请销售顾问或内勤先提交审批。"
        )
        self._submit(order.with_context(lang="zh_CN"))
        with self.assertRaises(UserError) as refusal:
            self._print(order, self.consultant)
        self.assertEqual(
            str(refusal.exception),
            f"{order.name} 还不能打印（W2.E）。 {order.name} 还未批准，现由李明审批：{self.tier}（W2.E）。",
        )

    def test_missing_answer_is_asked_for_in_chinese(self):
        order = self._create_order(products=[(self.difficult, 1, 3000)])
        with self.assertRaisesRegex(UserError, "是疑难产品，请先点“咨询技术部”，取得答复后再提交（W2.C）。"):
            order.with_user(self.consultant).with_context(lang="zh_CN").action_ops_submit()

    def test_first_page(self):
        order = self._submit(self._create_order())
        home = self.env["ops.home"].with_user(self.manager).with_context(lang="zh_CN").get_home()
        titles = {card["key"]: card["title"] for card in home["cards"]}
        self.assertEqual((titles["approvals"], titles["obligations"]), ("待我审批", "我的应办"))
        row = next(card for card in home["cards"] if card["key"] == "approvals")["rows"][0]
        self.assertEqual(row["text"], f"{self.tier} · 王芳")
        self.assertIn(order.name, row["title"])

    def test_menus_roles_and_states(self):
        chinese = self.env(context={"lang": "zh_CN"})
        root = chinese.ref("ops_dept.ops_dept_menu_root")
        for menu in root.search([("id", "child_of", root.ids)]):
            self.assertRegex(menu.name, CHINESE)
        category = chinese.ref("ops_dept.ops_dept_category")
        roles = chinese["res.groups"].search([("privilege_id.category_id", "=", category.id)])
        self.assertEqual(len(roles), 17)
        self.assertLessEqual(ROLES, set(roles.mapped("name")))
        states = dict(chinese["sale.order"]._fields["ops_approval_state"]._description_selection(chinese))
        self.assertEqual(list(states.values()), ["未提交", "审批中", "已批准", "已驳回"])

    def test_what_was_made_is_called_by_its_chinese_name(self):
        """The first line of a record's history names the kind of record, no field of it."""
        ours = self.env.registry.descendants(["mail.thread"], "_inherit")
        ours = [name for name in ours if name.startswith("ops.") and not self.env[name]._abstract]
        self.assertGreater(len(ours), 10)
        for name in ours:
            told = self.env[name].with_context(lang="zh_CN").new({})._creation_message()
            self.assertRegex(told, r"^[\u4e00-\u9fff]+ ?创建$", name)

    def test_days_are_no_values(self):
        """One English word for a day and for a value of a rule had one Chinese word."""
        for name in ("ops.calendar.day", "ops.absence"):
            model = self.env[name].with_context(lang="zh_CN")
            titles = model.fields_get(["date_from", "date_to"], ["string"])
            self.assertEqual(len(titles), 2)
            for field, title in titles.items():
                self.assertNotRegex(title["string"], "值", f"{name}.{field}")

    def test_clauses_and_tiers(self):
        clauses = self.env["ops.clause"].search([])
        chinese = clauses.with_context(lang="zh_CN")
        self.assertFalse([clause.code for clause in chinese if not CHINESE.search(clause.text)])
        notes = [clause.enforcement_note for clause in chinese if clause.enforcement_note]
        self.assertFalse([note for note in notes if not CHINESE.search(note)])
        limits = clauses.limit_ids.with_context(lang="zh_CN").filtered("limit_text")
        self.assertTrue(limits)
        self.assertFalse([limit.limit_text for limit in limits if not CHINESE.search(limit.limit_text)])
        tiers = self.env["tier.definition"].search([("ops_clause_code", "!=", False)])
        tiers = tiers.with_context(lang="zh_CN")
        self.assertFalse([tier.name for tier in tiers if not CHINESE.search(tier.name)])
