from odoo import fields, models
from odoo.exceptions import UserError

WAYS = [
    ("phone", "By phone"),
    ("visit", "At a visit"),
    ("message", "By message"),
    ("mail", "By mail"),
    ("portal", "In the portal"),
]


class HelpdeskTicket(models.Model):
    """The customer is told what came of his case: how, when, whom; only that meets the duty (V5.2)."""

    _inherit = "helpdesk.ticket"

    ops_told_how = fields.Selection(
        WAYS, "Customer told", readonly=True, copy=False, stamp=True, tracking=True
    )
    ops_told_whom = fields.Char("Whom", readonly=True, copy=False, stamp=True)
    ops_told_text = fields.Text("What he said", readonly=True, copy=False, stamp=True)
    ops_told_date = fields.Datetime("Told on", readonly=True, copy=False, stamp=True, tracking=True)
    ops_told_by_id = fields.Many2one("res.users", "Told by", readonly=True, copy=False, stamp=True)

    def action_ops_open_told(self):
        """Ask how and whom the customer was told. Clause: V5.2"""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Tell the Customer"),
            "res_model": "ops.case.told",
            "views": [(False, "form")],
            "target": "new",
            "context": {"default_ticket_id": self.id},
        }

    def action_ops_told(self, how, whom, text=""):
        """Note that the customer was told; a case that is done is closed by it. Clause: V5.2

        :param str how: a key of `WAYS`
        :param str whom: with whom one spoke
        :param str text: what he said
        :raises UserError: when somebody or something is missing, or nothing was done yet
        """
        self.ensure_one()
        self.check_access("write")
        if self.ops_step not in ("solved", "refused", "cancel", "closed"):
            raise UserError(
                self.env._(
                    "%(case)s: there is nothing to tell the customer yet. %(next)s (V5.2).",
                    case=self.display_name,
                    next=self._ops_get_next_text(),
                )
            )
        if how not in dict(WAYS) or not (whom or "").strip():
            raise UserError(
                self.env._(
                    "%(case)s: say how and whom you told what came of it (V5.2).", case=self.display_name
                )
            )
        self._ops_note_told(how, whom.strip(), text)
        if self.ops_step == "solved" and not self._ops_get_open_ends():
            return self.write({"ops_step": "closed"})
        return True

    def _ops_close_told(self):
        """Close a case whose customer was told, now that nothing else is open."""
        for case in self:
            if case.ops_step == "solved" and case.ops_told_date and not case._ops_get_open_ends():
                case._stamp({"ops_step": "closed", **case._prepare_close_vals()})
                case._do_close()

    def _ops_note_told(self, how, whom, text):
        """Keep how the customer was told; the duty is met."""
        self._stamp(
            {
                "ops_told_how": how,
                "ops_told_whom": whom,
                "ops_told_text": (text or "").strip() or False,
                "ops_told_date": fields.Datetime.now(),
                "ops_told_by_id": self.env.uid,
            }
        )
        self._meet_obligations("V5.2", step="feedback")
        self._ops_log("told", clause_code="V5.2", comment=f"{whom}: {text or '-'}")

    def _check_close(self):
        for case in self:
            if not case.ops_told_date:
                raise UserError(
                    self.env._(
                        "%(case)s is closed once the customer was told: press “Tell the Customer” and say "
                        "how and whom (V5.2).",
                        case=case.display_name,
                    )
                )
        self._ops_refuse_blockers(lambda case: case._ops_get_open_ends())

    def _prepare_close_vals(self):
        return {"closed_date": fields.Datetime.now()}

    def _do_close(self):
        """The customer is asked how satisfied he is (M1.5)."""
        self._ops_ask_rating()

    def _prepare_forgotten_told_vals(self):
        """Return the values of a case whose customer is to be told anew."""
        names = ("ops_told_how", "ops_told_whom", "ops_told_text", "ops_told_date", "ops_told_by_id")
        return dict.fromkeys(names, False)
