"""Places of taps: with the tap only, where both agreed, the person's and his head's, not for long."""

from datetime import timedelta

from freezegun import freeze_time

from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.service.model import call_kw
from odoo.tests import new_test_user, tagged

from ...common import clause
from ..visit_case import MONDAY, VisitCase

HERE = {"state": "taken", "latitude": 31.298, "longitude": 120.585, "accuracy": 20}
NEAR = {**HERE, "latitude": 31.2995}  # some 170 metres north
FAR = {**HERE, "latitude": 31.33}  # some 3.5 kilometres north


@tagged("post_install", "-at_install")
@freeze_time(MONDAY)
class TestPlace(VisitCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company.ops_place_on = True

    def _agree(self, user=None):
        (user or self.consultant).with_user(user or self.consultant)._ops_answer_place("yes", self.company)

    def _go(self, depart=HERE, arrive=HERE, finish=HERE, **vals):
        """Return a visit that was made, with the positions that the browser sent at each tap."""
        visit = self._plan(**vals)
        visit.action_depart(depart)
        visit.action_arrive(arrive)
        visit.action_finish(finish)
        return visit

    def _places(self, visit, user=None):
        places = self.env["ops.visit.place"].with_user(user or self.consultant)
        return places.search([("visit_id", "=", visit.id)])

    # --- only where both agreed --------------------------------------------------

    @clause("V1.1", part="the place of a tap")
    def test_each_tap_keeps_its_place_and_its_accuracy(self):
        self._agree()
        places = self._places(self._go())
        self.assertEqual(places.mapped("tap"), ["depart", "arrive", "finish"])
        self.assertEqual(set(places.mapped("accuracy")), {20})
        self.assertEqual(places.mapped("result"), [False, "unknown", "unknown"])

    def test_nothing_is_kept_unless_company_and_person_agreed(self):
        self.assertFalse(self._places(self._go(), self.consultant), "the person did not answer")
        self._agree()
        self.company.ops_place_on = False
        self.assertFalse(self._places(self._go()), "the company keeps none")
        self.company.ops_place_on = True
        self.consultant.with_user(self.consultant)._ops_answer_place("no", self.company)
        self.assertFalse(self._places(self._go()), "the person refused")

    def test_the_question_says_what_is_kept_who_sees_it_and_how_long(self):
        visit = self._plan()
        self.assertIn(self.manager.name, visit.place_question)
        self.assertIn("30 days", visit.place_question)
        self.assertFalse(visit.takes_place)
        visit.action_agree_place()
        visit.invalidate_recordset()
        self.assertTrue(visit.takes_place)
        self.assertFalse(visit.place_question)
        self.company.ops_place_days = 90
        visit.invalidate_recordset()
        self.assertFalse(visit.takes_place, "he agreed to thirty days")
        self.assertIn("90 days", visit.place_question)

    def test_who_takes_it_back_leaves_nothing(self):
        self._agree()
        visit = self._go()
        visit.action_refuse_place()
        self.assertFalse(self.env["ops.visit.place"].search([("user_id", "=", self.consultant.id)]))

    def test_nobody_agrees_for_somebody_else(self):
        settings = self.env["res.users.settings"]._find_or_create_for_user(self.consultant)
        admin = new_test_user(self.env, "place_admin", groups="base.group_system")
        for user in (admin, self.manager):
            with self.assertRaises(AccessError):
                settings.with_user(user).write({"ops_place_answer": "yes", "ops_place_days": 30})
        with self.assertRaises(AccessError):
            settings.sudo().with_user(admin).sudo().write({"ops_place_answer": "yes"})
        settings.with_user(self.consultant).write({"ops_place_answer": "yes", "ops_place_days": 30})

    # --- never a block ---------------------------------------------------------

    @clause("V1.1", part="no tap fails because of its place")
    def test_refused_no_signal_and_nonsense_are_states_and_no_tap_fails(self):
        self._agree()
        visit = self._go({"state": "refused"}, {"state": "unsupported"}, {"state": "taken", "latitude": "?"})
        places = self._places(visit)
        self.assertEqual(places.mapped("state"), ["refused", "unsupported", "no_signal"])
        self.assertEqual(visit.state, "finished")
        for nonsense in ("here", 5, {"state": "taken", "latitude": 100, "longitude": 0}, {"state": "spy"}):
            self.assertEqual(self.env["ops.visit.place"]._read_position(nonsense), {"state": "no_signal"})

    def test_the_place_comes_by_the_tap_of_the_browser_too(self):
        self._agree()
        visit = self._plan()
        call_kw(visit.browse(), "action_depart", [visit.ids, HERE], {})
        self.assertEqual(self._places(visit).latitude, HERE["latitude"])

    def test_a_tap_that_was_refused_keeps_no_place(self):
        self._agree()
        visit = self._plan(goal_id=False)
        with self.assertRaises(UserError):
            visit.action_depart(HERE)
        with self.assertRaises(UserError):
            visit.action_finish(HERE)
        self.assertFalse(self._places(visit))

    # --- where the customer is --------------------------------------------------

    @clause("V1.1", part="at the place, elsewhere or unknown")
    def test_the_customers_place_is_learnt_from_the_first_confirmed_arrival(self):
        self._agree()
        first = self._go()
        self.assertFalse(self.customer_file.has_place, "nothing is confirmed before the report")
        self._say(first).action_report()
        self.assertTrue(self.customer_file.has_place)
        self.assertEqual(
            self._places(self._go(arrive=NEAR, finish=FAR)).mapped("result")[1:], ["at", "elsewhere"]
        )
        unsure = self._go(arrive={**FAR, "accuracy": 5000}, finish={"state": "no_signal"})
        self.assertEqual(self._places(unsure).mapped("result")[1:], ["at", "unknown"])
        self.customer_file.with_user(self.consultant).action_forget_place()
        self.assertEqual(self._places(self._go()).mapped("result")[1:], ["unknown", "unknown"])

    def test_nothing_is_learnt_where_nobody_was_met_or_they_met_elsewhere_or_the_phone_was_unsure(self):
        self._agree()
        self._say(self._go(), result="not_met").action_report()
        self._say(self._go(place="A tea house")).action_report()
        self._say(self._go(arrive={**HERE, "accuracy": 900})).action_report()
        self.assertFalse(self.customer_file.has_place)

    def test_the_learnt_place_is_typed_by_nobody(self):
        with self.assertRaises(UserError):
            self.customer_file.with_user(self.consultant).write({"has_place": True})

    # --- whose it is -------------------------------------------------------------

    @clause("V1.1", part="a place is its person's and his head's")
    def test_nobody_but_the_person_and_his_head_finds_a_place_whichever_way(self):
        self.env.ref("base.group_user").implied_ids |= self.env.ref("base.group_allow_export")
        self._agree()
        visit = self._go()
        self.assertEqual(len(self._places(visit, self.manager)), 3)
        self.assertIn("Arrival", visit.with_user(self.manager).place_text)
        auditor = new_test_user(self.env, "place_auditor", groups="ops_dept.ops_dept_group_auditor")
        admin = new_test_user(
            self.env, "place_admin", groups="base.group_system,ops_dept.ops_dept_group_auditor"
        )
        place = self._places(visit)[:1]
        for other in (self.stranger, auditor, admin, self.leader, self.other_manager):
            with self.subTest(who=other.login):
                places = self.env["ops.visit.place"].with_user(other)
                self.assertFalse(places.search([]))
                self.assertFalse(places.search_count([("latitude", ">", 0)]))
                found = places.formatted_read_group([], aggregates=["latitude:max"])
                self.assertFalse(found[0]["latitude:max"])
                with self.assertRaises(AccessError):
                    place.with_user(other).read(["latitude"])
                with self.assertRaises(AccessError):
                    place.with_user(other).export_data(["latitude"])
                visits = self.env["ops.visit"].with_user(other)
                self.assertFalse(visits.search([("place_ids.latitude", ">", 0)]))
        seen = visit.with_user(auditor)
        self.assertFalse(seen.place_ids)
        self.assertFalse(seen.place_text)
        self.assertFalse(seen.export_data(["place_ids/latitude"])["datas"][0][0])

    def test_nobody_writes_a_place_by_hand(self):
        self._agree()
        place = self._places(self._go())[:1]
        for user in (self.consultant, self.manager, self.leader):
            places = self.env["ops.visit.place"].with_user(user)
            with self.assertRaises(AccessError):
                places.create({"visit_id": place.visit_id.id, "tap": "arrive", "state": "taken"})
            with self.assertRaises(AccessError):
                place.with_user(user).write({"latitude": 1})
            with self.assertRaises(AccessError):
                place.with_user(user).unlink()
        with self.assertRaises(AccessError):
            place.visit_id.write({"place_ids": [(0, 0, {"tap": "arrive", "state": "taken"})]})

    # --- not for long -------------------------------------------------------------

    def test_after_its_days_a_place_is_deleted_and_the_customers_stays(self):
        self._agree()
        visit = self._say(self._go())
        visit.action_report()
        with freeze_time(MONDAY + timedelta(days=29)):
            self.env["ops.visit.place"]._cron_forget()
            self.assertEqual(len(self._places(visit)), 3)
        with freeze_time(MONDAY + timedelta(days=31)):
            self.env["ops.visit.place"]._cron_forget()
            self.assertFalse(self._places(visit))
        self.assertTrue(self.customer_file.has_place)
        self.assertEqual(fields.Datetime.now(), MONDAY)
