from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain

from ....tools.local_time import DAY_END, moment_at


class OpsCalendarDay(models.Model):
    """The days of a year's notice: public holidays, and days off on which one works instead (调休).

    A holiday is a time off of the working hours themselves, made and changed from here; a make-up day is a
    model of ours, because Odoo's working hours know weeks only. Both are laid by one import of one file. They
    decide when something is due, so that only rulebook administrators change them, and the log keeps it.
    """

    _name = "ops.calendar.day"
    _inherit = ["ops.rule"]
    _description = "Holiday or make-up day"
    _order = "date_from, id"

    name = fields.Char(required=True)
    kind = fields.Selection(
        [("holiday", "Public holiday"), ("makeup", "Make-up working day")], required=True, default="holiday"
    )
    date_from = fields.Date("First day", required=True)
    date_to = fields.Date("Last day", compute="_compute_date_to", store=True, readonly=False, precompute=True)
    calendar_id = fields.Many2one(
        "resource.calendar",
        "Working hours",
        required=True,
        index=True,
        ondelete="cascade",
        default=lambda self: self.env.company.resource_calendar_id,
    )
    follows = fields.Selection(
        [
            ("0", "Monday's hours"),
            ("1", "Tuesday's hours"),
            ("2", "Wednesday's hours"),
            ("3", "Thursday's hours"),
            ("4", "Friday's hours"),
            ("5", "Saturday's hours"),
            ("6", "Sunday's hours"),
            ("own", "Hours of its own"),
        ],
        "Works",
        default="0",
        help="Of a make-up day: on which day of the week one would have worked these hours.",
    )
    hour_from = fields.Float("From hour", default=9.0)
    hour_to = fields.Float("To hour", default=18.0)
    is_provisional = fields.Boolean(
        "Provisional",
        help="Statutory days as far as they are known; they go when the published days of the year are laid.",
    )
    leave_id = fields.Many2one(
        "resource.calendar.leaves", "Time off", readonly=True, copy=False, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(related="calendar_id.company_id", store=True)

    _dates_check = models.Constraint("CHECK (date_to >= date_from)", "A holiday ends after it begins.")
    _hours_check = models.Constraint(
        "CHECK (follows <> 'own' OR (hour_from >= 0 AND hour_to <= 24 AND hour_from < hour_to))",
        "Hours of its own lie between 0 and 24, the first before the last.",
    )

    @api.depends("date_from", "kind")
    def _compute_date_to(self):
        for day in self:
            if day.kind == "makeup" or not day.date_to or day.date_to < (day.date_from or day.date_to):
                day.date_to = day.date_from

    @api.constrains("date_from", "date_to", "calendar_id")
    def _check_overlap(self):
        for day in self:
            others = self.search(
                Domain("calendar_id", "=", day.calendar_id.id)
                & Domain("date_from", "<=", day.date_to)
                & Domain("date_to", ">=", day.date_from)
                & Domain("id", "!=", day.id)
                # what is provisional gives way to what is published
                & Domain("is_provisional", "in", [False, day.is_provisional]),
                limit=1,
            )
            if others:
                raise ValidationError(
                    self.env._(
                        "%(day)s: %(other)s lies on these days already. Change that one, or delete it first.",
                        day=day.display_name,
                        other=others.display_name,
                    )
                )

    @api.depends("name", "date_from")
    def _compute_display_name(self):
        for day in self:
            day.display_name = f"{day.name} {day.date_from}" if day.date_from else day.name

    # -------------------------------------------------------------------------
    # CRUD
    # -------------------------------------------------------------------------

    @api.model_create_multi
    def create(self, vals_list):
        self._ops_check_rule_right({"kind"})
        days = super().create(vals_list)
        days._replace_provisional()
        days._lay_leaves()
        days._log_days("-", days._get_day_words())
        days._follow_change(days._get_makeup_calendars())
        return days

    def write(self, vals):
        if self.env.su and vals.keys() == {"leave_id"}:  # `_lay_leaves`: nothing of the day itself changes
            return super().write(vals)
        self._ops_check_rule_right({"kind"})
        before, calendars = self._get_day_words(), self._get_makeup_calendars()
        result = super().write(vals)
        self._replace_provisional()
        self._lay_leaves()
        self._log_days(before, self._get_day_words())
        self._follow_change(calendars | self._get_makeup_calendars())
        return result

    def unlink(self):
        """Take days back; the time off of a holiday goes with it."""
        self._ops_check_rule_right({"kind"})
        calendars = self._get_makeup_calendars()
        leaves_sudo = self.sudo().leave_id  # sudo: the right was checked above
        self._log_days(self._get_day_words(), "-")
        result = super().unlink()
        leaves_sudo.unlink()
        self._follow_change(calendars)
        return result

    def _replace_provisional(self):
        """Published days take the place of what was provisional in their years."""
        published = self.filtered(lambda day: not day.is_provisional)
        for calendar, days in published.grouped("calendar_id").items():
            years = {day.date_from.year for day in days}
            provisional = self.search([("calendar_id", "=", calendar.id), ("is_provisional", "=", True)])
            (provisional.filtered(lambda day, years=years: day.date_from.year in years) - days).unlink()

    def _lay_leaves(self):
        """Make and change the times off of the holidays, whole days where the work is."""
        # sudo: who may change the rules of the clock need not be allowed to change working hours
        holidays_sudo = self.sudo().filtered(lambda day: day.kind == "holiday")
        (self.sudo() - holidays_sudo).leave_id.unlink()  # sudo: as above
        fresh = holidays_sudo.filtered(lambda day: not day.leave_id)
        leaves = self.env["resource.calendar.leaves"].sudo().create([day._get_leave_vals() for day in fresh])
        for day, leave in zip(fresh, leaves, strict=True):
            day.write({"leave_id": leave.id})
        for day in holidays_sudo - fresh:
            day.leave_id.write(day._get_leave_vals())

    def _get_leave_vals(self):
        tz = self.calendar_id.tz or "UTC"
        return {
            "name": self.name,
            "calendar_id": self.calendar_id.id,
            "resource_id": False,
            "date_from": moment_at(tz, self.date_from),
            "date_to": moment_at(tz, self.date_to, DAY_END),
        }

    # -------------------------------------------------------------------------
    # What follows
    # -------------------------------------------------------------------------

    def _get_makeup_calendars(self):
        return self.filtered(lambda day: day.kind == "makeup").calendar_id

    def _follow_change(self, calendars):
        """Forget what was known of make-up days, and move what is owed; holidays do so by their times off."""
        if calendars:
            self.env.registry.clear_cache()
            companies = self.env["res.company"].browse(
                sorted(self.env["res.company"]._ops_companies_with_ledger())
            )
            # sudo: as above, of companies whose names nobody sees here
            affected = companies.sudo().filtered(lambda company: company.resource_calendar_id in calendars)
            self.env["resource.calendar.leaves"]._ops_move_dues(affected.sudo(False))

    def _get_day_words(self):
        """Return day → what the log says of it."""
        labels = dict(self._fields["kind"]._description_selection(self.env["ops.log"]._told(self).env))
        return {
            day: f"{day.name}, {labels[day.kind]}, {day.date_from} – {day.date_to}"
            + (f", {day.follows}" if day.kind == "makeup" else "")
            for day in self
        }

    def _log_days(self, before, after):
        """Log each day that was laid, changed or taken back, on the company where the days belong to one."""
        for day in self.env["ops.log"]._told(self):
            texts = [texts if isinstance(texts, str) else texts[day.sudo(False)] for texts in (before, after)]
            day._ops_log_rule("kind", *texts)

    def _ops_rule_label(self, name):
        return self.env._("Holidays and make-up days")
