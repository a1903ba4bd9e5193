from odoo import api, models
from odoo.exceptions import UserError

# Where a customer's goods go, the place that core counts as delivered.
PLACE = "property_stock_customer"
KEEPERS = ("ops_dept.ops_dept_group_warehouse", "ops_dept.ops_dept_group_admin")


class ResPartner(models.Model):
    """The place that takes a customer's goods is the warehouse's to choose, not sales' (W4.C)."""

    _inherit = "res.partner"

    @api.model_create_multi
    def create(self, vals_list):
        partners = super().create(vals_list)
        if self.env.company._ops_rulebook_on():
            usual = self._ops_usual_place()
            for partner, vals in zip(partners, vals_list, strict=True):
                if PLACE in vals:
                    partner._ops_place_changed({partner: usual})
        return partners

    def write(self, vals):
        if PLACE not in vals or not self.env.company._ops_rulebook_on():
            return super().write(vals)
        before = {partner: partner[PLACE] for partner in self}
        result = super().write(vals)
        self._ops_place_changed(before)
        return result

    @api.model
    def _ops_usual_place(self):
        """Return where the goods of customers go that have no place of their own."""
        return self.env["stock.location"].browse(self.default_get([PLACE]).get(PLACE)) or self.new()[PLACE]

    def _ops_place_changed(self, before):
        """Refuse another place chosen by who may not, and note one chosen by who may.

        :param dict before: contact → its place until now
        """
        moved = self.filtered(lambda partner: partner[PLACE] != before[partner])
        if not moved:
            return
        if not self.env.su and not any(self.env.user.has_group(group) for group in KEEPERS):
            raise UserError(
                self.env._(
                    "%(partner)s: where a customer's goods go in the stock is set by the warehouse or the "
                    "rulebook's administrator. Ask the warehouse (W4.C).",
                    partner=moved[0].display_name,
                )
            )
        for partner in moved:
            # sudo: nobody writes the log by hand; the right was checked above
            self.env["ops.log"].sudo()._log(
                partner,
                "setting",
                clause_code="W4.C",
                company_id=self.env.company.id,
                comment=f"{self._fields[PLACE].get_description(self.env)['string']}: "
                f"{before[partner].display_name or '-'} → {partner[PLACE].display_name or '-'}",
            )
