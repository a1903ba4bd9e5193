from odoo import api, fields, models
from odoo.exceptions import AccessError

from ...policy.guarded.moves import Move

# The states in which a formal contract is the basis of a running order.
SIGNED = ("signed", "entered", "archived", "bound")
# Those in which its content may still change: orders come and go, terms are negotiated.
OPEN = ("issued", "negotiating", "refused")
# Those in which it binds nobody any more: its orders may come under another one.
ENDED = ("void", "cancel")
# Those in which a phone, fax or other order is the basis.
AGREED = ("approved", "entered")
# Those in which its orders may be entered.
ENTERABLE = ("signed", "approved")

FEASIBILITY = ("delivery", "technique", "installation")


class OpsContract(models.Model):
    """A contract, or what stands for it: the basis on which orders are confirmed.

    A formal contract is a numbered form that support issues to a holder; it is negotiated, approved, signed,
    entered (its orders are confirmed), archived and bound. A phone, fax or other order is approved instead
    of signed, and owes a formal contract until one replaces it. Goods live on the orders, terms here.

    Split by concern: here fields and guards; `register/register.py` the number, `gate.py` what the approvers
    decide on, `signing/sign.py` negotiation and signing, `signing/enter.py` entering and archiving,
    `signing/end.py` voiding and cancelling, `register/migrate.py` what ran before go-live.

    Clauses: M7.3, M7.6, W3.A, W3.B, W3.D, W3.E, W3.F, R7
    """

    _name = "ops.contract"
    _inherit = ["ops.document"]
    _description = "Contract"
    _order = "date_issued desc, id desc"

    _ops_clause = "W3.D"
    _number_prefix = "JH-"  # the orders by phone, fax or otherwise; formal contracts have the register
    _transitions = {
        "negotiating": Move("negotiate", ("issued", "refused", "submitted", "approved")),
        "submitted": Move("submit", OPEN, roles=("consultant", "sales_support")),
        "approved": Move("approve", ("submitted",)),
        "refused": Move("refuse", ("submitted",)),
        "issued": Move("reset", ("submitted", "refused", "approved", "cancel")),
        "signed": Move("sign", ("approved",), roles=("consultant", "sales_support")),
        "entered": Move("enter", ENTERABLE, roles=("sales_support",), clause="W3.E"),
        "archived": Move("archive", ("entered",), roles=("sales_support",), clause="M7.6"),
        "bound": Move("bind", ("archived",), roles=("sales_support",), clause="M7.3"),
        "void": Move("void", (*OPEN, "approved", "cancel"), roles=("sales_support",), clause="M7.3"),
        "cancel": Move("cancel", (*OPEN, "submitted", "approved", "signed", "entered")),
    }
    # the terms; what the signature says; whose it is, which changes hands later; why a number was voided
    _state_sets = {
        "terms": (*SIGNED, "submitted", "approved", "cancel", "void"),
        "signing": (*SIGNED, "submitted", "cancel", "void"),
        "people": ("submitted", "approved"),
        "voided": ("void",),
    }

    # --- what it is
    name = fields.Char("Contract No.")
    # emptied here and filled in `state.py`: a contract has states of its own, and no draft
    state = fields.Selection(selection=lambda self: [])
    kind = fields.Selection(
        [
            ("formal", "Formal contract"),
            ("phone", "Order by phone"),
            ("fax", "Order by fax"),
            ("other", "Other basis"),
        ],
        required=True,
        default="formal",
        index=True,
        help="Without a formal contract the sales manager confirms the order before it is entered (W3.F).",
    )
    parent_id = fields.Many2one(
        "ops.contract",
        "Amends",
        check_company=True,
        ondelete="restrict",
        index="btree_not_null",
        copy=False,
        help="An amendment of a signed contract carries its number and passes the same gate.",
    )
    child_ids = fields.One2many("ops.contract", "parent_id", "Amendments")
    replaced_by_id = fields.Many2one(
        "ops.contract",
        "Replaced by",
        check_company=True,
        ondelete="restrict",
        index="btree_not_null",
        copy=False,
        help="The formal contract that came later.",
    )
    replaces_ids = fields.One2many("ops.contract", "replaced_by_id", copy=False)

    # --- parties
    partner_id = fields.Many2one(
        "res.partner", "Customer", required=True, index=True, check_company=True, frozen="terms"
    )
    user_id = fields.Many2one(
        "res.users",
        "Salesperson",
        required=True,
        default=lambda self: self.env.user,
        domain=[("share", "=", False)],
        index=True,
        tracking=True,
        frozen="people",
    )
    team_id = fields.Many2one(
        "crm.team",
        "Sales team",
        compute="_compute_team_id",
        store=True,
        readonly=False,
        precompute=True,
        index="btree_not_null",
        check_company=True,
        frozen="people",
    )

    # --- goods and terms
    order_ids = fields.One2many("sale.order", "ops_contract_id", "Orders", check_company=True, frozen="terms")
    order_count = fields.Integer("Number of orders", compute="_compute_amounts", compute_sudo=True)
    currency_id = fields.Many2one("res.currency", compute="_compute_amounts", compute_sudo=True)
    amount_untaxed = fields.Monetary("Untaxed amount", compute="_compute_amounts", compute_sudo=True)
    amount_total = fields.Monetary("Total with tax", compute="_compute_amounts", compute_sudo=True)
    payment_term_id = fields.Many2one(
        "account.payment.term", "Payment terms", check_company=True, frozen="terms"
    )
    date_delivery = fields.Date("Delivery date", frozen="terms")
    delivery_place = fields.Char("Place and way of delivery", frozen="terms")
    warranty_months = fields.Integer("Warranty (months)", default=12, frozen="terms")
    quality_terms = fields.Text("Quality standard", frozen="terms")
    acceptance_terms = fields.Text("Acceptance", frozen="terms")
    liability_terms = fields.Text("Breach of contract", frozen="terms")
    dispute_terms = fields.Text("Disputes", frozen="terms")
    other_terms = fields.Text("Other terms", frozen="terms")
    has_installation = fields.Boolean(
        "With installation",
        help="Technical decides too before the contract is signed (M7.6).",
        frozen="terms",
    )

    # --- basis without contract
    basis_note = fields.Text(
        "What was ordered, and why without a contract",
        help="What the customer said or sent (W3.F).",
        frozen="terms",
    )
    basis_contact = fields.Char("Ordered by", frozen="terms")
    date_basis = fields.Datetime("Ordered on", frozen="terms")

    # --- signing and custody
    date_signed = fields.Datetime(
        "Signed on",
        copy=False,
        tracking=True,
        help="When both parties had signed, the later of both signatures. From then R7 counts.",
        frozen="signing",
    )
    customer_signatory = fields.Char("Signed for the customer by", copy=False, frozen="signing")
    scan_ids = fields.Many2many(
        "ir.attachment",
        "ops_contract_scan_rel",
        string="Signed contract (scan)",
        copy=False,
        frozen="signing",
    )
    signed_by_id = fields.Many2one("res.users", "Signing recorded by", readonly=True, copy=False, stamp=True)
    date_entered = fields.Datetime("Entered on", readonly=True, copy=False, stamp=True)
    date_archived = fields.Datetime("Archived on", readonly=True, copy=False, stamp=True)
    archive_place = fields.Char("Kept at", copy=False, help="Where the original lies (M7.6).")
    site_note = fields.Text(
        "Site conditions", help="Reaches the manager, technical and the installers at signing (M7.6)."
    )
    site_requirements = fields.Text("Product requirements")
    site_requirements_label = fields.Char(related="company_id.ops_site_requirements_label")
    # the domain is text for the same reason as that of a team's support
    installer_ids = fields.Many2many("res.users", string="Installers", domain="[('share', '=', False)]")

    _warranty_positive = models.Constraint(
        "CHECK(warranty_months >= 0)", "The warranty is counted in whole months from 0."
    )
    _name_unique = models.UniqueIndex("(company_id, name)", "This contract number exists already.")

    # ------------------------------------------------------------------
    # Compute
    # ------------------------------------------------------------------
    @api.depends("user_id")
    def _compute_team_id(self):
        for contract in self:
            if contract.user_id and contract.user_id not in contract.team_id.member_ids:
                contract.team_id = contract.user_id.sale_team_id

    @api.depends("company_id", "order_ids.amount_untaxed", "order_ids.amount_total", "order_ids.currency_id")
    def _compute_amounts(self):
        """Add up the orders, in their currency when it is the same for all, else in the company's."""
        for contract in self:
            orders = contract._get_covered_orders()
            currency = orders.currency_id if len(orders.currency_id) == 1 else contract.company_id.currency_id
            contract.order_count = len(orders)
            contract.currency_id = currency
            for name in ("amount_untaxed", "amount_total"):
                contract[name] = sum(contract._convert_amount(order, name, currency) for order in orders)

    def _convert_amount(self, order, name, currency):
        """Return an amount of an order in another currency, at the order's date."""
        return order.currency_id._convert(
            order[name], currency, self.company_id, order.date_order or fields.Date.today()
        )

    def _get_covered_orders(self):
        """Return the orders that stand on these contracts, also where a formal one took them over."""
        without = self.filtered(lambda contract: not contract.order_ids)
        # read along with the others of a list: `filtered` forgets which these are
        orders = self.order_ids | without.with_prefetch(self._prefetch_ids).replaced_by_id.order_ids
        # a form changes no order: it is read as it is saved, core computes no section of a line in a form
        return orders._origin.filtered(lambda order: order.state != "cancel")

    # ------------------------------------------------------------------
    # People
    # ------------------------------------------------------------------
    def _ops_owner(self):
        # sudo: who sells what stands on it decides nothing of it, whoever reads the orders
        return self.user_id | self.sudo()._get_covered_orders().user_id

    def _require_role(self, groups, message):
        """Refuse who holds none of these roles; superuser mode is no role.

        :param groups: codes of our groups, e.g. ("sales_support",)
        :raises AccessError: with the message, where the rulebook is on
        """
        if self._ops_filter_on() and not self.env.user._ops_has_role(*groups):
            raise AccessError(message)

    def _get_post_names(self, post):
        """Return who is meant by a post on this contract, by name."""
        self.ensure_one()
        # sudo: names of colleagues only
        return self.env["tier.review"]._ops_format_deciders(self._ops_post_users(post).sudo())
