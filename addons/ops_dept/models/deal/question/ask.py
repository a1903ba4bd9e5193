from odoo import api, fields, models

from .ops_help_request import DEPARTMENT_CODES


class OpsHelpRequest(models.Model):
    """Asking: the questions that a quotation's lines call for, and what makes them obsolete."""

    _inherit = "ops.help.request"

    @api.model
    def _ask(self, lines, department, words=None):
        """Open a question about each line that has none yet.

        :param lines: sale.order.line
        :param str department: technical / purchasing
        :param dict words: the question in the words of who asks, by line
        """
        # sudo: whoever may submit the quotation asks; the questions belong to the department
        requests_sudo = self.sudo()
        asked = requests_sudo.search(
            [("order_line_id", "in", lines.ids), ("department", "=", department), ("state", "!=", "obsolete")]
        )
        stale = asked.filtered(lambda request: request.state == "answered" and not request._is_valid_answer())
        stale._make_obsolete()
        lines -= (asked - stale).order_line_id
        # sudo: what the questions take over from the lines, cost included, is for the department
        questions = requests_sudo._create_stamped(
            [
                {
                    **requests_sudo._prepare_question_vals(line, department),
                    "question": (words or {}).get(line) or False,
                }
                for line in lines.sudo()
            ]
        )
        questions._open_obligations(DEPARTMENT_CODES[department], post=department)
        return questions

    def _make_obsolete(self):
        """Close questions that no longer ask about what the line says."""
        self._stamp({"state": "obsolete"})
        # before the line is asked about again: one question at a time is an index
        self.flush_recordset(["state"])
        for department, requests in self.grouped("department").items():
            requests._release_obligations(
                DEPARTMENT_CODES[department], self.env._("The quotation line was changed.")
            )

    @api.model
    def _prepare_question_vals(self, line, department):
        vals = {
            "order_line_id": line.id,
            "department": department,
            "product_id": line.product_id.id,
            "product_uom_qty": line.product_uom_qty,
            "product_uom_id": line.product_uom_id.id,
            "asked_by_id": self.env.uid,
            "date_asked": fields.Datetime.now(),
            "state": "open",
        }
        if department == "purchasing":
            vals.update(self._prepare_vendor_vals(line))
        else:
            # the model proposes itself; technical checks it and adds the parameters
            vals["answer_model"] = line.product_id.default_code or line.product_id.name
        return vals

    @api.model
    def _prepare_vendor_vals(self, line):
        """Propose vendor, lead time and cost from the vendor price list; purchasing checks and confirms."""
        product = line.product_id.with_company(line.company_id)
        sellers = product._get_filtered_sellers(
            quantity=line.product_uom_id._compute_quantity(line.product_uom_qty, product.uom_id),
            date=fields.Date.context_today(self),
        )
        if not sellers:
            return {}
        seller = min(sellers, key=lambda s: (s.price_discounted, s.delay))
        cost = seller.currency_id._convert(
            product.uom_id._compute_price(seller.price_discounted, line.product_uom_id),
            line.company_id.currency_id,
            line.company_id,
            fields.Date.context_today(self),
        )
        return {"vendor_id": seller.partner_id.id, "lead_days": seller.delay, "unit_cost": cost}

    def _is_valid_answer(self):
        """Tell whether this answers the line as it stands: answered, same product, unit and not more
        pieces.
        """
        self.ensure_one()
        line = self.order_line_id
        return (
            self.state == "answered"
            and line.product_id == self.product_id
            and (
                self.department == "technical"
                or (
                    line.product_uom_id == self.product_uom_id
                    and line.product_uom_id.compare(line.product_uom_qty, self.product_uom_qty) <= 0
                )
            )
        )

    @api.model
    def _outdate(self, lines):
        """Make the answers about lines void whose product changed."""
        requests = self.search([("order_line_id", "in", lines.ids), ("state", "!=", "obsolete")])
        requests.filtered(lambda r: r.product_id != r.order_line_id.product_id)._make_obsolete()
