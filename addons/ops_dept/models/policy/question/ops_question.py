import textwrap

from odoo import api, fields, models
from odoo.fields import Domain

from ..guarded.moves import Move
from ..tiers.tier_definition import POSTS


class OpsQuestion(models.Model):
    """Somebody is asked about a document, and answers.

    It is seen by who asked, who is asked, who passed it on, and whoever may read the document; what the
    document is called is told to the last alone. It is open until it is answered, withdrawn or passed on to
    somebody else, which asks anew (`previous_id`); all of them hang together by `root_id`.

    Split by concern: here fields, `ask.py` asking, `answer.py` what becomes of it, `people.py` who has it,
    `access.py` who sees it.
    """

    _name = "ops.question"
    _inherit = ["ops.record"]
    _description = "Question about a document"
    _order = "id desc"

    _ops_is_askable = False
    _ops_clause = "H8"
    _number_prefix = "TW-"
    _transitions = {
        "answered": Move("answer", ("open",)),
        "passed": Move("pass_on", ("open",)),
        "withdrawn": Move("withdraw", ("open",)),
    }
    _state_sets = {"closed": ("answered", "passed", "withdrawn")}
    _ops_created = ((10, "_do_ask"),)

    res_model = fields.Char(
        "Document model", required=True, readonly=True, frozen="closed", export_string_translation=False
    )
    res_id = fields.Many2oneReference(
        "Document ID", model_field="res_model", required=True, readonly=True, frozen="closed"
    )
    document_name = fields.Char("Document", compute="_compute_document_name", search="_search_document_name")
    can_open_document = fields.Boolean(compute="_compute_document_name")
    is_document_deleted = fields.Boolean("Document deleted", readonly=True, copy=False, stamp=True)
    company_id = fields.Many2one(derived=True)

    kind_id = fields.Many2one(
        "ops.question.kind",
        required=True,
        ondelete="restrict",
        default=lambda self: self.env["ops.question.kind"].search([], limit=1),
        frozen="closed",
    )
    question = fields.Text(required=True, frozen="closed")
    prompt = fields.Char(related="kind_id.prompt")

    asker_id = fields.Many2one(
        "res.users", "Asked by", readonly=True, copy=False, stamp=True, index=True, ondelete="restrict"
    )
    date_asked = fields.Datetime("Asked on", readonly=True, copy=False, stamp=True)
    post = fields.Selection(
        POSTS,
        compute="_compute_post",
        store=True,
        readonly=False,
        precompute=True,
        frozen="closed",
        help="Whoever holds this post for the document: on its team, else on the company, else all who have "
        "the role.",
    )
    asked_id = fields.Many2one(
        "res.users",
        "Person",
        domain="[('share', '=', False), ('company_ids', 'in', company_id), ('id', '!=', uid)]",
        frozen="closed",
        ondelete="restrict",
        index="btree_not_null",
        help="Somebody in particular; empty: whoever holds the post.",
    )
    asked_ids = fields.Many2many(
        "res.users", "ops_question_asked_rel", string="With", readonly=True, copy=False, stamp=True
    )
    involved_ids = fields.Many2many(
        "res.users", "ops_question_involved_rel", readonly=True, copy=False, stamp=True
    )
    is_to_me = fields.Boolean("To me", compute="_compute_is_to_me", search="_search_is_to_me")
    with_whom = fields.Char("Who answers", compute="_compute_with_whom")
    date_limit = fields.Datetime(
        "Until",
        compute="_compute_date_limit",
        store=True,
        readonly=False,
        precompute=True,
        frozen="closed",
    )
    is_late = fields.Boolean("Late", compute="_compute_is_late", search="_search_is_late")

    answer = fields.Text(readonly=True, copy=False, stamp=True)
    date_promised = fields.Date("Date promised", readonly=True, copy=False, stamp=True)
    decision = fields.Selection([("yes", "Yes"), ("no", "No")], readonly=True, copy=False, stamp=True)
    answered_by_id = fields.Many2one(
        "res.users", "Answered by", readonly=True, copy=False, stamp=True, ondelete="restrict"
    )
    date_answered = fields.Datetime("Answered on", readonly=True, copy=False, stamp=True)
    passed_by_id = fields.Many2one(
        "res.users", "Passed on by", readonly=True, copy=False, stamp=True, ondelete="restrict"
    )
    reason = fields.Text("Why passed on or withdrawn", readonly=True, copy=False, stamp=True)
    previous_id = fields.Many2one(
        "ops.question", "Passed on from", readonly=True, copy=False, stamp=True, index="btree_not_null"
    )
    root_id = fields.Many2one(
        "ops.question", "First question", readonly=True, copy=False, stamp=True, index="btree_not_null"
    )
    chain_ids = fields.Many2many("ops.question", string="Way of the question", compute="_compute_chain_ids")
    state = fields.Selection(
        [
            ("open", "Open"),
            ("answered", "Answered"),
            ("passed", "Passed on"),
            ("withdrawn", "Withdrawn"),
        ],
        default="open",
        required=True,
        copy=False,
        tracking=True,
    )
    can_answer = fields.Boolean(compute="_compute_can")
    can_withdraw = fields.Boolean(compute="_compute_can")

    _document_idx = models.Index("(res_id, res_model)")
    _limit_idx = models.Index("(date_limit) WHERE state = 'open'")

    # ------------------------------------------------------------------
    # Compute and search
    # ------------------------------------------------------------------
    @api.depends("name", "question")
    def _compute_display_name(self):
        for question in self:
            words = textwrap.shorten(question.question or "", 60, placeholder="…")
            question.display_name = " ".join(filter(None, (question.name or self._ops_kind(), words)))

    @api.depends("res_model", "res_id")
    def _compute_company_id(self):
        """A question belongs to the company of what it is about."""
        for question in self:
            document_sudo = question._get_document_sudo()
            question.company_id = document_sudo._ops_company() if document_sudo else self.env.company

    @api.depends("kind_id", "asked_id")
    def _compute_post(self):
        for question in self:
            question.post = not question.asked_id and (question.kind_id.post or question.post)

    @api.depends("kind_id", "company_id")
    def _compute_date_limit(self):
        for question in self:
            question.date_limit = question.kind_id and question.kind_id._get_deadline(question.company_id)

    @api.depends("asked_ids")
    @api.depends_context("uid")
    def _compute_is_to_me(self):
        for question in self:
            question.is_to_me = question._may_answer()

    def _search_is_to_me(self, operator, value):
        if operator != "in" or set(value) != {True}:
            return NotImplemented
        return Domain("asked_ids", "in", list(self._get_my_ids()))

    @api.depends("asked_ids")
    def _compute_with_whom(self):
        # sudo: names of colleagues, on questions that the user may read
        for question in self.sudo():
            question.with_whom = self.env["tier.review"]._ops_names(question.asked_ids)

    @api.depends("state", "date_limit")
    def _compute_is_late(self):
        now = fields.Datetime.now()
        for question in self:
            limit = question.date_limit
            question.is_late = question.state == "open" and bool(limit) and limit < now

    def _search_is_late(self, operator, value):
        if operator != "in":
            return NotImplemented
        late = Domain("state", "=", "open") & Domain("date_limit", "<", fields.Datetime.now())
        return Domain.OR([late if val else ~late for val in value])

    @api.depends("root_id", "state")
    def _compute_chain_ids(self):
        """Return all questions of a chain, in their order; none where it was not passed on."""
        roots = {question: question.root_id.id or question._origin.id for question in self}
        ids = [root for root in roots.values() if root]
        chains = self.search([("root_id", "in", ids)], order="id").grouped("root_id") if ids else {}
        for question in self:
            root = self.browse(roots[question] or ())
            later = chains.get(root, self.browse())
            question.chain_ids = root + later if later else False

    @api.depends("state", "asked_ids", "asker_id")
    @api.depends_context("uid")
    def _compute_can(self):
        for question in self:
            is_open = question.state == "open" and bool(question.id)
            question.can_answer = is_open and question._may_answer()
            question.can_withdraw = is_open and question._may_withdraw()

    def _get_document_sudo(self):
        """Return the document, on sudo, an empty one of no model where it does not exist (any more)."""
        self.ensure_one()
        if self.res_model not in self._get_document_models() or not self.res_id:
            return self.env["ops.record"]
        # sudo: whose company, team and posts are meant, not what it says
        return self.env[self.res_model].sudo().browse(self.res_id).exists()

    @api.model
    def _get_document_models(self):
        """Return the names of the stored models about which somebody can be asked."""
        names = self.env["ops.obligation"]._get_document_models()
        return [name for name in names if self.env.registry[name]._ops_is_askable]
