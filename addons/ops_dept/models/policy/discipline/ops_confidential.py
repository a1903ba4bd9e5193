from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError


class OpsConfidential(models.AbstractModel):
    """A record about a person: seen by him, his head, leaders and auditors alone (DESIGN §3).

    Record rules say so by `user_id` and `head_id`; `ops.hushed` closes mail, chatter and followers. What the
    rules cannot say (log, approvals) is closed in the security files of each model.
    """

    _name = "ops.confidential"
    _inherit = ["ops.hushed", "ops.record"]
    _description = "Record about a person"

    _get_origins = ("employee_id",)

    employee_id = fields.Many2one(
        "hr.employee", "Person", index=True, ondelete="restrict", check_company=True
    )
    user_id = fields.Many2one(
        "res.users",
        "Login",
        compute="_compute_user_id",
        store=True,
        precompute=True,
        index="btree_not_null",
        derived=True,
        help="Empty: the person has no login.",
    )
    head_id = fields.Many2one(
        "res.users",
        compute="_compute_head_id",
        store=True,
        precompute=True,
        index="btree_not_null",
        derived=True,
        help="Who stands above the person; empty: the leader acts.",
    )
    is_mine = fields.Boolean("About me", compute="_compute_is_mine", search="_search_is_mine")
    is_above = fields.Boolean("I stand above the person", compute="_compute_is_mine")

    # ------------------------------------------------------------------
    # Who
    # ------------------------------------------------------------------
    @api.depends("employee_id")
    def _compute_user_id(self):
        """A person who gets a login later sees his records by the nightly job (`head.py`)."""
        for record in self:
            # sudo: which login an employee has
            record.user_id = record.sudo().employee_id.user_id or record.user_id

    @api.depends("employee_id", "user_id")
    def _compute_head_id(self):
        heads = self._find_heads()
        for record in self:
            record.head_id = heads[record]

    def _find_heads(self):
        """Return `{record: the head whom a record names}`, without the leader who acts for none."""
        found = dict.fromkeys(self, self.env["res.users"])
        for company, records in self.grouped("company_id").items():
            by_employee = records.employee_id._ops_head_users(named=True)
            by_user = records.filtered(lambda r: not r.employee_id).user_id._ops_heads(company, named=True)
            for record in records:
                heads = by_employee.get(record.employee_id) or by_user.get(record.user_id)
                found[record] = heads[:1] if heads else found[record]
        return found

    @api.depends("user_id", "head_id")
    @api.depends_context("uid")
    def _compute_is_mine(self):
        for record in self:
            record.is_mine = record._is_person()
            record.is_above = record._is_above()

    def _search_is_mine(self, operator, value):
        if operator != "in" or set(value) != {True}:
            return NotImplemented
        return [("user_id", "=", self.env.uid)]

    def _is_person(self):
        """Tell whether this is about the user himself."""
        return bool(self.user_id) and self.user_id == self.env.user

    def _is_above(self):
        """Tell whether the user is the person's head or a leader, and not the person himself."""
        return not self._is_person() and (
            self.head_id == self.env.user or self.env.user._ops_has_role("leader")
        )

    # ------------------------------------------------------------------
    # Refusals shared by what is kept about a person
    # ------------------------------------------------------------------
    def _refuse_not_above(self):
        """Refuse whoever does not stand above the person, superuser mode being no role."""
        for record in self:
            if not record._is_above():
                raise AccessError(
                    self.env._(
                        "%(document)s: that is for the head of %(person)s (%(head)s) or a company leader, "
                        "never for the person himself (%(clause)s).",
                        document=record.display_name,
                        person=record._person_name(),
                        head=record.sudo().head_id.name or "-",  # sudo: a colleague's name
                        clause=self._ops_clause,
                    )
                )

    def _refuse_not_person(self):
        """Refuse everybody but the person himself."""
        for record in self:
            if not record._is_person():
                raise AccessError(
                    self.env._(
                        "%(document)s: only %(person)s says that (%(clause)s).",
                        document=record.display_name,
                        person=record._person_name(),
                        clause=self._ops_clause,
                    )
                )

    def _person_name(self):
        # sudo: a colleague's name, of a record that the user deals with
        record_sudo = self.sudo()
        return record_sudo.employee_id.name or record_sudo.user_id.name or "-"

    def _ops_refuse_deletion(self):
        """What is kept about a person is ended with a reason, never deleted."""
        for record in self:
            raise UserError(
                self.env._(
                    "%(document)s is kept. Dismiss it with a reason instead (%(clause)s).",
                    document=record.display_name,
                    clause=self._ops_clause,
                )
            )
        return super()._ops_refuse_deletion()
