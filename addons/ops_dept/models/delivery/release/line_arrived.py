from odoo import api, fields, models
from odoo.tools import format_date

from ....tools.states import UNDECIDED


class OpsReleaseLine(models.Model):
    """What is asked for has arrived, or sales support confirmed it by hand: else it is refused (W4.B)."""

    _inherit = "ops.release.line"

    quantity_by_hand = fields.Float(
        "Confirmed by hand",
        digits="Product Unit",
        readonly=True,
        copy=False,
        stamp=True,
        help="So much of it counts on sales support's confirmation that the goods arrived (W4.B).",
    )
    quantity_lacking = fields.Float(
        "Not arrived",
        digits="Product Unit",
        compute="_compute_arrived",
        help="Asked for, and neither reserved, free nor confirmed by hand; other releases count on the rest.",
    )
    is_short = fields.Boolean(
        compute="_compute_arrived", help="More is to leave than lies there or was confirmed."
    )

    @api.depends("order_line_id", "quantity", "release_id.state")
    def _compute_arrived(self):
        """Say what has not arrived; what is released already leaves by and by: nothing is short of it."""
        self.quantity_lacking = 0.0
        self.is_short = False
        asked = self.filtered(lambda line: line.state in UNDECIDED and line.order_line_id)
        for lines in asked.grouped("release_id").values():
            for line, _by_hand, lacking in lines._get_arrivals():
                line.quantity_lacking = lacking
                line.is_short = lacking > 0

    def _get_arrivals(self):
        """Return for each of these lines of one release how much of it counts on what was confirmed by hand,
        and how much has not arrived: (line, by hand, lacking), in the line's unit.
        """
        # sudo: quantities of goods on an order that the user may read
        lines_sudo = self.sudo()
        order_lines_sudo = lines_sudo.order_line_id._origin
        shelf = order_lines_sudo._ops_shelf(lines_sudo.release_id._origin)
        found = []
        for line, line_sudo in zip(self, lines_sudo, strict=True):
            order_line = line_sudo.order_line_id._origin
            asked = line.uom_id._compute_quantity(
                line.quantity, order_line.product_uom_id, round=False, raise_if_failure=False
            )
            left = asked - shelf.take(order_line.id, asked)
            by_hand = shelf.take_confirmed(order_line.id, left)
            to_own_unit = order_line._ops_to_unit(line.uom_id)
            lacking = order_line._ops_round_open_quantity(left - by_hand)
            found.append((line, to_own_unit(by_hand), line._round_quantity(to_own_unit(lacking))))
        return found

    def _get_arrival_blockers(self):
        """Return what has neither arrived nor was confirmed, line by line, and who acts next. Clause: W4.B"""
        # sudo: quantities; the release was read by whoever asks
        behind = self.filtered(
            lambda line: line.company_id.id in self.env["ops.arrival"]._ops_gated_companies()
        )
        return [
            line._say_lacking(lacking) for line, _by_hand, lacking in behind._get_arrivals() if lacking > 0
        ]

    def _say_lacking(self, lacking):
        _ = self.env._
        words = {
            "product": self.product_id.display_name,
            "asked": f"{self.quantity:g}",
            "arrived": f"{self._round_quantity(self.quantity - lacking):g}",
            "lacking": f"{lacking:g}",
            "unit": self.uom_id.name,
        }
        if self.date_expected:
            return _(
                "“%(product)s”: %(asked)s %(unit)s asked for, %(arrived)s there; %(lacking)s %(unit)s have "
                "not arrived. Purchasing expects goods on %(date)s; what came another way (consignment, "
                "drop-ship) is confirmed by sales support on the order (W4.B).",
                date=format_date(self.env, fields.Datetime.context_timestamp(self, self.date_expected)),
                **words,
            )
        return _(
            "“%(product)s”: %(asked)s %(unit)s asked for, %(arrived)s there; %(lacking)s %(unit)s have not "
            "arrived. Purchasing gets them; what came another way (consignment, drop-ship) is confirmed by "
            "sales support on the order (W4.B).",
            **words,
        )
