from contextlib import contextmanager
from datetime import time, timedelta

from odoo import api, fields, models, tools
from odoo.exceptions import AccessError
from odoo.tools import SQL

from ....tools.answers import forget_answers, kept_in_transaction
from ....tools.local_time import local_of, moment_at
from ....tools.removal import is_uninstalling

# The posts of PROCESS §1 that live on the company, in the order of the settings page.
COMPANY_POSTS = {
    "purchasing": "ops_purchasing_id",
    "technical": "ops_technical_id",
    "finance": "ops_finance_id",
    "warehouse": "ops_warehouse_id",
    "office": "ops_office_id",
    "leader": "ops_leader_id",
    "general_manager": "ops_general_manager_id",
}
# A day count beyond which nobody asks; it keeps dates within what a calendar knows.
LONGEST = 36_500


class ResCompany(models.Model):
    """The switch of the rulebook, a company's posts and amounts, and what follows from turning it."""

    _name = "res.company"
    _inherit = ["res.company", "ops.rule", "ops.guarded"]

    # Settings that every approval asks for: read with what core reads of the company. Rooms add theirs.
    _ops_common_settings = ("ops_rulebook", *COMPANY_POSTS.values(), "ops_major_quotation")
    # What follows when the switch is turned; rooms add rows: documents that run already become exempt.
    _ops_turned_on = ()
    _ops_turned_off = ()

    ops_rulebook = fields.Boolean(
        string="Operations rulebook",
        help="On: the gates and deadlines of the rulebook are enforced in this company. Off: Odoo works as "
        "if the rulebook were not installed. Confirmed orders at the moment of switching on stay free.",
    )
    ops_purchasing_id = fields.Many2one("res.users", "Purchasing post", domain=[("share", "=", False)])
    ops_technical_id = fields.Many2one("res.users", "Technical post", domain=[("share", "=", False)])
    ops_finance_id = fields.Many2one("res.users", "Finance post", domain=[("share", "=", False)])
    ops_warehouse_id = fields.Many2one("res.users", "Warehouse post", domain=[("share", "=", False)])
    ops_office_id = fields.Many2one("res.users", "Office post", domain=[("share", "=", False)])
    ops_leader_id = fields.Many2one("res.users", "Company leader post", domain=[("share", "=", False)])
    ops_general_manager_id = fields.Many2one(
        "res.users", "General manager post", domain=[("share", "=", False)]
    )
    ops_major_quotation = fields.Monetary(
        string="Major quotation from",
        default=200000.0,
        currency_field="currency_id",
        help="A quotation of this untaxed amount or more (company currency) is major: after the sales "
        "manager a company leader decides too (W2.E). 0: every quotation is major.",
    )

    @api.model
    def _post_model_setup__(self):
        """Read the other settings together when one is asked for: who reads a company seldom wants them."""
        result = super()._post_model_setup__()
        common = {name for cls in type(self).__mro__ for name in vars(cls).get("_ops_common_settings", ())}
        for name, field in self._fields.items():
            if name.startswith("ops_") and name not in common and field.prefetch is True:
                field.prefetch = "ops_settings"
        return result

    @api.model
    @kept_in_transaction
    @tools.ormcache()
    def _ops_companies_on(self):
        """Return the ids of the companies whose rulebook is switched on.

        One cached answer for the whole registry: asking costs no query, so plain Odoo is not slowed when it
        is off. While the add-on is uninstalled, the column that says so goes before those who ask.
        """
        if is_uninstalling(self.env):
            return frozenset()
        self.env["res.company"].flush_model(["ops_rulebook"])
        rows = self.env.execute_query(SQL("SELECT id FROM res_company WHERE ops_rulebook"))
        return frozenset(row[0] for row in rows)

    @api.model
    def _ops_each_on(self, job):
        """Run a job for each company under the rulebook, each in a transaction of its own; what the cron has
        no time for waits for its next run.

        :param job: called with the company, on sudo
        """
        cron = self.env["ir.cron"]
        # sudo: the job works for every company
        companies_sudo = self.sudo().browse(sorted(self._ops_companies_on()))
        cron._commit_progress(remaining=len(companies_sudo))
        for company in companies_sudo:
            job(company)
            if not cron._commit_progress(1):
                break

    def _ops_fetch_settings(self):
        """Read what a request for approval asks of the company, instead of all its columns."""
        self.fetch([*COMPANY_POSTS.values(), "currency_id", "ops_major_quotation"])

    def _ops_fetch_whole(self):
        """Read the company's columns at once, our settings among them."""
        kept = (True, "ops_settings")
        self.fetch([name for name, field in self._fields.items() if field.store and field.prefetch in kept])

    def _ops_tz(self):
        """Return the name of the company's time zone: its working time's, else its address's."""
        company_sudo = self.sudo()  # sudo: what time it is here is no secret
        return company_sudo.resource_calendar_id.tz or company_sudo.partner_id.tz or "UTC"

    def _ops_today(self):
        """Return which day it is in the company, wherever the user or the server is."""
        return fields.Date.context_today(self.with_context(tz=self._ops_tz()))

    def _ops_day_of(self, moment):
        """Return the day of a moment (naive UTC) where the company is; of none none."""
        return moment and local_of(self._ops_tz(), moment).date()

    def _ops_moment(self, day, at=time.min):
        """Return when it is this time of a day where the company is (default: midnight), in naive UTC."""
        return moment_at(self._ops_tz(), day, at)

    def _ops_day_start(self, days):
        """Return when the day so many days ago began where the company is, in naive UTC."""
        return self._ops_moment(self._ops_today() - timedelta(days=min(days, LONGEST)))

    def _ops_span(self, first, last):
        """Return from which moment until before which these days of the company last, in naive UTC."""
        return self._ops_moment(first), self._ops_moment(last + timedelta(days=1))

    def _ops_rulebook_on(self):
        """Tell whether the rulebook is switched on in this company (no company: off)."""
        return self.id in self._ops_companies_on()

    @api.model_create_multi
    def create(self, vals_list):
        self._ops_check_new(vals_list)
        if any(vals.get("ops_rulebook") for vals in vals_list):
            self._ops_check_switch_right()
        companies = super().create(vals_list)
        forget_answers(self.env)
        for company, vals in zip(companies, vals_list, strict=True):
            company._ops_log_first(dict.fromkeys(self._ops_new_rules(vals)))
        switched = companies.filtered("ops_rulebook")
        if switched:
            switched._ops_switched(True)
        return companies

    @api.model
    @tools.ormcache()
    def _ops_rule_names(self):
        """The posts, amounts and settings of all rooms; the switch has words of its own in the log."""
        ours = {name for name in self._ops_entered_names() if name.startswith("ops_")}
        return frozenset(ours - {"ops_rulebook"})

    def write(self, vals):
        vals = self._ops_prepare_vals(vals)
        with self._ops_traced(vals), self._ops_switching(vals):
            result = super().write(vals)
            if not self._ops_rule_names().isdisjoint(vals):
                forget_answers(self.env)  # rooms keep what every approval asks of a setting
            return result

    @contextmanager
    def _ops_switching(self, vals):
        """Carry out afterwards what it means that these values turn the switch."""
        if "ops_rulebook" not in vals:
            yield
            return
        target = bool(vals["ops_rulebook"])
        switched = self.filtered(lambda company: company.ops_rulebook != target)
        if switched:
            self._ops_check_switch_right()
        yield
        if switched:
            switched._ops_switched(target)

    def _ops_check_switch_right(self):
        """Check who turns the switch, before it is turned.

        :raises AccessError: for who does not administer the rulebook
        """
        if not (self.env.su or self.env.user._ops_has_role("admin")):
            raise AccessError(
                self.env._("Only a rulebook administrator may switch the operations rulebook on or off.")
            )

    def _ops_switched(self, target):
        """Carry out what turning the switch means: exempt what runs already, log it (PROCESS §3)."""
        forget_answers(self.env)
        self._ops_call_rows("_ops_turned_on" if target else "_ops_turned_off")
        forget_answers(self.env)
        # sudo: nobody may write the log by hand; the right to switch was checked above
        self.env["ops.log"].sudo()._log(self, "switch_on" if target else "switch_off")
