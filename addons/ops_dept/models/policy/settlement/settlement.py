from odoo import fields, models
from odoo.exceptions import UserError
from odoo.fields import Command

MODES = [
    ("record", "Record only"),
    ("performance", "Deducted from the performance pay, or paid with it"),
    ("fine", "Posted"),
]


class OpsPenalty(models.Model):
    """A leader settles what was decided, as the company's mode says: posted, marked, or recorded only."""

    _inherit = "ops.penalty"

    settle_mode = fields.Selection(
        MODES,
        "Settled by",
        readonly=True,
        copy=False,
        stamp=True,
    )
    date_settled = fields.Datetime("Settled on", readonly=True, copy=False, stamp=True)
    settle_month = fields.Date(
        "Month of the pay", readonly=True, copy=False, stamp=True, help="The first day of the month."
    )
    move_id = fields.Many2one(
        "account.move",
        "Entry",
        readonly=True,
        copy=False,
        ondelete="restrict",
        stamp=True,
        index="btree_not_null",
    )
    reversal_id = fields.Many2one(
        "account.move", "Reversing entry", readonly=True, copy=False, ondelete="restrict", stamp=True
    )

    def action_settle(self):
        """Settle as the company's mode says; of a compensation what is still open, as this month's portion.

        Clause: R16

        :raises UserError: while an appeal is open, or when accounts or journal are not set
        """
        self.check_access("read")
        self._refuse_no_leader()
        losses = self.filtered(lambda penalty: penalty.kind == "compensation")
        for loss in losses:
            loss._settle_portion(loss.amount_open, loss.company_id._ops_today().replace(day=1))
        others = self - losses
        return others.write({"state": "settled"}) if others else True

    def _check_settle(self):
        self._refuse_no_leader()
        self._refuse_not_ready()
        for penalty in self.filtered("amount_open"):
            raise UserError(
                self.env._(
                    "%(case)s: %(amount)s is still to be made good. A company leader settles it in portions "
                    "(R16).",
                    case=penalty.display_name,
                    amount=penalty.currency_id.format(penalty.amount_open),
                )
            )
        for penalty in self.filtered(lambda penalty: penalty._is_posted_on_settling()):
            penalty._refuse_no_accounts()

    def _refuse_not_ready(self):
        """Refuse what is not notified yet, settled already, or appealed."""
        self._ops_check_sources("settled", self._ops_sources("settled"))
        for penalty in self:
            if penalty.date_settled:
                raise UserError(self.env._("%(case)s was settled already (R16).", case=penalty.display_name))
            if penalty.date_appealed and not penalty.date_appeal_decided:
                raise UserError(
                    self.env._(
                        "%(case)s: %(person)s appealed. A company leader decides the appeal first (R16).",
                        case=penalty.display_name,
                        person=penalty._person_name(),
                    )
                )

    def _is_posted_on_settling(self):
        """Tell whether settling posts an entry; a compensation's portions are posted each by itself."""
        return self.kind == "fine" and self._get_settle_mode() == "fine"

    def _get_settle_mode(self):
        """Return how this is settled: the company's mode is about what a person owes. A reward is paid with
        the performance pay or outside of the books kept here; of a liability there is no amount.
        """
        mode = self.company_id.sudo().ops_penalty_mode  # sudo: a setting
        if self.kind in ("fine", "compensation"):
            return mode
        is_paid = (
            self.kind == "reward" and mode == "performance" and not self.currency_id.is_zero(self.amount)
        )
        return "performance" if is_paid else "record"

    def _refuse_no_accounts(self):
        company_sudo = self.company_id.sudo()  # sudo: settings
        missing = [
            name
            for name in ("ops_staff_account_id", "ops_fine_account_id", "ops_penalty_journal_id")
            if not company_sudo[name]
        ]
        if missing:
            raise UserError(
                self.env._(
                    "%(case)s cannot be posted: the administrator sets %(settings)s first (Settings → "
                    "Operations) (R16).",
                    case=self.display_name,
                    settings=company_sudo._ops_field_labels(missing),
                )
            )

    def _prepare_settle_vals(self):
        return {"date_settled": fields.Datetime.now()}

    def _do_settle(self):
        for (company, mode), penalties in self.grouped(
            lambda penalty: (penalty.company_id, penalty._get_settle_mode())
        ).items():
            month = mode != "record" and company._ops_today().replace(day=1)
            penalties._stamp({"settle_mode": mode, "settle_month": month})
        for penalty in self.filtered("amount"):
            if penalty._is_posted_on_settling():
                penalty._stamp({"move_id": penalty._post_entry(penalty.amount).id})
        self._ops_log("settled")

    def _post_entry(self, amount):
        """Post what the person owes; finance reads the case's number, not the case."""
        company_sudo = self.company_id.sudo()  # sudo: settings
        # sudo: a leader settles, he keeps no books; that he may was checked by the move
        move_sudo = self.env["account.move"].sudo().with_company(company_sudo)
        person = (
            self.employee_id.sudo().work_contact_id or self.user_id.sudo().partner_id
        )  # sudo: whose account
        lines = [
            {"account_id": company_sudo.ops_staff_account_id.id, "debit": amount},
            {"account_id": company_sudo.ops_fine_account_id.id, "credit": amount},
        ]
        entry = move_sudo.create(
            {
                "move_type": "entry",
                "journal_id": company_sudo.ops_penalty_journal_id.id,
                "date": company_sudo._ops_today(),
                "ref": self.name,
                "line_ids": [
                    Command.create({**line, "name": self.name, "partner_id": person.id}) for line in lines
                ],
            }
        )
        entry.action_post()
        return entry

    def _reverse(self, entry):
        """Reverse what was posted and return that, on its own day; in a locked period today. Clause: R16"""
        entry_sudo = entry.sudo()  # sudo: as when it was posted
        locked = entry_sudo._get_violated_lock_dates(entry_sudo.date, False)
        date = self.company_id._ops_today() if locked else entry_sudo.date
        return entry_sudo._reverse_moves(
            [{"date": date, "ref": self.name, "journal_id": entry_sudo.journal_id.id}], cancel=True
        )
