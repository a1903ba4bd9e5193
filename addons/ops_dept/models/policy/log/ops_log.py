from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import LazyTranslate

from ....tools.insert_rows import insert_rows

_lt = LazyTranslate(__name__)


class OpsLog(models.Model):
    """What was decided, by whom and when. Rows are only ever added, whoever asks (DESIGN §3)."""

    _name = "ops.log"
    _inherit = ["ops.kept"]
    _description = "Decision log of the rulebook"
    _order = "id desc"
    _rec_name = "document_name"

    _kept = _lt("The decision log is never deleted.")

    date = fields.Datetime(required=True, readonly=True, default=fields.Datetime.now, index=True)
    user_id = fields.Many2one(
        "res.users", "By whom", required=True, readonly=True, ondelete="restrict", index=True
    )
    deputy_for_id = fields.Many2one("res.users", "Acting for", readonly=True, ondelete="restrict")
    event = fields.Selection(
        [
            ("submitted", "Submitted"),
            ("approved", "Approved"),
            ("refused", "Refused"),
            ("passed", "Gate passed"),
            ("withdrawn", "Withdrawn"),
            ("taken_back", "Approval taken back"),
            ("deviated", "Deviation opened"),
            ("confirmed", "Deviation confirmed"),
            ("reset", "Reset"),
            ("cancelled", "Cancelled"),
            ("review_deleted", "Review deleted"),
            ("reassigned", "Reviewers changed"),
            ("team", "Another team than the customer's"),
            ("failed", "Next step failed"),
            ("accepted", "Accepted by the customer"),
            ("issued", "Issued"),
            ("signed", "Signed"),
            ("reported", "Reported"),
            ("told", "Customer told"),
            ("loan", "Loan"),
            ("reopened", "Reopened"),
            ("entered", "Entered"),
            ("archived", "Archived"),
            ("bound", "Bound"),
            ("voided", "Voided"),
            ("migrated", "Taken over at go-live"),
            ("setting", "Setting changed"),
            ("absent", "Away, somebody acts"),
            ("absence_ended", "Absence ended"),
            ("not_required", "Approval no longer required"),
            ("open", "Gone through without approval: clause switched off"),
            ("switch_on", "Rulebook switched on"),
            ("switch_off", "Rulebook switched off"),
        ],
        required=True,
        readonly=True,
    )
    model = fields.Char("Document model", required=True, readonly=True)
    res_id = fields.Many2oneReference("Document ID", model_field="model", required=True, readonly=True)
    document_name = fields.Char("Document", readonly=True)
    clause_code = fields.Char("Clause", readonly=True)
    tier = fields.Char("Approval", readonly=True)
    comment = fields.Text(readonly=True)
    setting = fields.Char("Rule", readonly=True, help="Which setting of the rulebook was changed.")
    value_from = fields.Char("From", readonly=True)
    value_to = fields.Char("To", readonly=True)
    company_id = fields.Many2one("res.company", readonly=True, ondelete="restrict", index=True)

    _document_idx = models.Index("(model, res_id)")

    @api.model
    def _log(self, records, event, **values):
        """Add one row per record; the caller works on `sudo()` because nobody may write here by hand.

        :param records: the documents concerned
        :param str event: one of `event`'s keys
        :param values: further columns, the same for all rows (clause_code, tier, comment, deputy_for_id,
            setting, value_from, value_to)
        """
        return insert_rows(
            self,
            [
                {
                    "date": fields.Datetime.now(),
                    "user_id": self.env.uid,
                    "event": event,
                    "model": record._name,
                    "res_id": record.id,
                    "document_name": record.display_name,
                    "company_id": self._company_of(record).id,
                    **values,
                }
                for record in records
            ],
        )

    @api.model
    def _told(self, records):
        """Return records as the log tells of them: in the company's language, whoever changes them.

        They are in superuser mode, for the log only: nobody writes it by hand, each caller checked the right.
        """
        lang = self.env.company.sudo().partner_id.lang or self.env.lang  # sudo: a language
        return records.sudo().with_context(lang=lang)  # sudo: see above

    @api.model
    def _company_of(self, record):
        """Return whose matter it is: the record's company, the present one where it belongs to none."""
        if record._name == "res.company":
            return record
        return ("company_id" in record._fields and record.company_id) or self.env.company

    def write(self, vals):  # pylint: disable=method-required-super
        raise UserError(self.env._("The decision log is never changed: add a new decision instead."))
