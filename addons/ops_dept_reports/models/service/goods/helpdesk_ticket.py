from odoo import models
from odoo.exceptions import UserError

RECEIPT = "ops_dept_reports.ops_goods_receipt"
CLAIM = "ops_dept_reports.ops_maker_claim"


class HelpdeskTicket(models.Model):
    """The receipt that the customer gets for his goods, and what is sent to the maker with them.

    Clauses: W8.D, W8.E, W9.D, W9.E
    """

    _inherit = "helpdesk.ticket"

    def _ops_require_printable(self, report):
        """Nothing is acknowledged that is not here, and nothing claimed that was not handed to purchasing.

        :raises UserError: says who acts next
        """
        result = super()._ops_require_printable(report)
        for case in self:
            if report.report_name == RECEIPT and not (case._ops_get_received() or case._ops_get_lent()):
                raise UserError(
                    self.env._(
                        "%(case)s: no goods came in yet; the warehouse receives them first (%(clause)s).",
                        case=case.display_name,
                        clause=case._ops_clause_of("D"),
                    )
                )
            if report.report_name == CLAIM and not case._ops_get_claimed():
                raise UserError(
                    self.env._(
                        "%(case)s: nothing goes to a maker yet; the salesperson hands it to purchasing, "
                        "which chooses the maker (%(clause)s).",
                        case=case.display_name,
                        clause=case._ops_clause_of("E"),
                    )
                )
        return result

    def _ops_get_received(self):
        return self.ops_line_ids.filtered(lambda line: line.position != "customer")

    def _ops_get_claimed(self):
        return self.ops_line_ids.filtered("maker_id")

    # ------------------------------------------------------------------
    # The receipt
    # ------------------------------------------------------------------
    def _ops_get_receipt_paper(self):
        """Return what the customer gets, in the language of the environment. Clauses: W8.D, W9.D"""
        self.ensure_one()
        lines = self._ops_get_received()
        # sudo: when the goods came in, whoever may see the transfers
        done = lines.sudo().move_ids.filtered(lambda move: move.state == "done")
        arrived = done.filtered(lambda move: move._ops_get_way() == "receipt")
        return {
            "party": self.sudo().partner_id._ops_paper_party(),  # sudo: the customer's own address
            "date": self._ops_paper_date(max(arrived.mapped("date"), default=False)),
            "process": dict(self._fields["ops_process"]._description_selection(self.env))[self.ops_process],
            "rows": [self._ops_get_goods_row(line, line.accessories) for line in lines],
            "loans": [self._ops_get_loan_row(loan) for loan in self._ops_get_lent()],
        }

    def _ops_get_lent(self):
        """Return what the customer has of ours, or is about to get."""
        return self.ops_loan_ids.filtered(lambda loan: loan.state in ("planned", "lent"))

    def _ops_get_loan_row(self, loan):
        loan_sudo = loan.sudo()  # sudo: names of goods, for whoever prints what he reads
        return [
            loan_sudo.product_id.display_name,
            loan_sudo.lot_id.name or "",
            f"{self._ops_paper_quantity(loan.quantity)} {loan_sudo.uom_id.name or ''}",
            self._ops_paper_date(loan.date_back),
        ]

    def _ops_get_goods_row(self, line, words):
        line_sudo = line.sudo()  # sudo: names of goods, for whoever prints what he reads
        return [
            line_sudo.product_id.display_name,
            line_sudo.lot_id.name or "",
            f"{self._ops_paper_quantity(line.quantity)} {line_sudo.uom_id.name or ''}",
            line.fault or "",
            words or "",
        ]

    # ------------------------------------------------------------------
    # To the maker
    # ------------------------------------------------------------------
    def _ops_get_claim_papers(self):
        """Return what each maker gets, in the language of the environment: the goods, the fault, our verdict.

        Clauses: W8.E, W9.E
        """
        self.ensure_one()
        papers = []
        for maker, lines in self._ops_get_claimed().grouped("maker_id").items():
            maker_sudo = maker.sudo()  # sudo: the maker's address, for whoever prints what he reads
            papers.append(
                {
                    "party": maker_sudo._ops_paper_party(),
                    "date": self._ops_paper_date(max(lines.mapped("date_handed"))),
                    "number": ", ".join(filter(None, lines.mapped("maker_number"))),
                    "promised": self._ops_paper_date(
                        max(filter(None, lines.mapped("date_maker_promised")), default=False)
                    ),
                    "rows": [self._ops_get_goods_row(line, line._get_verdict_text()) for line in lines],
                    "people": self._ops_post_users("purchasing")[:1].sudo().name or "",  # sudo: a colleague
                }
            )
        return papers
