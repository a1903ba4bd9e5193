"""Contract numbers: gapless per company and year; each used, voided or held; running ones kept (M7.3)."""

from freezegun import freeze_time

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import new_test_user, tagged

from ...common import clause
from ..contract_gate import ContractGateCase


@tagged("post_install", "-at_install")
class TestContractRegister(ContractGateCase):
    def _issue(self, number=1, **vals):
        """Let support issue numbers, each to the consultant."""
        values = {
            "partner_id": self.customer.id,
            "user_id": self.consultant.id,
            "holder_id": self.consultant.id,
            "team_id": self.team.id,
            **vals,
        }
        return self.env["ops.contract"].with_user(self.support).create([values] * number)

    @clause("M7.3", part="register")
    def test_every_number_is_used_voided_or_held_by_a_person(self):
        with freeze_time("2031-03-01 04:00:00"):
            first = self._issue()
            batch = self._issue(3)
            used = self._sign_contract(self._create_contract(self._approve(self._create_order())))
        contracts = first | batch | used
        self.assertEqual(contracts.mapped("name"), [f"HT-2031-0000{number}" for number in range(1, 6)])
        batch[0].with_user(self.support).action_void("coffee on it", form_returned=True)
        batch[1].with_user(self.consultant).action_cancel("the customer bought elsewhere")
        self.assertEqual(
            contracts.mapped("register_state"),
            ["held", "voided", "held", "held", "used"],
            "cancelled: form not back",
        )
        batch[1].with_user(self.support).action_void("the customer bought elsewhere", form_returned=True)
        self.assertEqual(batch[1].register_state, "voided")
        held = contracts.filtered(lambda contract: contract.register_state == "held")
        self.assertEqual(held.holder_id, self.consultant)
        found = self.env["ops.contract"].search(
            [("number_year", "=", 2031), ("company_id", "=", self.company.id)]
        )
        self.assertEqual(sorted(found.mapped("number")), [1, 2, 3, 4, 5], "nothing is missing")
        log = self.env["ops.log"].search([("model", "=", "ops.contract"), ("res_id", "in", contracts.ids)])
        self.assertEqual(len(log.filtered(lambda row: row.event == "issued")), 5)
        self.assertEqual(len(log.filtered(lambda row: row.event == "voided")), 2)

    def test_series_of_each_year_and_company(self):
        with freeze_time("2031-12-31 15:59:00"):  # a minute before midnight in Shanghai
            self.company.resource_calendar_id.tz = "Asia/Shanghai"  # the user's own clock is elsewhere
            self.assertEqual(self._issue().name, "HT-2031-00001")
        with freeze_time("2031-12-31 16:01:00"):
            self.assertEqual(self._issue().name, "HT-2032-00001")
        other = self.env["res.company"].create({"name": "Elsewhere", "ops_rulebook": True})
        self.support.company_ids |= other
        with freeze_time("2031-06-01 04:00:00"):
            contract = self._issue(company_id=other.id, team_id=False)
        self.assertEqual(contract.name, "HT-2031-00001")
        with self.assertRaisesRegex(UserError, r"belongs to Elsewhere.*M7\.3"):
            contract.sudo().company_id = self.company

    def test_format_is_a_setting_of_the_administrator(self):
        company = self.company.with_user(self.rule_admin)
        with self.assertRaises(AccessError):
            company.with_user(self.support).write({"ops_contract_format": "X%(year)s-%(number)d"})
        company = self.company
        for wrong in ("HT-%(number)05d", "HT-%(year)s", "HT-%(year)s-%(number)s-%(more)s", "HT"):
            with self.assertRaisesRegex(ValidationError, r"M7\.3"), self.env.cr.savepoint():
                company.ops_contract_format = wrong
        company.ops_contract_format = "%(year)s/GP(%(number)03d)"
        with freeze_time("2031-03-01 04:00:00"):
            self.assertEqual(self._issue().name, "2031/GP(001)")
        log = self.env["ops.log"].search(
            [("event", "=", "setting"), ("model", "=", "res.company"), ("res_id", "=", company.id)], limit=1
        )
        self.assertIn("GP(", log.value_to)

    def test_holder_is_a_person_and_is_changed_by_support(self):
        contract = self._issue()
        self.assertEqual((contract.holder_id, contract.issued_by_id), (self.consultant, self.support))
        with self.assertRaisesRegex(AccessError, r"M7\.3"):
            contract.with_user(self.consultant).holder_id = self.colleague
        contract.with_user(self.support).holder_id = self.colleague
        self.assertIn(contract, self.env["ops.contract"].with_user(self.colleague).search([]))

    def test_issuing_many_takes_the_lock_once(self):
        def count(number):
            self.env.flush_all()
            before = self.env.cr.sql_log_count
            self._issue(number)
            self.env.flush_all()
            return self.env.cr.sql_log_count - before

        count(1)
        few, many = count(2), count(20)
        self.assertLess((many - few) / 18, 8, "queries per further contract: its row, number, message, log")

    # ------------------------------------------------------------------
    # Go-live
    # ------------------------------------------------------------------
    def _open_import(self):
        self.company.ops_contract_import = True

    def _import(self, user, *rows):
        names = [
            "name",
            "state",
            "date_signed",
            "is_migrated",
            "partner_id/.id",
            "user_id/.id",
            "holder_id/.id",
        ]
        people = [str(self.customer.id), str(self.consultant.id), str(self.consultant.id)]
        return self.env["ops.contract"].with_user(user).load(names, [[*row, *people] for row in rows])

    @clause("M7.3", part="running contracts")
    def test_running_contracts_keep_their_old_numbers(self):
        rows = [
            ("GP2025-117", "entered", "2025-11-03 02:00:00", "1"),
            ("GP2025-118", "signed", "2025-12-03 02:00:00", "1"),
        ]
        result = self._import(self.rule_admin, *rows)
        self.assertFalse(result["ids"], "the import is not open")
        self.assertIn("M7.3", result["messages"][0]["message"])
        self._open_import()
        for user in (self.support, self.manager, self.leader):
            result = self._import(user, *rows)
            self.assertFalse(result["ids"], user.name)
        result = self._import(self.rule_admin, *rows)
        self.assertFalse(result["messages"], result["messages"])
        contracts = self.env["ops.contract"].browse(result["ids"])
        self.assertRecordValues(
            contracts,
            [
                {"name": "GP2025-117", "state": "entered", "register_state": "used", "number": 0},
                {"name": "GP2025-118", "state": "signed", "register_state": "used", "number": 0},
            ],
        )
        log = self.env["ops.log"].search([("model", "=", "ops.contract"), ("res_id", "in", contracts.ids)])
        self.assertEqual([(row.event, row.user_id) for row in log], [("migrated", self.rule_admin)] * 2)
        for row in (
            ("", "signed", "2025-11-03 02:00:00", "1"),
            ("GP1", "negotiating", "2025-11-03 02:00:00", "1"),
            ("GP1", "signed", "", "1"),
        ):
            self.assertFalse(self._import(self.rule_admin, row)["ids"], row)

    def test_series_starts_where_the_administrator_says_once(self):
        with freeze_time("2031-03-01 04:00:00"):
            with self.assertRaises(AccessError):
                self.company.with_user(self.support).write({"ops_contract_start": 118})
            self.company.ops_contract_start = 118
            self._open_import()
            result = self._import(self.rule_admin, ("HT-2031-00118", "signed", "2031-01-03 02:00:00", "1"))
            self.assertIn("belongs to the new series", result["messages"][0]["message"])
            result = self._import(self.rule_admin, ("HT-2031-00117", "signed", "2031-01-03 02:00:00", "1"))
            self.assertFalse(result["messages"])
            self.assertEqual(self._issue(2).mapped("name"), ["HT-2031-00118", "HT-2031-00119"])
            for number in (200, 0):
                with self.assertRaisesRegex(UserError, r"set once.*M7\.3"):
                    self.company.ops_contract_start = number
        with freeze_time("2032-03-01 04:00:00"):
            self.assertEqual(self._issue().name, "HT-2032-00001", "the next year starts at one")

    def test_administrator_issues_and_decides_nothing(self):
        admin = new_test_user(self.env, "ops_admin2", "base.group_user,ops_dept.ops_dept_group_admin")
        with self.assertRaises(AccessError):
            self.env["ops.contract"].with_user(admin).create({"partner_id": self.customer.id})
        with self.assertRaises(AccessError):
            self._issue().with_user(admin).read(["name"])
