from odoo import api, fields, models
from odoo.exceptions import UserError

REPAIR_VERDICTS = ("repaired", "no_fault", "not_repairable")
RETURN_VERDICTS = ("faulty", "as_delivered", "damaged_by_use", "wrong_goods")
VERDICTS = [
    ("repaired", "Repaired"),
    ("no_fault", "No fault found"),
    ("not_repairable", "Not repairable"),
    ("faulty", "Faulty"),
    ("as_delivered", "As delivered"),
    ("damaged_by_use", "Damaged by use"),
    ("wrong_goods", "Wrong goods"),
]


class OpsTicketLine(models.Model):
    """What technical found: each process has its own verdicts, fixed once the goods went on.

    Clauses: W8.B, W9.B
    """

    _inherit = "ops.ticket.line"

    verdict = fields.Selection(VERDICTS, readonly=True, copy=False, stamp=True, index="btree_not_null")
    is_fault_confirmed = fields.Boolean(
        "Fault confirmed",
        readonly=True,
        copy=False,
        stamp=True,
        help="It really has the fault; only then the maker is asked (W8.C).",
    )
    verdict_note = fields.Char("Remark on the verdict", readonly=True, copy=False, stamp=True)
    judged_by_id = fields.Many2one("res.users", "Judged by", readonly=True, copy=False, stamp=True)
    date_judged = fields.Datetime("Judged on", readonly=True, copy=False, stamp=True)
    customer_pays = fields.Boolean(
        compute="_compute_customer_pays",
        store=True,
        readonly=False,
        help="He agrees to a quotation before it is repaired: out of warranty, or no fault of ours (W8.B).",
    )
    can_judge = fields.Boolean(compute="_compute_can_judge", export_string_translation=False)

    @api.depends("position", "step")
    @api.depends_context("uid")
    def _compute_can_judge(self):
        is_technical = self.env.user._ops_has_role("technical")
        for line in self:
            line.can_judge = is_technical and line._is_judgeable()

    @api.depends("product_id", "lot_id")
    def _compute_customer_pays(self):
        """Out of warranty he pays, unless somebody says otherwise."""
        for line in self:
            line.customer_pays = line.warranty == "over"

    def _is_judgeable(self):
        return (
            self.ticket_id._ops_is_goods()
            and self.step in ("technical", "site")
            and self.position
            in (
                "customer",
                "here",
            )
        )

    def _get_verdicts(self):
        """Return the verdicts of this line's process."""
        return REPAIR_VERDICTS if self.process == "repair" else RETURN_VERDICTS

    def action_open_verdict(self):
        """Ask technical for the verdict. Clauses: W8.B, W9.B"""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Verdict"),
            "res_model": "ops.case.verdict",
            "views": [(False, "form")],
            "target": "new",
            "context": {"default_line_id": self.id},
        }

    def action_judge(self, verdict, note="", is_fault_confirmed=False, customer_pays=None):
        """Say what technical found. Clauses: W8.B, W9.B

        :param str verdict: one of those of the case's process
        :param bool is_fault_confirmed: whether what cannot be repaired really has a fault
        :param bool customer_pays: whether the customer pays for it (default: as it was)
        :raises UserError: for another verdict, before the case is taken up, or once the goods went on
        """
        self._check_role(("technical",), "B")
        for line in self:
            line._check_judge(verdict)
            line._stamp(
                {
                    "verdict": verdict,
                    "verdict_note": (note or "").strip() or False,
                    "is_fault_confirmed": bool(is_fault_confirmed) and verdict == "not_repairable",
                    "customer_pays": line.customer_pays if customer_pays is None else customer_pays,
                    "judged_by_id": self.env.uid,
                    "date_judged": fields.Datetime.now(),
                }
            )
            line.ticket_id._ops_log(
                "reported",
                clause_code=line.ticket_id._ops_clause_of("B"),
                comment=f"{line.product_id.display_name}: {line._get_verdict_text()}",
            )
        return True

    def _check_judge(self, verdict):
        _ = self.env._
        case = self.ticket_id
        if verdict not in self._get_verdicts():
            names = dict(self._fields["verdict"]._description_selection(self.env))
            raise UserError(
                _(
                    "%(case)s: the verdict is one of: %(verdicts)s (%(clause)s).",
                    case=case.display_name,
                    verdicts=", ".join(names[each] for each in self._get_verdicts()),
                    clause=case._ops_clause_of("B"),
                )
            )
        if not self._is_judgeable():
            raise UserError(
                _(
                    "%(case)s: the verdict on “%(product)s” is given while technical has the case, and stays "
                    "as it is once the goods went on (%(clause)s).",
                    case=case.display_name,
                    product=self.product_id.display_name,
                    clause=case._ops_clause_of("B"),
                )
            )

    def _get_verdict_text(self):
        names = dict(self._fields["verdict"]._description_selection(self.env))
        return " – ".join(filter(None, (names.get(self.verdict), self.verdict_note)))

    def _refuse_unjudged(self):
        """Refuse goods on which technical gave no verdict."""
        for line in self:
            if not line.verdict:
                raise UserError(
                    self.env._(
                        "%(case)s: technical gives its verdict on “%(product)s” first (%(clause)s).",
                        case=line.ticket_id.display_name,
                        product=line.product_id.display_name,
                        clause=line.ticket_id._ops_clause_of("B"),
                    )
                )
