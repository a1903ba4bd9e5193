from odoo import api, fields, models
from odoo.exceptions import UserError

STEPS = [
    ("deposited", "Deposit"),
    ("endorsed", "Endorse"),
    ("discounted", "Discount"),
    ("cleared", "Cleared"),
    ("returned", "Return to the customer"),
]


class OpsInstrumentStep(models.TransientModel):
    """Asks for what a step of cheques and bills needs: the bank, vendor, interest, a signature (R12)."""

    _name = "ops.instrument.step"
    _description = "Step of a cheque or bill"

    what = fields.Selection(STEPS, required=True, readonly=True, default="deposited")
    instrument_ids = fields.Many2many(
        "ops.instrument", string="Cheques and bills", required=True, readonly=True
    )
    company_id = fields.Many2one("res.company", compute="_compute_company_id")
    journal_ids = fields.Many2many("account.journal", compute="_compute_company_id")
    currency_id = fields.Many2one("res.currency", compute="_compute_company_id")
    bank_journal_id = fields.Many2one("account.journal", "Bank", domain="[('id', 'in', journal_ids)]")
    vendor_id = fields.Many2one("res.partner", domain="[('parent_id', '=', False)]")
    interest = fields.Monetary(help="What the bank keeps.")
    date = fields.Date(required=True, default=lambda self: self.env.company._ops_today())
    signed_by = fields.Char("Signed for by", help="The customer's person who takes it back.")
    signature = fields.Binary(attachment=False)

    @api.depends("instrument_ids")
    def _compute_company_id(self):
        for step in self:
            company = step.instrument_ids.company_id[:1]
            step.company_id, step.currency_id = company, step.instrument_ids.currency_id[:1]
            # sudo: which banks there are, of whom some return papers only
            banks_sudo = (
                self.env["account.journal"]
                .sudo()
                .search([("type", "=", "bank"), ("company_id", "=", company.id)])
            )
            step.journal_ids = banks_sudo - company._ops_instrument_journals()

    def action_go(self):
        """Bring the papers there with what was filled in. Clause: R12"""
        self.ensure_one()
        papers = self.instrument_ids
        if self.what == "deposited":
            papers.action_deposit(self.bank_journal_id.id, self.date)
        elif self.what == "endorsed":
            papers.action_endorse(self.vendor_id.id, self.date)
        elif self.what == "discounted":
            if len(papers) > 1:
                raise UserError(self.env._("Bills are discounted one by one, each with its interest (R12)."))
            papers.action_discount(self.bank_journal_id.id, self.interest, self.date)
        elif self.what == "cleared":
            papers.action_clear(self.date)
        else:
            papers.action_give_back(self.with_context(bin_size=False).signature, self.signed_by)
        return {"type": "ir.actions.act_window_close"}
