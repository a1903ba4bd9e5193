from odoo.addons.base.tests.common import BaseCommon

from . import marks


class TestClauses(BaseCommon):
    """The rulebook in the database and the marks on the tests must tell the same story."""

    def test_marks_and_enforcement_agree(self):
        rulebook = self.env["ops.clause"].with_context(active_test=False).search([])
        enforcement = {clause.code: clause.enforcement for clause in rulebook}
        self.assertEqual(len(enforcement), 222, "the rulebook has 222 clauses")
        self.assertFalse("\n".join(marks.find_gaps(enforcement, marks.find_marks())))
