from odoo import api, fields, models


class OpsPlaced(models.AbstractModel):
    """What is tapped on the way: the question before the first tap, the answer, and what was kept.

    A model that inherits it has `user_id`, `company_id` and `place_ids`, says with `_place_link` by which
    field of `ops.visit.place`, and calls `_keep_places` once a tap was done.
    """

    _name = "ops.placed"
    _description = "Record with places of taps"

    _place_link = ""
    _place_depends = ("user_id", "company_id", "state")

    takes_place = fields.Boolean(compute="_compute_place_asked", export_string_translation=False)
    place_answer = fields.Char("Places", compute="_compute_place_asked")
    place_question = fields.Text(compute="_compute_place_asked", export_string_translation=False)
    place_text = fields.Char("Places of these taps", compute="_compute_place_text")

    def _has_places(self):
        """Tell whether the taps of this record keep a place at all."""
        return True

    def _is_before_last_tap(self):
        """Tell whether a tap is still to come."""
        return True

    @api.depends(lambda self: self._place_depends)
    @api.depends_context("uid", "lang")
    def _compute_place_asked(self):
        user, answers = self.env.user, {}
        words = {"yes": self.env._("kept at my taps"), "no": self.env._("not kept")}
        for record in self:
            company = record.company_id or self.env.company
            mine = record.user_id == user and company.ops_place_on and record._has_places()
            if mine and company not in answers:
                answers[company] = user._ops_place_answer(company)
            answer = mine and answers[company]
            record.takes_place = answer == "yes"
            record.place_answer = words.get(answer, "")
            record.place_question = (
                mine and not answer and record._is_before_last_tap() and record._get_place_question(company)
            )

    def _get_place_question(self, company):
        """Return in words what is kept, who sees it and how long."""
        user = self.env.user
        heads = (user.sale_team_id.user_id | user._ops_heads(company, named=True)[user]) - user
        names = self.env["tier.review"]._ops_names(heads.sudo())  # sudo: names
        return self.env._(
            "May your place be kept %(taps)s? Kept are the position and how exact it is, at these taps, "
            "never in between. You and your head (%(head)s) see it, nobody else. It is deleted after "
            "%(days)s days; only where the customer is found stays in his file, without your name. Nothing "
            "depends on your answer, and you can change it at any time where it says “Places”; then what was "
            "kept is deleted at once.",
            taps=self.env._(" and ").join(self.env["ops.visit.place"]._get_tap_words()),
            head=names or self.env._("if you have one"),
            days=company.ops_place_days,
        )

    @api.depends("place_ids")
    @api.depends_context("uid", "lang")
    def _compute_place_text(self):
        """Say where each tap was, to who may read it: the others find no place here."""
        fields_of = self.env["ops.visit.place"]._fields
        said = {
            name: dict(fields_of[name]._description_selection(self.env))
            for name in ("tap", "state", "result")
        }
        for record in self:
            texts = [
                self.env._(
                    "%(tap)s: %(where)s",
                    tap=said["tap"][place.tap],
                    where=said["result"][place.result]
                    if place.state == "taken" and place.result
                    else said["state"][place.state],
                )
                for place in record.place_ids
            ]
            record.place_text = " · ".join(texts)

    def action_agree_place(self):
        """Agree that the user's own places are kept at his taps."""
        self.env.user._ops_answer_place("yes", self.company_id[:1] or self.env.company)
        return True

    def action_refuse_place(self):
        """Refuse it, or take it back: what was kept of the user is deleted."""
        self.env.user._ops_answer_place("no", self.company_id[:1] or self.env.company)
        return True

    # ------------------------------------------------------------------
    # Keeping it
    # ------------------------------------------------------------------
    def _keep_places(self, tap, position):
        """Keep a position with a tap that was done, of those records whose person agreed to it.

        :param dict position: state, latitude, longitude in degrees, accuracy in metres; none: nothing
        """
        placed = self.filtered("takes_place") if position else self.browse()
        places = self.env["ops.visit.place"]
        vals = placed and places._read_position(position)
        # sudo: nobody creates places but a tap; whose it is and that he agreed was asked (`takes_place`)
        places.sudo().create(
            [
                {
                    self._place_link: record.id,
                    "user_id": record.user_id.id,
                    "company_id": record.company_id.id,
                    "tap": tap,
                    "result": record._get_place_result(tap, vals),
                    **vals,
                }
                for record in placed
            ]
        )

    def _get_place_result(self, tap, vals):
        """Tell whether a position is at the customer's; False where that is not asked at this tap."""
        return False

    def _compare_place(self, vals, partners):
        """Tell whether a position is at one of these customers': within the company's metres and what is
        unsure.
        """
        known = self.env["ops.customer"]._get_places_of(partners, self.company_id)
        if vals["state"] != "taken" or not known:
            return "unknown"
        here = (vals["latitude"], vals["longitude"])
        metres = min(self.env["ops.visit.place"]._get_metres(here, place) for place in known)
        near = self.company_id.ops_place_metres + vals["accuracy"]
        return "at" if metres <= near else "elsewhere"
