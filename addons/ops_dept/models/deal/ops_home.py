from odoo import api, fields, models

from .sale_order_approval import MARKERS


class OpsHome(models.AbstractModel):
    _inherit = "ops.home"

    @api.model
    def _get_cards(self):
        """Add the questions my department has to answer, and my quotations on which the next step is mine."""
        cards = super()._get_cards()
        departments = self.env["ops.help.request"]._ops_my_departments()
        if departments:
            cards.insert(0, self._get_questions_card(departments))
        if any(self.env.user.has_group(group) for group in MARKERS):
            cards.insert(0, self._get_deviations_card())
        if self.env["sale.order"]._ops_may_submit():
            cards.append(self._get_quotations_card())
        return cards

    # ------------------------------------------------------------------
    # Questions to my department
    # ------------------------------------------------------------------
    @api.model
    def _get_questions_card(self, departments):
        return self._card(
            "ops.help.request",
            [("state", "=", "open"), ("department", "in", departments)],
            "date_asked, id",
            self._get_question_row,
            key="questions",
            icon="fa-question-circle-o",
            title=self.env._("Questions to answer"),
            empty=self.env._("No question waits for an answer"),
            action=self.env["ops.help.request"]._ops_action_xmlid(),
        )

    @api.model
    def _get_question_row(self, request):
        # sudo: the number of the quotation only
        number = request.order_id.sudo().name
        return self._row(
            request,
            request.product_id.display_name,
            f"{number} · {request.asked_by_id.name}",
            since=fields.Datetime.to_string(request.date_asked),
        )

    # ------------------------------------------------------------------
    # Deviations to confirm
    # ------------------------------------------------------------------
    @api.model
    def _get_deviations_card(self):
        """What changed under negotiation and waits for the manager's or leader's word (W3.C)."""
        deviations = self.env["ops.contract.deviation"]
        return self._card(
            "ops.contract.deviation",
            deviations._ops_mine_domain(),
            "date_opened, id",
            self._get_deviation_row,
            key="deviations",
            icon="fa-exchange",
            title=self.env._("Deviations to confirm"),
            empty=self.env._("Nothing deviates from what was approved"),
            action="ops_dept.ops_contract_deviation_action_mine",
        )

    @api.model
    def _get_deviation_row(self, deviation):
        return self._row(
            deviation,
            deviation.display_name,
            " · ".join(
                part
                for part in (
                    f"{deviation.approved_value or '-'} → {deviation.present_value or '-'}",
                    deviation.user_id.name,
                )
                if part
            ),
            since=fields.Datetime.to_string(deviation.date_opened),
            is_late=deviation.effect == "worse",
        )

    # ------------------------------------------------------------------
    # My quotations
    # ------------------------------------------------------------------
    @api.model
    def _get_quotations_card(self):
        """My quotations on which I have the next step: refused, not submitted, approved and not sent."""
        return self._card(
            "sale.order",
            self.env["sale.order"]._ops_my_next_domain(),
            "ops_approval_state desc, write_date desc, id desc",
            self._get_quotation_row,
            key="quotations",
            icon="fa-file-text-o",
            title=self.env._("My quotations: next step is mine"),
            empty=self.env._("None of your quotations waits for you"),
            action="ops_dept.sale_order_action_my_next",
        )

    @api.model
    def _get_quotation_row(self, order):
        _ = self.env._
        steps = {
            "refused": _("Refused: correct it and submit again"),
            "approved": _("Approved: print and send it"),
            "draft": _("Not submitted yet"),
        }
        return self._row(
            order,
            f"{order.name} · {order.partner_id.display_name}",
            steps[order.ops_approval_state],
            amount=order.currency_id.format(order.amount_untaxed),
            is_late=order.ops_approval_state == "refused",
        )
