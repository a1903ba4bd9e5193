from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from ...policy.guarded.moves import Move

WORDINGS = [
    ("friendly", "Friendly reminder"),
    ("demand", "Demand for payment"),
    ("last", "Last notice before legal steps"),
]
WRITERS = ("consultant", "sales_support", "sales_manager", "leader")
DAYS_TO_PAY = 7


class OpsDunning(models.Model):
    """A letter to a customer about what he owes past its day, in one of three wordings (W5.A).

    What it demands is what the books say on the day it goes out; then it stays, and the customer's log says
    who wrote when, how sternly and about how much.

    Clause: W5.A
    """

    _name = "ops.dunning"
    _inherit = ["ops.record"]
    _description = "Dunning letter"
    _order = "id desc"
    _rec_names_search = ["name", "partner_id"]

    _ops_clause = "W5.A"
    _number_prefix = "CKH-"
    _transitions = {
        "sent": Move("send", ("draft",), roles=WRITERS),
        "cancel": Move("cancel", ("draft",), roles=WRITERS),
        "draft": Move("reset", ("cancel",), roles=WRITERS),
    }
    _state_sets = {"gone": ("sent", "cancel"), "always": ("draft", "sent", "cancel")}

    partner_id = fields.Many2one(
        "res.partner",
        "Customer",
        required=True,
        domain="[('parent_id', '=', False)]",  # as text: core searches no list for a new contact
        check_company=True,
        index=True,
        ondelete="restrict",
        frozen="always",
    )
    wording = fields.Selection(WORDINGS, required=True, default="friendly", tracking=True, frozen="gone")
    date_pay = fields.Date(
        "Pay by",
        required=True,
        copy=False,
        default=lambda self: self.env.company._ops_today() + timedelta(days=DAYS_TO_PAY),
        frozen="gone",
    )
    team_id = fields.Many2one(
        "crm.team", compute="_compute_team_id", store=True, precompute=True, index=True, derived=True
    )
    line_ids = fields.One2many("ops.dunning.line", "dunning_id", "Open items", readonly=True, copy=False)
    currency_id = fields.Many2one(related="company_id.currency_id", string="Company currency")
    amount = fields.Monetary(
        "Overdue, with tax", readonly=True, copy=False, stamp=True, help="In the company's currency."
    )
    date_sent = fields.Datetime("Sent on", readonly=True, copy=False, stamp=True)
    sent_by_id = fields.Many2one(
        "res.users", "Sent by", readonly=True, copy=False, ondelete="restrict", stamp=True
    )
    is_mailed = fields.Boolean("By e-mail", readonly=True, copy=False, stamp=True)
    state = fields.Selection(
        [("draft", "Draft"), ("sent", "Sent"), ("cancel", "Cancelled")],
        default="draft",
        required=True,
        copy=False,
        tracking=True,
        index=True,
    )

    _customer_idx = models.Index("(company_id, partner_id, date_sent)")

    @api.depends("partner_id")
    def _compute_team_id(self):
        for letter in self:
            letter.team_id = letter.sudo().partner_id.user_id.sale_team_id  # sudo: a colleague's team

    @api.depends("name", "partner_id")
    def _compute_display_name(self):
        for letter in self:
            names = (letter.name or letter._ops_kind(), letter.partner_id.name)
            letter.display_name = " · ".join(filter(None, names))

    def _ops_team(self):
        return self.team_id

    def _ops_prepare_vals(self, vals):
        """Who owes is the company: of a person chosen as the customer, his company."""
        vals = super()._ops_prepare_vals(vals)
        if vals.get("partner_id"):
            partner = self.env["res.partner"].browse(vals["partner_id"])
            vals = {**vals, "partner_id": partner.commercial_partner_id.id}
        return vals

    _ops_created = ((10, "_take_first_items"),)

    def _take_first_items(self, _vals_list):
        self._take_items()

    # ------------------------------------------------------------------
    # What is owed
    # ------------------------------------------------------------------
    def _take_items(self):
        """Take what is overdue now out of the books."""
        # sudo: what the customer owes is what he is told; whose letter it is was asked for before
        moves_sudo = self.env["account.move"].sudo()
        for company, letters in self.grouped("company_id").items():
            domain = moves_sudo._ops_overdue_domain(company)
            found = moves_sudo.search(
                domain & Domain("commercial_partner_id", "in", letters.partner_id.ids),
                order="invoice_date_due, id",
            ).grouped("commercial_partner_id")
            letters.line_ids.sudo()._unlink_stamped()  # sudo: as above
            owed = {letter: found.get(letter.partner_id.sudo(), moves_sudo) for letter in letters}
            lines_sudo = self.env["ops.dunning.line"].sudo()  # sudo: as above
            lines_sudo._create_stamped(
                [letter._prepare_item(move) for letter, moves in owed.items() for move in moves]
            )
            for letter, moves in owed.items():
                letter._stamp({"amount": sum(moves.mapped("amount_residual_signed"))})

    def _prepare_item(self, move_sudo):
        back = move_sudo.move_type == "out_refund"
        return {
            "dunning_id": self.id,
            "move_id": move_sudo.id,
            "reference": move_sudo.name,
            "date_invoice": move_sudo.invoice_date,
            "date_due": move_sudo.invoice_date_due,
            "days_late": (self.company_id._ops_today() - move_sudo.invoice_date_due).days,
            "currency_id": move_sudo.currency_id.id,
            "amount": -move_sudo.amount_residual if back else move_sudo.amount_residual,
        }

    # ------------------------------------------------------------------
    # Sending
    # ------------------------------------------------------------------
    def action_send(self):
        """Note that these letters go out on paper, about what is overdue now.

        Clause: W5.A

        :raises UserError: where nothing is overdue any more
        """
        return self.write({"state": "sent"})

    def _check_send(self):
        self._take_items()
        for letter in self:
            if letter.currency_id.compare_amounts(letter.amount, 0) <= 0:
                raise UserError(
                    self.env._(
                        "%(customer)s owes nothing past its day: there is nothing to write about (W5.A).",
                        customer=letter.partner_id.name,
                    )
                )

    def _prepare_send_vals(self):
        return {"date_sent": fields.Datetime.now(), "sent_by_id": self.env.uid}

    def _do_send(self):
        """Log it on the customer: who, when, in which wording, about how much."""
        wordings = dict(self._fields["wording"]._description_selection(self.env))
        for letter in self:
            text = self.env._(
                "Dunning letter %(number)s, %(wording)s: %(amount)s overdue.",
                number=letter.name,
                wording=wordings[letter.wording],
                amount=letter.currency_id.format(letter.amount),
            )
            # sudo: a line in the customer's log, whoever may write the contact
            letter.partner_id.sudo()._message_log(
                body=text, author_id=self.env.user.partner_id.id, email_from=False
            )

    @api.model
    def _get_last_sent(self, company, partners):
        """Return customer id → the last letter that went to him."""
        found = self.search(
            [("company_id", "=", company.id), ("partner_id", "in", partners.ids), ("state", "=", "sent")],
            order="date_sent, id",
        )
        return {letter.partner_id.id: letter for letter in found}
