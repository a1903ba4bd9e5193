"""What the models declare is consistent: fields, states, moves, roles, rows of their doors."""

from odoo.tests import TransactionCase, tagged

TABLES = ("_ops_prepared", "_ops_on_create", "_ops_created", "_ops_on_write", "_ops_on_unlink")


@tagged("post_install", "-at_install")
class TestDeclarations(TransactionCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        names = cls.registry.descendants(["ops.guarded"], "_inherit")
        cls.guarded = [cls.env[name] for name in names if not cls.registry[name]._abstract]

    def test_there_is_something_declared(self):
        self.assertGreater(len(self.guarded), 12)
        self.assertIn("slip_number", self.env["ops.release"]._ops_declared("stamp"))
        self.assertIn("ops_print_count", self.env["sale.order"]._ops_declared("stamp"))

    def test_stamps_are_read_only_and_not_copied(self):
        for model in self.guarded:
            for name in model._ops_declared("stamp"):
                field = model._fields[name]
                self.assertTrue(field.readonly and not field.copy, field)

    def test_derived_fields_are_computed(self):
        for model in self.guarded:
            for name in model._ops_declared("derived"):
                field = model._fields[name]
                # purchasing's lead time follows from its answer
                self.assertTrue(field.compute or name == "ops_lead_days", field)

    def test_frozen_fields_name_a_set_of_states_that_exist(self):
        for model in self.guarded:
            states = self._states(model)
            for found in model._state_sets.values():
                self.assertLessEqual(set(found), states, model)
            for name in model._ops_declared("frozen"):
                self.assertIn(model._fields[name].frozen, model._state_sets, model._fields[name])

    def test_moves_lead_from_states_that_exist_by_roles_that_exist(self):
        for model in self.guarded:
            states = self._states(model)
            for target, move in model._transitions.items():
                self.assertIn(target, states, model)
                self.assertLessEqual(set(move.sources), states, (model, target))
                for role in move.roles:
                    self.assertTrue(self.env.ref(f"ops_dept.ops_dept_group_{role}"), (model, target))
                names = (*self._methods(move.verb), f"action_{move.verb}")
                known = [getattr(model, name, None) for name in names]
                self.assertTrue(any(known) or move.roles, f"{model}: nothing is said about {move.verb}")

    def test_nothing_written_is_nothing_refused(self):
        """A write to no record is none: it is no new record that starts at a later step."""
        tried = 0
        for model in self.guarded:
            for target in model._transitions:
                with self.subTest(model=model._name, state=target):
                    self.assertTrue(model.browse().write({model._state_field: target}))
                    tried += 1
        self.assertGreater(tried, 50)

    def test_rows_of_the_doors_name_methods_one_for_each_place(self):
        rows = 0
        for model in self.guarded:
            for table in TABLES:
                for method in model._ops_door_rows(table):
                    self.assertTrue(callable(getattr(model, method)), (model, method))
                    rows += 1
        self.assertGreater(rows, 20)

    def _states(self, model):
        field = model._fields.get(model._state_field)
        return set(field.get_values(self.env)) if field and field.type == "selection" else set()

    def _methods(self, verb):
        return (f"_check_{verb}", f"_prepare_{verb}_vals", f"_do_{verb}")
