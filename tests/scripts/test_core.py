"""What script/test --core makes of the answers of two databases."""

import pytest

from ..core import compare

PASSED = {"outcome": "passed", "reason": ""}
FAILED = {"outcome": "failed", "reason": "AssertionError: 6 != 4"}
SKIPPED = {"outcome": "skipped", "reason": "no chart of accounts"}
BROWSER = {"outcome": "skipped", "reason": compare.BROWSER}
BROKEN = {"outcome": "broken", "reason": "Odoo broke off"}
TEST = "odoo.addons.sale_stock.tests.test_sale_stock.TestSaleStock.test_reduce"


@pytest.mark.parametrize(
    ("ours", "plain", "expected"),
    [
        (PASSED, None, "passed"),
        (PASSED, FAILED, "passed"),
        (FAILED, PASSED, "failed"),
        (FAILED, None, "failed"),
        (FAILED, FAILED, "skipped"),
        (FAILED, SKIPPED, "failed"),
        (SKIPPED, PASSED, "failed"),
        (SKIPPED, SKIPPED, "skipped"),
        (BROWSER, None, "skipped"),
        (None, PASSED, "failed"),
        (None, FAILED, "skipped"),
        (BROKEN, PASSED, "failed"),
        (PASSED, BROKEN, "failed"),
    ],
)
def test_failed_is_what_fails_only_with_ours(ours, plain, expected):
    compared = compare.compare(*({TEST: test} if test else {} for test in (ours, plain)))
    assert compared[TEST]["outcome"] == expected


def test_only_doubtful_files_are_compared():
    answers = {
        TEST: FAILED,
        "odoo.addons.crm.tests.test_lead.TestLead.test_passes": PASSED,
        "odoo.addons.crm.tests.test_tour.TestTour.test_tour": BROWSER,
        "odoo.addons.account.tests.test_tax.TestTax.test_skipped": SKIPPED,
        "stock.test_move": BROKEN,
    }
    assert compare.doubtful_files(answers) == [
        "account.test_tax",
        "sale_stock.test_sale_stock",
        "stock.test_move",
    ]


def test_report_names_what_fails_only_with_ours(capsys):
    ours = {TEST: FAILED, f"{TEST}_2": FAILED, f"{TEST}_3": PASSED, f"{TEST}_4": BROWSER}
    plain = {TEST: PASSED, f"{TEST}_2": FAILED}
    assert compare.report(compare.compare(ours, plain)) == 1
    told = capsys.readouterr().out
    assert f"only with our add-ons: {TEST}\n    AssertionError: 6 != 4\n" in told
    assert f"{TEST}_2" not in told
    assert "1 that fail without our add-ons" in told
    assert told.splitlines()[-1] == "1 passed, 1 failed, 2 skipped"


def test_a_good_run_succeeds_and_an_empty_one_does_not(capsys):
    assert compare.report({TEST: {**PASSED, "fails_without": False}}) == 0
    assert compare.report({}) == 1


@pytest.fixture
def addons(tmp_path):
    """Two modules with tests."""
    for module, count in {"stock": 60, "crm": 3}.items():
        folder = tmp_path / module / "tests"
        folder.mkdir(parents=True)
        (folder / "common.py").touch()
        for number in range(count):
            (folder / f"test_{number}.py").write_text("#" * number)
    return tmp_path


def test_files_are_found_and_shared_out(addons):
    files = compare.test_files(["crm", "stock"], [addons / "absent", addons])
    assert files["crm"] == ["crm.test_2", "crm.test_1", "crm.test_0"]
    units = compare.make_units(files)
    assert sorted(name for unit in units for name in unit) == sorted(files["crm"] + files["stock"])
    assert max(map(len, units)) <= compare.FILES_PER_UNIT


def test_single_files_are_chosen(addons):
    assert compare.test_files(["stock.test_7"], [addons]) == {"stock": ["stock.test_7"]}


def test_a_name_that_is_nothing_is_told(addons):
    with pytest.raises(compare.Stop, match=r"crm\.test_99"):
        compare.test_files(["stock", "crm.test_99"], [addons])
