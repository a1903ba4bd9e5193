"""One deal clicked by its people, from the inquiry to the money received: consultant and manager on the
phone as well, everybody else at the desk.

Every step takes the first button that the form shows to the one who acts: on a phone it is the only one.
"""

import contextlib
import re
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import TimeoutError as PlaywrightTimeout
from playwright.sync_api import expect

from ..common import clause
from .common import DESK, PHONE, TIMEOUT_MS, Person, chromium

CUSTOMER = "太仓沪浏汽车零部件有限公司"
INQUIRY = "沪浏汽配 焊装线轴承座备件"
PRODUCT, QUANTITY = "ZC-UCP208", "20"
SHANGHAI = ZoneInfo("Asia/Shanghai")
BUTTONS = ".o_form_statusbar .o_statusbar_buttons button:visible"


@pytest.fixture(scope="module")
def browser():
    with chromium() as started:
        yield started


class Deal:
    """The people of one deal, and what each does on the screen, by the names of the steps.

    :param browser: Chromium
    :param server: the demo company, see `demo_server`
    """

    def __init__(self, browser, server):
        self.browser, self.server = browser, server
        self.people, self.count = {}, 0

    def person(self, login, screen=DESK):
        """Return somebody at one of his screens, signed in once."""
        key = (login, screen is PHONE)
        if key not in self.people:
            self.people[key] = Person(self.browser, self.server, login, screen).sign_in()
        return self.people[key]

    def picture(self, person, name):
        self.count += 1
        screen = "phone" if self.is_phone(person) else "desk"
        person.picture(f"deal-{self.count:02d}-{person.login}-{screen}-{name}")

    def press(self, person, button, name):
        """Press the step's button, which has to be the first of the form, after a picture of it."""
        first = person.page.locator(BUTTONS).first
        expect(first).to_have_attribute("name", button, timeout=TIMEOUT_MS)
        self.picture(person, name)
        if self.is_phone(person):
            self.same_at_the_desk(person, button, name)
        first.click()

    def is_phone(self, person):
        return person.page.viewport_size["width"] < 500

    def same_at_the_desk(self, person, button, name):
        """Look at the same form at the same person's desk: the same button comes first there."""
        desk = self.person(person.login)
        self.open(desk, person.page.url.partition("/odoo/")[2])
        expect(desk.page.locator(BUTTONS).first).to_have_attribute("name", button, timeout=TIMEOUT_MS)
        self.picture(desk, name)

    def open(self, person, path):
        person.open(path, ".o_form_view .o_form_sheet")

    def in_state(self, person, state):
        """Wait until the form's status bar says so."""
        selector = f".o_statusbar_status [data-value='{state}'].o_arrow_button_current"
        person.page.wait_for_selector(selector, state="attached")

    def saved(self, person):
        """Save the form and return its record's id."""
        person.click(".o_form_button_save")
        person.page.wait_for_function("/\\/\\d+$/.test(location.pathname)")
        return self.record_id(person)

    def record_id(self, person):
        return int(re.search(r"/(\d+)$", person.page.url).group(1))

    def decide(self, person, path, name):
        """Open what waits for the person's decision from his approvals, and approve it."""
        self.open(person, path)
        self.press(person, "action_ops_approve", name)

    # --- inquiry and quotation

    def inquire(self):
        """The consultant enters the inquiry and reports it, on the phone, before anything is quoted."""
        consultant = self.person("sc1")
        self.open(consultant, "crm/new")
        consultant.page.fill("[name=name] textarea, [name=name] input", INQUIRY)
        consultant.choose("partner_id", CUSTOMER)
        self.saved(consultant)
        self.press(consultant, "action_ops_new_bid", "lead")
        consultant.page.wait_for_selector("[name=date_received]")
        consultant.page.fill("[name=estimated_amount] input", "1400")
        consultant.page.fill("[name=description] textarea", "UCP208 20套，焊装线备件，两周内到货。")
        self.bid = f"ops-bids/{self.saved(consultant)}"
        self.picture(consultant, "bid-draft")

        phone = self.person("sc1", PHONE)
        self.open(phone, self.bid)
        self.press(phone, "action_ops_submit", "bid-report")
        self.in_state(phone, "submitted")
        self.picture(phone, "bid-reported")
        self.decide(self.person("sm1", PHONE), self.bid, "bid-participate")
        self.in_state(self.person("sm1", PHONE), "approved")
        self.picture(self.person("sm1", PHONE), "bid-decided")

    def quote(self):
        """The consultant quotes from the bid on the phone; the manager approves on the phone."""
        phone, manager = self.person("sc1", PHONE), self.person("sm1", PHONE)
        self.open(phone, self.bid)
        self.press(phone, "action_new_quotation", "bid-new-quotation")
        phone.page.wait_for_selector(".o_form_view [name=order_line]")
        self.add_line_on_the_phone(phone)
        self.order = f"ops-quotations/{self.saved(phone)}"
        self.press(phone, "action_ops_submit", "quotation-submit")
        phone.expect_text(".o_ops_strip", "审批中")
        self.picture(phone, "quotation-submitted")
        self.decide(manager, self.order, "quotation-approve")
        manager.expect_text(".oe_title", "已批准")
        self.picture(manager, "quotation-approved")

    def add_line_on_the_phone(self, phone):
        """Add a line in the phone's way: a page for the line, and on it one to find the product."""
        page = phone.page
        phone.click("[name=order_line] :is(a, button):has-text('添加产品')")
        line = page.locator(".modal:has([name=product_uom_qty])")
        line.locator("[name=product_id] input").first.click()
        found = page.locator(".o_select_create_dialog_content")
        found.locator(".o_control_panel .fa-search").click()
        found.locator(".o_searchview_input").fill(PRODUCT)
        found.locator(".o_searchview_input").press("Enter")
        record = found.locator(".o_kanban_record:not(.o_kanban_ghost)")
        expect(record).to_have_count(1, timeout=TIMEOUT_MS)
        self.picture(phone, "quotation-product")
        record.click()
        line.locator("[name=product_uom_qty] input").fill(QUANTITY)
        self.picture(phone, "quotation-line")
        line.locator(".o_form_button_save").first.click()
        line.wait_for(state="detached")

    def send(self):
        """The consultant marks the approved quotation as sent: its paper went by hand."""
        consultant = self.person("sc1")
        self.open(consultant, self.order)
        self.picture(consultant, "quotation-to-send")
        consultant.click("button#quotation_send_primary, button[name=action_quotation_send]:visible")
        consultant.page.wait_for_selector(
            ".modal:visible .o_mail_send, .modal:visible [name=action_send_mail]"
        )
        self.picture(consultant, "quotation-mail")
        consultant.click(".modal:visible .o_mail_send, .modal:visible [name=action_send_mail]")
        consultant.page.wait_for_selector(".modal:visible", state="detached")
        self.in_state(consultant, "sent")

    # --- contract

    def contract(self):
        """Support issues the contract; consultant and manager do their part on the phone."""
        support, phone, manager = self.person("ss1"), self.person("sc1", PHONE), self.person("sm1", PHONE)
        self.open(support, self.order)
        self.press(support, "action_ops_issue_contract", "issue-contract")
        support.page.wait_for_selector("[name=holder_id]")
        self.contract_path = f"ops-contracts/{self.saved(support)}"
        self.picture(support, "contract-issued")

        self.open(phone, self.contract_path)
        self.tab(phone, "feasibility")
        for question in ("delivery", "technique", "installation"):
            phone.select(f"feasible_{question}", "可行")
        self.picture(phone, "contract-feasibility")
        self.tab(phone, "terms")  # neither quotation nor contract says when the goods come
        phone.page.locator("[name=delivery_open_reason] input").fill("按买方通知发货")
        self.picture(phone, "contract-terms")
        self.saved(phone)
        self.press(phone, "action_ops_submit", "contract-submit")
        self.in_state(phone, "submitted")
        self.picture(phone, "contract-submitted")
        self.decide(manager, self.contract_path, "contract-approve")
        self.in_state(manager, "approved")
        self.picture(manager, "contract-approved")

    def sign(self, scan):
        """The consultant prints the contract, and on the phone records signature, date and scan; support
        enters it.
        """
        consultant, phone, support = self.person("sc1"), self.person("sc1", PHONE), self.person("ss1")
        self.open(consultant, self.contract_path)
        self.picture(consultant, "contract-to-sign")
        with consultant.page.expect_download() as download:
            consultant.click(f"{BUTTONS}:has-text('打印合同')")
        download.value.save_as(scan)
        self.open(phone, self.contract_path)
        self.picture(phone, "contract-to-sign")
        self.tab(phone, "signing")
        page = phone.page
        page.keyboard.press("Escape")
        page.fill("[name=customer_signatory] input", "龚志强")
        page.locator("[name=scan_ids] input[type=file]").set_input_files(scan)
        page.wait_for_selector(f"[name=scan_ids] :text('{scan.name}')")
        self.press(phone, "action_sign", "contract-sign")
        self.in_state(phone, "signed")
        self.picture(phone, "contract-signed")
        self.open(support, self.contract_path)
        self.press(support, "action_enter", "contract-enter")
        self.in_state(support, "entered")

    # --- delivery

    def deliver(self):
        """Support asks for the release of the entered contract, the manager gives it, the warehouse ships."""
        support, manager, keeper = self.person("ss1"), self.person("sm1", PHONE), self.person("wh1")
        self.press(support, "action_request_release", "contract-entered")
        support.page.wait_for_selector("[name=date_planned]")
        self.release = f"ops-releases/{self.saved(support)}"
        self.press(support, "action_ops_submit", "release-submit")
        self.in_state(support, "submitted")
        self.decide(manager, self.release, "release-approve")
        self.in_state(manager, "approved")
        self.picture(manager, "release-approved")
        slip = manager.page.locator(".oe_title [name=slip_number]").first.inner_text().strip()
        keeper.open("ops-home", ".o_ops_card")
        self.picture(keeper, "home")
        keeper.click(f".o_ops_row [role=button]:has-text('{slip}')")
        keeper.page.wait_for_selector("[name=slip_number]")
        self.press(keeper, "action_open_deliveries", "release-ship")
        keeper.page.wait_for_selector("[name=move_ids]")
        self.press(keeper, "button_validate", "delivery")
        self.in_state(keeper, "done")
        self.picture(keeper, "delivery-done")

    # --- invoice and money

    def invoice(self):
        """Support asks for the invoice of what has left; manager, purchasing and finance approve: it is
        posted.
        """
        support = self.person("ss1")
        self.open(support, self.release)
        self.press(support, "action_request_invoice", "request-invoice")
        support.page.wait_for_selector("[name=invoice_type]")
        self.request = f"ops-invoice-requests/{self.saved(support)}"
        self.press(support, "action_ops_submit", "invoice-submit")
        self.in_state(support, "submitted")
        for login, screen in (("sm1", PHONE), ("pu1", DESK), ("fi1", DESK)):
            person = self.person(login, screen)
            self.open(person, self.request)
            if login == "fi1":
                person.page.fill("[name=fapiao_number] input", "26322000000112345678")
            self.press(person, "action_ops_approve", "invoice-approve")
            person.page.wait_for_selector("button[name=action_ops_approve]", state="detached")
            self.picture(person, "invoice-approved")
        self.in_state(self.person("fi1"), "invoiced")

    def collect(self):
        """Support notes who signed for the invoice and registers the money, finance confirms it, support
        tells the customer.
        """
        support, finance = self.person("ss1"), self.person("fi1")
        self.open(support, self.request)
        support.page.fill("[name=signed_by] input", "龚志强")
        self.press(support, "action_hand_over", "invoice-hand-over")
        self.in_state(support, "handed_over")
        self.press(support, "action_register_receipt", "register-receipt")
        support.page.wait_for_selector("[name=payer_reference]")
        support.page.fill("[name=payer_reference] input", "网银 2026112400999")
        receipt = f"ops-receipts/{self.saved(support)}"
        self.press(support, "action_ops_submit", "receipt-submit")
        self.in_state(support, "submitted")
        self.decide(finance, receipt, "receipt-approve")
        self.in_state(finance, "approved")
        self.picture(finance, "receipt-approved")
        self.open(support, receipt)
        self.press(support, "action_tell", "receipt-tell")
        self.in_state(support, "told")
        self.picture(support, "receipt-told")

    def look(self):
        """Read the four figures on the page of the deal, at the desk and on the phone."""
        for login, screen in (("ss1", DESK), ("sm1", PHONE), ("sc1", PHONE)):
            person = self.person(login, screen)
            self.open(person, self.order)
            self.more(person, "action_ops_open_deal")
            person.page.wait_for_selector(".o_ops_figure")
            self.picture(person, "page")
            percents = person.page.locator(".o_ops_figure .small.text-muted.mt-1").all_inner_texts()
            assert [text.strip() for text in percents] == ["100%"] * 4

    # --- the web client

    def tab(self, person, name):
        person.click(f".o_notebook .nav-link[name='{name}']")

    def more(self, person, button):
        """Press a button of the button box, which folds together what has no room, once it knows how much
        that is: a button that was there first may be folded away while it is pressed.
        """
        found = person.page.locator(f"button[name={button}]:visible")
        for _try in range(3):
            if not found.count():
                person.click(".o-form-buttonbox .o_button_more, .o_button_more")
            with contextlib.suppress(PlaywrightTimeout):
                return found.first.click(timeout=5000)
        raise AssertionError(f"{button} cannot be pressed")


@clause("W2.A", "W3.D", "W3.E", "W4.C", "W5.B", "W5.C", "W6.A", "W6.B", "W6.C", part="in the browser")
def test_one_deal_from_inquiry_to_money_received(demo_server, browser, tmp_path):
    deal = Deal(browser, demo_server)
    deal.inquire()
    deal.quote()
    deal.send()
    deal.contract()
    deal.sign(tmp_path / "scan.pdf")
    deal.deliver()
    deal.invoice()
    deal.collect()
    deal.look()
    for (login, _phone), person in deal.people.items():
        assert person.errors == [], f"{login}: {person.errors}"
