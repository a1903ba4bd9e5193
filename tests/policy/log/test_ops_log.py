"""The decision log: rows are only ever added, whoever asks."""

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from ...deal.common import DealCase


@tagged("post_install", "-at_install")
class TestOpsLog(DealCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.order = cls._create_order()
        cls.order.with_user(cls.consultant).action_ops_submit()
        cls.row = cls.env["ops.log"].search([("model", "=", "sale.order"), ("res_id", "=", cls.order.id)])

    def test_row_says_who_what_when(self):
        self.assertRecordValues(
            self.row,
            [
                {
                    "event": "submitted",
                    "user_id": self.consultant.id,
                    "model": "sale.order",
                    "res_id": self.order.id,
                    "document_name": self.order.display_name,
                    "company_id": self.company.id,
                }
            ],
        )
        self.assertTrue(self.row.date)

    def test_nobody_changes_or_deletes_a_row(self):
        for user in (self.consultant, self.leader, self.gm, self.auditor, self.rule_admin):
            rows = self.row.with_user(user)
            for vals in ({"comment": "x"}, {"user_id": user.id}, {"date": "2020-01-01"}):
                with self.assertRaises(UserError), self.env.cr.savepoint():
                    rows.write(vals)
            for context in ({}, {"_force_unlink": True}):
                with self.assertRaises(UserError), self.env.cr.savepoint():
                    rows.with_context(**context).unlink()

    def test_superuser_neither(self):
        for rows in (
            self.row,
            self.row.sudo(),
            self.row.with_context(force=True, install_mode=True, _force_unlink=True),
        ):
            with self.assertRaisesRegex(UserError, "never changed"):
                rows.write({"comment": "x"})
            with self.assertRaisesRegex(UserError, "never deleted"), self.env.cr.savepoint():
                rows.unlink()
            with self.assertRaisesRegex(UserError, "never changed"), self.env.cr.savepoint():
                rows.comment = "x"

    def test_import_changes_no_row(self):
        self.env["ir.model.data"].create(
            {"module": "__test__", "name": "row", "model": "ops.log", "res_id": self.row.id}
        )
        result = self.env["ops.log"].load(["id", "comment"], [["__test__.row", "x"]])
        self.assertFalse(result["ids"])
        self.env.invalidate_all()
        self.assertFalse(self.row.comment)

    def test_nobody_adds_a_row_by_hand(self):
        vals = {
            "event": "approved",
            "model": "sale.order",
            "res_id": self.order.id,
            "user_id": self.leader.id,
        }
        for user in (self.consultant, self.manager, self.leader, self.auditor, self.rule_admin):
            with self.assertRaises(AccessError):
                self.env["ops.log"].with_user(user).create(vals)

    def test_who_reads_it(self):
        for user in (self.leader, self.gm, self.auditor, self.rule_admin):
            self.assertTrue(self.row.with_user(user).read(["event"]))
        for user in (self.consultant, self.support, self.technician):
            with self.assertRaises(AccessError):
                self.row.with_user(user).read(["event"])

    def test_person_in_the_log_is_archived_not_deleted(self):
        with self.assertRaises(Exception), self.env.cr.savepoint():  # noqa: B017  the database's own constraint
            self.consultant.unlink()
        self.assertTrue(self.row.user_id)
