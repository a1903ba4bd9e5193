from odoo import api, fields, models
from odoo.exceptions import UserError

from ....tools.identifier import identifier_key, tidy
from ...policy.guarded.moves import Move

CODE = "R12"
FINANCE = ("finance",)
REGISTRARS = ("sales_support", "consultant", *FINANCE)
KINDS = [
    ("cheque", "Cheque"),
    ("draft", "Bank draft"),
    ("bank_bill", "Bank acceptance bill"),
    ("commercial_bill", "Commercial acceptance bill"),
]
# A bill is paid on its day, and can be discounted until then; cheque and draft are paid on sight.
BILLS = ("bank_bill", "commercial_bill")
STATES = [
    ("received", "Received"),
    ("handed", "Handed to finance"),
    ("deposited", "Deposited"),
    ("endorsed", "Endorsed"),
    ("discounted", "Discounted"),
    ("cleared", "Cleared"),
    ("bounced", "Bounced"),
    ("returned", "Returned"),
]
# Passed on before it is paid: whoever has it now comes back to us when it is not.
RECOURSE = ("endorsed", "discounted")
USED = ("deposited", *RECOURSE, "cleared")
# Receipts whose money nobody waits for any more.
ENDED = ("reversed", "cancel")
WITH_US = ("received", "handed")
# With us, or at the bank for us: its day matters.
AWAITED = (*WITH_US, "deposited")


def get_bank_key(bank):
    """Return the form in which two spellings of a bank are the same; a name of signs alone stays as it is."""
    return identifier_key(bank) or bank or False


