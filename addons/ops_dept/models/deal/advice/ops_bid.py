from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Command, Domain
from odoo.tools import LazyTranslate

from ...policy.guarded.ops_reasoned import Reason
from .ops_question import OPINION

_lt = LazyTranslate(__name__)
CODE = "M3.6"


class OpsBid(models.Model):
    """Advisers on a bid: invited by name, each opinion is in, or withdrawn with a reason, before a leader
    decides (M3.6).
    """

    _inherit = "ops.bid"

    _reasons = {
        "invite": Reason(
            action="action_invite",
            question=_lt("Whose opinion do you want, and on what?"),
            button=_lt("Invite"),
            follows=_lt("Each reads this bid and answers; a leader decides when all opinions are in (M3.6)."),
            lacking=_lt("write what you want to know (M3.6)."),
            prompt=_lt("e.g. Can we keep the delivery time, and who else will bid?"),
            form="ops.bid.invite",
        )
    }

    adviser_ids = fields.Many2many(
        "res.users",
        "ops_bid_adviser_rel",
        string="Advisers",
        readonly=True,
        copy=False,
        stamp=True,
        help="Who was asked for an opinion reads the bid.",
    )
    opinion_ids = fields.Many2many("ops.question", string="Opinions", compute="_compute_opinion_ids")
    can_advise = fields.Boolean(compute="_compute_opinion_ids", export_string_translation=False)

    @api.depends_context("uid")
    def _compute_opinion_ids(self):
        found = self._find_opinions().grouped("res_id")
        for bid in self:
            bid.opinion_ids = found.get(bid._origin.id, self.env["ops.question"])
            bid.can_advise = any(bid.opinion_ids.mapped("can_answer"))

    def _find_opinions(self, *states):
        """Return the opinions asked for on these bids, in their order; who reads a bid reads them."""
        kind_id = self.env["ir.model.data"]._xmlid_to_res_id(OPINION)
        about = Domain("res_model", "=", self._name) & Domain("res_id", "in", self._origin.ids)
        domain = about & Domain("kind_id", "=", kind_id)
        if states:
            domain &= Domain("state", "in", states)
        # sudo: of bids that the user reads
        return self.env["ops.question"].sudo().search(domain, order="id").sudo(self.env.su)

    def _let_advise(self, users):
        """Note who was asked for an opinion (these are on sudo): he reads the bid from now on."""
        self._stamp({"adviser_ids": [Command.link(user.id) for user in users]})

    # ------------------------------------------------------------------
    # Asking
    # ------------------------------------------------------------------
    def action_open_invite(self):
        """Ask whose opinion is wanted, and on what."""
        return self._ask_reason("invite")

    def action_invite(self, question, adviser_ids=()):
        """Ask advisers for their opinion, each for himself.

        Clause: M3.6

        :param str question: what they are asked
        :param adviser_ids: ids of users
        :return: the questions
        :raises UserError: without a question or an adviser, or for who cannot answer here
        """
        self.check_access("read")
        words = self._take_reason("invite", question)
        advisers = self.env["res.users"].browse(adviser_ids).exists()
        if not advisers:
            raise UserError(self.env._("%s: choose who is asked (M3.6).", self[:1].display_name))
        return self.env["ops.question"].create(
            [
                {
                    "res_model": self._name,
                    "res_id": bid.id,
                    "kind_id": self.env["ir.model.data"]._xmlid_to_res_id(OPINION),
                    "question": words,
                    "asked_id": adviser.id,
                }
                for bid in self
                for adviser in advisers
            ]
        )

    def action_open_opinion(self):
        """Answer what the user was asked about this bid. Clause: M3.6"""
        self.ensure_one()
        return self.opinion_ids.filtered("can_answer")[:1].action_open_answer()

    # ------------------------------------------------------------------
    # The leader's decision
    # ------------------------------------------------------------------
    def _ops_get_status_text(self):
        """Say, while it is decided, whose opinion is awaited."""
        text = super()._ops_get_status_text()
        waited_for = self._find_opinions("open") if self.state == "submitted" else self.opinion_ids.browse()
        if not waited_for:
            return text
        words = self.env._("Opinions awaited: %s.", ", ".join(dict.fromkeys(waited_for.mapped("with_whom"))))
        return f"{text}\n{words}"

    def _get_approve_blockers(self, reviews):
        """A leader decides with the opinions that were asked for. Clause: M3.6"""
        blockers = super()._get_approve_blockers(reviews)
        in_force = self.env["ops.clause"]._is_in_force(CODE, self.company_id)
        if in_force and "leader" in reviews.definition_id.mapped("ops_post"):
            waited_for = self._find_opinions("open")
            if waited_for:
                blockers.append(
                    self.env._(
                        "%(who)s was asked for an opinion and has not answered. Wait for it, or let "
                        "%(asker)s withdraw the question with a reason (M3.6).",
                        who=", ".join(dict.fromkeys(waited_for.mapped("with_whom"))),
                        # sudo: a colleague's name
                        asker=", ".join(waited_for.sudo().asker_id.mapped("name")),
                    )
                )
        return blockers
