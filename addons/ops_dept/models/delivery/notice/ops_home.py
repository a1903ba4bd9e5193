from odoo import api, models
from odoo.fields import Domain

from ...policy.home.ops_home import Part


class OpsHome(models.AbstractModel):
    """Delivery notices on the first page: to send, to answer, promised too late (W4.A)."""

    _inherit = "ops.home"

    _cards = (
        Part(216, "_get_notices_to_send_card", roles=("sales_support",)),
        Part(14, "_get_notices_to_answer_card", roles=("purchasing",)),
        Part(217, "_get_red_notices_card", roles=("sales_support", "consultant")),
    )

    @api.model
    def _get_notices_to_send_card(self):
        return self._delivery_notices_card(
            Domain("state", "=", "to_send"),
            "notices_to_send",
            self.env._("Delivery notices to send"),
            self.env._("Send"),
            "action_send",
        )

    @api.model
    def _get_notices_to_answer_card(self):
        return self._delivery_notices_card(
            Domain("state", "=", "sent"),
            "notices_to_answer",
            self.env._("Delivery notices to answer"),
            self.env._("Answer"),
        )

    @api.model
    def _get_red_notices_card(self):
        return self._delivery_notices_card(
            Domain("is_red", "=", True), "notices_red", self.env._("Promised after the delivery date")
        )

    @api.model
    def _delivery_notices_card(self, domain, key, title, button="", method=""):
        return self._card(
            "ops.delivery.notice",
            domain & Domain("company_id", "=", self.env.company.id),
            "date_delivery, id",
            lambda notice: self._row(
                notice,
                notice.display_name,
                notice._ops_state_label(),
                is_late=notice.is_red,
                button=button,
                method=method,
            ),
            key=key,
            icon="fa-bullhorn",
            title=title,
            vanishes=True,
            action="ops_dept.ops_delivery_notice_action",
        )
