"""A company's own clause as a repeated duty: opened each period, proven by a note and a file, else missed."""

import base64
from datetime import datetime

from freezegun import freeze_time

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Command
from odoo.tests import Form
from odoo.tools import mute_logger

from ..common import create_role
from ..ledger.common import MONDAY_9, ObligationCase

PHOTO = base64.b64encode(b"the tidy shop")
FRIDAY_9 = datetime(2026, 11, 27, 1, 0)
NEXT_MONDAY_9 = datetime(2026, 11, 30, 1, 0)


@freeze_time(MONDAY_9)
class TestOwnDuty(ObligationCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        company = {"company_id": cls.company.id, "company_ids": cls.company.ids, "tz": "Asia/Shanghai"}
        cls.admin = create_role(cls.env, "o_ad", "admin", **company)
        cls.assistant = create_role(cls.env, "o_sa", "store_assistant", **company)
        cls.colleague = create_role(cls.env, "o_sa2", "store_assistant", **company)
        cls.role = cls.env.ref("ops_dept.ops_dept_group_store_assistant")
        for user in (cls.assistant, cls.colleague, cls.consultant, cls.manager):
            cls.env["hr.employee"].create(
                {"name": user.name, "user_id": user.id, "company_id": cls.company.id}
            )
        cls.assistant.employee_id.parent_id = cls.manager.employee_id
        cls.company.partner_id.lang = "en_US"
        cls.start = cls.env["ops.log"].search([], limit=1)

    def _write(self, company=None, **vals):
        values = {
            "text": "The shop is tidied and photographed",
            "role_ids": [Command.set(self.role.ids)],
            "duty_period": "week",
            **vals,
        }
        clauses = self.env["ops.clause"].with_user(self.admin).with_company(company or self.company)
        return clauses.create(values)

    def _open(self, moment=MONDAY_9):
        with freeze_time(moment):
            return self.ledger._open_periods(self.company)

    def _owed(self, clause, user=None):
        domain = [("clause_id", "=", clause.id)]
        return self.ledger.search([*domain, ("owner_id", "=", user.id)] if user else domain, order="id")

    def _prove(self, duty, user, **vals):
        """Prove it as the browser does: the button, the form, its confirming button."""
        action = duty.with_user(user).action_ask_proof()
        form = Form(self.env[action["res_model"]].with_user(user).with_context(action["context"]))
        form.reason = vals.get("note", "Tidied at six")
        form.file = vals.get("file", PHOTO)
        wizard = form.save()
        wizard.file_name = "shop.jpg"  # the browser sends it with the file
        return wizard.action_confirm()

    # --- written --------------------------------------------------------------
    def test_the_administrator_writes_a_duty_in_the_form(self):
        with Form(self.env["ops.clause"].with_user(self.admin).with_company(self.company)) as form:
            form.text = "The shop is tidied and photographed"
            form.role_ids.add(self.role)
            form.duty_period = "month"
            form.owed_by = "team"
        clause = form.record
        self.assertEqual((clause.code, clause.kind, clause.owed_by), ("X1", "deadline", "team"))
        self.assertEqual(clause.limit_text, "by the last working day of the month")
        self.assertTrue(clause.limit_ids.is_asked)
        with Form(clause) as form, form.limit_ids.edit(0) as limit:
            limit.unit, limit.number = "day_of_month", 5
            limit.violation_number = 2
        self.assertEqual(clause.limit_text, "by day 5 of the month")
        rows = self.env["ops.log"].search([("event", "=", "setting"), ("id", ">", self.start.id)], order="id")
        self.assertEqual({row.clause_code for row in rows}, {"X1"})
        self.assertLessEqual(
            {("Owed again", "Every month"), ("Owed by", "Each sales team")},
            {(row.setting, row.value_to) for row in rows},
        )

    def test_each_period_has_its_first_limit(self):
        for period, due in (
            ("day", datetime(2026, 11, 23, 10, 0)),
            ("week", datetime(2026, 11, 27, 10, 0)),
            ("month", datetime(2026, 11, 30, 10, 0)),
            ("half_year", datetime(2026, 12, 31, 10, 0)),
            ("year", datetime(2026, 12, 31, 10, 0)),
        ):
            with self.subTest(period):
                clause = self._write(duty_period=period)
                self._open()
                self.assertEqual(set(self._owed(clause).mapped("date_due")), {due})

    def test_conduct_is_owed_by_nobody_and_another_companys_duty_neither(self):
        conduct = self._write(duty_period=False)
        other = self._create_company("Second Ltd")
        self.admin.company_ids += other
        foreign = self._write(other)
        self.assertEqual((conduct.code, foreign.code), ("X1", "X1"))
        self._open()
        self.assertFalse(self._owed(conduct) | self._owed(foreign))
        self.assertEqual((conduct.kind, conduct.limit_ids.ids), ("conduct", []))

    def test_what_is_owed_once_is_the_duty_of_one_role(self):
        roles = self.role | self.env.ref("ops_dept.ops_dept_group_office")
        for owed_by in ("team", "company"):
            with self.assertRaisesRegex(ValidationError, "X1"), self.env.cr.savepoint():
                self._write(owed_by=owed_by, role_ids=[Command.set(roles.ids)])
        clause = self._write(owed_by="company")
        self._open()
        duty = self._owed(clause)
        self.assertEqual((len(duty), duty.group_id, duty.owner_id.id), (1, self.role, False))
        self._prove(duty, self.colleague)
        self.assertEqual((duty.state, duty.met_by_id), ("met", self.colleague))

    def test_another_period_ends_what_was_opened_and_a_duty_does_not_become_conduct(self):
        clause = self._write()
        self._open()
        old = self._owed(clause)
        clause.duty_period = "month"
        self.assertEqual(set(old.mapped("state")), {"waived"})
        self._open()
        self.assertEqual(set((self._owed(clause) - old).mapped("period")), {"2026-11"})
        with self.assertRaisesRegex(UserError, "X1"), self.env.cr.savepoint():
            clause.duty_period = False
        clause.is_active = False
        self.assertEqual(set(self._owed(clause).mapped("state")), {"waived"})

    def test_only_administrators_say_what_is_owed_and_only_of_own_clauses(self):
        clause = self._write()
        for user in (self.assistant, self.manager, self.leader, self.auditor):
            for vals in ({"duty_period": "day"}, {"owed_by": "company"}):
                refused = self.assertRaises(AccessError)
                with self.subTest(user=user.login, vals=vals), refused, self.env.cr.savepoint():
                    clause.with_user(user).write(vals)
        shipped = self.env.ref("ops_dept.clause_r11").with_user(self.admin)
        for vals in ({"duty_period": "day"}, {"owed_by": "person"}):
            with self.subTest(vals=vals), self.assertRaises(UserError), self.env.cr.savepoint():
                shipped.write(vals)

    # --- proven ---------------------------------------------------------------
    def test_each_holder_proves_it_from_the_first_page(self):
        clause = self._write()
        self._open()
        mine, other = self._owed(clause, self.assistant), self._owed(clause, self.colleague)
        self.assertEqual((len(mine), len(other), len(self._owed(clause))), (1, 1, 2))
        home = self.env["ops.home"].with_user(self.assistant).with_company(self.company).get_home()
        row = next(row for card in home["cards"] for row in card["rows"] if row["id"] == mine.id)
        self.assertEqual(
            (row["model"], row["res_id"], row["method"]), ("ops.obligation", mine.id, "action_ask_proof")
        )
        self._prove(mine, self.assistant)
        self.assertEqual((mine.state, mine.met_by_id, mine.late_hours), ("met", self.assistant, 0))
        self.assertEqual((mine.proof_note, mine.proof, mine.proof_name), ("Tidied at six", PHOTO, "shop.jpg"))
        self.assertEqual(mine.with_user(self.manager).proof, PHOTO, "his head reads it")
        self.assertEqual(other.state, "open")
        self._open(FRIDAY_9)
        self.assertEqual(len(self._owed(clause)), 2, "not a second time in the same week")
        self._open(NEXT_MONDAY_9)
        self.assertEqual(self._owed(clause, self.assistant).mapped("period"), ["2026-W48", "2026-W49"])

    def test_a_late_proof_is_taken_and_marked_and_the_violation_stays(self):
        clause = self._write()
        self._open()
        duty = self._owed(clause, self.assistant)
        with freeze_time(NEXT_MONDAY_9):
            self.ledger._close_missed()
            self.assertEqual(duty.state, "missed")
            violation = self.env["ops.violation"].search([("obligation_id", "=", duty.id)])
            self.assertEqual((violation.clause_id, violation.state), (clause, "noted"))
            self.assertTrue(duty.with_user(self.assistant).can_prove)
            self._prove(duty, self.assistant)
        self.assertEqual((duty.state, duty.date_met), ("met", NEXT_MONDAY_9))
        self.assertGreater(duty.late_hours, 0)
        self.assertTrue(duty.date_violated)
        self.assertEqual(violation.state, "noted")

    def test_the_deputy_of_who_is_away_proves_it(self):
        clause = self._write()
        self._open()
        duty = self._owed(clause, self.assistant)
        self.env["ops.absence"].create(
            {
                "user_id": self.assistant.id,
                "deputy_id": self.colleague.id,
                "date_from": "2026-11-23",
                "date_to": "2026-11-24",
                "scope": "duties",
            }
        )
        self._prove(duty, self.colleague)
        self.assertEqual((duty.state, duty.met_by_id), ("met", self.colleague))

    # --- nobody comes past ------------------------------------------------------
    @mute_logger("odoo.models", "odoo.addons.base.models.ir_model", "odoo.addons.base.models.ir_rule")
    def test_ways_past_the_proof(self):
        clause = self._write()
        self._open()
        duty = self._owed(clause, self.assistant)
        document = self._create_document()
        document._open_obligations("W4.F", owners=self.assistant)
        of_document = self.ledger.search([("res_model", "=", document._name), ("res_id", "=", document.id)])
        ways = {
            "no file": (self.assistant, lambda o: o.action_prove("Tidied", False), UserError),
            "empty file": (self.assistant, lambda o: o.action_prove("Tidied", ""), UserError),
            "no base64": (self.assistant, lambda o: o.action_prove("Tidied", 7), UserError),
            "no note": (self.assistant, lambda o: o.action_prove(" ", PHOTO), UserError),
            "a colleague": (self.colleague, lambda o: o.action_prove("Tidied", PHOTO), AccessError),
            "his head": (self.manager, lambda o: o.action_prove("Tidied", PHOTO), AccessError),
            "a leader": (self.leader, lambda o: o.action_prove("Tidied", PHOTO), AccessError),
            "write": (self.assistant, lambda o: o.write({"state": "met"}), AccessError),
            "write proof": (self.assistant, lambda o: o.write({"proof": PHOTO}), AccessError),
            "administrator": (self.admin, lambda o: o.write({"state": "met"}), AccessError),
            "other duty": (
                self.assistant,
                lambda o: of_document.with_user(o.env.uid).action_prove("Tidied", PHOTO),
                UserError,
            ),
        }
        for way, (user, act, error) in ways.items():
            with self.subTest(way), self.assertRaises(error), self.env.cr.savepoint():
                act(duty.with_user(user))
            self.assertEqual((duty.state, duty.proof, of_document.state), ("open", False, "open"))
        self.assertFalse(duty.with_user(self.manager).can_prove)
        duty.with_user(self.assistant).action_prove("Tidied", PHOTO)
        self.assertEqual(duty.state, "met")

    def test_the_proof_stays_as_it_is(self):
        clause = self._write()
        self._open()
        duty = self._owed(clause, self.assistant)
        self._prove(duty, self.assistant)
        with self.assertRaisesRegex(UserError, "stay as they are"), self.env.cr.savepoint():
            duty.with_user(self.assistant).action_prove("Better", base64.b64encode(b"another"))
        file = self.env["ir.attachment"].search(
            [("res_model", "=", "ops.obligation"), ("res_id", "=", duty.id), ("res_field", "=", "proof")]
        )
        for user in (self.assistant, self.admin, self.env.user):
            for act in (
                lambda file: file.write({"raw": b"forged"}),
                lambda file: file.write({"name": "other.jpg"}),
                lambda file: file.unlink(),
            ):
                refused = self.assertRaises(UserError)
                with self.subTest(user=user.login), refused, self.env.cr.savepoint():
                    act(file.with_user(user))
        self.assertEqual((file.raw, duty.proof_note), (b"the tidy shop", "Tidied at six"))

    def test_nothing_opens_while_the_rulebook_is_off(self):
        clause = self._write()
        self.company.ops_rulebook = False
        self._open()
        self.assertFalse(self._owed(clause))
