"""What is kept for good goes with the add-on alone: by the mark of an uninstallation."""

import itertools
from unittest.mock import patch

from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.tests import tagged

from odoo.addons.ops_dept.tools.removal.mark import MARK

from ...deal.common import DealCase


@tagged("post_install", "-at_install")
class TestMark(DealCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.bid = (
            cls.env["ops.bid"]
            .with_user(cls.consultant)
            .create(
                {
                    "title": "Line 3",
                    "partner_id": cls.customer.id,
                    "estimated_amount": 1000,
                    "line_ids": [Command.create({"name": "Controller", "quantity": 2})],
                }
            )
        )
        cls.bid.action_ops_submit()
        cls.log_row = cls.env["ops.log"].search([("model", "=", "ops.bid"), ("res_id", "=", cls.bid.id)])
        cls.owed = cls.bid.sudo()._open_obligations("W2.A", owners=cls.consultant, period="2026")
        cls.clause = cls.env["ops.clause"].search([("code", "=", "W2.E")])
        cls.limit = cls.env["ops.clause.limit"].search([], limit=1)

    def _kept(self):
        """Return what is kept: ledgers and documents; and what the product ships."""
        ledgers = [self.log_row.sudo(), self.owed.sudo(), self.bid.sudo(), self.bid.sudo().line_ids]
        return ledgers, [self.clause, self.limit]

    def _refuses(self, records):
        with self.assertRaises(UserError, msg=records), self.cr.savepoint():
            records.unlink()

    def test_no_context_is_an_uninstallation(self):
        for records in itertools.chain(*self._kept()):
            self.assertTrue(records)
            for context in ({}, {"_force_unlink": True, "uninstalling": True, MARK: True}):
                self._refuses(records.with_context(**context))

    def test_ledgers_do_not_go_while_modules_are_loaded(self):
        """Installing or updating whatever add-on deletes no row; an update may take back what we shipped."""
        ledgers, shipped = self._kept()
        with patch.object(self.env.registry, "ready", False):
            for records in ledgers:
                self._refuses(records)
            for records in shipped:
                with self.cr.savepoint() as savepoint:
                    records.unlink()
                    self.assertFalse(records.exists())
                    savepoint.rollback()

    def test_all_goes_with_the_addon(self):
        with patch.object(self.env.registry, MARK, True, create=True):
            for records in itertools.chain(*self._kept()):
                with self.cr.savepoint() as savepoint:
                    records.unlink()
                    self.assertFalse(records.exists(), records)
                    savepoint.rollback()
        self.assertFalse(hasattr(self.env.registry, MARK))
