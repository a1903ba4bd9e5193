from odoo import api, fields, models

from ..policy.ops_home import ROWS


class OpsHome(models.AbstractModel):
    _inherit = "ops.home"

    @api.model
    def _get_cards(self):
        """Add the questions my department has to answer, and my quotations that are not submitted or were
        refused.
        """
        cards = super()._get_cards()
        departments = self.env["ops.help.request"]._ops_my_departments()
        if departments:
            cards.insert(0, self._get_questions_card(departments))
        if self.env["sale.order"]._ops_may_submit():
            cards.append(self._get_quotations_card())
        return cards

    @api.model
    def _get_questions_card(self, departments):
        requests = self.env["ops.help.request"]
        domain = [("state", "=", "open"), ("department", "in", departments)]
        found = requests.search(domain, order="date_asked, id", limit=ROWS)
        return {
            "key": "questions",
            "icon": "fa-question-circle-o",
            "title": self.env._("Questions to answer"),
            "empty": self.env._("No question waits for an answer"),
            "count": requests.search_count(domain) if len(found) == ROWS else len(found),
            "late": 0,
            "action": requests._ops_action_xmlid(),
            "rows": [
                {
                    "id": request.id,
                    "model": "ops.help.request",
                    "res_id": request.id,
                    "title": request.product_id.display_name,
                    # sudo: a number only
                    "text": f"{request.order_id.sudo().name} · {request.asked_by_id.name}",
                    "amount": "",
                    "badge": "",
                    "since": fields.Datetime.to_string(request.date_asked),
                    "is_late": False,
                }
                for request in found
            ],
        }

    @api.model
    def _get_quotations_card(self):
        """My quotations on which I have the next step: refused, approved and not sent, not submitted – in
        this order.
        """
        orders = self.env["sale.order"]
        domain = orders._ops_my_next_domain()
        found = orders.search(domain, order="ops_approval_state desc, write_date desc, id desc", limit=ROWS)
        return {
            "key": "quotations",
            "icon": "fa-file-text-o",
            "title": self.env._("My quotations: next step is mine"),
            "empty": self.env._("None of your quotations waits for you"),
            "count": orders.search_count(domain) if len(found) == ROWS else len(found),
            "late": 0,
            "action": "ops_dept.sale_order_action_my_next",
            "rows": [self._get_quotation_row(order) for order in found],
        }

    @api.model
    def _get_quotation_row(self, order):
        _ = self.env._
        steps = {
            "refused": _("Refused: correct it and submit again"),
            "approved": _("Approved: print and send it"),
            "draft": _("Not submitted yet"),
        }
        return {
            "id": order.id,
            "model": "sale.order",
            "res_id": order.id,
            "title": f"{order.name} · {order.partner_id.display_name}",
            "text": steps[order.ops_approval_state],
            "amount": order.currency_id.format(order.amount_untaxed),
            "badge": "",
            "since": "",
            "is_late": order.ops_approval_state == "refused",
        }
