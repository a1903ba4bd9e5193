"""With the switch off our add-ons cost core next to nothing: what `script/bench` counts is held by its causes
(T1).
"""

import cProfile

from odoo.tests import TransactionCase, tagged

# Core's documents of an order up to its payment, some written hundreds of times on the way: for how many
# kinds of our records is looked at most because one of their fields was written.
MOST_LOOKED_FOR = {
    "account.move.line": 0,
    "stock.move": 0,
    "stock.move.line": 0,
    "account.move": 2,
    "sale.order.line": 6,
}


def is_ours(field):
    return field.model_name.startswith("ops.") or field.name.startswith("ops_")


def only_ours(tree):
    """Return how many steps from records to records are made for our fields alone, and whether core needs
    this one.
    """
    found = [only_ours(inner) for inner in tree.values()]
    is_cores = any(not is_ours(field) for field in tree.root) or any(cores for _steps, cores in found)
    return sum(steps for steps, _cores in found) + (not is_cores), is_cores


@tagged("post_install", "-at_install")
class TestPlainCost(TransactionCase):
    def _count(self, call):
        """Return how many functions a call calls, itself included, once its answers are kept."""
        call()
        profile = cProfile.Profile()
        profile.runcall(call)
        return sum(entry.callcount for entry in profile.getstats()) - 1  # the profiler's own end

    def test_what_core_writes_does_not_look_for_our_documents(self):
        """A field of ours that depends on core's amounts and states by way of its document would be looked
        for by each of core's writes, on all the ways that lead to these amounts.
        """
        for name, most in MOST_LOOKED_FOR.items():
            for field in self.env[name]._fields.values():
                if is_ours(field) or not field.store:
                    continue
                tree = self.registry.get_field_trigger_tree(field)
                steps = sum(only_ours(inner)[0] for inner in tree.values())
                self.assertLessEqual(steps, most, field)

    def test_asking_again_costs_one_call(self):
        companies, moves = self.env["res.company"], self.env["stock.move"]
        self.assertLessEqual(self._count(companies._ops_companies_on), 1)
        self.assertLessEqual(self._count(moves._ops_gated_companies), 1)
        self.assertLessEqual(self._count(lambda: moves._ops_declared("stamp")), 2)
        self.assertLessEqual(self._count(lambda: moves._ops_door_rows("_ops_done")), 2)

    def test_the_answer_follows_the_switch_at_once(self):
        company = self.env.company
        company.ops_rulebook = True
        self.assertIn(company.id, self.env["ops.release"]._ops_gated_companies())
        company.ops_rulebook = False
        self.assertFalse(company._ops_rulebook_on())
        self.assertNotIn(company.id, self.env["ops.release"]._ops_gated_companies())

    def test_the_answer_goes_back_with_the_transaction(self):
        company = self.env.company
        company.ops_rulebook = False
        self.assertFalse(company._ops_rulebook_on())
        with self.assertRaises(ZeroDivisionError), self.env.cr.savepoint():
            company.ops_rulebook = True
            self.assertTrue(company._ops_rulebook_on())
            raise ZeroDivisionError
        self.env.registry.clear_cache()  # what all keep is not taken back with a transaction
        self.assertFalse(company._ops_rulebook_on())

    def test_rights_to_fields_are_asked_of_core_alone(self):
        """Where no add-on decides besides core, our answer for an open field is core's, in one call."""
        for name in ("sale.order", "sale.order.line", "stock.move", "product.product"):
            model = self.env[name].with_user(self.env.ref("base.user_admin"))
            self.assertTrue(model._ops_core_decides, name)
            field = model._fields["create_date"]
            self.assertLessEqual(self._count(lambda m=model, f=field: m._has_field_access(f, "read")), 2)
