from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from ....tools.local_time import DAY_END, moment_at

# What may still be changed of an absence that has begun.
EXTENDED = frozenset({"date_to"})


class OpsAbsence(models.Model):
    """Somebody is away from a day to a day, and a deputy acts for him: it begins and ends by itself.

    Nothing is handed over for good: reviews keep their principals, obligations their owners. Who acts today
    is asked when something is read (`res_users.py`), of an answer that is kept until an absence changes.

    Split by concern: here the record and who enters it, `checks.py` what is refused, `reading.py` whether a
    deputy reads what he is to act on, `answers.py` what is kept.
    """

    _name = "ops.absence"
    _inherit = ["ops.kept", "ops.guarded"]
    _description = "Absence"
    _order = "date_from desc, id desc"
    _check_company_auto = True

    user_id = fields.Many2one(
        "res.users",
        "Who is away",
        required=True,
        default=lambda self: self.env.user,
        ondelete="restrict",
        index=True,
    )
    deputy_id = fields.Many2one(
        "res.users",
        required=True,
        ondelete="restrict",
        index=True,
        help="Acts for the absent meanwhile, in both names. Whoever is away as well hands on once, to his "
        "own deputy; after that the company leaders decide.",
    )
    company_id = fields.Many2one(
        "res.company", required=True, default=lambda self: self.env.company, ondelete="cascade", index=True
    )
    date_from = fields.Date("First day", required=True, default=fields.Date.context_today)
    date_to = fields.Date("Last day", required=True, help="From the day after, everything is as before.")
    scope = fields.Selection(
        [
            ("both", "Approvals and duties"),
            ("approvals", "Approvals only"),
            ("duties", "Duties only"),
        ],
        "Hands over",
        required=True,
        default="both",
    )
    date_start = fields.Datetime("Begins", compute="_compute_moments", store=True, precompute=True)
    date_stop = fields.Datetime("Ends", compute="_compute_moments", store=True, precompute=True, index=True)
    date_ended = fields.Datetime("Ended early on", readonly=True, copy=False, stamp=True)
    ended_by_id = fields.Many2one(
        "res.users", "Ended early by", readonly=True, copy=False, ondelete="restrict", stamp=True
    )
    state = fields.Selection(
        [("planned", "Planned"), ("now", "Away now"), ("over", "Over")], compute="_compute_state"
    )
    can_end = fields.Boolean(compute="_compute_can_end")

    # ------------------------------------------------------------------
    # Compute
    # ------------------------------------------------------------------
    @api.depends("date_from", "date_to", "date_ended", "company_id")
    def _compute_moments(self):
        """A day is a day of the company's calendar; whoever comes back early is back at once."""
        for absence in self:
            if not (absence.date_from and absence.date_to):
                absence.date_start = absence.date_stop = False
                continue
            company_sudo = absence.company_id.sudo()  # sudo: the time zone of a company
            tz = company_sudo.resource_calendar_id.tz or absence.user_id.tz or "UTC"
            stop = moment_at(tz, absence.date_to, DAY_END)
            absence.date_start = moment_at(tz, absence.date_from)
            absence.date_stop = min(stop, absence.date_ended or stop)

    @api.depends("date_start", "date_stop")
    def _compute_state(self):
        now = fields.Datetime.now()
        for absence in self:
            absence.state = "planned"
            if absence.date_stop and absence.date_stop <= now:
                absence.state = "over"
            elif absence.date_start and absence.date_start <= now:
                absence.state = "now"

    @api.depends("user_id", "company_id", "state")
    @api.depends_context("uid")
    def _compute_can_end(self):
        for absence in self:
            absence.can_end = absence._origin and absence.state != "over" and absence._may_enter()

    @api.depends("user_id", "deputy_id", "date_from", "date_to")
    @api.depends_context("lang")
    def _compute_display_name(self):
        for absence in self:
            if not absence.deputy_id:
                absence.display_name = self.env._("New")
                continue
            absence.display_name = self.env._(
                "%(absent)s away, %(deputy)s acts",
                absent=absence.sudo().user_id.name or "?",  # sudo: names of colleagues
                deputy=absence.sudo().deputy_id.name or "?",
            )

    # ------------------------------------------------------------------
    # Who enters it
    # ------------------------------------------------------------------
    def _may_enter(self):
        """Tell whether the user enters and ends this absence: it is his own, or he is the person's head."""
        self.ensure_one()
        return self.env.user in self.user_id | self.user_id._ops_head(self.company_id)

    def _check_may_enter(self):
        for absence in self:
            if not self.env.su and not absence._may_enter():
                heads = absence.user_id._ops_head(absence.company_id)
                raise AccessError(
                    self.env._(
                        "%(absent)s: an absence is entered, changed and ended by the person himself or by "
                        "who stands above him: %(heads)s.",
                        absent=absence.user_id.name,
                        heads=self.env["tier.review"]._ops_format_deciders(heads.sudo()),  # sudo: names
                    )
                )

    # ------------------------------------------------------------------
    # CRUD
    # ------------------------------------------------------------------
    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            self._ops_refuse_stamps(vals)
        absences = super().create(vals_list)
        absences._ops_refuse_stamped()
        absences._forget_answers()
        absences._check_may_enter()
        absences._check_absences()
        absences._log("absent")
        return absences

    def write(self, vals):
        if self._ops_is_stamping("write", vals):
            return super().write(vals)
        self._ops_refuse_stamps(vals)
        self._check_may_enter()
        self._refuse_begun(vals)
        result = super().write(vals)
        self._forget_answers()
        self._check_may_enter()
        self._check_absences()
        self._log("absent")
        return result

    def _ops_refuse_deletion(self):
        raise UserError(
            self.env._("%(absence)s: an absence is ended, not deleted.", absence=self[:1].display_name)
        )

    def _refuse_begun(self, vals):
        """What others acted upon stays; who is away longer changes the last day."""
        begun = self.filtered(lambda absence: absence.state != "planned")
        if begun and (begun.filtered(lambda absence: absence.state == "over") or vals.keys() - EXTENDED):
            raise UserError(
                self.env._(
                    "%(absence)s has begun and stays as it is, but for a later last day. End it and enter a "
                    "new one.",
                    absence=begun[:1].display_name,
                )
            )

    def action_end(self):
        """Be back earlier, or call off an absence still to come: from now on nobody acts for the person.

        :raises AccessError: for everybody but the person himself and who stands above him
        """
        self.check_access("read")
        self._check_may_enter()
        running = self.filtered(lambda absence: absence.state != "over")
        # sudo: a head need not be allowed to write it; who may end it was checked above
        running.sudo()._stamp({"date_ended": fields.Datetime.now(), "ended_by_id": self.env.uid})
        running._forget_answers()
        running._log("absence_ended")
        return True

    def _log(self, event):
        """Note who acts for whom, and let the screens of both count again."""
        scopes = dict(self._fields["scope"]._description_selection(self.env))
        for absence in self:
            # sudo: nobody writes the log by hand
            self.env["ops.log"].sudo()._log(
                absence,
                event,
                comment=f"{absence.date_from} – {absence.date_to}, {scopes[absence.scope]}",
            )
        for partner in (self.user_id | self.deputy_id).partner_id:
            partner._bus_send("base.tier.validation/updated", {"review_created": True})
