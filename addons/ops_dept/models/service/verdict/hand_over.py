from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError


class OpsTicketLine(models.Model):
    """The salesperson hands what the maker has to settle to purchasing; nobody else does (W8.C, W9.C)."""

    _inherit = "ops.ticket.line"

    can_hand_over = fields.Boolean(compute="_compute_can_hand_over", export_string_translation=False)

    @api.depends("position", "verdict", "is_fault_confirmed", "ticket_id.ops_salesman_id")
    @api.depends_context("uid")
    def _compute_can_hand_over(self):
        for line in self:
            line.can_hand_over = (
                line.ticket_id.ops_salesman_id == self.env.user
                and line.position == "here"
                and line._is_for_maker()
                and line.ticket_id._ops_is_running()
            )

    def _is_for_maker(self):
        """Tell whether the verdict leads to the maker: of a repair only a fault that cannot be repaired."""
        if self.process == "repair":
            return self.verdict == "not_repairable" and self.is_fault_confirmed
        return bool(self.verdict)

    def action_hand_over(self):
        """Hand the goods to purchasing, which asks the maker. Clauses: W8.C, W9.C

        :raises AccessError: for others than the salesperson of the case
        :raises UserError: where the verdict does not lead there, or the goods are not with us
        """
        self.check_access("read")
        for line in self:
            line._check_hand_over()
            line._stamp({"date_handed": fields.Datetime.now(), "handed_by_id": self.env.uid})
            case = line.ticket_id
            case._ops_log(
                "confirmed", clause_code=case._ops_clause_of("C"), comment=line.product_id.display_name
            )
            case._ops_tell(
                case._ops_post_users("purchasing"),
                self.env._(
                    "%(case)s: “%(product)s” is for the maker: %(verdict)s.",
                    case=case.display_name,
                    product=line.product_id.display_name,
                    verdict=line._get_verdict_text(),
                ),
            )
        # sudo: the step follows the goods, whoever may write it
        self.sudo().ticket_id._ops_follow_goods()
        return True

    def _check_hand_over(self):
        case = self.ticket_id
        clause = case._ops_clause_of("C")
        if case.ops_salesman_id != self.env.user:
            raise AccessError(
                self.env._(
                    "%(case)s: %(who)s, the salesperson, hands it to purchasing (%(clause)s).",
                    case=case.display_name,
                    who=case.sudo().ops_salesman_id.name or "-",  # sudo: a colleague's name
                    clause=clause,
                )
            )
        self._refuse_not_running()
        self._refuse_unjudged()
        if not self._is_for_maker():
            raise UserError(
                self.env._(
                    "%(case)s: “%(product)s” goes to purchasing only when it cannot be repaired and the "
                    "fault is confirmed; the verdict is: %(verdict)s (%(clause)s).",
                    case=case.display_name,
                    product=self.product_id.display_name,
                    verdict=self._get_verdict_text(),
                    clause=clause,
                )
            )
        self._refuse_elsewhere("here")
