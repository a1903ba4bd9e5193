from contextlib import contextmanager

from odoo import api, fields, models
from odoo.fields import Domain

from ....tools.actions import open_records
from ...policy.document.links import ROLES
from .ops_customer import IMPORTANCE


class ResPartner(models.Model):
    """A contact and the file that the current company keeps of it.

    Nothing is asked of the database for who has no role of ours, and where the rulebook is off.
    """

    _inherit = "res.partner"

    _ops_on_write = ((20, "_ops_changing_consultant"),)

    ops_customer_ids = fields.One2many("ops.customer", "partner_id", "Customer files", groups=ROLES)
    ops_importance = fields.Selection(
        IMPORTANCE,
        string="Importance",
        compute="_compute_ops_importance",
        inverse="_inverse_ops_importance",
        search="_search_ops_importance",
        help="Kept in the customer file of the current company (V2.1).",
    )

    _ops_consultant_idx = models.Index("(user_id) WHERE user_id IS NOT NULL")

    @api.depends_context("company", "uid")
    def _compute_ops_importance(self):
        found = self._ops_get_files()
        by_partner = {customer.partner_id.id: customer.importance for customer in found}
        for partner in self:
            partner.ops_importance = by_partner.get(partner._origin.id)

    def _inverse_ops_importance(self):
        """Keep it in the file, which is opened with it."""
        files = self.env["ops.customer"]
        by_partner = {customer.partner_id.id: customer for customer in files._get_of(self)}
        opened = []
        for partner in self:
            customer, importance = by_partner.get(partner.id), partner.ops_importance
            if customer and importance:
                customer.importance = importance
            elif importance:
                opened.append({"partner_id": partner.id, "importance": importance})
        files.create(opened)

    def _search_ops_importance(self, operator, value):
        if operator != "in":
            return NotImplemented
        if not (self.env.su or self.env.user.has_groups(ROLES)):
            return Domain(False in value)
        mine = Domain("company_id", "=", self.env.company.id)
        kinds = [kind for kind in value if kind]
        domain = Domain("ops_customer_ids", "any", mine & Domain("importance", "in", kinds))
        if len(kinds) < len(value):
            domain |= Domain("ops_customer_ids", "not any", mine)
        return domain

    def _ops_get_files(self):
        """Return the files that the user may read of these contacts in the current company."""
        files = self.env["ops.customer"]
        if not self._origin.ids or not self._ops_keeps_files():
            return files
        return files.search(
            [("partner_id", "in", self._origin.ids), ("company_id", "=", self.env.company.id)]
        )

    @api.model
    def _ops_keeps_files(self):
        """Tell whether the user works by the rulebook in the current company (no statement)."""
        return self.env.company._ops_rulebook_on() and (self.env.su or self.env.user.has_groups(ROLES))

    def action_ops_open_customer(self):
        """Open the customer's file, a new one where there is none yet."""
        self.ensure_one()
        partner = self.commercial_partner_id
        customer = self.env["ops.customer"]._get_of(partner)
        if customer:
            return open_records(customer)
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Customer File"),
            "res_model": "ops.customer",
            "views": [(False, "form")],
            "context": {"default_partner_id": partner.id},
        }

    @contextmanager
    def _ops_changing_consultant(self, vals):
        """What was owed about a customer is owed by his new consultant."""
        if "user_id" not in vals:
            yield
            return
        before = {partner: partner.user_id for partner in self}
        yield
        moved = self.filtered(lambda partner: partner.user_id != before[partner])
        if moved:
            # sudo: the duty follows the customer, whoever may read his file
            files_sudo = self.env["ops.customer"].sudo().search([("partner_id", "in", moved.ids)])
            files_sudo._follow_consultant()
