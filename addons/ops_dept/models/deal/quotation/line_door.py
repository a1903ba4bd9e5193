from contextlib import contextmanager

from odoo import api, models


class SaleOrderLine(models.Model):
    """The door of an order line: every way of making, writing or removing one is asked in this order.

    Where the rulebook is off, core goes on at once.
    """

    _inherit = "sale.order.line"

    _ops_on_create = ((30, "_ops_adding_to_contracted"),)
    _ops_created = (
        (10, "_ops_check_approval_created"),
        (20, "_ops_check_contracted_created"),
        (90, "_ops_check_derived_created"),
    )
    _ops_on_write = ((30, "_ops_changing_contracted"), (40, "_ops_changing_promise"))
    _ops_on_unlink = ((30, "_ops_removing_contracted"), (40, "_ops_removing_promise"))

    @api.model_create_multi
    def create(self, vals_list):
        if not self.env["res.company"]._ops_companies_on():
            return super().create(vals_list)
        with self._ops_passing("_ops_on_create", vals_list):
            lines = super().create(vals_list)
            lines._ops_call_rows("_ops_created", vals_list)
        return lines

    def write(self, vals):
        if (
            not self
            or not self.env["res.company"]._ops_companies_on()
            or self._ops_is_stamping("write", vals)
        ):
            return super().write(vals)
        self._ops_refuse_derived(vals)
        self._ops_refuse_non_sellers()
        with self._ops_passing("_ops_on_write", vals):
            return super().write(vals)

    def unlink(self):
        if not self.env["res.company"]._ops_companies_on():
            return super().unlink()
        self._ops_refuse_non_sellers()
        with self._ops_passing("_ops_on_unlink"):
            return super().unlink()

    def _ops_check_derived_created(self, vals_list):
        for line, vals in zip(self, vals_list, strict=True):
            line._ops_refuse_derived(vals)

    # ------------------------------------------------------------------
    # What a contract fixed stays (W3.C, W3.D)
    # ------------------------------------------------------------------
    @contextmanager
    def _ops_adding_to_contracted(self, vals_list):
        orders = self.env["sale.order"].browse(
            {vals["order_id"] for vals in vals_list if vals.get("order_id")}
        )
        with orders._ops_keep_contracted():
            yield

    def _ops_check_contracted_created(self, vals_list):
        """Orders that came from defaults are only known now."""
        named = self.env["sale.order"].browse({vals.get("order_id") for vals in vals_list} - {None, False})
        (self.order_id - named)._ops_refuse_added(self)

    @contextmanager
    def _ops_changing_contracted(self, vals):
        if vals.keys().isdisjoint(self._ops_promised_fields()):
            yield
            return
        orders = self.order_id | self.env["sale.order"].browse(vals.get("order_id") or [])
        with orders._ops_keep_contracted():
            yield

    @contextmanager
    def _ops_removing_contracted(self):
        with self.order_id._ops_keep_contracted():
            yield
