from odoo import api, fields, models
from odoo.exceptions import UserError

BACK = [
    ("repaired", "Repaired by the maker"),
    ("replaced", "Replaced by the maker"),
    ("refused", "Refused by the maker"),
]


class OpsTicketLine(models.Model):
    """The way to the maker and back, purchasing's: his number, until when he promised, what came back.

    Clauses: W8.E, W9.E
    """

    _inherit = "ops.ticket.line"

    maker_id = fields.Many2one("res.partner", readonly=True, copy=False, stamp=True)
    maker_number = fields.Char(
        "Maker's number", readonly=True, copy=False, stamp=True, help="Under which the maker keeps the case."
    )
    date_maker_promised = fields.Date(
        "Promised by the maker", readonly=True, copy=False, stamp=True, help="Until when it is to be back."
    )
    maker_answer = fields.Selection(BACK, "What came back", readonly=True, copy=False, stamp=True)
    is_maker_late = fields.Boolean(
        "Maker is late", compute="_compute_is_maker_late", search="_search_is_maker_late"
    )

    @api.depends("position", "date_maker_promised")
    def _compute_is_maker_late(self):
        for line in self:
            today = (line.company_id or self.env.company)._ops_today()
            line.is_maker_late = bool(
                line.position == "maker" and line.date_maker_promised and line.date_maker_promised < today
            )

    @api.model
    def _search_is_maker_late(self, operator, value):
        if operator != "in":
            return NotImplemented
        late = fields.Domain("position", "=", "maker") & fields.Domain(
            "date_maker_promised", "<", self.env.company._ops_today()
        )
        return late if True in value else ~late

    # ------------------------------------------------------------------
    # There
    # ------------------------------------------------------------------
    def action_open_send(self):
        """Ask which maker, and until when. Clauses: W8.E, W9.E"""
        self.ensure_one()
        return self._ask_maker("send", self.env._("Send to the Maker"))

    def action_send(self, maker, number="", promised=False):
        """Enter that the goods go to the maker. Clauses: W8.E, W9.E

        :param maker: res.partner
        :raises UserError: unless the salesperson handed them to purchasing
        """
        self._check_role(("purchasing",), "E")
        self._refuse_elsewhere("purchasing")
        if not maker:
            raise UserError(
                self.env._(
                    "%(case)s: choose the maker that it goes to (%(clause)s).",
                    case=self.ticket_id[:1].display_name,
                    clause=self.ticket_id[:1]._ops_clause_of("E"),
                )
            )
        self._stamp(
            {
                "maker_id": maker.id,
                "maker_number": (number or "").strip() or False,
                "date_maker_promised": promised,
            }
        )
        warehouse = self.ticket_id[:1]._ops_get_warehouse()
        picking = self._make_transfer(
            "maker",
            warehouse.out_type_id,
            warehouse._ops_get_quarantine(),
            maker.property_stock_supplier,
            maker,
        )
        return self._open_transfer(picking)

    def action_note_maker(self, number="", promised=False):
        """Keep the maker's number and what he promised, while the goods are with him. Clauses: W8.E, W9.E"""
        self._check_role(("purchasing",), "E")
        self._refuse_elsewhere("maker")
        self._stamp({"maker_number": (number or "").strip() or False, "date_maker_promised": promised})
        return True

    # ------------------------------------------------------------------
    # Back
    # ------------------------------------------------------------------
    def action_open_back(self):
        """Ask what came back from the maker. Clauses: W8.E, W9.E"""
        self.ensure_one()
        return self._ask_maker("back", self.env._("Back from the Maker"))

    def action_back(self, answer, serial=""):
        """Enter that the goods come back from the maker, or others in their place. Clauses: W8.E, W9.E

        :param str answer: a key of `BACK`
        :param str serial: the new serial number of what replaced them
        :raises UserError: for goods that are not with the maker, or a replacement without serial number
        """
        self._check_role(("purchasing", "warehouse"), "E")
        self._refuse_elsewhere("maker")
        if answer not in dict(BACK):
            raise UserError(
                self.env._(
                    "%(case)s: say whether the maker repaired, replaced or refused it (%(clause)s).",
                    case=self.ticket_id[:1].display_name,
                    clause=self.ticket_id[:1]._ops_clause_of("E"),
                )
            )
        lots = {line: line._get_back_lot(answer, serial) for line in self}
        self._stamp({"maker_answer": answer})
        warehouse = self.ticket_id[:1]._ops_get_warehouse()
        maker = self.maker_id[:1]
        picking = self._make_transfer(
            "back",
            warehouse.in_type_id,
            maker.property_stock_supplier,
            warehouse._ops_get_quarantine(),
            maker,
            lots=lots,
        )
        return self._open_transfer(picking)

    def _get_back_lot(self, answer, serial):
        """Return the serial number that comes back: its own, or the new one that took its place."""
        if answer != "replaced" or self.product_id.tracking == "none":
            return self.lot_id
        name = (serial or "").strip()
        if not name or name == self.lot_id.name:
            raise UserError(
                self.env._(
                    "%(case)s: enter the serial number of what replaces %(serial)s (%(clause)s).",
                    case=self.ticket_id.display_name,
                    serial=self.lot_id.name or "-",
                    clause=self.ticket_id._ops_clause_of("E"),
                )
            )
        # sudo: the serial number is the warehouse's, purchasing says what the maker sent
        lots_sudo = self.env["stock.lot"].sudo()
        found = lots_sudo.search([("name", "=", name), ("product_id", "=", self.product_id.id)], limit=1)
        new = found or lots_sudo.create({"name": name, "product_id": self.product_id.id})
        new.ops_replaces_id = self.lot_id
        return new.sudo(False)

    def _ask_maker(self, what, title):
        return {
            "type": "ir.actions.act_window",
            "name": title,
            "res_model": "ops.case.maker",
            "views": [(False, "form")],
            "target": "new",
            "context": {"default_line_id": self.id, "default_what": what},
        }
