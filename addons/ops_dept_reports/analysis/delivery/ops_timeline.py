from odoo import models
from odoo.tools import LazyTranslate

from odoo.addons.ops_dept.models.delivery.balance.states import RELEASED  # pylint: disable=no-name-in-module

from ..visit.timeline.source import Source

_lt = LazyTranslate(__name__)


class OpsTimeline(models.Model):
    """Goods that were released, and that left."""

    _inherit = "ops.timeline"

    _sources = (
        Source(
            40,
            "release",
            _lt("Release"),
            "during",
            "fa-check-square-o",
            "ops.release",
            domain=(("state", "in", RELEASED),),
            date=("ops_date_approved", "create_date"),
            title=("slip_number",),
        ),
        Source(
            41,
            "delivery",
            _lt("Goods delivered"),
            "during",
            "fa-truck",
            "stock.picking",
            domain=(("picking_type_id.code", "=", "outgoing"), ("state", "=", "done")),
            date=("date_done",),
            # the goods may go to another address than the customer's own
            customer=("sale_id.partner_id", "partner_id"),
            contact="partner_id",
            title=("origin",),
        ),
    )
