from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools import format_date

from ...policy.guarded.moves import Move

NOTICE = "W4.A"
ANSWER = "answer"
LIVE = ("to_send", "sent", "answered")


class OpsDeliveryNotice(models.Model):
    """Purchasing is told that an order's goods are due soon, and promises a day for each line.

    A model of its own, no `ops.question`: it waits to be sent, and it is answered line by line, with days
    that may change later. The nightly job prepares it (`night.py`).

    Clause: W4.A
    """

    _name = "ops.delivery.notice"
    _inherit = ["ops.record"]
    _description = "Delivery notice"
    _order = "date_delivery, id"
    _rec_names_search = ["name"]  # who may not read orders looks for it, too

    _ops_clause = NOTICE
    _number_prefix = "CH-"
    _get_origins = ("order_id",)
    _transitions = {
        "sent": Move("send", ("to_send",), roles=("sales_support", "leader")),
        "answered": Move("answer", ("sent",), roles=("purchasing",)),
    }
    _state_sets = {"over": ("withdrawn",), "any": (*LIVE, "withdrawn")}

    order_id = fields.Many2one("sale.order", required=True, index=True, ondelete="restrict", frozen="any")
    team_id = fields.Many2one(
        "crm.team", compute="_compute_team_id", store=True, precompute=True, index=True, derived=True
    )
    date_delivery = fields.Date("Delivery date", required=True, index=True, frozen="any")
    line_ids = fields.One2many("ops.delivery.notice.line", "notice_id", "Goods", frozen="over")
    change_ids = fields.One2many("ops.delivery.notice.change", "notice_id", "Promises", readonly=True)
    date_sent = fields.Datetime("Purchasing told on", readonly=True, copy=False, stamp=True)
    sent_by_id = fields.Many2one("res.users", "Told by", readonly=True, copy=False, stamp=True)
    date_answered = fields.Datetime("Answered on", readonly=True, copy=False, stamp=True)
    answered_by_id = fields.Many2one("res.users", "Answered by", readonly=True, copy=False, stamp=True)
    withdrawn_reason = fields.Char("Withdrawn because", readonly=True, copy=False, stamp=True)
    is_red = fields.Boolean(
        "Promised too late", compute="_compute_is_red", store=True, precompute=True, derived=True
    )
    state = fields.Selection(
        [
            ("to_send", "Not sent to purchasing"),
            ("sent", "With purchasing"),
            ("answered", "Answered"),
            ("withdrawn", "Withdrawn"),
        ],
        default="to_send",
        required=True,
        copy=False,
        tracking=True,
        index=True,
    )

    _live_unique = models.UniqueIndex(
        "(order_id) WHERE state != 'withdrawn'", "An order has one open delivery notice (W4.A)."
    )

    @api.depends("order_id")
    def _compute_team_id(self):
        for notice in self:
            notice.team_id = notice.order_id.sudo().team_id  # sudo: whose support sends it

    @api.depends("line_ids.is_red")
    def _compute_is_red(self):
        for notice in self:
            notice.is_red = any(notice.line_ids.mapped("is_red"))

    def _ops_team(self):
        return self.team_id

    # ------------------------------------------------------------------
    # Sending
    # ------------------------------------------------------------------
    def action_send(self):
        """Send these notices to purchasing, which answers within one working day. Clause: W4.A"""
        self.check_access("read")
        return self.sudo().write({"state": "sent"})  # sudo: nobody types a notice; the move asks for the role

    def _prepare_send_vals(self):
        return {"date_sent": fields.Datetime.now(), "sent_by_id": self.env.uid}

    def _do_send(self):
        self._meet_obligations(NOTICE, step="")
        self._open_obligations(NOTICE, step=ANSWER, post="purchasing", limit=(1, "working_days"))

    # ------------------------------------------------------------------
    # Answering
    # ------------------------------------------------------------------
    def action_answer(self):
        """Answer with the days promised on the lines. Clause: W4.A

        :raises UserError: while a line that is to be bought has no day
        """
        self.check_access("read")
        return self.sudo().write({"state": "answered"})  # sudo: as in `action_send`

    def _check_answer(self):
        silent = self.filtered(
            lambda notice: any(
                line.supply == "purchase" and not line.date_promised for line in notice.line_ids
            )
        )
        if silent:
            raise UserError(
                "\n".join(
                    self.env._(
                        "%(notice)s: purchasing promises a day for each line first (W4.A).",
                        notice=notice.display_name,
                    )
                    for notice in silent
                )
            )

    def _prepare_answer_vals(self):
        return {"date_answered": fields.Datetime.now(), "answered_by_id": self.env.uid}

    def _do_answer(self):
        self._meet_obligations(NOTICE, step=ANSWER)

    # ------------------------------------------------------------------
    # Owed
    # ------------------------------------------------------------------
    def _ops_obligation_start(self, code):
        """It is sent so many days before the delivery date, and answered a working day after it was sent."""
        if code == NOTICE:
            return self.date_sent or self.date_delivery
        return super()._ops_obligation_start(code)

    _ops_owed = ((10, "_get_owed_notices"),)

    @api.model
    def _get_owed_notices(self):
        """Sales support owes what waits to be sent."""
        return NOTICE, Domain("state", "=", "to_send")

    @api.depends("name", "order_id", "date_delivery")
    @api.depends_context("lang")
    def _compute_display_name(self):
        for notice in self:
            day = format_date(self.env, notice.date_delivery) if notice.date_delivery else ""
            order = notice.order_id.sudo().name  # sudo: purchasing reads the order's number only
            notice.display_name = " · ".join(filter(None, (notice.name, order, day)))
