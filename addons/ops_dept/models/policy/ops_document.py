from odoo import api, fields, models
from odoo.exceptions import UserError

from .ops_gated import STAMPS

# No document of ours is of an earlier or a later year.
FIRST_YEAR, LAST_YEAR = 1990, 2100


class OpsDocument(models.AbstractModel):
    """A document of the rulebook: numbered, with a requester and a state that changes through one door.

    A model gives `_number_prefix`, its lines and fields, `_frozen` (state → fields that stay as decided) and,
    where it needs more, its own states, transitions and their `_check_<verb>`, `_prepare_<verb>_vals`,
    `_do_<verb>`. Deciding, logging and the step after the last approval come from `ops.gated`. Where the
    rulebook is switched off there is nothing to decide: a submitted document passes at once.
    """

    _name = "ops.document"
    _inherit = ["ops.gated", "mail.thread", "mail.activity.mixin"]
    _description = "Document of the rulebook"

    _state_field = "state"
    _number_prefix = ""
    _ops_origins = ()  # fields that say what a document comes from: it belongs to their company
    _stamps = ("name", *STAMPS)
    _transitions = {
        "submitted": ("submit", ("draft", "refused")),
        "approved": ("approve", ("submitted",)),
        "refused": ("refuse", ("submitted",)),
        "draft": ("reset", ("submitted", "refused", "cancel")),
        "cancel": ("cancel", ("draft", "submitted", "approved", "refused")),
    }

    name = fields.Char("Document number", readonly=True, copy=False, index="trigram")
    company_id = fields.Many2one(
        "res.company",
        required=True,
        compute="_compute_company_id",
        store=True,
        readonly=False,
        precompute=True,
        index=True,
    )
    state = fields.Selection(
        [
            ("draft", "Draft"),
            ("submitted", "Being decided"),
            ("approved", "Approved"),
            ("refused", "Refused"),
            ("cancel", "Cancelled"),
        ],
        default="draft",
        required=True,
        copy=False,
        tracking=True,
        index=True,
    )

    _name_unique = models.UniqueIndex(
        "(company_id, name)", "This document number is taken already in this company: try again."
    )

    # ------------------------------------------------------------------
    # Company
    # ------------------------------------------------------------------
    @api.depends(lambda self: self._ops_origins)
    def _compute_company_id(self):
        """A document belongs to the company of what it comes from, whichever the user works in first."""
        for document in self:
            document.company_id = (
                document._ops_origin_company() or document.company_id or document._ops_company_worked_in()
            )

    def _ops_origin_company(self):
        """Return the company of what this document comes from; none where it comes from nothing."""
        # sudo: which company it is, whoever may read what it comes from
        for name in self._ops_origins:
            company = self.sudo()[name].company_id[:1]
            if company:
                return company.with_env(self.env)
        return self.env["res.company"]

    @api.model
    def _ops_company_worked_in(self):
        """Return the company for the values that a new document proposes: of what it is opened from."""
        for name in self._ops_origins:
            origin_id = self.env.context.get(f"default_{name}")
            if isinstance(origin_id, int):
                # sudo: as above
                company = self.env[self._fields[name].comodel_name].sudo().browse(origin_id).company_id
                if company:
                    return company.with_env(self.env)
        company_id = self.env.context.get("default_company_id")
        return self.env["res.company"].browse(company_id) if company_id else self.env.company

    # ------------------------------------------------------------------
    # CRUD
    # ------------------------------------------------------------------
    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            self._ops_refuse_stamps(vals)
            self._ops_refuse_strange_days(vals)
        documents = super().create(vals_list)
        documents._ops_refuse_created()
        documents._ops_number()
        return documents

    def write(self, vals):
        self._ops_refuse_stamps(vals)
        self._ops_refuse_strange_days(vals)
        if "company_id" in vals:
            self._ops_refuse_company_change(vals["company_id"])
        if "state" not in vals:
            self._ops_refuse_frozen(vals)
            return super().write(vals)
        content = {name: value for name, value in vals.items() if name != "state"}
        if content:
            self.write(content)  # content first, so that the checks see it
        return self._ops_move(vals["state"])

    def _ops_refuse_strange_days(self, vals):
        """A year that no business has is a slip of the keyboard, and no deadline can be counted from it."""
        for name, value in vals.items():
            field = self._fields.get(name)
            if not value or not field or field.type not in ("date", "datetime"):
                continue
            day = fields.Date.to_date(value)
            if not FIRST_YEAR <= day.year <= LAST_YEAR:
                raise UserError(
                    self.env._(
                        "%(document)s: %(field)s is not on %(day)s. Enter a day between %(first)s and "
                        "%(last)s (%(clause)s).",
                        document=self[:1].display_name or self._description,
                        field=field.get_description(self.env)["string"],
                        day=day.isoformat(),
                        first=FIRST_YEAR,
                        last=LAST_YEAR,
                        clause=self._ops_clause or "-",
                    )
                )

    def _ops_refuse_company_change(self, company_id):
        """A document stays where it was submitted: the other company's gate does not know it (PROCESS §3)."""
        for document in self:
            if document.company_id.id != company_id and (
                document.state != self._transitions_first_state() or document.ops_requester_id
            ):
                raise UserError(
                    self.env._(
                        "%(document)s was submitted in %(company)s and stays there. Make a new one in the "
                        "other company instead (%(clause)s).",
                        document=document.display_name,
                        company=document.company_id.display_name,
                        clause=self._ops_clause or "-",
                    )
                )

    def _ops_refuse_deletion(self):
        """What was ever asked for stays: it can be cancelled, its number is not used again."""
        for document in self:
            if document.state not in (self._transitions_first_state(), "cancel") or document.ops_requester_id:
                raise UserError(
                    self.env._(
                        "%(document)s was submitted and is kept. Cancel it instead (%(clause)s).",
                        document=document.display_name,
                        clause=self._ops_clause or "-",
                    )
                )
        return super()._ops_refuse_deletion()

    # ------------------------------------------------------------------
    # The verbs
    # ------------------------------------------------------------------
    def action_submit(self):
        """Ask for the approvals that apply.

        :raises UserError: one line per document, saying what is missing and who supplies it
        """
        return self.action_ops_submit()

    def action_withdraw(self):
        """Take the request back; the requester's right.

        :raises UserError: when somebody else asked for it
        """
        return self.action_ops_withdraw()

    def action_refuse(self, reason):
        """Refuse as the reviewer whose turn it is.

        :param str reason: required, shown to the requester
        :raises UserError: without a reason, or when it is not the user's turn
        """
        return self.action_ops_refuse(reason)

    def action_cancel(self):
        """Cancel the document; its number stays used.

        :raises UserError: from a state that cannot be cancelled
        """
        return self.write({"state": "cancel"})

    def action_reset(self):
        """Bring a refused or cancelled document back to its first state.

        :raises UserError: from another state
        """
        return self.write({"state": self._transitions_first_state()})

    # ------------------------------------------------------------------
    # Moves
    # ------------------------------------------------------------------
    def _ops_is_submittable(self):
        """Our own documents are submitted where the rulebook is off as well: they pass at once."""
        self.ensure_one()
        return self.state in self._transitions.get("submitted", ("", ()))[1]

    def _ops_refuse_switched_off(self):
        """Our own documents go on where the rulebook is off; nothing is decided there."""

    def _ops_request_reviews(self):
        off = self - self._ops_filter_on()
        for document in off:
            document._ops_clear_reviews()
            document._ops_pass_gate()
            document._ops_log_open()
        on = self - off
        return super(OpsDocument, on)._ops_request_reviews() if on else self.env["tier.review"]

    def _check_cancel(self):
        """Nothing keeps a document from being cancelled here; models add their reasons."""

    def _prepare_cancel_vals(self):
        return {"ops_gate_error": False}

    def _do_cancel(self):
        self._ops_clear_reviews()
        self._ops_log("cancelled")