class OpsInstrument(models.Model):
    """A cheque, bank draft or acceptance bill that a customer gave (R12).

    Split by concern: here what it is, `register.py` its entry, `receipt_link.py` the receipt of its money,
    `hand_over.py` support and finance sign for it, `use.py` finance takes it to the bank, endorses, discounts
    it, `entry.py` what that posts, `end.py` it bounces or goes back to the customer, `night.py` reminders.

    Clause: R12
    """

    _name = "ops.instrument"
    _inherit = ["ops.record", "ops.original"]
    _description = "Cheque, draft or bill"
    _order = "date_due, id"
    _rec_names_search = ["name", "number", "partner_id", "bank", "drawer"]

    _ops_clause = CODE
    _number_prefix = "PJ-"
    _transitions = {
        "handed": Move("hand", ("received",), roles=FINANCE),
        "deposited": Move("deposit", ("handed",), roles=FINANCE),
        "endorsed": Move("endorse", ("handed",), roles=FINANCE),
        "discounted": Move("discount", ("handed",), roles=FINANCE),
        "cleared": Move("clear", ("deposited", *RECOURSE), roles=FINANCE),
        "bounced": Move("bounce", USED, roles=FINANCE),
        "returned": Move("give_back", ("received", "handed", "bounced"), roles=REGISTRARS),
    }
    _state_sets = {
        "entered": tuple(state for state, _label in STATES),
        "kept": tuple(state for state, _label in STATES if state != "received"),
        "over": ("returned",),
    }
    _ops_evidence_fields = ("photo_ids", "return_signature")

    kind = fields.Selection(KINDS, required=True, index=True, tracking=True, frozen="kept")
    number = fields.Char(required=True, index="trigram", tracking=True, frozen="kept")
    bank = fields.Char("Drawn on", required=True, tracking=True, frozen="kept", help="The bank that pays it.")
    # the same paper however people write it
    number_key = fields.Char(
        compute="_compute_keys", store=True, precompute=True, derived=True, export_string_translation=False
    )
    bank_key = fields.Char(
        compute="_compute_keys", store=True, precompute=True, derived=True, export_string_translation=False
    )
    partner_id = fields.Many2one(
        "res.partner",
        "Customer",
        required=True,
        domain="[('parent_id', '=', False)]",  # as text: core searches no list for a new contact
        check_company=True,
        index=True,
        ondelete="restrict",
        frozen="kept",
    )
    drawer = fields.Char(frozen="kept", help="Who issued it, where it is not the customer.")
    acceptor = fields.Char(frozen="kept", help="Who promises to pay a bill on its day.")
    amount = fields.Monetary(required=True, tracking=True, frozen="kept")
    currency_id = fields.Many2one(
        "res.currency",
        required=True,
        default=lambda self: self.env.company.currency_id,
        frozen="kept",
    )
    date_issue = fields.Date("Date of issue", required=True, frozen="kept")
    date_due = fields.Date(
        "Due date", index=True, tracking=True, frozen="kept", help="A cheque or draft is paid on sight."
    )
    date_received = fields.Date(
        "Day it came",
        required=True,
        default=lambda self: self.env.company._ops_today(),
        frozen="entered",
        help="The day on which it came; it is entered on this day.",
    )
    date_entered = fields.Date("Entered on", readonly=True, copy=False, stamp=True)
    is_late = fields.Boolean(
        "Entered late", compute="_compute_is_late", store=True, derived=True, help="After the day it came."
    )
    receipt_ids = fields.One2many("ops.receipt", "instrument_id", "Receipts", copy=False)
    receipt_id = fields.Many2one(
        "ops.receipt",
        compute="_compute_receipt_id",
        store=True,
        index="btree_not_null",
        derived=True,
        help="The request by which finance books its money; the last one where there were several.",
    )
    salesperson_id = fields.Many2one(
        "res.users", compute="_compute_people", store=True, index=True, derived=True
    )
    team_id = fields.Many2one(
        "crm.team", "Sales team", compute="_compute_people", store=True, index=True, derived=True
    )
    photo_ids = fields.Many2many(
        "ir.attachment",
        "ops_instrument_photo_rel",
        string="Photo or scan",
        copy=False,
        help="Of both sides.",
    )
    note = fields.Text("Remark", frozen="over")
    state = fields.Selection(STATES, default="received", required=True, copy=False, tracking=True, index=True)
    is_recourse = fields.Boolean(
        "With recourse", compute="_compute_is_recourse", search="_search_is_recourse"
    )

    _one_paper = models.UniqueIndex(
        "(company_id, number_key, bank_key) WHERE state <> 'returned'",
        "This number of this bank is entered already (R12).",
    )

    # ------------------------------------------------------------------
    # Computes
    # ------------------------------------------------------------------
    @api.depends("number", "bank")
    def _compute_keys(self):
        for paper in self:
            paper.number_key = identifier_key(paper.number) or False
            paper.bank_key = get_bank_key(paper.bank)

    @api.depends("receipt_ids.state")
    def _compute_receipt_id(self):
        for paper in self:
            live = paper.receipt_ids.filtered(lambda receipt: receipt.state not in ENDED)
            paper.receipt_id = (live or paper.receipt_ids).sorted("id")[-1:]

    @api.depends("partner_id", "receipt_id.salesperson_id")
    def _compute_people(self):
        for paper in self:
            # sudo: whose customer it is
            paper_sudo = paper.sudo()
            salesman_sudo = paper_sudo.receipt_id.salesperson_id or paper_sudo.partner_id.user_id
            paper.salesperson_id = salesman_sudo
            paper.team_id = paper_sudo.receipt_id.team_id or salesman_sudo.sale_team_id

    @api.depends("date_entered", "date_received")
    def _compute_is_late(self):
        for paper in self:
            paper.is_late = bool(paper.date_entered) and paper.date_entered > paper.date_received

    @api.depends("state")
    def _compute_is_recourse(self):
        for paper in self:
            paper.is_recourse = paper.state in RECOURSE

    @api.model
    def _search_is_recourse(self, operator, value):
        if operator != "in" or set(value) != {True}:
            return NotImplemented
        return [("state", "in", RECOURSE)]

    @api.depends("name", "number", "kind")
    @api.depends_context("lang")
    def _compute_display_name(self):
        kinds = dict(self._fields["kind"]._description_selection(self.env))
        for paper in self:
            words = (kinds.get(paper.kind), paper.number)
            paper.display_name = " ".join(filter(None, words)) or paper.name or self._ops_kind()

    # ------------------------------------------------------------------
    # Kept
    # ------------------------------------------------------------------
    @api.model
    def _ops_prepare_vals(self, vals):
        """Numbers in ordinary digits; who gave it is the company, not one of its contacts."""
        vals = super()._ops_prepare_vals(vals)
        tidied = {name: tidy(vals[name]) for name in ("number", "bank") if vals.get(name)}
        if vals.get("partner_id"):
            partner = self.env["res.partner"].browse(vals["partner_id"])
            tidied["partner_id"] = partner.commercial_partner_id.id
        return {**vals, **tidied}

    def _ops_team(self):
        return self.team_id

    def _ops_refuse_deletion(self):
        if self:
            raise UserError(
                self.env._(
                    "%(paper)s: what was received is never deleted. It goes on to finance, or back to the "
                    "customer, who signs for it (R12).",
                    paper=self[:1].display_name,
                )
            )
        return super()._ops_refuse_deletion()

    def _ops_keeps_files(self, name):
        """The photo stays as it was when finance took it over; the customer's signature stays."""
        if name not in self._ops_evidence_fields or self.state == "received":
            return super()._ops_keeps_files(name)
        return self.env._("The photo of %s and the signature for it stay (R12).", self.display_name)
