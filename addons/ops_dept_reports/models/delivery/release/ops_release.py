from odoo import models

from odoo.addons.ops_dept.models.delivery.balance.states import RELEASED  # pylint: disable=no-name-in-module

from ....tools import watermark


class OpsRelease(models.Model):
    """The release's paper, the outbound slip: goes with the goods and comes back signed."""

    _name = "ops.release"
    _inherit = ["ops.release", "ops.printed"]

    def _ops_was_shown(self):
        """What was printed is with the warehouse."""
        return bool(self.ops_print_count) or super()._ops_was_shown()

    def _get_watermark(self):
        """Return the word across each page of what is no slip (empty: it is one).

        Only where the rulebook does not apply: elsewhere nothing prints before the approval.
        """
        if self.state in RELEASED:
            return ""
        return self.env._("VOID") if self.state == "cancel" else self.env._("DRAFT")

    def _get_slip_paper(self):
        """Return what the outbound slip says, written in the language of the environment; no prices.

        Clause: W4.C

        :return: texts ready to print; parts that the release does not have are empty
        :rtype: dict
        """
        self.ensure_one()
        # sudo: who ships prints the numbers of order and contract without reading either
        order_sudo = self.order_id.sudo()
        word = self._get_watermark()
        return {
            "number": self.slip_number or self.name,
            "date": self._ops_paper_date(self.date_planned),
            "watermark": watermark(word) if word else "",
            "order": order_sudo.name,
            "contract": order_sudo.ops_contract_id.name or "",
            "receiver": self._get_paper_receiver(),
            **self._get_paper_goods(),
            "note": (self.note or "").strip(),
            "stamps": self._ops_paper_stamps(),
        }

    def _get_paper_receiver(self):
        """Return customer, delivery address, who is met there and his telephone."""
        # sudo: the driver needs the address, whoever prints the slip
        customer_sudo = self.partner_id.sudo()
        place_sudo = self.partner_shipping_id.sudo() or customer_sudo
        buyer, place = customer_sudo._ops_paper_party(), place_sudo._ops_paper_party()
        own = place_sudo.name and place_sudo != place_sudo.commercial_partner_id
        return {
            "name": buyer["name"],
            "address": place["address"],
            "contact": place_sudo.name if own else buyer["contact"],
            "phone": place_sudo.phone or buyer["phone"] or place["phone"],
        }

    def _get_paper_goods(self):
        """Return the goods as rows, and their sum where all are counted in one unit."""
        # a list: a filtered recordset would read ahead for this release only
        lines = [line for line in self.line_ids if line._get_approved_quantity() > 0]
        units = {line.uom_id for line in lines}
        total = sum(line._get_approved_quantity() for line in lines)
        return {
            "rows": [line._get_paper_row(number) for number, line in enumerate(lines, 1)],
            "total": self._ops_paper_quantity(total) if len(units) == 1 and len(lines) > 1 else "",
            "unit": units.pop().name if len(units) == 1 else "",
        }
