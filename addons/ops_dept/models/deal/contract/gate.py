from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from ..major.sale_order import MARKERS

FEASIBILITY = ("delivery", "technique", "installation")
ANSWERS = [
    ("yes", "Feasible"),
    ("conditions", "Feasible with conditions"),
    ("no", "Not feasible"),
]
# Who asks for the approval of a contract (PROCESS §2): consultants (managers imply it) and sales support.
SUBMITTERS = ("consultant", "sales_support")
# Departments that answer what is feasible and may change nothing else.
ANSWERERS = ("technical", "purchasing")


class OpsContract(models.Model):
    """What the approvers decide on: feasibility, approved quotations, deviations (M7.6, W3.C, W3.D)."""

    _inherit = "ops.contract"

    feasible_delivery = fields.Selection(ANSWERS, "Delivery time", copy=False, frozen="terms")
    feasible_delivery_note = fields.Text("Delivery time: conditions", copy=False, frozen="terms")
    feasible_delivery_by_id = fields.Many2one(
        "res.users", "Delivery time: answered by", copy=False, frozen="terms"
    )
    feasible_technique = fields.Selection(ANSWERS, "Technique", copy=False, frozen="terms")
    feasible_technique_note = fields.Text("Technique: conditions", copy=False, frozen="terms")
    feasible_technique_by_id = fields.Many2one(
        "res.users", "Technique: answered by", copy=False, frozen="terms"
    )
    feasible_installation = fields.Selection(ANSWERS, "Installation", copy=False, frozen="terms")
    feasible_installation_note = fields.Text("Installation: conditions", copy=False, frozen="terms")
    feasible_installation_by_id = fields.Many2one(
        "res.users", "Installation: answered by", copy=False, frozen="terms"
    )
    is_major = fields.Boolean(
        "Major",
        readonly=True,
        copy=False,
        help="Frozen at the request: a company leader decides too (W3.D).",
        stamp=True,
    )
    major_marked = fields.Boolean("Marked as major", copy=False, frozen="terms")
    has_difficult_product = fields.Boolean("Has difficult products", readonly=True, copy=False, stamp=True)

    # ------------------------------------------------------------------
    # What may be written
    # ------------------------------------------------------------------
    def _check_marked(self, _vals_list):
        marked = self.filtered("major_marked")
        if marked:
            marked._ops_check_major_mark()

    @api.model
    def _note_answerer(self, vals):
        """Add who answered, unless somebody is named whom he asked."""
        answered = {
            f"feasible_{subject}_by_id": self.env.uid
            for subject in FEASIBILITY
            if vals.get(f"feasible_{subject}") and not vals.get(f"feasible_{subject}_by_id")
        }
        return {**vals, **answered}

    def _check_answerer(self, vals):
        """Departments that are asked what is feasible write nothing else. Clause: M7.6"""
        if (
            self.env.su
            or self.env.user._ops_has_role(*SUBMITTERS, "leader")
            or not self.env.user._ops_has_role(*ANSWERERS)
        ):
            return
        others = [name for name in vals if not name.startswith("feasible_")]
        if others:
            raise AccessError(
                self.env._(
                    "Technical and purchasing answer what is feasible, and change nothing else (M7.6)."
                )
            )

    def _ops_check_major_mark(self):
        self._require_role(
            MARKERS,
            self.env._("A contract is marked as major by the sales manager or a company leader (W3.D)."),
        )

    # ------------------------------------------------------------------
    # Submit
    # ------------------------------------------------------------------
    def _get_submit_blockers(self):
        """Say what the contract still lacks. Clauses: M7.6, W3.C, W3.D, W3.F"""
        self.ensure_one()
        # sudo: who reads the contract is told what is missing on its orders
        contract_sudo = self.sudo()
        blockers = contract_sudo._get_order_blockers()
        if self.kind == "formal":
            blockers += contract_sudo._get_feasibility_blockers()
            blockers += contract_sudo._get_delivery_blockers()
        else:
            blockers += contract_sudo._get_basis_blockers()
        return blockers + contract_sudo._get_open_deviations()

    def _get_order_blockers(self):
        """Name the orders whose quotation is not approved, or say that there is none."""
        orders = self._get_covered_orders()
        if not orders and not self.parent_id:
            return [self.env._("Consultant or sales support: choose the quotations of this contract (W3.D).")]
        # what deviates on an approved quotation is named point by point
        closed = orders._ops_filter_gated().filtered(
            lambda order: not order._ops_is_approval_valid() and not order._ops_deviation_sentences()
        )
        blockers = [
            self.env._("Quotation %(order)s: %(step)s", order=order.name, step=order._ops_next_step())
            for order in closed
        ]
        customer = self.partner_id.commercial_partner_id
        strange = orders.filtered(lambda order: order.partner_id.commercial_partner_id != customer)
        return blockers + [
            self.env._("%(order)s is for another customer (W3.D).", order=order.name) for order in strange
        ]

    def _get_feasibility_blockers(self):
        """Name the answers that are missing or say no. Clause: M7.6"""
        _ = self.env._
        labels = {
            name: self._fields[f"feasible_{name}"].get_description(self.env)["string"] for name in FEASIBILITY
        }
        missing = [labels[name] for name in FEASIBILITY if not self[f"feasible_{name}"]]
        blockers = []
        if missing:
            blockers.append(
                _(
                    "Salesperson (%(who)s): ask and fill in what is feasible: %(subjects)s (M7.6).",
                    who=self.user_id.name,
                    subjects=self._join_words(missing),
                )
            )
        for name in FEASIBILITY:
            if self[f"feasible_{name}"] == "no":
                blockers.append(
                    _(
                        "%(subject)s is not feasible according to %(who)s: change the contract until it is "
                        "(M7.6).",
                        subject=labels[name],
                        who=self[f"feasible_{name}_by_id"].name or "-",
                    )
                )
            elif (
                self[f"feasible_{name}"] == "conditions" and not (self[f"feasible_{name}_note"] or "").strip()
            ):
                blockers.append(_("%(subject)s: state the conditions (M7.6).", subject=labels[name]))
        return blockers

    def _get_basis_blockers(self):
        """An order without contract says who ordered what, when and why so. Clause: W3.F"""
        _ = self.env._
        missing = [
            self._fields[name].get_description(self.env)["string"]
            for name in ("basis_note", "basis_contact", "date_basis")
            if not self[name]
        ]
        if self.kind == "fax" and not self.scan_ids:
            missing.append(_("the fax"))
        return missing and [
            _(
                "Consultant or sales support: fill in %(fields)s (W3.F).",
                fields=self._join_words(missing),
            )
        ]

    def _check_reset(self):
        """What was signed does not go back; what is approved is opened again by who may submit it."""
        result = super()._check_reset()
        approved = self.filtered(lambda contract: contract.state == "approved")
        approved._require_role(
            SUBMITTERS,
            self.env._("A contract is opened again by a sales consultant or by sales support (W3.D)."),
        )
        for contract in self._ops_filter_on():
            if contract.signed_by_id or contract.is_migrated:
                raise UserError(
                    self.env._(
                        "%s was signed and cannot be negotiated again: amend it (W3.D).",
                        contract.display_name,
                    )
                )
        return result

    def _do_submit(self):
        """The fax that is decided on is readable and the contract's own, like the scan of a signature."""
        self._refuse_unreadable_scans()
        for contract in self:
            contract._keep_scans()
        return super()._do_submit()

    def _prepare_submit_vals(self):
        """Freeze the flags that say which tiers apply (PROCESS §4)."""
        self.ensure_one()
        products = self.sudo()._get_covered_orders()._ops_product_lines().product_id  # sudo: one flag of them
        return {
            **super()._prepare_submit_vals(),
            "is_major": self._ops_compute_major(),
            "has_difficult_product": any(products.mapped("ops_is_difficult")),
        }

    def _ops_compute_major(self):
        """Tell whether a leader decides too: what is sold, untaxed, at today's rate, or marked by hand.

        Clause: W3.D
        """
        self.ensure_one()
        if self.major_marked:
            return True
        contract_sudo = self.sudo()  # sudo: a setting and amounts of the orders
        currency = contract_sudo.company_id.currency_id
        company, today = contract_sudo.company_id, fields.Date.today()
        amount = sum(
            order.currency_id._convert(order._ops_positive_amount(), currency, company, today)
            for order in contract_sudo._get_covered_orders()
        )
        return currency.compare_amounts(amount, contract_sudo.company_id.ops_major_contract) >= 0

    # ------------------------------------------------------------------
    # Inbox
    # ------------------------------------------------------------------
    def _ops_inbox_summary(self):
        # sudo: the customer's name, of documents that the user reads
        return {
            contract.id: {
                "ops_summary": contract.partner_id.sudo().display_name,
                "ops_amount": contract.amount_untaxed,
                "ops_amount_kind": "untaxed",
                "ops_currency_id": contract.currency_id.id,
            }
            for contract in self
        }
