from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError


class OpsMeeting(models.Model):
    """Who holds which kind of meeting, and what each kind needs.

    Clauses: W1.B, M4.3, M4.4, F0.2
    """

    _inherit = "ops.meeting"

    # Kind → the roles that hold it; rooms add kinds of their own.
    _kind_roles = {
        "weekly": ("sales_manager", "leader"),
        "study": ("sales_manager", "market_specialist", "leader"),
        "training": ("sales_manager", "market_specialist", "leader"),
        "one_to_one": ("sales_manager", "market_specialist", "leader"),
        "contact": ("field_specialist", "store_head"),
        "briefing": ("sales_manager", "market_specialist", "leader"),
        "market_sales": ("sales_manager", "market_specialist", "leader"),
    }
    # Kinds that are of a team, with everybody of it invited.
    _team_kinds = ("weekly", "study", "briefing", "market_sales")

    _ops_created = ((10, "_check_holder"), (20, "_check_two"), (30, "_invite_team"))

    @api.model
    def _get_kind_roles(self):
        """Return kind → roles, of all rooms."""
        found = {}
        for cls in reversed(type(self).__mro__):
            found.update(vars(cls).get("_kind_roles", {}))
        return found

    def _check_holder(self, _vals_list):
        """Refuse kinds that are not the user's to hold; what the software plans itself is nobody's."""
        if self.env.su:
            return
        roles = self._get_kind_roles()
        for meeting in self._ops_filter_on():
            wanted = roles.get(meeting.kind, ())
            if wanted and not self.env.user._ops_has_role(*wanted):
                raise AccessError(
                    self.env._(
                        "%(kind)s: planned and held by %(roles)s (%(clause)s).",
                        kind=meeting._get_called(),
                        roles=self.env["res.groups"]._ops_role_names(wanted),
                        clause=meeting._get_kind_clause(),
                    )
                )

    def _ops_named_clause(self):
        return self[:1]._get_kind_clause() if self[:1].kind else super()._ops_named_clause()

    def _get_kind_clause(self):
        """Return the clause that this kind of meeting carries out."""
        codes = {
            "study": "H4",
            "training": "M4.4",
            "one_to_one": "M4.3",
            "contact": "F0.2",
            "briefing": "C1.1",
            "market_sales": "C3.4",
        }
        return codes.get(self.kind, "W1.B")

    def _check_two(self, _vals_list=None):
        """A talk is between two; a contact between a specialist and the head of a store."""
        for meeting in self:
            if meeting.kind not in ("one_to_one", "contact"):
                continue
            if not meeting.person_id or meeting.person_id == meeting.chair_id:
                raise UserError(
                    self.env._("Choose with whom you talked (%(clause)s).", clause=meeting._get_kind_clause())
                )
            if meeting.kind == "contact":
                meeting._check_store_head()

    def _check_store_head(self):
        heads = self._get_store_heads(self.company_id)
        if heads and not heads & (self.chair_id | self.person_id):
            raise UserError(
                self.env._(
                    "%(person)s is not the head of a store: choose one of %(heads)s (F0.2).",
                    person=self.person_id.name,
                    heads=", ".join(heads.mapped("name")),
                )
            )

    @api.model
    def _get_store_heads(self, company):
        """Return who is head of a store here; where nobody is, whoever manages a team.

        :rtype: res.users
        """
        for role in ("store_head", "sales_manager"):
            group = self.env["ir.model.data"]._xmlid_to_res_id(f"ops_dept.ops_dept_group_{role}")
            # sudo: who holds a role is no secret inside the company
            found = (
                self.env["res.users"]
                .sudo()
                .search([("all_group_ids", "in", group), ("company_ids", "in", company.ids)], order="id")
            )
            if found:
                return found.sudo(False)
        return self.env["res.users"]

    def _invite_team(self, _vals_list=None):
        """Invite everybody of the team, and who leads it; who is on the list already stays as he is."""
        missing = []
        for meeting in self:
            if meeting.kind not in self._team_kinds:
                continue
            # sudo: who belongs to the team, and who stands on the list already
            meeting_sudo = meeting.sudo()
            team_sudo = meeting_sudo.team_id
            people_sudo = team_sudo.member_ids | team_sudo.user_id | meeting_sudo.chair_id
            people_sudo = people_sudo.filtered(lambda user: user.active and not user.share)
            missing += [
                {"meeting_id": meeting.id, "user_id": user.id}
                for user in people_sudo - meeting_sudo.attendance_ids.user_id
            ]
        # sudo: who may plan or begin the meeting fills in its list
        self.env["ops.meeting.attendance"].sudo().create(missing)

    # ------------------------------------------------------------------
    # What stays
    # ------------------------------------------------------------------
    def _ops_check_vals(self, vals):
        """The kind of a meeting stays: a talk between two would be open to all."""
        result = super()._ops_check_vals(vals)
        for meeting in self:
            if "kind" in vals and vals["kind"] != meeting.kind:
                raise UserError(
                    self.env._(
                        "%(meeting)s: its kind stays; plan another one (%(clause)s).",
                        meeting=meeting.display_name,
                        clause=meeting._get_kind_clause(),
                    )
                )
            if meeting.kind == "weekly":
                meeting._check_weekly_vals(vals)
            elif meeting.kind in ("one_to_one", "contact") and {"chair_id", "person_id"} & vals.keys():
                meeting._check_same_two(vals)
        return result

    def _check_weekly_vals(self, vals):
        day = vals.get("date_start") and self._day_of(fields.Datetime.to_datetime(vals["date_start"]))
        changed = "team_id" in vals and vals["team_id"] != self.team_id.id
        if changed or (day and day != self._day_of(self.date_start)):
            raise UserError(
                self.env._(
                    "%(meeting)s: use “Move” to hold it on another day, so that it is seen that it was moved "
                    "(W1.B).",
                    meeting=self.display_name,
                )
            )

    def _check_same_two(self, vals):
        for name in ("chair_id", "person_id"):
            if name in vals and vals[name] != self[name].id:
                raise UserError(
                    self.env._(
                        "%(meeting)s is between %(one)s and %(other)s; note another talk for others "
                        "(%(clause)s).",
                        meeting=self.display_name,
                        one=self.chair_id.name,
                        other=self.person_id.name,
                        clause=self._get_kind_clause(),
                    )
                )
