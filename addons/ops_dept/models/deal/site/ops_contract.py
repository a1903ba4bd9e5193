from odoo import api, fields, models
from odoo.exceptions import UserError

CODE = "M7.6"


class OpsContract(models.Model):
    """Site conditions and product requirements reach the manager, technical and the installers: with the
    signature where they are known by then, else within one working day (M7.6).

    Only a contract with installation, or with installers named, has a site; goods alone ask for nothing.
    """

    _inherit = "ops.contract"

    date_site_told = fields.Datetime("Site told on", readonly=True, copy=False, stamp=True)
    site_told_by_id = fields.Many2one(
        "res.users", "Site told by", readonly=True, copy=False, stamp=True, ondelete="restrict"
    )
    owes_site_note = fields.Boolean("Site conditions to tell", compute="_compute_owes_site_note")
    can_tell_site = fields.Boolean(compute="_compute_owes_site_note", export_string_translation=False)

    @api.depends("state", "has_installation", "installer_ids", "date_site_told")
    @api.depends_context("uid")
    def _compute_owes_site_note(self):
        is_support = self.env.user._ops_has_role("sales_support")
        for contract in self:
            is_signed = contract._is_signed()
            contract.owes_site_note = is_signed and contract._has_site() and not contract.date_site_told
            contract.can_tell_site = is_signed and (is_support or contract.user_id == self.env.user)

    def _has_site(self):
        """Tell whether somebody works at the customer's for this contract."""
        self.ensure_one()
        return self.has_installation or bool(self.installer_ids)

    def _knows_site(self):
        """Tell whether anything is said of the site."""
        self.ensure_one()
        return bool((self.site_note or "").strip() or (self.site_requirements or "").strip())

    def _do_sign(self):
        """Tell at once what is known; what is not known yet is owed. Clause: M7.6"""
        result = super()._do_sign()
        known = self.filtered(lambda contract: contract._knows_site())
        known._pass_on_site()
        waiting = (self - known).filtered(lambda contract: contract._has_site())
        waiting._open_obligations(CODE, owners=lambda contract: contract.user_id)
        return result

    def action_tell_site(self):
        """Tell the manager, technical and the installers what they must know of the site.

        Clause: M7.6

        :raises UserError: before the signature, without anything to say, or by somebody else
        """
        self.check_access("write")
        for contract in self:
            if not contract.can_tell_site and contract._ops_is_on():
                raise UserError(
                    self.env._(
                        "%(contract)s: once it is signed, %(who)s or sales support tells what the site is "
                        "like (M7.6).",
                        contract=contract.display_name,
                        who=contract.sudo().user_id.name,  # sudo: a colleague's name
                    )
                )
            if not contract._knows_site():
                raise UserError(
                    self.env._(
                        "%s: write down the site conditions or the product requirements first (M7.6).",
                        contract.display_name,
                    )
                )
        self._pass_on_site()
        return True

    def _pass_on_site(self):
        for contract in self:
            contract._tell_site()
        self._stamp({"date_site_told": fields.Datetime.now(), "site_told_by_id": self.env.uid})
        self._meet_obligations(CODE)

    def _ops_obligation_start(self, code):
        return self.date_signed if code == CODE and self.date_signed else super()._ops_obligation_start(code)

    def _tell_site(self):
        """Bring the site note to the manager, technical and the named installers. Clause: M7.6"""
        self.ensure_one()
        # sudo: names of colleagues; whoever signs need not be allowed to notify them
        contract_sudo = self.sudo()
        people = contract_sudo._ops_post_users("sales_manager") | contract_sudo._ops_post_users("technical")
        people |= contract_sudo.installer_ids
        people -= self.env.user
        if not people:
            return
        contract_sudo.message_notify(
            partner_ids=people.partner_id.ids,
            author_id=self.env.user.partner_id.id,
            subject=self.env._("%s is signed: site conditions", contract_sudo.display_name),
            body=self.env._(
                "%(contract)s with %(customer)s is signed. Site conditions: %(note)s Requirements: %(needs)s",
                contract=contract_sudo.display_name,
                customer=contract_sudo.partner_id.display_name,
                note=contract_sudo.site_note or "-",
                needs=contract_sudo.site_requirements or "-",
            ),
        )
