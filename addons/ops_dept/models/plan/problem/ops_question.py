from odoo import models


class OpsQuestion(models.Model):
    """A department's answer returns to the problem (H8)."""

    _inherit = "ops.question"

    def _do_answer(self):
        result = super()._do_answer()
        for question in self.filtered(lambda each: each.res_model == "ops.work.report"):
            # sudo: whoever is asked answers; of the problem he need not read anything
            report_sudo = question._get_document_sudo()
            if report_sudo:
                report_sudo._ops_note(
                    self.env._("%(who)s answered: %(answer)s", who=self.env.user.name, answer=question.answer)
                )
        return result
