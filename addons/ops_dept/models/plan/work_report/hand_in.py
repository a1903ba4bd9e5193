from odoo import fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import LazyTranslate

from ...policy.guarded.ops_reasoned import Reason

_lt = LazyTranslate(__name__)


class OpsWorkReport(models.Model):
    """Handing in, filing, and giving back with a word."""

    _inherit = "ops.work.report"

    _reasons = {
        "give_back": Reason(
            action="action_give_back",
            question=_lt("What is to be changed?"),
            button=_lt("Give Back"),
            follows=_lt("It goes back to the person, who reads your word and hands it in again."),
            lacking=_lt("say what is to be changed (M7.4)."),
            shown=("user_id", "title"),
            target="returned",
            field="return_reason",
        )
    }

    # ------------------------------------------------------------------
    # Handing in
    # ------------------------------------------------------------------
    def action_hand_in(self):
        """Hand the report in; what it was prefilled with stays as it is now.

        Clauses: M7.4, H8

        :raises UserError: names what is missing
        :raises AccessError: for another person's report
        """
        self.write({"state": "handed"})
        return {"type": "ir.actions.act_window_close"}

    def _may_hand_in(self):
        """Tell whether the user hands this in: the person himself; of a problem, who stands above, too."""
        self.ensure_one()
        if self.user_id == self.env.user:
            return True
        return self.kind == "problem" and self.env.user._ops_guides(self.user_id)

    def _check_hand_in(self):
        for report in self:
            if not report._may_hand_in():
                raise AccessError(
                    self.env._(
                        "%(report)s: it is %(who)s's to hand in (%(clause)s).",
                        report=report.display_name,
                        who=report.sudo().user_id.name,  # sudo: a colleague's name
                        clause=report._get_kind_clause(),
                    )
                )
        self._by_kind("check_hand_in")

    def _refuse_incomplete(self, get_blockers):
        """Refuse with all that is missing, a line for each."""
        problems = [
            f"{report.display_name}: {text} ({report._get_kind_clause()})"
            for report in self
            for text in get_blockers(report)
        ]
        if problems:
            raise UserError("\n".join(problems))

    def _prepare_hand_in_vals(self):
        return {"date_handed": fields.Datetime.now(), "return_reason": False}

    def _do_hand_in(self):
        for is_late, reports in self.grouped(lambda report: report._is_handed_late()).items():
            reports._stamp({"is_late": is_late})
        self._by_kind("do_hand_in")

    def _is_handed_late(self):
        """Tell whether it was handed in after its time; a kind says how that is known."""
        self.ensure_one()
        method = getattr(self, f"_is_late_{self.kind}", None)
        return bool(method and method())

    def _get_handed_day(self):
        """Return on which day of the company it was handed in."""
        self.ensure_one()
        return self.date_handed and self.company_id._ops_day_of(self.date_handed)

    # ------------------------------------------------------------------
    # Filing
    # ------------------------------------------------------------------
    def action_file(self):
        """File the report: it is read, and closes what was owed for it.

        Clauses: M7.4, H8

        :raises AccessError: for who does not file this kind
        """
        self.check_access("read")
        # sudo: who files need not be allowed to write it; asked by `_check_file`
        return self.sudo().write({"state": "filed"})

    def _get_filers(self):
        """Return who files this report besides whoever stands above the person, where its kind says so."""
        self.ensure_one()
        method = self._get_kind(self.kind).filers
        return getattr(self, method)() if method else None

    def _may_file(self):
        """Tell whether the user files this report."""
        self.ensure_one()
        filers = self._get_filers()
        if filers is None:
            return self.user_id != self.env.user and self.env.user._ops_guides(self.user_id)
        stands_in = self.env.user._ops_stands_in_for("duties")
        return self.env.user in filers or (
            self.env.user != self.user_id and not stands_in.isdisjoint(filers.ids)
        )

    def _refuse_no_filer(self):
        for report in self:
            if not report._may_file():
                filers = report._get_filers()
                names = self.env["tier.review"]._ops_names(filers.sudo()) if filers else ""  # sudo: names
                raise AccessError(
                    self.env._(
                        "%(report)s: it is filed or given back by %(who)s (%(clause)s).",
                        report=report.display_name,
                        who=names or self.env._("whoever stands above the person"),
                        clause=report._get_kind_clause(),
                    )
                )

    def _check_file(self):
        self._refuse_no_filer()
        self._by_kind("check_file")

    def _prepare_file_vals(self):
        return {"date_filed": fields.Datetime.now(), "filed_by_id": self.env.uid}

    def _do_file(self):
        self._by_kind("do_file")

    # ------------------------------------------------------------------
    # Giving back
    # ------------------------------------------------------------------
    def action_open_give_back(self):
        """Ask what is to be changed."""
        return self._ask_reason("give_back")

    def action_give_back(self, reason):
        """Give the report back with a word; the person hands it in again.

        :param str reason: what is to be changed
        :raises AccessError: for who does not file this kind
        """
        self.check_access("read")
        self._ops_check_sources("returned", self._ops_sources("returned"))
        self._refuse_no_filer()
        # sudo: as in `action_file`
        self.sudo()._ops_move_because("give_back", reason)
        for report in self:
            report._tell_person(self.env._("Given back: %(reason)s", reason=report.return_reason))
        return True

    def _check_give_back(self):
        self._refuse_no_filer()

    def _do_give_back(self):
        self._by_kind("do_give_back")

    def _tell_person(self, body):
        """Say something about a report to whose it is."""
        partners = (self.sudo().user_id - self.env.user).partner_id  # sudo: a colleague's address
        if partners:
            self.sudo().message_notify(  # sudo: who files writes nothing else on it
                partner_ids=partners.ids,
                subject=self.display_name,
                body=body,
                author_id=self.env.user.partner_id.id,
            )
