from odoo import api, fields, models
from odoo.exceptions import UserError

from .ops_instrument import CODE


class OpsInstrument(models.Model):
    """It is handed to finance: who has it signs, finance signs, on the screen (R12, R9).

    The hand-over is the original's move in custody; the state follows it.
    """

    _inherit = "ops.instrument"

    date_handed = fields.Datetime("Handed to finance on", readonly=True, copy=False, stamp=True)
    handed_to_id = fields.Many2one(
        "res.users", "Taken over by", readonly=True, copy=False, stamp=True, ondelete="restrict"
    )
    can_give = fields.Boolean(compute="_compute_can", export_string_translation=False)
    can_take = fields.Boolean(compute="_compute_can", export_string_translation=False)

    @api.depends("state")
    @api.depends_context("uid")
    def _compute_can(self):
        # sudo: who holds it; the move itself is asked for in the user's name
        originals_sudo = self._originals("instrument") if self.ids else self.env["ops.custody"]
        by_paper = originals_sudo.sudo(False).grouped("res_id")
        for paper in self:
            original = by_paper.get(paper._origin.id, originals_sudo.browse()).sudo()[:1]
            mine = paper.state == "received" and original
            paper.can_give = bool(mine) and original.state == "held" and original.holder_id == self.env.user
            paper.can_take = bool(mine) and original.taker_id == self.env.user

    def action_open_give(self):
        """Ask to whom in finance these are handed over, and for the signature. Clause: R12"""
        self._ops_check_sources("handed", ("received",))
        originals = self._get_own_originals()
        action = originals.action_open_give()
        finance = self[:1]._ops_post_users("finance")
        context = {**action["context"], "default_taker_id": finance[:1].id}
        return {**action, "context": context}

    def action_open_take(self):
        """Ask for finance's signature for what was handed to the user. Clause: R12"""
        return self._get_own_originals().action_open_take()

    def _get_own_originals(self):
        """Return the originals of these papers, as the user may move them."""
        self.check_access("read")
        return self._originals("instrument").sudo(False)

    @api.model
    def _follow_originals(self, originals_sudo, taker):
        """What finance signed for is handed to finance."""
        ids = originals_sudo.filtered(
            lambda original: original.kind == "instrument" and original.res_model == self._name
        ).mapped("res_id")
        if not ids or not taker.sudo()._ops_has_role("finance"):  # sudo: which roles a colleague holds
            return
        # sudo: the original's move is the right to it; `_check_hand` looks at the original
        handed_sudo = self.sudo().browse(ids).exists().filtered(lambda paper: paper.state == "received")
        if handed_sudo:
            handed_sudo.write({"state": "handed"})

    def _check_hand(self):
        """Nobody says that finance has it but finance's own signature."""
        held = self._originals("instrument").grouped("res_id")
        for paper in self:
            original_sudo = held.get(paper.id, self.env["ops.custody"])[:1]
            step_sudo = original_sudo.move_ids.filtered(lambda move: move.state == "taken")[-1:]
            is_signed = step_sudo.give_signature and step_sudo.take_signature
            if not is_signed or not original_sudo.holder_id._ops_has_role("finance"):
                raise UserError(
                    self.env._(
                        "%(paper)s: %(person)s hands it over and signs, finance signs for it (R12).",
                        paper=paper.display_name,
                        person=original_sudo.holder_id.name or "-",
                    )
                )

    def _prepare_hand_vals(self):
        return {"date_handed": fields.Datetime.now(), "handed_to_id": self.env.uid}

    def _do_hand(self):
        self._meet_obligations(CODE)
        self._ops_log("passed", clause_code=CODE)
