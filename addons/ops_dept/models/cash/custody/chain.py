from odoo import api, fields, models

from .ops_custody import CODE


class OpsCustody(models.Model):
    """How a chain begins and grows, for many originals at once. Private: who may was checked before (R9)."""

    _inherit = "ops.custody"

    def _begin_chain(self, _vals_list=None):
        """Note of new originals that they are with their holder, since when, and until when he may be."""
        now = fields.Datetime.now()
        self.env["ops.custody.move"].sudo()._create_stamped(  # sudo: nobody writes moves by hand
            [
                {
                    "custody_id": original.id,
                    "sequence": 1,
                    "to_id": original.holder_id.id,
                    "date_given": original.date_held or now,
                    "given_by_id": self.env.uid,
                    "date_closed": now,
                    "closed_by_id": self.env.uid,
                    "state": "taken",
                }
                for original in self
            ]
        )
        # sudo: as above
        fresh_sudo = self.sudo().filtered(lambda original: not original.date_held)
        if fresh_sudo:
            fresh_sudo._stamp({"date_held": now})
        self._follow_holders()

    @api.model
    def _keep(self, company, vals_list):
        """Take originals into custody as the software: with the holders that it found.

        :param list vals_list: values, of which `date_held` is since when the holder has it
        :return: the originals, on sudo
        """
        if not vals_list:
            return self.sudo()
        # sudo: what brings an original about need not allow its holder to register it
        originals_sudo = self.sudo()._create_noted(
            [{"company_id": company.id, "state": "held", **vals} for vals in vals_list], company
        )
        originals_sudo._begin_chain()
        return originals_sudo

    def _add_moves(self, taker, **vals):
        """Add a move of each original to a person; the original is with its holder until that one signs."""
        dues = self._get_take_limits()
        now = fields.Datetime.now()
        moves_sudo = self.env["ops.custody.move"].sudo()  # sudo: nobody writes moves by hand
        moves_sudo.flush_model()  # the database compares with moves that were closed just now
        return moves_sudo._create_stamped(
            [
                {
                    "custody_id": original.id,
                    "from_id": original.holder_id.id,
                    "to_id": taker.id,
                    "is_from_archive": original.state == "archived",
                    "date_given": now,
                    "given_by_id": self.env.uid,
                    "date_limit": dues[original],
                    "state": "open",
                    **vals,
                }
                for original in self
            ]
        )

    def _get_take_limits(self):
        """Return until when each original is to be taken over."""
        dues, now = {}, fields.Datetime.now()
        for company, originals in self.grouped("company_id").items():
            number, unit, dates = self.env["ops.clause"]._get_limit(CODE, company, "take")
            due = company.resource_calendar_id._ops_deadline(now, number, unit, dates, company)
            dues.update(dict.fromkeys(originals, due))
        return dues

    def _get_open_moves(self):
        """Return the moves under way, on sudo."""
        # sudo: who may close them was checked
        return (
            self.env["ops.custody.move"]
            .sudo()
            .search([("custody_id", "in", self.ids), ("state", "=", "open")])
        )

    def _take_in(self, taker, **vals):
        """The taker has these originals: their open moves are steps of the chain now, and he the holder."""
        moves_sudo = self._get_open_moves()
        steps = self._get_last_steps()
        closing = {
            "state": "taken",
            "date_closed": fields.Datetime.now(),
            "closed_by_id": self.env.uid,
            **vals,
        }
        for step, moves in moves_sudo.grouped(lambda move: steps[move.custody_id.id] + 1).items():
            moves._stamp({**closing, "sequence": step})
        for (lent_by, day), moves in moves_sudo.grouped(self._get_lending).items():
            originals_sudo = moves.custody_id
            originals_sudo._stamp(
                {
                    "state": "held",
                    "holder_id": taker.id,
                    "taker_id": False,
                    "date_held": closing["date_closed"],
                    "date_limit": False,
                    "lent_by_id": lent_by,
                    "date_return": day,
                    "date_reminded": False,
                    "place": False,
                    "shelf": False,
                }
            )
        self._follow_holders()
        return moves_sudo

    def _take_by_word(self, taker):
        """Another document says that the taker has these originals: a step without signatures of its own."""
        self._close_moves_first()
        others = self.filtered(lambda original: original.holder_id != taker and original.state != "lost")
        if others:
            others._add_moves(taker)
            others._take_in(taker)

    def _close_moves_first(self):
        """A move under way ends where a document says who has the original now."""
        moves_sudo = self._get_open_moves()
        if moves_sudo:
            self._stay(moves_sudo, "withdrawn")

    def _get_last_steps(self):
        """Return the number of each chain's last step, by the original's id."""
        groups = (
            self.env["ops.custody.move"]
            .sudo()
            ._read_group(  # sudo: the chain of what is handed over
                [("custody_id", "in", self.ids), ("state", "=", "taken")], ["custody_id"], ["sequence:max"]
            )
        )
        return {original.id: step for original, step in groups}

    @api.model
    def _get_lending(self, move):
        """Return who lends it until when after a move: what was lent stays so until a keeper has it again."""
        if move.date_return:
            return move.from_id.id, move.date_return
        original = move.custody_id
        back = move.to_id == original.lent_by_id or not self._is_salesman(move.to_id)
        if back or not original.date_return:
            return False, False
        return original.lent_by_id.id, original.date_return

    def _stay(self, moves_sudo, state, **vals):
        """Close moves that were not taken over: each original is with its giver, as it was before."""
        moves_sudo._stamp(
            {"state": state, "date_closed": fields.Datetime.now(), "closed_by_id": self.env.uid, **vals}
        )
        for archived, moves in moves_sudo.grouped("is_from_archive").items():
            moves.custody_id._stamp(
                {"state": "archived" if archived else "held", "taker_id": False, "date_limit": False}
            )
