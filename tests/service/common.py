"""Customers' cases as the people of the house open and work on them."""

from odoo.fields import Command

from ..common import PIXEL
from ..delivery.common import ReleaseCase


class ServiceCase(ReleaseCase):
    """A customer who got ten bearings, and a pump by its serial number; everybody acts as his role."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company.resource_calendar_id.tz = "Asia/Shanghai"
        cls.contact = cls.env["res.partner"].create(
            {"name": "Mr Wang", "parent_id": cls.customer.id, "email": "wang@example.com", "phone": "139"}
        )
        cls.customer.user_id = cls.consultant
        cls.pump = cls.env["product.product"].create(
            {
                "name": "Pump",
                "type": "consu",
                "is_storable": True,
                "tracking": "serial",
                "list_price": 900,
                "standard_price": 500,
            }
        )

    # ------------------------------------------------------------------
    # What the customer has
    # ------------------------------------------------------------------
    def _delivered(self, product=None, quantity=10):
        """Return the order whose goods the customer got."""
        order = self._running(products=[(product or self.plain, quantity, 100)])
        self._release(order)
        self._ship(self._picking(order))
        return order

    def _serial(self, name="SN-1", product=None):
        """Return a serial number that the customer got from us."""
        product = product or self.pump
        lot = self.env["stock.lot"].create({"name": name, "product_id": product.id})
        self.env["stock.quant"]._update_available_quantity(
            product, self.warehouse.lot_stock_id, 1, lot_id=lot
        )
        self._delivered(product, 1)
        return lot

    # ------------------------------------------------------------------
    # The case
    # ------------------------------------------------------------------
    def _case(self, process="after_sales", lines=(), user=None, **vals):
        """Return a new case as sales support opens it."""
        if process in ("return", "exchange"):
            vals = {"ops_reason": "Wrong size", "ops_fault_of": "us", **vals}
        return (
            self.env["helpdesk.ticket"]
            .with_user(user or self.support)
            .create(
                {
                    "name": "The pump leaks",
                    "description": "<p>It leaks at the shaft since Monday.</p>",
                    "partner_id": self.contact.id,
                    "ops_process": process,
                    "ops_line_ids": [Command.create(line) for line in lines],
                    **vals,
                }
            )
        )

    def _asked(self, process="after_sales", **vals):
        case = self._case(process, **vals)
        case.action_ops_submit()
        return case

    def _confirmed(self, process="after_sales", **vals):
        case = self._asked(process, **vals)
        case.with_user(self.manager).action_ops_approve()
        self.assertEqual(case.ops_step, "approved", case.ops_gate_error)
        return case

    def _taken(self, process="after_sales", **vals):
        """Return the case as technical works on it."""
        case = self._confirmed(process, **vals).with_user(self.technician)
        case.action_ops_take_up()
        return case

    def _solved(self, **vals):
        return self._solve(self._confirmed(**vals))

    def _solve(self, case):
        """Technical settles a confirmed case by telephone."""
        case = case.with_user(self.technician)
        case.action_ops_take_up()
        case.write(
            {"ops_dispatch": "no", "ops_dispatch_reason": "By telephone", "ops_result": "Seal tightened."}
        )
        case.action_ops_solve()
        return case

    def _visited(self, case):
        """Technical goes to the customer and reports what was done."""
        visit = self.env["ops.visit"].with_user(self.technician).create(case._prepare_visit())
        visit.write({"work_done": "New seal", "parts_used": "1 seal", "service_signature": PIXEL})
        visit.action_depart()
        visit.action_arrive()
        visit.action_finish()
        visit.action_report()
        return visit
