from odoo import api, fields, models
from odoo.exceptions import UserError

# No document of ours is of an earlier or a later year.
FIRST_YEAR, LAST_YEAR = 1990, 2100


class OpsRecord(models.AbstractModel):
    """A record of the rulebook: numbered, of one company, with a state that changes through one door.

    A model says `_number_prefix`, declares on its fields what is guarded (`ops.guarded`), names its states
    and how each is reached (`_transitions`), and adds rows to its door.

    Split by concern: here company and door, `number.py` the numbers, `record_view.py` the form.
    """

    _name = "ops.record"
    _inherit = ["ops.guarded", "ops.accountable", "mail.thread", "mail.activity.mixin"]
    _description = "Record of the rulebook"

    _check_company_auto = True
    _mail_post_access = "read"  # whoever reads a record may answer in its chatter

    _get_origins = ()  # fields that say what a document comes from: it belongs to their company

    name = fields.Char("Document number", readonly=True, copy=False, index="trigram", stamp=True)
    company_id = fields.Many2one(
        "res.company",
        required=True,
        compute="_compute_company_id",
        store=True,
        readonly=False,
        precompute=True,
        index=True,
    )

    _name_unique = models.UniqueIndex(
        "(company_id, name)", "This document number is taken already in this company: try again."
    )

    @api.depends("name")
    def _compute_display_name(self):
        """A record that has no number yet is called by its kind, in refusals of its creation, too."""
        for record in self:
            record.display_name = record.name or self._ops_kind()

    # ------------------------------------------------------------------
    # Company
    # ------------------------------------------------------------------
    @api.depends(lambda self: self._get_origins)
    def _compute_company_id(self):
        """A document belongs to the company of what it comes from, whichever the user works in first."""
        for document in self:
            document.company_id = (
                document._get_origin_company() or document.company_id or document._get_company_worked_in()
            )

    def _get_origin_company(self):
        """Return the company of what this document comes from; none where it comes from nothing."""
        # sudo: which company it is, whoever may read what it comes from
        for name in self._get_origins:
            company = self.sudo()[name].company_id[:1]
            if company:
                return company.with_env(self.env)
        return self.env["res.company"]

    @api.model
    def _get_company_worked_in(self):
        """Return the company for the values that a new document proposes: of what it is opened from."""
        for name in self._get_origins:
            origin_id = self.env.context.get(f"default_{name}")
            if isinstance(origin_id, int):
                # sudo: as above
                company = self.env[self._fields[name].comodel_name].sudo().browse(origin_id).company_id
                if company:
                    return company.with_env(self.env)
        company_id = self.env.context.get("default_company_id")
        return self.env["res.company"].browse(company_id) if company_id else self.env.company

    # ------------------------------------------------------------------
    # The door
    # ------------------------------------------------------------------
    @api.model_create_multi
    def create(self, vals_list):
        if self._ops_is_stamping("create", {name for vals in vals_list for name in vals}):
            return super().create(vals_list)
        prepared = [self._ops_prepare_and_check_vals(vals) for vals in vals_list]
        with self._ops_passing("_ops_on_create", prepared):
            records = super().create(prepared)
            records._ops_refuse_created()
            records._issue_numbers()
            records._ops_call_rows("_ops_created", vals_list)
        return records

    @api.model
    def _create_noted(self, vals_list, company):
        """Create as the software, from what it found, many records of a company, numbered.

        Nobody made them, so nobody follows them, and the log says it instead of a message on each.
        """
        hushed = self.with_context(mail_create_nosubscribe=True, mail_create_nolog=True)
        return hushed._create_stamped(self._number_new(vals_list, company)).with_env(self.env)

    def write(self, vals):
        if not self or self._ops_is_stamping("write", vals):
            return super().write(vals)
        vals = self._ops_prepare_and_check_vals(vals)
        if self._state_field in vals and len(vals) > 1:
            return self._ops_write_by_turns(vals)
        with self._ops_passing("_ops_on_write", vals):
            if self._state_field in vals:
                return self._ops_move(vals[self._state_field])
            self._ops_refuse_frozen(vals)
            return super().write(vals)

    def unlink(self):
        self._ops_check_deletion()
        return super().unlink()

    def _ops_check_vals(self, vals):
        result = super()._ops_check_vals(vals)
        if not self:
            self._ops_refuse_started(vals)
        self._refuse_strange_days(vals)
        if "company_id" in vals:
            self._ops_refuse_company_change(vals["company_id"])
        return result

    def _refuse_strange_days(self, vals):
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
                        document=self[:1].display_name or self._ops_kind(),
                        field=field.get_description(self.env)["string"],
                        day=day.isoformat(),
                        first=FIRST_YEAR,
                        last=LAST_YEAR,
                        clause=self._ops_named_clause(),
                    )
                )

    def _ops_refuse_company_change(self, company_id):
        """A document stays where it was submitted: the other company's gate does not know it (PROCESS §3)."""
        for document in self:
            if document.company_id.id != company_id and (
                document._has_begun() or document[self._state_field] != document._transitions_first_state()
            ):
                raise UserError(
                    self.env._(
                        "%(document)s was submitted in %(company)s and stays there. Make a new one in the "
                        "other company instead (%(clause)s).",
                        document=document.display_name,
                        company=document.company_id.display_name,
                        clause=self._ops_named_clause(),
                    )
                )

    def _has_begun(self):
        """Tell whether the record has left its first state, so that others know of it."""
        self.ensure_one()
        return self[self._state_field] != self._transitions_first_state()

    def _ops_refuse_deletion(self):
        """What others know of stays: it can be cancelled, its number is not used again."""
        for record in self:
            if record._has_begun():
                raise UserError(
                    self.env._(
                        "%(document)s was submitted and is kept. Cancel it instead (%(clause)s).",
                        document=record.display_name,
                        clause=self._ops_named_clause(),
                    )
                )
        return super()._ops_refuse_deletion()
