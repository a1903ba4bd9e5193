from odoo import api, fields, models

from ....tools.actions import open_records


class CrmLead(models.Model):
    """The contracts of an opportunity; later rooms add what they make of its orders.

    An opportunity becomes several quotations, orders and contracts: its buttons count and open what belongs
    to any of them and the user may read.

    Clause: M1.4
    """

    _inherit = "crm.lead"

    ops_contract_count = fields.Integer("Contracts of it", compute="_compute_ops_contract_count")

    @api.depends("order_ids.ops_contract_id")
    @api.depends_context("uid")
    def _compute_ops_contract_count(self):
        self._ops_count_of_deals("ops_contract_count", "ops_contract_id")

    def action_ops_open_contracts(self):
        """Open the contracts of this opportunity. Clause: M1.4"""
        return open_records(self._ops_of_deals("ops_contract_id"), self.env._("Contracts"))

    # ------------------------------------------------------------------
    # Documents of its deals
    # ------------------------------------------------------------------
    def _ops_of_deals(self, name):
        """Return the documents of these opportunities that the user may read.

        :param str name: the field of an order that leads to them
        """
        # sudo: by which orders they are reached; each is asked for as the user
        return self.sudo().order_ids[name].sudo(False)._filtered_access("read")

    def _ops_count_of_deals(self, count, name):
        """Write into a field how many documents of its deals each opportunity has, as far as the user reads.

        :param str count: the field of the opportunity
        :param str name: the field of an order that leads to the documents
        """
        readable = self._origin._ops_of_deals(name)
        for lead in self:
            # sudo: as above
            lead[count] = len(lead._origin.sudo().order_ids[name].sudo(False) & readable)
