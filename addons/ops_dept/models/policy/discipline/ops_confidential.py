from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

# Names told at once.
MAX_NAMES = 3


class OpsConfidential(models.AbstractModel):
    """A record about a person: seen by him, his head, leaders and auditors alone (DESIGN §3).

    Record rules say so by `user_id` and `head_id`; `ops.hushed` closes mail, chatter and followers. What the
    rules cannot say (log, approvals) is closed in the security files of each model.
    """

    _name = "ops.confidential"
    _inherit = ["ops.hushed", "ops.headed"]
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
    is_mine = fields.Boolean("About me")

    # ------------------------------------------------------------------
    # Who
    # ------------------------------------------------------------------
    def _check_access(self, operation):
        """Whoever stands above nobody is offered no new one, in lists and forms neither (H3)."""
        result = super()._check_access(operation)
        if result or self or operation != "create" or self.env.su:
            return result
        user = self.env.user
        if user._ops_has_role("leader") or user._ops_heads_somebody():
            return None
        return self, self._not_a_head_error

    def _not_a_head_error(self):
        return AccessError(
            self.env._(
                "%(kind)s: made by the head of a person or a company leader (%(clause)s).",
                kind=self._ops_kind(),
                clause=self._ops_clause,
            )
        )

    @api.depends("employee_id")
    def _compute_user_id(self):
        """A person who gets a login later sees his records by the nightly job."""
        for record in self:
            # sudo: which login an employee has
            record.user_id = record.sudo().employee_id.user_id or record.user_id

    @api.depends("employee_id")
    def _compute_head_id(self):
        return super()._compute_head_id()

    def _find_heads(self):
        """The head of an employee, who need have no login."""
        found = super()._find_heads()
        heads = self.employee_id._ops_head_users(named=True)
        found.update(
            {record: heads[record.employee_id][:1] for record in self if heads.get(record.employee_id)}
        )
        return found

    def _get_people(self, head):
        """The login of an employee may be new, too."""
        return {**super()._get_people(head), "user_id": self.employee_id.user_id or self.user_id}

    def _tell_people(self, message):
        """A word on each person's screen, one for all of these that are about him, and not what they are
        about; his first page shows it.
        """
        for user_sudo, records in self.sudo().grouped("user_id").items():  # sudo: whom to tell
            names = records[:MAX_NAMES].mapped("display_name")
            more = ["…"] if len(records) > MAX_NAMES else []
            user_sudo.partner_id._bus_send(
                "simple_notification",
                {"type": "warning", "title": ", ".join(names + more), "message": message},
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
