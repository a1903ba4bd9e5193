from odoo import fields, models
from odoo.exceptions import UserError
from odoo.fields import Command


class OpsPenalty(models.Model):
    """A leader settles what was decided, as the company's mode says: posted, marked, or recorded only."""

    _inherit = "ops.penalty"

    settle_mode = fields.Selection(
        [("record", "Record only"), ("performance", "Deducted from the performance pay"), ("fine", "Posted")],
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
        """Settle as the company's mode says.

        Clause: R16

        :raises UserError: while an appeal is open, or when accounts or journal are not set
        """
        self.check_access("read")
        self._refuse_no_leader()
        return self.write({"state": "settled"})

    def _check_settle(self):
        self._refuse_no_leader()
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
            if penalty._is_posted_on_settling():
                penalty._refuse_no_accounts()

    def _is_posted_on_settling(self):
        # sudo: a setting
        return self.company_id.sudo().ops_penalty_mode == "fine" and self.kind in ("fine", "compensation")

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
        company_sudo = self.company_id.sudo()[:1]  # sudo: a setting
        month = company_sudo._ops_today().replace(day=1)
        return {
            "settle_mode": company_sudo.ops_penalty_mode,
            "date_settled": fields.Datetime.now(),
            "settle_month": month if company_sudo.ops_penalty_mode != "record" else False,
        }

    def _do_settle(self):
        for penalty in self.filtered("amount"):
            if penalty._is_posted_on_settling():
                penalty._stamp({"move_id": penalty._post_entry().id})
        self._ops_log("settled")

    def _post_entry(self):
        """Post what the person owes; finance reads the case's number, not the case."""
        company_sudo = self.company_id.sudo()  # sudo: settings
        # sudo: a leader settles, he keeps no books; that he may was checked by the move
        move_sudo = self.env["account.move"].sudo().with_company(company_sudo)
        person = (
            self.employee_id.sudo().work_contact_id or self.user_id.sudo().partner_id
        )  # sudo: whose account
        lines = [
            {"account_id": company_sudo.ops_staff_account_id.id, "debit": self.amount},
            {"account_id": company_sudo.ops_fine_account_id.id, "credit": self.amount},
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

    def _reverse_entry(self):
        """Reverse what was posted, on its own day; in a locked period today. Clause: R16"""
        entry_sudo = self.sudo().move_id  # sudo: as when it was posted
        locked = entry_sudo._get_violated_lock_dates(entry_sudo.date, False)
        date = self.company_id._ops_today() if locked else entry_sudo.date
        reversal = entry_sudo._reverse_moves(
            [{"date": date, "ref": self.name, "journal_id": entry_sudo.journal_id.id}], cancel=True
        )
        self._stamp({"reversal_id": reversal.id})
