from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from ..guarded.permit import Permit, permitted

GUIDANCE, WORK = "ops_dept.mail_activity_type_guidance", "ops_dept.mail_activity_type_work"
# What the giver may still change while it is open, and what changes nothing of what was given.
TERMS = {"summary", "note", "date_deadline", "user_id"}
FREE = {"attachment_ids", "res_name", "res_id", "calendar_event_id"}


class MailActivity(models.Model):
    """Activities of two kinds are given by somebody above the person, and kept: guidance, assigned work.

    Who gave it stands on it. The person acknowledges guidance and reports what came of work; nobody else
    does, and nobody deletes it: whoever gave it ends it with a reason. Activities of other kinds, and people
    of companies with the rulebook off, notice nothing.

    Split by concern: here what is given and what stays; `reading.py` who follows it; `finish.py` how it ends;
    `res_users.py` what becomes of it when somebody leaves.
    """

    _name = "mail.activity"
    _inherit = ["mail.activity", "ops.guarded"]

    _ops_clause = "H3"

    ops_giver_id = fields.Many2one(
        "res.users",
        "Given by",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
        stamp=True,
        help="Who gave this guidance or work; empty for ordinary activities.",
    )
    ops_end_reason = fields.Text("Why it was ended", readonly=True, copy=False, stamp=True)
    ops_ended_by_id = fields.Many2one(
        "res.users", "Ended by", readonly=True, copy=False, ondelete="restrict", stamp=True
    )
    ops_is_left = fields.Boolean("Closed as left", readonly=True, copy=False, stamp=True)
    ops_former_id = fields.Many2one(
        "res.users", "Before with", readonly=True, copy=False, ondelete="restrict", stamp=True
    )

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            self._ops_refuse_stamps(vals)
        activities = super().create(vals_list)
        activities._ops_note_given()
        return activities

    def write(self, vals):
        if self._ops_is_stamping("write", vals):
            return super().write(vals)
        self._ops_refuse_stamps(vals)
        given = self._ops_given()
        given._ops_refuse_changes(vals)
        if given and "user_id" in vals:
            return self._ops_hand_over(given, vals)
        result = super().write(vals)
        if "activity_type_id" in vals:
            (self - given)._ops_note_given()
        return result

    def _ops_hand_over(self, given, vals):
        """Write who has it now, keeping who had it before; who may do so was checked."""
        former = {activity: activity.user_id for activity in given}
        on_person = given.filtered(lambda activity: activity.res_model == "hr.employee")
        with given._ops_employees()._ops_without_followers():
            result = super(MailActivity, self - on_person).write(vals)
            # sudo: core lets the new person follow the record, of which who hands it over may write nothing
            super(MailActivity, on_person.sudo()).write(vals)
        for activity, person in former.items():
            if activity.user_id != person:
                activity.sudo()._stamp({"ops_former_id": person.id})  # sudo: as above
        given._ops_move_to_person()
        return result

    def unlink(self):
        given = self._ops_given()
        if given:
            given._ops_check_deletion()
        return super().unlink()

    # ------------------------------------------------------------------
    # What is given
    # ------------------------------------------------------------------
    @api.model
    def _ops_given_type_ids(self):
        lookup = self.env["ir.model.data"]._xmlid_to_res_id
        return {lookup(name, raise_if_not_found=False) for name in (GUIDANCE, WORK)} - {False, None}

    def _ops_is_work(self):
        """Tell whether this is work, of which the result is told; guidance is acknowledged."""
        return self.activity_type_id.id == self.env["ir.model.data"]._xmlid_to_res_id(WORK, False)

    def _ops_given(self):
        """Return those among these that were given, none where no company has the rulebook on."""
        if not self.env["res.company"]._ops_companies_on():
            return self.browse()
        return self.filtered(lambda activity: activity.sudo().ops_giver_id)  # sudo: whether it was given

    def _ops_note_given(self):
        """Note who gives what was made here, once he stands above the person and says what it is about."""
        types = self._ops_given_type_ids()
        made = self.filtered(lambda activity: activity.activity_type_id.id in types)
        if not made or not self.env["res.company"]._ops_companies_on():
            return
        for activity in made:
            # sudo: the company of a colleague
            if activity.user_id.sudo().company_id._ops_rulebook_on():
                activity._ops_check_giving()
                activity.sudo()._stamp({"ops_giver_id": self.env.uid})  # sudo: who may give was checked

    def _ops_check_giving(self):
        """Refuse who does not stand above the person, and what says nothing."""
        self.ensure_one()
        kind = self.activity_type_id.name
        if not self.env.user._ops_guides(self.user_id):
            raise AccessError(
                self.env._(
                    "%(kind)s: only who stands above %(person)s gives it, his head, the manager of his team "
                    "or a company leader (H3).",
                    kind=kind,
                    person=self.user_id.sudo().name or "-",  # sudo: a colleague's name
                )
            )
        if not (self.summary or "").strip():
            raise UserError(self.env._("%(kind)s: say in the summary what it is about (H3).", kind=kind))

    # ------------------------------------------------------------------
    # What stays
    # ------------------------------------------------------------------
    def _ops_refuse_changes(self, vals):
        """Refuse to change what was given; who gave it changes words, day and person while it is open."""
        changed = vals.keys() - FREE
        if "res_id" in vals:
            self._ops_check_moved(vals["res_id"])
        if not changed:
            return
        for activity in self:
            # sudo: a colleague's name
            values = {"work": activity.display_name, "giver": activity.sudo().ops_giver_id.name}
            if not activity.active or changed - TERMS:
                raise UserError(
                    self.env._(
                        "%(work)s: given by %(giver)s, it stays as it is. The person acknowledges it or says "
                        "what came of it, who gave it ends it with a reason (H3).",
                        **values,
                    )
                )
            if not activity._ops_may_steer():
                raise AccessError(
                    self.env._(
                        "%(work)s: %(giver)s gave it, and only he changes it, or who stands above him (H3).",
                        **values,
                    )
                )
            if "user_id" in vals:
                activity._ops_check_new_person(self.env["res.users"].browse(vals["user_id"]))

    def _ops_check_new_person(self, person):
        if person != self.env.user and not self.env.user._ops_guides(person):
            raise AccessError(
                self.env._(
                    "%(work)s: hand it to one of your people; %(person)s is none of them (H3).",
                    work=self.display_name,
                    person=person.sudo().name or "-",  # sudo: a colleague's name
                )
            )

    def _ops_check_moved(self, res_id):
        """Documents that are merged take along what was given on them, done by who may write both."""
        for model, activities in self.grouped("res_model").items():
            documents = self.env[model].browse({*activities.mapped("res_id"), res_id} if model else ())
            documents.exists().check_access("write")

    def _ops_may_steer(self):
        """Tell whether the user gave this, or stands above who did."""
        giver = self.sudo().ops_giver_id  # sudo: compared only
        return giver.id == self.env.uid or self.env.user._ops_guides(self.env["res.users"].browse(giver.id))

    def _ops_refuse_deletion(self):
        """What was given is kept with what became of it, and so is the document on which it was given."""
        for activity in self:
            raise UserError(
                self.env._(
                    "%(work)s: given by %(giver)s, it is kept with what came of it. Who gave it ends it "
                    "with a reason; its document is archived or cancelled instead of deleted (H3).",
                    work=activity.display_name,
                    giver=activity.sudo().ops_giver_id.name,  # sudo: a colleague's name
                )
            )
        return super()._ops_refuse_deletion()

    def _ops_permit_end(self):
        """Let core's own way of being done archive these, and keep what was said."""
        return permitted(self.env.cr, Permit(self._name, "write", self._ids, {"active", "feedback"}))
