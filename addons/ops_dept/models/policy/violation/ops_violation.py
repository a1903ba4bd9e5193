from odoo import fields, models

from ...policy.guarded.moves import Move

ALL_STATES = ("noted", "in_case", "dismissed")


class OpsViolation(models.Model):
    """A fact: somebody did not keep a clause. What follows from it, if anything, is a case (`ops.penalty`).

    It comes from a missed duty, once for each, or is noted by hand by the person's head or a leader, with
    evidence. A click that was refused is no violation. The person sees it at once and may comment. What was
    noted stays as it is; when it was wrong, it is dismissed with a reason.

    Split by concern: `evidence.py` file and document, `report.py` what is noted by hand, `moves.py` comment
    and dismissal, `ops_obligation.py` missed duties.
    """

    _name = "ops.violation"
    _inherit = ["ops.confidential"]
    _description = "Violation"
    _order = "date desc, id desc"

    _ops_clause = "R16"
    _number_prefix = "WG-"
    _transitions = {
        "dismissed": Move("dismiss", ("noted",)),
        "in_case": Move("take", ("noted",)),
        "noted": Move("release", ("in_case",)),
    }
    _state_sets = {"noted": ALL_STATES}
    _closed_states = ("dismissed",)

    employee_id = fields.Many2one(frozen="noted")
    clause_id = fields.Many2one(
        "ops.clause",
        required=True,
        index=True,
        ondelete="restrict",
        frozen="noted",
        domain="[('is_active', '=', True)]",
    )
    item_id = fields.Many2one(
        "ops.clause.item",
        "What",
        ondelete="restrict",
        frozen="noted",
        domain="[('clause_id', '=', clause_id), ('company_id', 'in', [False, company_id])]",
    )
    has_items = fields.Boolean(compute="_compute_has_items")
    date = fields.Datetime("When", required=True, default=fields.Datetime.now, index=True, frozen="noted")
    description = fields.Text("What happened", frozen="noted")
    evidence = fields.Binary("File or photo", attachment=True, copy=False, frozen="noted")
    evidence_name = fields.Char("File name", copy=False, frozen="noted")
    document_ref = fields.Reference(
        selection="_selection_document",
        string="Linked document",
        compute="_compute_document_ref",
        inverse="_inverse_document_ref",
        frozen="noted",
        help="The document that shows it, for those who may read it.",
    )
    res_model = fields.Char("Document model", readonly=True, copy=False, frozen="noted")
    res_id = fields.Many2oneReference(
        "Document ID", model_field="res_model", readonly=True, copy=False, frozen="noted"
    )
    document_name = fields.Char("Document", readonly=True, copy=False, frozen="noted")
    source = fields.Selection(
        [("duty", "Missed duty"), ("late_entry", "Late entry"), ("hand", "Noted by hand")],
        readonly=True,
        copy=False,
        stamp=True,
    )
    severity = fields.Selection(
        [("ordinary", "Ordinary"), ("serious", "Serious")],
        "Class",
        required=True,
        default="ordinary",
        frozen="noted",
    )
    obligation_id = fields.Many2one(
        "ops.obligation",
        "Duty",
        readonly=True,
        copy=False,
        ondelete="restrict",
        index="btree_not_null",
        stamp=True,
    )
    reporter_id = fields.Many2one(
        "res.users",
        "Noted by",
        readonly=True,
        copy=False,
        ondelete="restrict",
        stamp=True,
        help="Empty: by the software, from the ledger of duties.",
    )
    date_seen = fields.Datetime("Seen by the person on", readonly=True, copy=False, stamp=True)
    comment = fields.Text("The person's comment", readonly=True, copy=False, stamp=True)
    date_comment = fields.Datetime("Commented on", readonly=True, copy=False, stamp=True)
    dismiss_reason = fields.Text("Why it was dismissed", readonly=True, copy=False, stamp=True)
    dismissed_by_id = fields.Many2one(
        "res.users", "Dismissed by", readonly=True, copy=False, ondelete="restrict", stamp=True
    )
    state = fields.Selection(
        [("noted", "Noted"), ("in_case", "In a case"), ("dismissed", "Dismissed")],
        default="noted",
        required=True,
        copy=False,
        tracking=True,
        index=True,
    )

    _obligation_uniq = models.UniqueIndex(
        "(obligation_id) WHERE obligation_id IS NOT NULL AND state != 'dismissed'",
        "This missed duty is a violation already.",
    )
    _mine_idx = models.Index("(user_id, date) WHERE state = 'noted' AND date_seen IS NULL")
    _person_idx = models.Index("(employee_id, clause_id, date)")
