"""A word that a new version changes reaches a database that has the former one; an own word stays."""

from unittest.mock import patch

import polib
from psycopg2.extras import Json

from odoo.tests import tagged
from odoo.tools import file_open

from odoo.addons.base.tests.common import BaseCommon
from odoo.addons.ops_dept.models.policy.words.ir_module_module import IrModuleModule

FILE = "ops_dept/i18n/zh_CN.po"
LABEL = "ops_dept.field_ops_calendar_day__date_from"
OTHER = "ops_dept.field_ops_calendar_day__date_to"
MENU = "ops_dept.ops_dept_menu_root"
VIEW = "ops_dept.ops_question_view_form"
TIER = "ops_dept.tier_definition_quotation_manager"


@tagged("post_install", "-at_install")
class TestRenewedWords(BaseCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.modules = cls.env["ir.module.module"]
        cls._load()
        cls.kept = cls.env.ref("ops_dept.words_zh_CN_i18n_zh_CN_po")

    @classmethod
    def _load(cls):
        cls.modules._load_module_terms(["ops_dept"], ["zh_CN"])
        cls.env.invalidate_all()

    def _shipped_before(self, **changed):
        """Let the version before have shipped other words: English → (its English, its Chinese)."""
        with file_open(FILE, "r") as source:
            terms = polib.pofile(source.read())
        for english, (former, chinese) in changed.items():
            entry = terms.find(english)
            entry.msgid, entry.msgstr = former, chinese
        self.kept.write({"db_datas": str(terms).encode(), "store_fname": False})

    def _said(self, xml_id, field):
        return self.env.ref(xml_id).with_context(lang="zh_CN")[field]

    def _say(self, xml_id, field, chinese):
        self.env.ref(xml_id).update_field_translations(field, {"zh_CN": chinese})

    def test_the_files_are_kept_as_they_were_loaded(self):
        with file_open(FILE, "rb") as source:
            self.assertEqual(self.kept.raw, source.read())
        self.assertFalse(self.kept.store_fname, "in the database itself")
        with patch.object(IrModuleModule, "_ops_read_words", side_effect=AssertionError):
            self._load()  # nothing has changed: nothing is read

    def test_a_changed_english_word_brings_its_chinese(self):
        now = self._said(LABEL, "field_description")
        self._say(LABEL, "field_description", "原值")
        self._shipped_before(**{"First day": ("From", "原值")})
        self._load()
        self.assertEqual(self._said(LABEL, "field_description"), now)

    def test_a_better_translation_of_the_same_word(self):
        now = self._said(MENU, "name")
        english = self.env.ref(MENU).with_context(lang="en_US").name
        self._say(MENU, "name", "经营")
        self._shipped_before(**{english: (english, "经营")})
        self._load()
        self.assertEqual(self._said(MENU, "name"), now)

    def test_what_somebody_wrote_stays(self):
        self._say(LABEL, "field_description", "我们的开始日")
        self._shipped_before(**{"First day": ("From", "原值"), "Last day": ("To", "新值")})
        self._say(OTHER, "field_description", "新值")
        self._load()
        self.assertEqual(self._said(LABEL, "field_description"), "我们的开始日")
        self.assertNotEqual(self._said(OTHER, "field_description"), "新值")

    def test_a_clause_whose_words_nobody_changes(self):
        """Not even its administrator says a shipped clause in other words; a new version does, without a log.
        Its Chinese stands beside its English, in the file of the clauses.
        """
        clause = self.env["ops.clause"].search([("code", "=", "R2")])
        now, logged = clause.with_context(lang="zh_CN").text, self.env["ops.log"].search_count([])
        former = {"zh_CN": "不许漏单"}
        self.env.cr.execute(
            "UPDATE ops_clause SET text = text || %s WHERE id = %s", [Json(former), clause.id]
        )
        kept = self.env.ref("ops_dept.words_zh_CN_data_policy_clause_ops_clause_csv")
        kept.write(
            {"db_datas": kept.raw.decode().replace(now, former["zh_CN"]).encode(), "store_fname": False}
        )
        self._load()
        self.assertEqual(clause.with_context(lang="zh_CN").text, now)
        self.assertEqual(self.env["ops.log"].search_count([]), logged)

    def test_what_somebody_renamed_in_english_keeps_its_chinese(self):
        """Our word would be one for another thing."""
        tier = self.env.ref(TIER).with_context(lang="en_US")
        former = tier.name
        self._say(TIER, "name", "经理审批")
        tier.name = "Deputy of the manager"
        self._shipped_before(**{former: (former, "经理审批")})
        self._load()
        self.assertEqual(self._said(TIER, "name"), "经理审批")

    def test_a_term_of_a_view(self):
        view = self.env.ref(VIEW)
        view.update_field_translations("arch_db", {"zh_CN": {"Not answered here": "未答"}})
        self.assertIn("未答", self._said(VIEW, "arch_db"))
        self._shipped_before(**{"Not answered here": ("Not answered", "未答")})
        self._load()
        self.assertNotIn("未答", self._said(VIEW, "arch_db"))
        view.update_field_translations("arch_db", {"zh_CN": {"Not answered here": "自己的话"}})
        self._shipped_before(**{"Not answered here": ("Not answered", "未答")})
        self._load()
        self.assertIn("自己的话", self._said(VIEW, "arch_db"))
