from odoo import api, fields, models
from odoo.fields import Domain

from ...policy.home.card import ROWS
from ...policy.home.ops_home import Part
from ..major.sale_order import MARKERS


class OpsHome(models.AbstractModel):
    """What departments and managers do about a deal of others: answer, confirm what deviates."""

    _inherit = "ops.home"

    _cards = (
        Part(20, "_get_deviations_card", roles=MARKERS),
        Part(30, "_get_questions_card"),
    )

    @api.model
    def _get_approvals_domain(self):
        """Whoever has to answer first decides afterwards: as the form, the page offers one act."""
        domain = super()._get_approvals_domain()
        departments = self.env["ops.help.request"]._get_my_departments()
        if not departments:
            return domain
        asked = self.env["ops.help.request"]._search(self._get_questions_domain(departments))
        to_answer = Domain("model", "=", "sale.order") & Domain("res_id", "in", asked.subselect("order_id"))
        return domain & ~to_answer

    # ------------------------------------------------------------------
    # Questions to my department
    # ------------------------------------------------------------------
    @api.model
    def _get_questions_domain(self, departments):
        return Domain("state", "=", "open") & Domain("department", "in", departments)

    @api.model
    def _get_questions_card(self):
        """Quotations with questions for my department, the longest waiting first: one row for all of a
        quotation.
        """
        requests = self.env["ops.help.request"]
        departments = requests._get_my_departments()
        if not departments:
            return None
        domain = self._get_questions_domain(departments)
        found = requests._read_group(
            domain, ["order_id"], ["id:recordset"], order="date_asked:min, order_id:min", limit=ROWS
        )
        count = len(found)
        if count == ROWS:
            [(count,)] = requests._read_group(domain, [], ["order_id:count_distinct"])
        card = self._card(
            requests._name,
            domain,
            "id",
            lambda request: {},
            key="questions",
            icon="fa-question-circle-o",
            title=self.env._("Questions to answer"),
            empty=self.env._("No question waits for an answer"),
            action=requests._get_action_xmlid(),
        )
        return {**card, "count": count, "rows": [self._get_question_row(*row) for row in found]}

    @api.model
    def _get_question_row(self, order, questions):
        # sudo: number and customer of the quotation only
        order_sudo = order.sudo()
        several = len(questions) > 1
        return self._row(
            order if several else questions,
            f"{order_sudo.name} · {order_sudo.partner_id.display_name}",
            " · ".join(
                (", ".join(questions.product_id.mapped("display_name")), questions[:1].asked_by_id.name or "")
            ),
            since=fields.Datetime.to_string(min(questions.mapped("date_asked"))),
            button=self.env._("Answer"),
            method="action_ops_open_questions" if several else "",
            owed_on=questions.ids,
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
            deviations._mine_domain(),
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
            button=self.env._("Decide"),
        )
