from odoo import api, models
from odoo.exceptions import UserError


class HelpdeskTicket(models.Model):
    """The door of a ticket: every way of making or writing one ends here (W7.A, W8.A, W9.A).

    Where the rulebook is off and nothing of ours is written, the helpdesk writes at once.
    """

    _inherit = "helpdesk.ticket"

    @api.model_create_multi
    def create(self, vals_list):
        if not self.env["res.company"]._ops_companies_on():
            return super().create(vals_list)
        tickets = super().create([self._ops_prepare_and_check_vals(vals) for vals in vals_list])
        tickets._ops_refuse_created()
        tickets._ops_follow_step()
        tickets._ops_call_rows("_ops_created", vals_list)
        return tickets

    def write(self, vals):
        if self._ops_is_stamping("write", vals):
            with self._ops_keeping_steps(vals):
                return super().write(vals)
        if self._ops_is_plain(vals):
            return super().write(vals)
        vals = self._ops_prepare_and_check_vals(vals)
        if self._state_field in vals and len(vals) > 1:
            return self._ops_write_by_turns(vals)
        if self._state_field in vals:
            return self._ops_move(vals[self._state_field])
        cases = self._ops_filter_cases()
        cases._ops_refuse_stage(vals)
        cases._ops_refuse_frozen(vals)
        with self._ops_passing("_ops_on_write", vals):
            return super().write(vals)

    def _ops_is_plain(self, vals):
        """Tell whether these are values of the helpdesk alone, where the rulebook is off."""
        return not (
            self.env["res.company"]._ops_companies_on() or any(name.startswith("ops_") for name in vals)
        )

    # ------------------------------------------------------------------
    # Refusals
    # ------------------------------------------------------------------
    def _ops_refuse_stage(self, vals):
        """Refuse to write the stage: it follows the step, and the step has its own conditions.

        :raises UserError: says where the case stands and who acts next
        """
        wanted = vals.get("stage_id")
        for case in self if "stage_id" in vals else ():
            if case.stage_id.id != wanted:
                raise UserError(case._ops_stage_message())

    def _ops_stage_message(self):
        return self.env._(
            "%(case)s stands at “%(step)s”: its stage is not chosen, it follows what is done. %(next)s "
            "(%(clause)s).",
            case=self.display_name,
            step=self._ops_state_label(),
            next=self._ops_get_next_text(),
            clause=self._ops_named_clause(),
        )

    def _ops_refuse_switched_off(self):
        off = self - self._ops_filter_cases()
        return super(HelpdeskTicket, off)._ops_refuse_switched_off() if off else None

    def _ops_refuse_deletion(self):
        """What was ever asked for is withdrawn, not deleted."""
        for case in self._ops_filter_cases():
            if case.ops_step != "draft" or case.ops_requester_id:
                raise UserError(
                    self.env._(
                        "%(case)s was asked for and is kept. Withdraw it with a reason instead (%(clause)s).",
                        case=case.display_name,
                        clause=case._ops_named_clause(),
                    )
                )
        return super()._ops_refuse_deletion()

    def _ops_company_change(self, vals):
        """Refuse another company once the case was asked for: the other one's manager does not know it."""
        if "company_id" in vals:
            for case in self._ops_filter_cases():
                if case.ops_step != "draft" and case.company_id.id != vals["company_id"]:
                    raise UserError(case._ops_frozen_message({"company_id"}))

    def _ops_check_vals(self, vals):
        result = super()._ops_check_vals(vals)
        self._ops_company_change(vals)
        return result
