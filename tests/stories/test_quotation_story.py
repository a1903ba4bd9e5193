"""From the inquiry to the sent quotation, as the roles' users."""

from odoo.exceptions import UserError
from odoo.tests import tagged

from ..common import ask_technical, clause
from ..deal.common import DealCase


@tagged("post_install", "-at_install")
class TestQuotationStory(DealCase):
    @clause("W2.C", "W2.D")
    @clause("W2.E", part="quotation")
    def test_inquiry_to_sent_quotation(self):
        lead = (
            self.env["crm.lead"]
            .with_user(self.consultant)
            .create({"name": "Drives for line 3", "partner_id": self.customer.id, "team_id": self.team.id})
        )
        order = self._create_order(
            products=[(self.key, 30, 8000), (self.difficult, 2, 3000), (self.plain, 10, 100)],
            opportunity_id=lead.id,
        )
        as_consultant = order.with_user(self.consultant)

        # nothing leaves the house, and the consultant is told to ask technical first
        with self.assertRaisesRegex(UserError, r"Ask technical.*W2\.C"):
            as_consultant.action_ops_submit()
        with self.assertRaisesRegex(UserError, r"W2\.E"):
            as_consultant.action_quotation_sent()
        ask_technical(order, self.consultant)
        with self.assertRaisesRegex(UserError, r"Technician.*Explosion-proof valve.*W2\.C"):
            as_consultant.action_ops_submit()

        # technical answers; support, not a veto: the answer goes onto the line
        question = (
            self.env["ops.help.request"].with_user(self.technician).search([("order_id", "=", order.id)])
        )
        self.assertEqual(question.product_id, self.difficult)
        with self.assertRaisesRegex(UserError, "model and parameters"):
            question.action_answer()
        question.write({"answer_model": "EX-50", "answer_parameters": "DN50 PN16"})
        question.action_answer()
        self.assertEqual(order.order_line[1].ops_specification, "EX-50\nDN50 PN16")

        # submitted: 247,000 is major, so purchasing, manager and leader decide one after the other
        as_consultant.action_ops_submit()
        self.assertRecordValues(
            order,
            [
                {
                    "ops_approval_state": "submitted",
                    "ops_is_major": True,
                    "ops_has_key_product": True,
                    "ops_has_difficult_product": True,
                    "ops_requester_id": self.consultant.id,
                }
            ],
        )
        reviews = order.sudo().review_ids.sorted("sequence")
        self.assertEqual(
            [(r.ops_clause_code, r.status, r.reviewer_ids) for r in reviews],
            [
                ("W2.D", "pending", self.purchaser),
                ("W2.E", "waiting", self.manager),
                ("W2.E", "waiting", self.leader),
            ],
        )
        with self.assertRaisesRegex(UserError, r"Purchaser.*W2\.D"):
            order.with_user(self.manager).action_ops_approve()
        with self.assertRaisesRegex(UserError, r"Servo drive.*W2\.D"):
            order.with_user(self.purchaser).action_ops_approve()
        self._answer_purchasing(order)
        self.assertEqual(order.order_line[0].ops_lead_days, 30)
        order.with_user(self.purchaser).action_ops_approve("lead time agreed with the vendor")
        order.with_user(self.manager).action_ops_approve()
        self.assertEqual(order.ops_approval_state, "submitted")
        with self.assertRaisesRegex(UserError, r"Leader.*W2\.E"):
            as_consultant.action_quotation_sent()
        order.with_user(self.leader).action_ops_approve()

        # approved: stamps on paper, print, send, confirm
        self.assertEqual(order.ops_approval_state, "approved")
        self.assertEqual(
            [(s["role"], s["user"], s["clause"]) for s in as_consultant._ops_approval_stamps()],
            [
                ("Purchasing", "Purchaser", "W2.D"),
                ("Sales manager", "Manager", "W2.E"),
                ("Company leader", "Leader", "W2.E"),
            ],
        )
        html = (
            self.env["ir.actions.report"]
            .with_user(self.consultant)
            ._render_qweb_html("sale.report_saleorder", order.ids)[0]
        )
        self.assertIn(order.name, html.decode())
        as_consultant.action_quotation_sent()
        self.assertEqual(order.state, "sent")
        with self.assertRaisesRegex(UserError, r"no basis yet.*W3\.F"):
            as_consultant.action_confirm()
        self._confirm(order)
        self.assertTrue(order.picking_ids)

        log = self.env["ops.log"].search(
            [("model", "=", "sale.order"), ("res_id", "=", order.id)], order="id"
        )
        self.assertEqual(
            [(row.event, row.user_id) for row in log],
            [
                ("submitted", self.consultant),
                ("approved", self.purchaser),
                ("approved", self.manager),
                ("approved", self.leader),
                ("passed", self.leader),
            ],
        )
        self.assertEqual(log[1].comment, "lead time agreed with the vendor")
