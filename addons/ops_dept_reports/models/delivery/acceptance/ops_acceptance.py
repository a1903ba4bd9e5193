from odoo import models


class OpsAcceptance(models.Model):
    """The sheet of an acceptance: what the customer signed on the screen, or signs on paper.

    Clause: M7.9
    """

    _name = "ops.acceptance"
    _inherit = ["ops.acceptance", "ops.printed"]

    def _ops_require_printable(self, report):
        """Any acceptance prints, for who may read it: a draft is signed on paper, too."""
        self.sudo(False).check_access("read")  # sudo is left: a paper is for the readers of its record

    def _get_acceptance_paper(self):
        """Return what the sheet says, in the language of the environment.

        Clause: M7.9
        """
        self.ensure_one()
        signed = self.with_context(bin_size=False)
        # sudo: numbers of order and release, and names, for whoever prints what he reads
        acceptance_sudo = self.sudo()
        release_sudo = acceptance_sudo.release_id
        return {
            "party": acceptance_sudo.partner_id._ops_paper_party(),
            "state": self._ops_state_label() if self.state != "draft" else "",
            "verdict": self.state,
            "order": acceptance_sudo.order_id.name or "",
            "contract": acceptance_sudo.order_id.ops_contract_id.name or "",
            "release": release_sudo.slip_number or release_sudo.name or "",
            "ticket": acceptance_sudo.ticket_id.number or "",
            "previous": acceptance_sudo.previous_id.name or "",
            "date": self._ops_paper_date(self.date_accepted or self.date_planned),
            "days": [
                self._ops_paper_date(day)
                for day in (self.date_installed, self.date_commissioned, self.date_accepted)
            ],
            "ours": "、".join(acceptance_sudo.user_ids.mapped("name")) or acceptance_sudo.user_id.name,
            "theirs": acceptance_sudo.contact_id.name or "",
            "rows": [self._get_paper_line(line, number) for number, line in enumerate(self.line_ids, 1)],
            "defects": self._get_paper_defects(),
            "note": (self.note or "").strip(),
            "signed_by": self.signed_by or "",
            "signed": self._ops_paper_date(self.date_signed),
            "signature": signed.signature,
            "photos": self._get_paper_photos(),
        }

    def _get_paper_line(self, line, number):
        code, name, _description = line.product_id._ops_paper_name("")
        return {
            "number": number,
            "code": code,
            "name": name or line.product_id.name,
            "serials": line.serials or "",
            "quantity": self._ops_paper_quantity(line.quantity),
            "unit": line.uom_id.name or "",
        }

    def _get_paper_defects(self):
        severities = dict(self.defect_ids._fields["severity"]._description_selection(self.env))
        return [
            {
                "number": number,
                "name": defect.name,
                "severity": severities[defect.severity],
                "due": self._ops_paper_date(defect.date_due),
                "settled": self._ops_paper_date(defect.date_settled),
            }
            for number, defect in enumerate(self.defect_ids, 1)
        ]

    def _get_paper_photos(self):
        """Return the photos that a browser shows; others are kept, not printed."""
        photos = self.photo_ids.with_context(bin_size=False)
        return [photo.datas for photo in photos if photo.mimetype in ("image/jpeg", "image/png")]
