"""By the 5th the team's contract originals of last month are numbered and bound (R15)."""

from freezegun import freeze_time

from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, tagged

from ...common import clause
from .common import APRIL_3, MARCH_20, MAY_4, VolumeCase


@tagged("post_install", "-at_install")
class TestContractVolume(VolumeCase):
    @clause("R15")
    def test_a_month_is_listed_explained_and_bound(self):
        march = self._march()
        with freeze_time(APRIL_3):
            form = Form(self.env["ops.contract.volume"].with_user(self.support))
            self.assertEqual((form.team_id, form.date_from), (self.team, fields.Date.to_date("2026-03-01")))
            volume = form.save()
            numbers = [march[name] for name in ("first", "missing", "void", "second", "held")]
            self.assertEqual(
                volume.line_ids.contract_id.with_env(self.env).ids, [each.id for each in numbers]
            )
            self.assertEqual(volume.line_ids.mapped("status"), ["ready", "missing", "void", "ready", "held"])
            self.assertEqual(self._line(volume, march["missing"]).holder_id, self.consultant)
            self.assertEqual(self._line(volume, march["void"]).explanation, "coffee on it")
            self.assertEqual(self._line(volume, march["held"]).explanation, "Issued")
            self.assertEqual((volume.bound_count, volume.missing_count, volume.other_count), (2, 1, 2))
            self.assertIn(march["missing"].name, volume.blockers)
            self.assertIn(self.consultant.name, volume.blockers)
            with self.assertRaisesRegex(UserError, rf"R15[\s\S]*{march['missing'].name}"):
                volume.action_bind()
            self._line(volume, march["missing"]).reason = "With the customer for his seal, back on the 10th"
            with self.assertRaisesRegex(UserError, "where the volume is kept"):
                volume.action_bind()
            volume.place = "Cabinet B"
            self.assertFalse(volume.blockers)
            volume.action_bind()
        self.assertEqual((volume.state, volume.bound_by_id), ("bound", self.support))
        bound = march["first"] | march["second"]
        self.assertEqual(bound.mapped("state"), ["bound", "bound"])
        self.assertEqual(bound.volume_id.with_env(volume.env), volume)
        self.assertEqual(bound.mapped("volume_position"), [1, 2])
        self.assertEqual(volume.line_ids.mapped("position"), [1, 0, 0, 2, 0])
        self.assertEqual(march["missing"].state, "entered", "it is bound when it comes")
        log = self.env["ops.log"].search([("model", "=", volume._name), ("res_id", "=", volume.id)])
        self.assertEqual(log.mapped("event"), ["bound"])

    def test_what_came_later_is_bound_with_the_next_month(self):
        march = self._march()
        with freeze_time(APRIL_3):
            volume = self._volume(place="Cabinet B")
            self._line(volume, march["missing"]).reason = "At the customer's"
            volume.action_bind()
            missing = march["missing"].with_user(self.support)
            missing.archive_place = "Tray"
            missing.action_archive_original()
            self._sign_contract(march["held"])
            april = self._archived()
        with freeze_time(MAY_4):
            after = self._volume(date_from="2026-04-01")
            self.assertEqual(after.place, "Cabinet B", "beside the last one")
            self.assertEqual(
                [(line.contract_id.id, line.status, line.is_earlier) for line in after.line_ids],
                [
                    (missing.id, "ready", True),
                    (march["held"].id, "missing", True),
                    (april.id, "ready", False),
                ],
            )
            self._line(after, march["held"]).reason = "By courier, due on the 6th"
            after.action_bind()
        self.assertEqual(missing.volume_id, after)
        again = self._volume(date_from="2026-02-01")
        self.assertFalse(again.line_ids, "an earlier month lists nothing of later ones")

    def test_a_month_without_numbers_is_bound_as_it_is(self):
        with freeze_time(APRIL_3):
            volume = self._volume()
            self.assertFalse(volume.line_ids)
            volume.action_bind()
        self.assertEqual(volume.state, "bound")

    def test_a_running_month_is_listed_and_not_bound(self):
        march = self._march()
        with freeze_time(MARCH_20):
            volume = self._volume(place="Cabinet B")
            self._line(volume, march["missing"]).reason = "x"
            with self.assertRaisesRegex(UserError, "month is not over"):
                volume.action_bind()
            late = self._archived()
            self.assertNotIn(late.id, volume.line_ids.contract_id.ids)
            volume.action_list_numbers()
            self.assertIn(late.id, volume.line_ids.contract_id.ids)
            self.assertEqual(self._line(volume, march["missing"]).reason, "x", "it stays")
            for month in ("2026-04-01", "2026-02-10"):
                with self.assertRaisesRegex(UserError, "R15"), self.env.cr.savepoint():
                    self._volume(date_from=month)

    def test_binding_reads_the_register_once_more(self):
        march = self._march()
        with freeze_time(APRIL_3):
            volume = self._volume(place="Cabinet B")
            self._line(volume, march["missing"]).reason = "x"
            self._sign_contract(march["held"])
            for bind in (volume.action_bind, lambda: volume.write({"state": "bound"})):
                with self.assertRaisesRegex(UserError, march["held"].name), self.env.cr.savepoint():
                    bind()
            self.env.invalidate_all()
            self.assertEqual(self._line(volume, march["held"]).status, "held", "nothing half-done")
            volume.action_list_numbers()
            self._line(volume, march["held"]).reason = "y"
            volume.action_bind()

    def test_a_contract_is_bound_with_its_volume_alone(self):
        with freeze_time(MARCH_20):
            contract = self._archived().with_user(self.support)
        with freeze_time(APRIL_3):
            volume = self._volume()
            for vals in (
                {"state": "bound"},
                {"volume_id": volume.id},
                {"volume_id": volume.id, "state": "bound"},
            ):
                for user in (self.support, self.consultant, self.env.user):
                    with self.assertRaises(UserError), self.env.cr.savepoint():
                        contract.with_user(user).write(vals)
            for vals in ({"state": "bound"}, {"date_bound": MARCH_20}, {"line_ids": [(5,)]}):
                with self.assertRaises(UserError), self.env.cr.savepoint():
                    volume.with_user(self.manager).write(vals)
            with self.assertRaises(UserError), self.env.cr.savepoint():
                volume.line_ids.write({"status": "void"})
            with self.assertRaises(UserError), self.env.cr.savepoint():
                volume.line_ids.unlink()
            self.assertEqual((contract.state, volume.state), ("archived", "draft"))
            self.company.ops_rulebook = False
            contract.write({"state": "bound"})
        self.assertEqual(contract.state, "bound")

    # ------------------------------------------------------------------
    # The duty
    # ------------------------------------------------------------------
    def _open_periods(self):
        """What the hourly job does in this company."""
        ledger = self.env["ops.obligation"]
        ledger._mark_missed(100)
        ledger._open_periods(self.company)

    def _owed(self):
        return self.env["ops.obligation"].search(
            [("clause_id.code", "=", "R15"), ("team_id", "=", self.team.id)]
        )

    @clause("R15", part="by the 5th")
    def test_it_is_owed_by_the_5th_and_met_by_binding(self):
        march = self._march()
        with freeze_time(MARCH_20):
            self._open_periods()
        owed = self._owed()
        self.assertEqual((owed.owner_id, owed.period), (self.support, "2026-03"))
        self.assertEqual(self.company._ops_day_of(owed.date_due), fields.Date.to_date("2026-04-05"))
        with freeze_time(APRIL_3):
            mine = owed.with_user(self.support)
            self.assertEqual(mine._get_volume_button()["method"], "action_prepare_volume")
            self.assertFalse(owed.with_user(self.manager)._get_volume_button(), "not his to bind")
            action = mine.action_prepare_volume()
            volume = self.env["ops.contract.volume"].with_user(self.support).browse(action["res_id"])
            self.assertEqual((volume.team_id.id, str(volume.date_from)), (self.team.id, "2026-03-01"))
            self._sign_contract(march["held"])
            self.assertEqual(mine.action_prepare_volume()["res_id"], volume.id, "one for each month")
            self.assertEqual(self._line(volume, march["held"]).status, "missing", "listed anew")
            volume.line_ids.filtered(lambda line: line.status == "missing").reason = "x"
            volume.place = "Cabinet B"
            self.assertNotEqual(owed.state, "met")
            volume.action_bind()
        self.assertEqual(owed.state, "met")
        self.assertFalse(owed.late_hours)

    @clause("R15", part="missed")
    def test_one_that_comes_late_is_marked(self):
        with freeze_time(MARCH_20):
            self._open_periods()
        with freeze_time("2026-04-08 02:00:00"):
            self._open_periods()
            owed = self._owed().filtered(lambda duty: duty.period == "2026-03")
            self.assertEqual(owed.state, "missed")
            self._volume().action_bind()
        self.assertEqual(owed.state, "met")
        self.assertGreater(owed.late_hours, 0)

    # ------------------------------------------------------------------
    # Who
    # ------------------------------------------------------------------
    def test_support_of_the_team_makes_it_others_read_or_see_none(self):
        self._march()
        with freeze_time(APRIL_3):
            volume = self._volume()
            for reader in (self.manager, self.leader, self.auditor):
                seen = volume.with_user(reader)
                self.assertEqual(len(seen.line_ids), 5, reader.login)
                with self.assertRaises(AccessError):
                    seen.place = "Elsewhere"
                with self.assertRaises(AccessError):
                    seen.action_bind()
            for other in (self.consultant, self.other_manager, self.accountant, self.technician):
                self.assertFalse(self.env[volume._name].with_user(other).search([]), other.login)
                with self.assertRaises(AccessError):
                    volume.with_user(other).read(["name"])
                with self.assertRaises(AccessError):
                    volume.line_ids.with_user(other).read(["status"])
            for user in (self.manager, self.consultant, self.leader):
                with self.assertRaises(AccessError):
                    self._volume(user, date_from="2026-02-01")

    def test_one_volume_of_a_team_and_month_and_drafts_go(self):
        with freeze_time(APRIL_3):
            volume = self._volume()
            with self.assertRaisesRegex(Exception, "ops_contract_volume_team_month"), self.env.cr.savepoint():
                self._volume()
            volume.unlink()
            kept = self._volume()
            kept.action_bind()
            with self.assertRaisesRegex(UserError, "R15"):
                kept.unlink()

    def test_readers_of_a_list_of_volumes_ask_as_often_as_for_one(self):
        self._march()
        with freeze_time(APRIL_3):
            one = self._volume()
            months = [f"2025-{month:02}-01" for month in range(1, 11)]
            many = one.create([{"team_id": self.team.id, "date_from": month} for month in months])
        names = ["display_name", "numbers", "bound_count", "missing_count", "other_count"]

        def count(volumes):
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            volumes.with_user(self.manager).read(names)
            return self.env.cr.sql_log_count - before

        count(one)
        self.assertLessEqual(count(one | many), count(one))
