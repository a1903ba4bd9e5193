"""The self-check says when the font of the papers is missing."""

from unittest.mock import patch

from odoo.tests import new_test_user, tagged

from odoo.addons.base.tests.common import BaseCommon
from odoo.addons.ops_dept_reports.tools import signs


@tagged("post_install", "-at_install")
class TestSelfcheckFonts(BaseCommon):
    def _found(self):
        user = new_test_user(self.env, "font_admin", groups="base.group_user,ops_dept.ops_dept_group_admin")
        return next(
            row for row in self.env["ops.selfcheck"].with_user(user)._get_rows() if row["name"] == "Fonts"
        )

    def test_the_font_is_there(self):
        self.assertEqual(self._found()["state"], "good")

    def test_a_server_without_it_is_told(self):
        others = tuple(face for face in signs._faces() if face.family != signs.MAIN)
        with patch.object(signs, "_faces", lambda: others):
            row = self._found()
        self.assertEqual(row["state"], "bad")
        self.assertIn(signs.MAIN, row["text"])
