"""What a customer has on loan: a transfer with a date of return, on the case until it is back (W8.A)."""

from freezegun import freeze_time

from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import new_test_user, tagged

from ...common import clause
from ..goods.common import GoodsCase

MONDAY = "2026-03-02 02:00:00"
BACK_BY = "2026-03-16"


class LoanCase(GoodsCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.spare = cls.env["stock.lot"].create({"name": "SPARE-1", "product_id": cls.pump.id})
        cls.stock = cls.warehouse.lot_stock_id
        cls.env["stock.quant"]._update_available_quantity(cls.pump, cls.stock, 1, lot_id=cls.spare)
        cls.place = cls.warehouse._ops_get_loan_place()

    def _lend(self, case=None, user=None):
        """Return a case and the pump that its customer has on loan."""
        case = case or self._confirmed()
        case.with_user(user or self.support).action_ops_lend(self.pump, BACK_BY, self.spare)
        return case, case.ops_loan_ids

    def _lent(self, case=None):
        case, loan = self._lend(case)
        self._validate(loan)
        return case, loan

    def _validate(self, loan):
        """The keeper validates what is to be carried of a loan."""
        moves = loan.sudo().move_ids.filtered(lambda move: move.state not in ("done", "cancel"))
        picking = moves.picking_id.with_user(self.keeper)
        self._press_validate(picking)
        self.assertEqual(picking.state, "done")
        loan.invalidate_recordset()

    def _move(self, source, target, product=None, lot=None, quantity=1, **vals):
        """The keeper carries something by hand."""
        product = product or self.pump
        move = (
            self.env["stock.move"]
            .with_user(self.keeper)
            .create(
                {
                    "product_id": product.id,
                    "product_uom_qty": quantity,
                    "location_id": source.id,
                    "location_dest_id": target.id,
                    **vals,
                }
            )
        )
        line = {
            "product_id": product.id,
            "lot_id": lot.id if lot else False,
            "quantity": quantity,
            "location_id": source.id,
            "location_dest_id": target.id,
        }
        move.write({"move_line_ids": [Command.create(line)], "picked": True})
        move._action_done()
        return move


@tagged("post_install", "-at_install")
@freeze_time(MONDAY)
class TestLoan(LoanCase):
    def test_it_stays_ours_and_is_not_promised_to_anybody_else(self):
        product = self.pump.with_company(self.company)
        value, available = product.total_value, product.free_qty
        _case, loan = self._lend()
        self.assertEqual(loan.state, "planned")
        self._validate(loan)
        product.invalidate_recordset()
        self.assertEqual(loan.state, "lent")
        self.assertEqual((self._at(self.place, self.spare), self._at(self.stock, self.spare)), (1, 0))
        self.assertEqual((product.total_value, product.free_qty), (value, available - 1))

    def test_it_is_asked_for_when_it_is_due(self):
        case, loan = self._lent()
        asked = case.activity_ids
        planned = case.activity_schedule("mail.mail_activity_data_todo", summary="Ask for the drawing")
        self.assertEqual((asked.user_id, str(asked.date_deadline)), (self.consultant, BACK_BY))
        self.assertIn("SPARE-1", asked.summary)
        loan.with_user(self.consultant).action_prolong("2026-03-20")
        self.assertEqual(str((case.activity_ids - planned).date_deadline), "2026-03-20")
        with freeze_time("2026-03-23 02:00:00"):
            self.env.invalidate_all()
            self.assertEqual(self.env["ops.ticket.loan"].search([("is_late", "=", True)]), loan)
            self.assertTrue(loan.is_late)
        loan.with_user(self.support).action_take_back()
        self._validate(loan)
        self.assertEqual((loan.state, loan.is_late), ("back", False))
        self.assertEqual(case.activity_ids, planned, "what others planned stays")

    def test_the_case_is_open_until_it_is_back(self):
        case, loan = self._lent()
        self._solve(case)
        seller = case.with_user(self.consultant)
        seller.action_ops_told("phone", "Mr Wang", "content")
        self.assertEqual((case.ops_step, case.ops_told_whom), ("solved", "Mr Wang"), "the answer is kept")
        self.assertFalse(case._live_obligations("V5.2"))
        self.assertIn("SPARE-1", case.ops_next_text)
        with self.assertRaisesRegex(UserError, "SPARE-1.*W7.A"):
            seller.write({"ops_step": "closed"})
        loan.with_user(self.keeper).action_take_back()
        self._validate(loan)
        self.assertEqual((case.ops_step, case.closed), ("closed", True))
        self.assertEqual(self._at(self.stock, self.spare), 1)

    def test_the_customers_own_word_keeps_it_open_too(self):
        case, _loan = self._lent()
        self._solve(case)
        case.sudo()._ops_customer_solved(self.contact)
        self.assertEqual((case.ops_step, case.ops_told_how), ("solved", "portal"))

    def test_a_case_is_not_withdrawn_over_it(self):
        case, _loan = self._lent()
        with self.assertRaisesRegex(UserError, "SPARE-1"):
            case.with_user(self.support).action_ops_withdraw_case("Works again")
        self.assertEqual(case.ops_step, "approved")

    def test_what_was_not_handed_over_ends_with_the_case(self):
        case, loan = self._lend()
        case.with_user(self.support).action_ops_withdraw_case("Works again")
        self.assertEqual((case.ops_step, loan.sudo().move_ids.state), ("cancel", "cancel"))

    def test_the_manager_gives_it_up_with_a_reason(self):
        case, loan = self._lent()
        with self.assertRaises(AccessError):
            loan.with_user(self.support).action_give_up("Fell into the river")
        with self.assertRaisesRegex(UserError, "not coming back"):
            loan.with_user(self.manager).action_give_up(" ")
        loan.with_user(self.manager).action_give_up("Fell into the river")
        self._validate(loan)
        self.assertEqual((loan.state, loan.lost_reason), ("lost", "Fell into the river"))
        self.assertFalse(case._ops_get_open_ends())
        logged = self.env["ops.log"].search([("model", "=", case._name), ("res_id", "=", case.id)])
        self.assertIn("Pump: Fell into the river", logged.mapped("comment"))

    def test_taken_back_instead_of_given_up(self):
        _case, loan = self._lent()
        loan.with_user(self.manager).action_give_up("Not found at the customer's")
        loan.with_user(self.support).action_take_back()
        self._validate(loan)
        self.assertEqual((loan.state, loan.lost_reason), ("back", False))
        self.assertEqual(self._at(self.stock, self.spare), 1)

    def test_what_cannot_be_lent_is_refused(self):
        case = self._confirmed().with_user(self.support)
        service = self.env["product.product"].create({"name": "Advice", "type": "service"})
        for values, word in (
            ((service, BACK_BY), "kept in stock"),
            ((self.plain, BACK_BY, None, 0), "how many"),
            ((self.pump, BACK_BY), "which serial number"),
            ((self.pump, BACK_BY, self.spare, 2), "one piece"),
            ((self.pump, False, self.spare), "until when"),
            ((self.pump, "2026-03-01", self.spare), "until when"),
        ):
            with self.subTest(word), self.assertRaisesRegex(UserError, word), self.env.cr.savepoint():
                case.action_ops_lend(*values)
        self.assertFalse(case.ops_loan_ids)

    def test_support_chooses_from_what_lies_in_stock(self):
        self.env["stock.lot"].create({"name": "SN-1", "product_id": self.pump.id})  # nobody has it
        case = self._confirmed()
        self.env.flush_all()
        self.env.invalidate_all()
        wizard = self.env["ops.case.loan"].with_user(self.support)
        asked = wizard.create({"ticket_id": case.id, "what": "lend", "product_id": self.pump.id})
        self.assertEqual(asked.available_lot_ids, self.spare)
        asked.lot_id = self.spare
        asked.action_confirm()
        self.assertEqual((case.ops_loan_ids.lot_id, case.ops_loan_ids.quantity), (self.spare, 1))

    def test_lending_and_taking_back_are_for_who_enters_goods(self):
        case = self._confirmed()
        for user in (self.consultant, self.technician, self.manager):
            with self.subTest(user.login), self.assertRaises(AccessError):
                case.with_user(user).action_ops_lend(self.pump, BACK_BY, self.spare)
        _case, loan = self._lent(case)
        with self.assertRaises(AccessError):
            loan.with_user(self.consultant).action_take_back()
        with self.assertRaises(AccessError):
            loan.with_user(self.support).write({"date_back": "2030-01-01"})
        with self.assertRaises(AccessError):
            self.env["ops.ticket.loan"].with_user(self.support).create(
                {"ticket_id": case.id, "product_id": self.pump.id, "date_back": BACK_BY}
            )

    def test_who_does_not_see_the_case_does_not_see_the_loan(self):
        _case, loan = self._lent()
        stranger = new_test_user(self.env, "stranger", "base.group_user,ops_dept.ops_dept_group_consultant")
        mine, strangers = (loan.with_user(user) for user in (self.consultant, stranger))
        self.assertTrue(mine.search([("id", "=", loan.id)]))
        self.assertFalse(strangers.search([("id", "=", loan.id)]))
        with self.assertRaises(AccessError):
            strangers.read(["product_id"])


@tagged("post_install", "-at_install")
@freeze_time(MONDAY)
class TestLoanGate(LoanCase):
    """Every way onto the place of loans and off it; the goods stay where they are."""

    def _refused(self, word, *args, **vals):
        with self.assertRaisesRegex(UserError, word), self.env.cr.savepoint():
            self._move(*args, **vals)
        self.env.invalidate_all()

    @clause("W7.A", part="nothing is lent before it")
    @clause("W8.A", part="nothing is lent before it")
    @clause("W9.A", part="nothing is lent before it")
    def test_nothing_is_lent_before_the_case_is_confirmed(self):
        for process in ("after_sales", "repair"):
            lines = [{"product_id": self.plain.id, "fault": "loud"}] if process == "repair" else ()
            if lines:
                self._delivered()
            case = self._asked(process, lines=lines)
            with self.assertRaisesRegex(UserError, "sales manager confirms it.*W[78].A"):
                self._lend(case)

    def test_no_goods_go_there_without_a_case(self):
        self._refused("without a service case.*W8.A", self.stock, self.place, lot=self.spare)

    def test_another_unit_more_of_it_or_a_case_that_ended_is_no_way_round(self):
        case, loan = self._lend()
        other = self.env["stock.lot"].create({"name": "SPARE-2", "product_id": self.pump.id})
        self.env["stock.quant"]._update_available_quantity(self.pump, self.stock, 1, lot_id=other)
        link = {"ops_loan_id": loan.id}
        self._refused("SPARE-1|was lent", self.stock, self.place, lot=other, **link)
        self._refused("was lent", self.stock, self.place, self.plain, quantity=1, **link)
        self._refused("was lent|W4.C", self.place, self.customers, lot=self.spare, **link)
        case.with_user(self.support).action_ops_withdraw_case("Works again")
        self._refused("nothing is lent", self.stock, self.place, lot=self.spare, **link)

    def test_what_is_on_loan_does_not_wander(self):
        _case, loan = self._lent()
        lost = self.env["stock.location"].search(
            [("usage", "=", "inventory"), ("company_id", "=", self.company.id)], limit=1
        )
        for target in (self.stock, self.customers, lost, self.quarantine):
            self._refused("without a service case|release", self.place, target, lot=self.spare)
        scrap = self.env["stock.scrap"].create(
            {"product_id": self.pump.id, "lot_id": self.spare.id, "location_id": self.place.id}
        )
        with self.assertRaisesRegex(UserError, "without a service case"), self.env.cr.savepoint():
            scrap.action_validate()
        self.env.invalidate_all()
        self.assertEqual((loan.state, self._at(self.place, self.spare)), ("lent", 1))

    def test_with_the_clause_off_it_is_open(self):
        self.env["ops.clause"].search([("code", "=", "W8.A")]).is_suspended = True
        self._move(self.stock, self.place, lot=self.spare)
        self.assertEqual(self._at(self.place, self.spare), 1)

    def test_switched_off_core_is_as_it_was(self):
        self.company.ops_rulebook = False
        self._move(self.stock, self.place, lot=self.spare)
        self.assertEqual(self._at(self.place, self.spare), 1)
