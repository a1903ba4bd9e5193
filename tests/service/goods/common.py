"""Goods of cases, carried as the people of the house carry them."""

from ..common import ServiceCase


class GoodsCase(ServiceCase):
    """A pump by its serial number, and ten bearings of an invoiced order."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.maker = cls.vendor
        cls.quarantine = cls.warehouse._ops_get_quarantine()

    def _repair(self, name="SN-1"):
        """Return a repair that technical took up, and the serial number that it is about."""
        lot = self._serial(name)
        case = self._taken("repair", lines=[{"product_id": self.pump.id, "lot_id": lot.id, "fault": "leaks"}])
        return case, lot

    def _returned(self, process="return", quantity=4, order=None):
        order = order or self._delivered()
        line = {"product_id": self.plain.id, "quantity": quantity, "order_line_id": order.order_line.id}
        return self._taken(process, lines=[line], ops_order_id=order.id), order

    def _carry(self, case, way):
        """Let the warehouse validate the transfers of a case that go this way."""
        moves = case.sudo().ops_line_ids.move_ids.filtered(
            lambda move: move.state not in ("done", "cancel") and move._ops_get_way() == way
        )
        self.assertTrue(moves, f"no transfer to carry: {way}")
        for picking in moves.picking_id:
            picking = picking.with_user(self.keeper)  # noqa: PLW2901
            self._press_validate(picking)
            if picking.state != "done":
                picking.move_ids.write({"picked": True})
                picking._action_done()
            self.assertEqual(picking.state, "done")
        case.invalidate_recordset()

    def _received(self, case):
        case.with_user(self.support).action_ops_receive()
        self._carry(case, "receipt")
        return case

    def _line(self, case, user):
        return case.ops_line_ids.with_user(getattr(self, user))

    def _at(self, location, lot=None, product=None):
        quants = self.env["stock.quant"].search(
            [
                ("location_id", "=", location.id),
                ("product_id", "=", (product or self.pump).id),
                *([("lot_id", "=", lot.id)] if lot else []),
            ]
        )
        return sum(quants.mapped("quantity"))

    # ------------------------------------------------------------------
    # What the customer was invoiced
    # ------------------------------------------------------------------
    def _invoiced(self):
        """Return an order that was delivered, signed for and invoiced."""
        order = self._delivered()
        self._signed(order)
        self.company.ops_rulebook = False
        invoice = order._create_invoices()
        invoice.invoice_date = "2026-03-02"
        invoice.action_post()
        self.company.ops_rulebook = True
        return order

    def _signed(self, order):
        """The office has the signed delivery note."""
        order.sudo().ops_release_ids._stamp({"note_stage": "taken"})
