"""A quotation clicked through by three people: consultant at the desk, manager on the phone, consultant
prints.
"""

import re
import subprocess

import pytest

from ..common import clause
from .common import DESK, PHONE, Person, chromium

PRINT = "header button[name]:has-text('打印报价单'), .o_form_statusbar button:has-text('打印报价单')"


@pytest.fixture(scope="module")
def browser():
    with chromium() as started:
        yield started


def create_quotation(consultant):
    """Fill in a quotation as a consultant does: customer (brings the payment term) and product; return its
    number and id.
    """
    page = consultant.page
    consultant.open("ops-quotations/new", ".o_form_view")
    consultant.choose("partner_id", "苏州吴垣食品机械")
    page.locator("[name=order_line] a:has-text('添加产品')").first.click()
    line = page.locator("[name=order_line] .o_selected_row .o_field_widget input").first
    line.fill("RH-EP2")
    page.locator(".o-autocomplete--dropdown-item:has-text('RH-EP2')").first.click()
    page.wait_for_selector("[name=order_line] .o_selected_row [name=price_subtotal]:has-text('366.00')")
    page.locator(".o_form_button_save").first.click()
    page.wait_for_function("/\\/\\d+$/.test(location.pathname)")
    order_id = int(re.search(r"/(\d+)$", page.url).group(1))
    return page.locator(".oe_title [name=name]").first.inner_text().strip(), order_id


@clause("W2.E", "W2.F", part="in the browser")
def test_consultant_submits_manager_approves_on_the_phone_consultant_prints(demo_server, browser, tmp_path):
    consultant = Person(browser, demo_server, "sc1", DESK).sign_in()
    number, order_id = create_quotation(consultant)

    # before the approval: no print button, and the report itself is refused
    assert consultant.page.locator(PRINT).count() == 0
    refused = consultant.context.request.get(
        f"{demo_server.url}/report/pdf/ops_dept_reports.report_ops_quotation/{order_id}"
    )
    assert refused.status != 200 or b"%PDF" not in refused.body()[:10]
    consultant.picture("1-consultant-draft")

    consultant.click("button[name=action_ops_submit]")
    consultant.expect_text(".o_ops_strip", "审批中")
    consultant.picture("2-consultant-submitted")

    manager = Person(browser, demo_server, "sm1", PHONE).sign_in()
    manager.open("ops-home", ".o_ops_card")
    manager.picture("3-manager-phone-home")
    manager.open("ops-approvals", ".o_kanban_record")
    manager.picture("4-manager-phone-inbox")
    card = manager.page.locator(f".o_kanban_record:has-text('{number}')").first
    card.click(position={"x": 60, "y": 14})
    manager.page.wait_for_selector(".o_form_view")
    manager.expect_text(".oe_title", number)
    manager.picture("5-manager-phone-quotation")
    # the next step is the first visible button of the phone's header
    first = manager.page.locator(".o_form_statusbar .o_statusbar_buttons button:visible").first
    assert first.get_attribute("name") == "action_ops_approve"
    first.click()
    manager.expect_text(".oe_title", "已批准")
    manager.picture("6-manager-phone-approved")

    consultant.open(f"ops-quotations/{order_id}", ".o_form_view")
    consultant.expect_text(".oe_title", "已批准")
    consultant.picture("7-consultant-approved")
    with consultant.page.expect_download() as download:
        consultant.click(PRINT)
    pdf = tmp_path / "quotation.pdf"
    download.value.save_as(pdf)
    text = subprocess.run(
        ["pdftotext", "-layout", pdf, "-"], check=True, capture_output=True, text=True
    ).stdout
    assert number in text
    assert "报价单" in text.replace(" ", "")
    assert "陆景行" in text  # the manager's stamp

    assert consultant.errors == []
    assert manager.errors == []


def test_first_page_answers_for_every_role(demo_server, browser):
    """Each role lands on its work after signing in, at a desk, without any error in the browser."""
    people = (
        "gm",
        "ld",
        "sm1",
        "sh1",
        "sc1",
        "fm1",
        "ms1",
        "mh1",
        "sa1",
        "ss1",
        "pu1",
        "te1",
        "fi1",
        "wh1",
        "of1",
        "au1",
    )
    for login in people:
        person = Person(browser, demo_server, login, DESK).sign_in()
        person.page.wait_for_selector(".o_ops_home h2")
        # something waits, or there is something to read; lists with nothing in them are one line
        something = person.page.locator(".o_ops_row, .o_ops_list_row")
        assert something.count() >= 1, login
        assert (
            person.page.locator(".o_ops_card").count()
            == person.page.locator(".o_ops_card:has(.o_ops_row)").count()
        )
        # on a phone it is the first thing that is seen
        person.page.set_viewport_size(PHONE["viewport"])
        person.page.wait_for_selector(".o_ops_empty:not([open])")
        assert something.first.bounding_box()["y"] < PHONE["viewport"]["height"] / 3, login
        assert person.errors == [], f"{login}: {person.errors}"
        person.context.close()
