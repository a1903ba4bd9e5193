from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import format_date

from ....tools.states import TO_SUBMIT
from ...policy.home.ops_home import Part

# Who sees on the first page what is to leave.
SHIPPERS = ("warehouse", "office")


class OpsHome(models.AbstractModel):
    """Goods on the first page: orders to release, releases to ship, and how they stand (W4.C)."""

    _inherit = "ops.home"

    _cards = (
        Part(10, "_get_to_ship_card", roles=SHIPPERS),
        Part(210, "_get_to_release_card", submits="ops.release"),
    )

    @api.model
    def _get_to_release_card(self):
        if not self.env["ops.release"]._ops_gated_companies():
            return None
        return self._card(
            "sale.order",
            Domain("ops_to_release", "=", True),
            "commitment_date, date_order, id",
            self._get_to_release_row,
            key="to_release",
            icon="fa-sign-out",
            title=self.env._("Orders to release"),
            empty=self.env._("All goods of your orders are released"),
            action="ops_dept.sale_order_action_to_release",
        )

    @api.model
    def _get_to_release_row(self, order):
        _ = self.env._
        date = order.commitment_date
        promised = (
            _("Delivery promised for %s", format_date(self.env, date))
            if date
            else _("No delivery date promised")
        )
        begun = order.ops_release_ids.filtered(lambda release: release.state in TO_SUBMIT)[:1]
        texts = {
            "draft": _("%s is not submitted yet", begun.name),
            "refused": _("%s was refused: correct it and submit again", begun.name),
        }
        return self._row(
            order,
            f"{order.name} · {order.partner_id.display_name}",
            " · ".join(filter(None, (texts.get(begun.state), promised))),
            is_late=begun.state == "refused" or (bool(date) and date < fields.Datetime.now()),
            button=_("Request Release"),
            method="action_ops_request_release",
        )

    @api.model
    def _get_to_ship_card(self):
        if not self.env["ops.release"]._ops_gated_companies():
            return None
        today = fields.Date.context_today(self)
        moves_goods = self.env.user._ops_has_role("warehouse")
        return self._card(
            "ops.release",
            Domain("state", "=", "approved"),
            "date_planned, id",
            lambda release: self._get_to_ship_row(release, today, moves_goods),
            key="to_ship",
            icon="fa-truck",
            title=self.env._("Approved: to ship"),
            empty=self.env._("Nothing is to leave"),
            action="ops_dept.ops_release_action_to_ship",
        )

    @api.model
    def _get_to_ship_row(self, release, today, moves_goods):
        """Open the transfers for who moves the goods, the release for who sends the vehicle."""
        is_today = release.date_planned == today
        day = self.env._("Today") if is_today else format_date(self.env, release.date_planned)
        return self._row(
            release,
            f"{release.slip_number} · {release.partner_id.display_name}",
            " · ".join(filter(None, (day, release.carrier, release._get_goods_text()))),
            is_late=release.date_planned < today,
            button=self.env._("Ship") if moves_goods else self.env._("Open It"),
            method="action_open_deliveries" if moves_goods else "",
        )

    # ------------------------------------------------------------------
    # To read
    # ------------------------------------------------------------------
    @api.model
    def _get_line_rows(self):
        _ = self.env._
        today = fields.Date.context_today(self)
        to_ship = Domain("state", "=", "approved")
        late = self.env["ops.release"].search_count(to_ship & Domain("date_planned", "<", today))
        return [
            *super()._get_line_rows(),
            self._line_row(_("Orders to release"), "sale.order", Domain("ops_to_release", "=", True)),
            self._line_row(
                _("Releases to ship"),
                "ops.release",
                to_ship,
                is_late=bool(late),
                text=_("%s late", late) if late else "",
            ),
            self._line_row(
                _("Releases asked for at short notice this month"),
                "ops.release",
                Domain("is_same_day", "=", True) & Domain("date_planned", ">=", today.replace(day=1)),
            ),
        ]

    @api.model
    def _get_register_rows(self):
        releases = self._list_row(self.env._("Releases"), "ops_dept.ops_release_action")
        return [*super()._get_register_rows(), releases]
