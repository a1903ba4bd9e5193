"""Lines are read and written by who may read and write their document: rounds, goods, requirements, money."""

from odoo.exceptions import AccessError
from odoo.tests import new_test_user, tagged

from ..cash.common import CashCase
from ..cash.receipt_common import ReceiptCase
from ..common import clause
from .bid_common import BidCase


class LinesCase:
    """Ask for the lines of a document the ways a client asks, as each role."""

    def _assert_lines_as_document(self, documents, field, users, write_name, write_value):
        """For each user: a line is found, read, grouped and written exactly where its document may be."""
        lines = documents.sudo()[field]
        self.assertTrue(lines)
        model = self.env[lines._name]
        link = model._document_field
        for user in users:
            mine = documents.with_user(user)
            readable = mine._filtered_access("read").sudo()[field] if mine.has_access("read") else lines[:0]
            if mine.browse().has_access("read") and model.with_user(user).browse().has_access("read"):
                found = model.with_user(user).search([(link, "in", documents.ids)])
                self.assertEqual(set(found.ids), set(readable.ids), user.name)
                groups = model.with_user(user)._read_group([(link, "in", documents.ids)], [], ["__count"])
                self.assertEqual(groups[0][0], len(readable), user.name)
                self.assertEqual(
                    set(lines.with_user(user)._filtered_access("read").ids), set(readable.ids), user.name
                )
            for line in lines - readable:
                for call in (
                    lambda line: line.read([write_name]),
                    lambda line: line.write({write_name: write_value}),
                    lambda line: line.unlink(),
                ):
                    with self.assertRaises(AccessError, msg=user.name), self.env.cr.savepoint():
                        call(line.with_user(user).with_context(active_test=False))


@tagged("post_install", "-at_install")
class TestLinesOfTheDeal(LinesCase, BidCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.marketer = new_test_user(
            cls.env, "ops_marketer", groups="base.group_user,ops_dept.ops_dept_group_market_head"
        )
        cls.users = (
            cls.consultant,
            cls.colleague,
            cls.support,
            cls.manager,
            cls.other_manager,
            cls.marketer,
            cls.accountant,
            cls.technician,
            cls.purchaser,
            cls.leader,
            cls.auditor,
            cls.clerk,
        )

    def _negotiated(self):
        contract = self._create_contract(self._approve(self._create_order()))
        self.env["ops.contract.round"].with_user(self.consultant).create(
            {"contract_id": contract.id, "points": "5 % for two years"}
        )
        return contract

    @clause("W3.B", part="rounds")
    def test_rounds_as_their_contract(self):
        contract = self._negotiated()
        self._assert_lines_as_document(contract, "round_ids", self.users, "points", "forged")
        for user in (self.colleague, self.other_manager, self.marketer, self.accountant):
            with self.assertRaises(AccessError), self.env.cr.savepoint():
                contract.round_ids.with_user(user).read(["points"])
            with self.assertRaises(AccessError), self.env.cr.savepoint():
                self.env["ops.contract.round"].with_user(user).create(
                    {"contract_id": contract.id, "points": "forged"}
                )
        for user in (self.consultant, self.support, self.manager, self.leader, self.technician):
            self.assertEqual(contract.round_ids.with_user(user).points, "5 % for two years", user.name)
        with self.assertRaises(AccessError), self.env.cr.savepoint():
            contract.round_ids.with_user(self.technician).write({"points": "forged"})

    @clause("W2.A", part="requirements")
    def test_requirements_as_their_bid(self):
        bid = self._create_bid(line_ids=[(0, 0, {"product_id": self.plain.id, "quantity": 3})])
        self._assert_lines_as_document(bid, "line_ids", self.users, "quantity", 9)

    def test_a_line_goes_to_no_document_that_is_not_ones_own(self):
        mine = self._create_bid(line_ids=[(0, 0, {"product_id": self.plain.id, "quantity": 3})])
        another = self._create_bid()
        theirs = self._create_bid(self.colleague, user_id=self.colleague.id)
        line = mine.line_ids.with_user(self.consultant)
        line.write({"bid_id": another.id})
        with self.assertRaises(AccessError), self.env.cr.savepoint():
            line.write({"bid_id": theirs.id})
        line.invalidate_recordset()
        self.assertEqual(line.bid_id, another)


@tagged("post_install", "-at_install")
class TestLinesOfMoneyAndGoods(LinesCase, CashCase, ReceiptCase):
    @clause("W4.C", part="lines")
    def test_goods_invoices_and_money(self):
        users = (
            self.consultant,
            self.colleague,
            self.support,
            self.manager,
            self.other_manager,
            self.accountant,
            self.keeper,
            self.technician,
            self.clerk,
            self.auditor,
        )
        order = self._run(deliver=False)
        release = self._release_all(order)
        self._assert_lines_as_document(release, "line_ids", users, "quantity", 1)
        draft = release.copy()
        self._assert_lines_as_document(draft, "line_ids", users, "quantity", 1)
        request = self._request(self._run())
        self._assert_lines_as_document(request, "line_ids", users, "quantity", 1)
        receipt = self._create_receipt([(self._create_posted_invoice(), 1000)])
        self._assert_lines_as_document(receipt, "allocation_ids", users, "amount", 1)
