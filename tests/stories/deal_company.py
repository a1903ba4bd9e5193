"""The company in which the stories of whole deals are played: goods at a cost, books, and a clock."""

import contextlib
import re
from unittest.mock import patch

from odoo import fields
from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.tests import Form, freeze_time

from ..deal.common import DealCase
from ..reports.common import pdf_pages, squeezed

# Monday, before the working day of 8 to 17 (UTC); people hold the clock themselves.
START = "2026-03-02 07:00:00"
TAX_NUMBER = "91350100M000100Y43"


class DealCompany(DealCase):
    """The deal room's company with goods bought at a cost, taxes, a bank and a clock to move.

    Goods: bearings (average cost), servo drives (key product, FIFO), valves (difficult, average cost), bought
    in two lots each, so that the cost of what leaves is a matter of the valuation.
    """

    @classmethod
    def setUpClass(cls):
        cls.clock = cls.startClassPatcher(freeze_time(START))
        super().setUpClass()
        cls.startClassPatcher(patch.object(cls.cr, "now", fields.Datetime.now))  # dates of creation as well
        cls.company.ops_finance_id = cls.accountant
        cls.customer.write({"vat": TAX_NUMBER, "ops_tax_title": "Blue River Paper Co., Ltd."})
        cls.warehouse = cls.env["stock.warehouse"].search([("company_id", "=", cls.company.id)], limit=1)
        cls.warehouse.delivery_steps = "ship_only"
        cls._open_books()
        cls._choose_goods()

    @classmethod
    def _open_books(cls):
        if not cls.company.chart_template:
            cls.env["account.chart.template"].try_loading("generic_coa", cls.company, install_demo=False)
        cls.tax = cls.env["account.tax"].create(
            {"name": "VAT 13 %", "amount": 13, "amount_type": "percent", "type_tax_use": "sale"}
        )
        cls.bank = cls.env["account.journal"].search(
            [("type", "=", "bank"), ("company_id", "=", cls.company.id)], limit=1
        )
        outstanding, vat, cls.write_off_account = cls.env["account.account"].create(
            [
                {
                    "name": "Money under way",
                    "code": "OPSMW",
                    "account_type": "asset_current",
                    "reconcile": True,
                },
                {"name": "Output VAT", "code": "OPSVT", "account_type": "liability_current"},
                {"name": "Given up", "code": "OPSGU", "account_type": "expense"},
            ]
        )
        cls.bank.inbound_payment_method_line_ids.payment_account_id = outstanding
        parts = cls.tax.invoice_repartition_line_ids | cls.tax.refund_repartition_line_ids
        parts.filtered(lambda part: part.repartition_type == "tax").account_id = vat
        cls.company.ops_write_off_account_id = cls.write_off_account

    @classmethod
    def _choose_goods(cls):
        average, fifo = cls.env["product.category"].create(
            [
                {"name": name, "property_valuation": "real_time", "property_cost_method": method}
                for name, method in (("At average cost", "average"), ("First in, first out", "fifo"))
            ]
        )
        common = {"taxes_id": [Command.set(cls.tax.ids)], "supplier_taxes_id": [Command.clear()]}
        cls.plain.write({**common, "categ_id": average.id})
        cls.key.write({**common, "categ_id": fifo.id})
        cls.difficult.write({**common, "categ_id": average.id})
        # the furniture's costs were set when it was made, which may be after the days of the stories
        goods = cls.plain | cls.key | cls.difficult
        cls.env["product.value"].search([("product_id", "in", goods.ids)]).date = "2026-01-01 00:00:00"
        for lot in (
            ((cls.plain, 60, 61.37), (cls.key, 20, 5000), (cls.difficult, 3, 2011.99)),
            ((cls.plain, 40, 64.05), (cls.key, 20, 5210.10), (cls.difficult, 4, 1987.03)),
        ):
            cls._buy(lot)

    @classmethod
    def _buy(cls, lot):
        """Buy and receive goods; purchases run without the rulebook's gates."""
        order = cls.env["purchase.order"].create(
            {
                "partner_id": cls.vendor.id,
                "order_line": [
                    Command.create({"product_id": product.id, "product_qty": quantity, "price_unit": price})
                    for product, quantity, price in lot
                ],
            }
        )
        order.button_confirm()
        order.picking_ids.move_ids.picked = True
        order.picking_ids.button_validate()
        order.action_create_invoice()
        order.invoice_ids.invoice_date = order.date_order
        order.invoice_ids.action_post()

    def setUp(self):
        super().setUp()
        self._at(START)

    # ------------------------------------------------------------------
    # Clock, buttons, decisions
    # ------------------------------------------------------------------
    def _at(self, moment):
        """Move the clock of the story, UTC."""
        self.clock.move_to(moment)

    def _open(self, action, user):
        """Return what a button opens, as the user: the record, or the form of a new one."""
        model = self.env[action["res_model"]].with_user(user)
        if action.get("res_id"):
            return model.browse(action["res_id"])
        return Form(model.with_context(**action.get("context", {})))

    @contextlib.contextmanager
    def refused(self, pattern, error=UserError):
        """Expect a refusal, and take back what was done until then, as the server does."""
        with self.assertRaisesRegex(error, re.compile(pattern, re.DOTALL)), self.env.cr.savepoint():
            yield

    def approve(self, document, *users, comment=None):
        """These users approve, one after the other."""
        for user in users:
            document.with_user(user).action_ops_approve(comment)

    def _decide(self, document, comment=None):
        """Let everybody approve whose turn it is, and return them in their order."""
        deciders = []
        while document[document._state_field] == "submitted":
            turn = document.sudo().review_ids.filtered(lambda review: review.status == "pending")
            deciders.append(turn.reviewer_ids[0])
            document.with_user(deciders[-1]).action_ops_approve(comment)
        self.assertFalse(document.sudo().ops_gate_error)
        return deciders

    # ------------------------------------------------------------------
    # What stands there
    # ------------------------------------------------------------------
    def _owed(self, documents, code):
        """Return what was owed on the documents under the clause, whoever owes it."""
        return (
            self.env["ops.obligation"]
            .sudo()
            .search([("res_model", "=", documents._name), ("res_id", "in", documents.ids)])
            .filtered(lambda obligation: obligation.clause_id.code == code)
        )

    def _log_of(self, document):
        """Return the document's log in its order, "event role, event role …"."""
        rows = self.env["ops.log"].search(
            [("model", "=", document._name), ("res_id", "=", document.id)], order="id"
        )
        return ", ".join(f"{row.event} {row.user_id.login.removeprefix('ops_')}" for row in rows)

    def _was_told(self, user, text):
        """Tell whether a notification with this text reached the user."""
        domain = [("partner_ids", "in", user.partner_id.ids), ("body", "ilike", text)]
        return bool(self.env["mail.message"].sudo().search_count(domain, limit=1))

    def printed(self, document, report, user=None):
        """Print a document as a user (the consultant by default) and return its text, without white space."""
        reports = self.env["ir.actions.report"].with_user(user or self.consultant)
        content, kind = reports.with_context(force_report_rendering=True)._render_qweb_pdf(
            report, document.ids
        )
        self.assertEqual(kind, "pdf")
        return squeezed("".join(pdf_pages(content)))

    def _page(self, order, user=None):
        return self.env["ops.deal"].with_user(user or self.consultant).get_deal(order.id)

    def _percents(self, order):
        return {figure["key"]: figure["percent"] for figure in self._page(order)["figures"]}

    def _on_hand(self, product):
        """Return what lies in the warehouse."""
        self.env.invalidate_all()
        return product.with_context(location=self.warehouse.lot_stock_id.id).qty_available
