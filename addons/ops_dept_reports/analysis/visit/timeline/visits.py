from odoo import models
from odoo.tools import LazyTranslate

from .source import Source

_lt = LazyTranslate(__name__)

TOOK_PLACE = ("state", "not in", ("planned", "cancelled"))
# A target company that was no contact yet was visited by its lead.
CUSTOMER = ("partner_id", "lead_id.partner_id")


VISIT = Source(
    10,
    "visit",
    _lt("Visit"),
    "before",
    "fa-handshake-o",
    "ops.visit",
    domain=(("channel", "=", "visit"), TOOK_PLACE),
    date=("date_start",),
    customer=CUSTOMER,
    contact="contact_id",
    title=("talk", "goal"),
    state=("result", "state"),
)


class OpsTimeline(models.Model):
    """Visits and calls that took place, inquiries, and tickets."""

    _inherit = "ops.timeline"

    _sources = (
        VISIT,
        VISIT._replace(
            number=11,
            kind="call",
            label=_lt("Call"),
            icon="fa-phone",
            domain=(("channel", "!=", "visit"), TOOK_PLACE),
        ),
        Source(
            12,
            "inquiry",
            _lt("Inquiry"),
            "before",
            "fa-question-circle-o",
            "crm.lead",
            title=("name",),
            name="",
            state=("won_status",),
        ),
        Source(
            80,
            "ticket",
            _lt("Ticket"),
            "after",
            "fa-life-ring",
            "helpdesk.ticket",
            name="number",
            title=("name",),
            state=("stage_id",),
        ),
    )
