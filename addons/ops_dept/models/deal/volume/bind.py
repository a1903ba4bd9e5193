from odoo import api, fields, models
from odoo.exceptions import UserError

from .ops_contract_volume import CODE


class OpsContractVolume(models.Model):
    """A volume is bound when its month is over and each missing original is explained; its contracts are
    bound with it, each at its place (R15, M7.3).
    """

    _inherit = "ops.contract.volume"

    @api.depends("state", "date_to", "line_ids.status", "line_ids.reason")
    def _compute_blockers(self):
        for volume in self:
            found = volume._get_blockers() if volume.state == "draft" else []
            volume.blockers = "\n".join(found)
            volume.can_bind = volume.state == "draft" and not found

    def _get_blockers(self):
        """Return what is missing before this volume is bound, a sentence each."""
        self.ensure_one()
        _ = self.env._
        found = []
        if self.date_to and self.date_to >= self.company_id._ops_today():
            found.append(_("Its month is not over: more numbers may come."))
        # sudo: numbers and colleagues' names, of lines that the user reads
        lacking_sudo = self.sudo().line_ids.filtered(lambda line: line._lacks_reason())
        found += [
            _(
                "%(holder)s has the original of %(contracts)s: say why it is missing, and when it comes.",
                holder=holder.name or "-",
                contracts=", ".join(lines.contract_id.mapped("name")),
            )
            for holder, lines in lacking_sudo.grouped("holder_id").items()
        ]
        if self.line_ids.filtered(lambda line: line._is_there()) and not (self.place or "").strip():
            found.append(_("Fill in where the volume is kept."))
        return found

    def action_bind(self):
        """Bind the originals that are there, numbered in their order.

        :raises UserError: while the month runs, without a place, with an original missing unexplained
        Clauses: R15, M7.3
        """
        return self.write({"state": "bound"})

    def _check_bind(self):
        """Whatever the way to here: the register is read once more before it is decided."""
        self._list_numbers()
        for volume in self._ops_filter_on():
            blockers = volume._get_blockers()
            if blockers:
                raise UserError(
                    self.env._(
                        "%(volume)s cannot be bound yet (R15).\n%(blockers)s",
                        volume=volume.display_name,
                        blockers="\n".join(blockers),
                    )
                )

    def _prepare_bind_vals(self):
        return {"date_bound": fields.Datetime.now(), "bound_by_id": self.env.uid}

    def _do_bind(self):
        for volume in self:
            # sudo: the originals go with their volume, which the user was allowed to bind
            ready_sudo = volume.sudo().line_ids.filtered(lambda line: line.status == "ready")
            for position, line in enumerate(ready_sudo, 1):
                line.contract_id._stamp({"volume_id": volume.id, "volume_position": position})
                line._stamp({"position": position, "status": "bound"})
            ready_sudo.contract_id.sudo(self.env.su).write({"state": "bound"})
            volume._meet_volume()
        self._ops_log("bound", clause_code=CODE)

    def _refuse_bound(self):
        for volume in self:
            if volume.state == "bound":
                raise UserError(
                    self.env._(
                        "%(volume)s is bound: what is in it stays. An original that comes later goes into "
                        "the next volume (R15).",
                        volume=volume.display_name,
                    )
                )
