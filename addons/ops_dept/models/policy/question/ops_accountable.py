from odoo import api, fields, models

from ....tools.actions import open_records
from ..document.links import ROLES


class OpsAccountable(models.AbstractModel):
    """A document about which somebody can be asked: the buttons on its form, and its questions.

    Records and documents of ours can be asked about, core ones too where they are gated; others say
    `_ops_is_askable`. No query is made where the rulebook is off.
    """

    _inherit = "ops.accountable"

    _ops_is_askable = False
    _ops_forgotten = ((20, "_ops_forget_questions"),)

    ops_can_ask = fields.Boolean(compute="_compute_ops_questions", export_string_translation=False)
    ops_question_count = fields.Integer("Questions", compute="_compute_ops_questions")

    @api.depends_context("uid")
    def _compute_ops_questions(self):
        companies = self.env["res.company"]._ops_companies_on() if self._ops_is_askable else ()
        asked = self.filtered(lambda document: document.id and document._ops_company().id in companies)
        counts = {}
        if asked:
            # sudo: who reads the document reads what was asked about it; here it is counted
            counts = dict(
                self.env["ops.question"]
                .sudo()
                ._read_group(
                    [("res_model", "=", self._name), ("res_id", "in", asked._origin.ids)],
                    ["res_id"],
                    ["__count"],
                )
            )
        for document in self:
            document.ops_can_ask = document in asked
            document.ops_question_count = counts.get(document._origin.id, 0)

    def action_ops_ask(self):
        """Open the small form that asks somebody about this document."""
        self.ensure_one()
        self.check_access("read")
        view = self.env.ref("ops_dept.ops_question_view_form_ask")
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Ask about %(document)s", document=self.display_name),
            "res_model": "ops.question",
            "views": [(view.id, "form")],
            "target": "new",
            "context": {"default_res_model": self._name, "default_res_id": self.id},
        }

    def action_ops_open_asked(self):
        """Open what was asked about this document."""
        self.ensure_one()
        self.check_access("read")
        questions = self.env["ops.question"].search(
            [("res_model", "=", self._name), ("res_id", "=", self.id)]
        )
        return open_records(questions, self.env._("Questions"))

    def _ops_question_decided(self, question):
        """Do what follows a yes or no about this document (in superuser mode): rooms say it."""

    @api.model
    def _ops_forget_questions(self, ids):
        if self._ops_is_askable:
            self.env["ops.question"]._forget_documents(self._name, ids)

    @api.model
    def _get_view(self, view_id=None, view_type="form", **options):
        arch, view = super()._get_view(view_id, view_type, **options)
        box = arch.find(".//div[@name='button_box']") if view_type == "form" else None
        if box is not None and self._ops_is_askable:
            # in front: the last ones stand behind “More”
            box[:0] = self.env["ops.record"]._get_form_part("ops_askable_buttons", roles=ROLES)
        return arch, view
