"""Every way out of the house for a quotation, in the server: refused before the approval (W2.E)."""

import io

from odoo.exceptions import UserError
from odoo.tests import tagged
from odoo.tools.pdf import PdfWriter

from ...bypass import Way, bypass_table, delete_forced
from ...common import clause
from ..quotation_gate import QuotationGateCase

# Who writes quotations, and the server itself (portal, payment and cron run in superuser mode).
WRITERS = ("consultant", "superuser", "support", "manager", "leader", "gm")
# Whom core lets write every order (deliveries, invoices), and who under the rulebook changes no quotation.
STRANGERS = ("technician", "keeper", "accountant")
# Who reads or decides, and never writes one.
READERS = ("purchaser", "auditor", "rule_admin")
SELLERS = ("support", "consultant")
READERS_OUT = ("rule_admin",)  # who may not even read one
CONTEXT = {
    "skip_validation_check": True,
    "skip_check_state_condition": True,
    "tier_validation_defer_compute_can_review": True,
    "install_mode": True,
    "tracking_disable": True,
    "mail_notrack": True,
    "import_file": True,
    "bypass_approval": True,
    "_force_unlink": True,
    "active_test": False,
    "prefetch_fields": False,
    "bin_size": True,
}
TEMPLATE = "sale.email_template_edi_sale"
REPORT = "sale.action_report_saleorder"


def _state(*states):
    return lambda case, order: order.state in states


RUNNING = _state("sale")


def _write(**vals):
    return lambda case, order: order.write(vals)


def _sent(case, order):
    """Tell whether a message for the customer stands in the chatter."""
    comment = case.env.ref("mail.mt_comment")
    return order.message_ids.filtered(lambda message: message.subtype_id == comment or message.partner_ids)


# ----------------------------------------------------------------------
# Confirm, send, preview: buttons and their methods
# ----------------------------------------------------------------------
def _confirm_with_context(case, order):
    order.with_context(**CONTEXT).action_confirm()


def _confirm_batch(case, order):
    """Confirm it together with one that may be."""
    good = case._stage_contract(case._create_order()) if case.company.ops_rulebook else case._create_order()
    (good.with_env(order.env) | order).action_confirm()


def _mark_batch_as_sent(case, order):
    good = case._approve(case._create_order()) if case.company.ops_rulebook else case._create_order()
    (good.with_env(order.env) | order).action_quotation_sent()


def _payment_link(case, order):
    wizard = (
        order.env["payment.link.wizard"]
        .with_context(active_model="sale.order", active_id=order.id)
        .create({})
    )
    case.assertIn("/my/orders/", wizard.link)


def _payment_link_by_hand(case, order):
    wizard = order.env["payment.link.wizard"].create(
        {
            "res_model": "sale.order",
            "res_id": order.id,
            "amount": 10,
            "currency_id": order.currency_id.id,
            "partner_id": order.partner_id.id,
        }
    )
    case.assertIn("/my/orders/", wizard.link)


def _confirming(name, call, roles=WRITERS, done=RUNNING, denied=()):
    """Return the ways of one confirmation: sales support's alone, after approval and contract (W3.D–W3.F)."""
    others = tuple(role for role in roles if role != "support")
    ways = [Way(f"{name}_without_basis", call, roles, done, open=(), closed=("approved",), clause="W3.F")]
    if "support" in roles:
        ways.append(Way(name, call, ("support",), done, open=("contract", "off"), denied=denied))
    if others:
        ways.append(Way(f"{name}_by_others", call, others, done, open=("off",)))
        ways.append(
            Way(f"{name}_with_contract_by_others", call, others, done, (), ("contract",), clause="W3.E")
        )
    return ways


BUTTONS = [
    *_confirming("confirm", lambda case, order: order.action_confirm(), denied=READERS),
    *_confirming("confirm_with_context_keys", _confirm_with_context),
    *_confirming("confirm_without_checks", lambda case, order: order._action_confirm(), ("superuser",), None),
    *_confirming("confirm_in_a_batch", _confirm_batch, ("support", "consultant", "superuser")),
    Way(
        "mark_sent",
        lambda case, order: order.action_quotation_sent(),
        WRITERS,
        _state("sent"),
        denied=READERS,
    ),
    Way("mark_sent_in_a_batch", _mark_batch_as_sent, ("consultant",), _state("sent")),
    Way("send", lambda case, order: order.action_quotation_send(), WRITERS, denied=READERS_OUT),
    Way("preview", lambda case, order: order.action_preview_sale_order(), WRITERS, denied=READERS_OUT),
    Way(
        "payment_link",
        _payment_link,
        ("consultant", "support", "manager", "leader"),
        denied=("auditor", *READERS),
    ),
    Way("payment_link_by_hand", _payment_link_by_hand, ("consultant", "support", "manager", "leader")),
]


# ----------------------------------------------------------------------
# Writing
# ----------------------------------------------------------------------
def _load_update(case, order):
    """Import a line that names the order by its external id."""
    result = order.env["sale.order"].load(["id", "state"], [["__bypass__.order", "sent"]])
    if not result["ids"]:
        raise UserError(result["messages"][0]["message"])


def _give_external_id(case, order):
    case.env["ir.model.data"].create(
        {"module": "__bypass__", "name": "order", "model": "sale.order", "res_id": order.id}
    )


def _through_the_customer(case, order):
    order.partner_id.write({"sale_order_ids": [(1, order.id, {"state": "sent"})]})


def _through_the_lead(case, order):
    order.opportunity_id.write({"order_ids": [(1, order.id, {"state": "sent"})]})


def _give_lead(case, order):
    order.opportunity_id = case.env["crm.lead"].create(
        {
            "name": "Lead",
            "partner_id": order.partner_id.id,
            "user_id": case.consultant.id,
            "team_id": case.team.id,
        }
    )


def _web_save(case, order):
    order.web_save({"state": "sent"}, {"state": {}})


def _update(case, order):
    order.state = "sale"


WRITES = [
    Way("write_sent", _write(state="sent"), WRITERS, _state("sent"), denied=READERS),
    *_confirming("write_sale", _write(state="sale"), denied=READERS),
    *_confirming(
        "write_sale_locked", _write(state="sale", locked=True), ("support", "consultant", "superuser")
    ),
    *_confirming("write_sale_among_others", _write(origin="Fair", state="sale"), SELLERS),
    *_confirming("assign_sale", _update, (*SELLERS, "superuser")),
    *_confirming(
        "write_with_context_keys",
        lambda case, order: order.with_context(**CONTEXT).write({"state": "sale"}),
        (*SELLERS, "superuser"),
    ),
    Way("web_save", _web_save, ("consultant",), _state("sent")),
    Way("load_update", _load_update, ("consultant", "superuser"), _state("sent"), prepare=_give_external_id),
    Way("write_through_the_customer", _through_the_customer, ("leader", "superuser"), _state("sent")),
    Way("write_through_the_lead", _through_the_lead, ("consultant",), _state("sent"), prepare=_give_lead),
]


# ----------------------------------------------------------------------
# Creating: nothing is created past the first step, so only the switch opens these
# ----------------------------------------------------------------------
def _vals(case, **vals):
    return {
        "partner_id": case.customer.id,
        "team_id": case.team.id,
        "order_line": [(0, 0, {"product_id": case.plain.id, "product_uom_qty": 1, "price_unit": 100})],
        **vals,
    }


def _create(context=None, **vals):
    def call(case, order):
        created = order.env["sale.order"].with_context(**(context or {})).create(_vals(case, **vals))
        case.assertTrue(created.state in ("sent", "sale"))

    return call


def _create_by_default(field, value):
    def call(case, order):
        order.env["ir.default"].set("sale.order", field, value, user_id=True)
        created = order.env["sale.order"].create(_vals(case))
        case.assertEqual(created[field], value)

    return call


def _copy(**default):
    def call(case, order):
        case.assertTrue(order.copy(default).state in ("sent", "sale"))

    return call


def _load_new(case, order):
    result = order.env["sale.order"].load(
        ["partner_id/.id", "state", "order_line/product_id/.id", "order_line/product_uom_qty"],
        [[str(case.customer.id), "sale", str(case.plain.id), "1"]],
    )
    if not result["ids"]:
        raise UserError(result["messages"][0]["message"])


def _create_on_the_lead(case, order):
    order.opportunity_id.write({"order_ids": [(0, 0, _vals(case, state="sent"))]})


CREATES = [
    Way(name, call, roles, open=("off",), closed=("draft",), denied=denied, prepare=prepare)
    for name, call, roles, denied, prepare in [
        ("create_sent", _create(state="sent"), WRITERS, (*READERS, *STRANGERS), None),
        ("create_sale", _create(state="sale"), WRITERS, (*READERS, *STRANGERS), None),
        ("create_signed", _create(state="sent", signed_by="Buyer"), ("consultant",), (), None),
        ("create_default_state", _create({"default_state": "sale"}), ("consultant", "superuser"), (), None),
        ("create_user_default", _create_by_default("state", "sent"), ("consultant",), (), None),
        ("copy_sale", _copy(state="sale"), ("consultant", "leader", "superuser"), (), None),
        (
            "copy_context",
            lambda case, order: _copy()(case, order.with_context(default_state="sale")),
            (),
            (),
            None,
        ),
        ("load_new", _load_new, ("consultant", "superuser"), (), None),
        ("create_on_the_lead", _create_on_the_lead, ("consultant",), (), _give_lead),
    ]
]


# ----------------------------------------------------------------------
# Mails, text messages, links
# ----------------------------------------------------------------------
def _composer(case, order, **vals):
    template = case.env.ref(TEMPLATE)
    return order.env["mail.compose.message"].create(
        {
            "model": "sale.order",
            "res_ids": str(order.ids),
            "template_id": template.id,
            "composition_mode": "comment",
            **vals,
        }
    )


def _mail_comment(case, order):
    _composer(case, order)._action_send_mail()


def _mail_as_note_to_the_customer(case, order):
    note = case.env.ref("mail.mt_note").id
    _composer(
        case,
        order,
        subtype_id=note,
        partner_ids=[(6, 0, order.partner_id.ids)],
        template_id=False,
        body="12 %",
    )._action_send_mail()


def _mail_mass(case, order):
    _composer(case, order, composition_mode="mass_mail")._action_send_mail()


def _mail_mass_without_template(case, order):
    _composer(
        case,
        order,
        composition_mode="mass_mail",
        template_id=False,
        subject="Price",
        body='<p><t t-out="object.amount_total"/></p>',
    )._action_send_mail()


def _mail_by_domain(mode):
    def call(case, order):
        domain = str([("id", "=", order.id)])
        _composer(case, order, composition_mode=mode, res_ids=False, res_domain=domain)._action_send_mail()

    return call


def _mail_written_while_approved(case, order):
    """Open the composer's text by hand, as the client keeps it open: no template is rendered any more."""
    order.env["mail.compose.message"].create(
        {"model": "sale.order", "res_ids": str(order.ids), "body": "<p>Our price: 12</p>", "subject": "Offer"}
    )._action_send_mail()


def _template_send(case, order):
    order.env["mail.template"].browse(case.env.ref(TEMPLATE).id).send_mail(order.id)


def _template_send_batch(case, order):
    order.env["mail.template"].browse(case.env.ref(TEMPLATE).id).send_mail_batch(order.ids)


def _template_preview(case, order):
    preview = order.env["mail.template.preview"].create(
        {"mail_template_id": case.env.ref(TEMPLATE).id, "resource_ref": f"sale.order,{order.id}"}
    )
    if preview.error_msg:
        raise UserError(preview.error_msg)
    case.assertIn(order.name, preview.subject)


def _post_with_template(case, order):
    order.message_post_with_source(order.env["mail.template"].browse(case.env.ref(TEMPLATE).id))


def _mail_with_template(case, order):
    order.message_mail_with_source(order.env["mail.template"].browse(case.env.ref(TEMPLATE).id))


def _post_and_mark(case, order):
    order.with_context(mark_so_as_sent=True).message_post(body="see attachment")


def _notify_order_mail(case, order):
    order._send_order_notification_mail(case.env.ref(TEMPLATE))


def _scheduled(case, order):
    message = order.env["mail.scheduled.message"].create(
        {
            "model": "sale.order",
            "res_id": order.id,
            "author_id": order.env.user.partner_id.id,
            "body": "our offer",
            "partner_ids": [(6, 0, order.partner_id.ids)],
            "scheduled_date": "2037-01-01 08:00:00",
        }
    )
    message.post_message()


def _sms_template(case, order):
    template = case.env["sms.template"].create(
        {
            "name": "Offer",
            "model_id": case.env["ir.model"]._get("sale.order").id,
            "body": "{{ object.amount_total }}",
        }
    )
    composer = order.env["sms.composer"].with_context(
        default_res_model="sale.order", default_res_ids=str(order.ids)
    )
    composer.create({"template_id": template.id, "composition_mode": "mass"})._action_send_sms()


def _share(case, order):
    order.env["portal.share"].create(
        {"res_model": "sale.order", "res_id": order.id, "partner_ids": [(6, 0, order.partner_id.ids)]}
    ).action_send_mail()


def _give_phone(case, order):
    order.partner_id.phone = "+86 20 8888 8888"


def _give_group(group):
    def prepare(case, order):
        (case.consultant | case.support).write({"group_ids": [(4, case.env.ref(group).id)]})

    return prepare


MAILERS = ("consultant", "support", "manager", "leader")
MAILS = [
    Way("mail_comment", _mail_comment, (*MAILERS, "superuser"), _sent, denied=READERS_OUT),
    Way("mail_as_note_to_the_customer", _mail_as_note_to_the_customer, ("consultant",)),
    Way("mail_mass", _mail_mass, ("consultant", "superuser")),
    Way(
        "mail_mass_without_template",
        _mail_mass_without_template,
        prepare=_give_group("mail.group_mail_template_editor"),
    ),
    Way("mail_comment_by_domain", _mail_by_domain("comment"), ("consultant",)),
    Way("mail_mass_by_domain", _mail_by_domain("mass_mail"), ("consultant",)),
    Way("mail_text_kept_open", _mail_written_while_approved, ("consultant",), _sent),
    Way("template_send", _template_send, (*MAILERS, "superuser"), denied=READERS_OUT),
    Way("template_send_batch", _template_send_batch, ("consultant", "superuser")),
    Way("template_preview", _template_preview, ("consultant", "manager")),
    Way("template_post", _post_with_template, ("consultant", "superuser"), _sent),
    Way("template_mail", _mail_with_template, ("consultant", "superuser")),
    Way("post_marking_as_sent", _post_and_mark, ("consultant", "superuser"), _state("sent")),
    Way("scheduled_message", _scheduled, ("consultant", "manager"), _sent),
    Way("text_message_template", _sms_template, ("consultant",), prepare=_give_phone),
    Way("share_link", _share, ("consultant", "support"), prepare=_give_group("base.group_partner_manager")),
]


# ----------------------------------------------------------------------
# Printing
# ----------------------------------------------------------------------
def _render(kind, report, **context):
    def call(case, order):
        reports = order.env["ir.actions.report"].with_context(**context)
        content = getattr(reports, f"_render_qweb_{kind}")(report, order.ids)[0]
        case.assertIn(order.name, content if isinstance(content, str) else content.decode(errors="ignore"))

    return call


def _render_pdf(case, order):
    order.env["ir.actions.report"]._render_qweb_pdf(REPORT, order.ids)


def _prepare_streams(case, order):
    """What /report/pdf and mails use, where a saved attachment is taken instead of rendering."""
    streams = order.env["ir.actions.report"]._render_qweb_pdf_prepare_streams(REPORT, {}, order.ids)
    case.assertTrue(streams[order.id]["stream"].getvalue().startswith(b"%PDF"))


def _save_attachment(case, order):
    report = case.env.ref(REPORT)
    report.write({"attachment": "object.name + '.pdf'", "attachment_use": True})
    saved = io.BytesIO()
    writer = PdfWriter()
    writer.add_blank_page(200, 200)
    writer.write(saved)
    case.env["ir.attachment"].create(
        {"name": f"{order.name}.pdf", "raw": saved.getvalue(), "res_model": "sale.order", "res_id": order.id}
    )


def _render_batch(case, order):
    good = case._approve(case._create_order()) if case.company.ops_rulebook else case._create_order()
    order.env["ir.actions.report"]._render_qweb_html(REPORT, (good | order).ids)


READING = ("consultant", "superuser", "support", "manager", "leader", "auditor")
PRINTS = [
    Way("print_html", _render("html", REPORT), READING, denied=READERS_OUT),
    Way("print_text", _render("text", REPORT), READING, denied=READERS_OUT),
    Way("print_pdf", _render_pdf, ("consultant", "superuser")),
    Way("print_by_report_name", _render("html", "sale.report_saleorder"), ("consultant", "superuser")),
    Way(
        "print_pro_forma",
        _render("html", "sale.action_report_pro_forma_invoice"),
        ("consultant", "superuser"),
    ),
    Way("print_pro_forma_context", _render("html", REPORT, proforma=True), ("consultant", "superuser")),
    Way("print_with_context_keys", _render("html", REPORT, **CONTEXT), ("consultant", "superuser")),
    Way("print_saved_attachment", _prepare_streams, ("consultant", "superuser"), prepare=_save_attachment),
    Way("print_in_a_batch", _render_batch, ("consultant", "superuser")),
]


# ----------------------------------------------------------------------
# The approval itself: nobody writes it, in no state
# ----------------------------------------------------------------------
def _write_stamp(field, value):
    return lambda case, order: order.write({field: value(case) if callable(value) else value})


STAMPS = [
    ("ops_requester_id", lambda case: case.colleague.id),
    ("ops_date_submitted", "2026-01-01 00:00:00"),
    ("ops_date_approved", "2026-01-01 00:00:00"),
    ("ops_gate_error", "x"),
    ("ops_is_major", False),
    ("ops_has_key_product", False),
    ("ops_has_difficult_product", False),
    ("ops_approved_snapshot", {"header": {}, "lines": {}}),
    ("ops_exempt", True),
    ("ops_taken_back_reason", "x"),
    ("ops_date_accepted", "2026-01-01 00:00:00"),
]
EVERYWHERE = ("draft", "submitted", "half", "refused", "taken_back", "approved")


def _create_line(**vals):
    return lambda case, order: order.env["sale.order.line"].create(
        {"order_id": order.id, "product_id": case.plain.id, "product_uom_qty": 1, **vals}
    )


def _create_line_by_default(case, order):
    """A state of the line alone would order goods at once."""
    order.env["sale.order.line"].with_context(default_state="sale").create(
        {"order_id": order.id, "product_id": case.plain.id, "product_uom_qty": 1}
    )
    order.env.flush_all()
    if order.order_line[-1].state != order.state or order.picking_ids:
        raise AssertionError("the line runs although its order does not")
    raise UserError("the default was ignored (W2.E)")


FORGERIES = [
    *(
        Way(
            f"forge_{field}",
            _write_stamp(field, value),
            ("consultant", "manager", "superuser"),
            open=(),
            closed=EVERYWHERE,
        )
        for field, value in STAMPS
    ),
    *(
        Way(
            f"create_{field}",
            lambda case, order, f=field, v=value: order.env["sale.order"].create(
                _vals(case, **{f: v(case) if callable(v) else v})
            ),
            ("consultant", "superuser"),
            open=(),
            closed=("draft",),
        )
        for field, value in STAMPS
        if value is not False
    ),
    Way(
        "forge_approved",
        _write(ops_approval_state="approved"),
        WRITERS,
        open=(),
        closed=(*EVERYWHERE[:5], "off"),
        denied=READERS,
    ),
    Way("forge_refused", _write(ops_approval_state="refused"), WRITERS, open=(), closed=EVERYWHERE),
    Way(
        "forge_draft",
        _write(ops_approval_state="draft"),
        ("consultant", "manager"),
        open=(),
        closed=("approved",),
    ),
    Way("forge_unknown", _write(ops_approval_state="signed"), ("consultant",), open=(), closed=EVERYWHERE),
    Way(
        "forge_approved_with_context_keys",
        lambda case, order: order.with_context(**CONTEXT).write({"ops_approval_state": "approved"}),
        ("consultant", "superuser"),
        open=(),
        closed=EVERYWHERE[:5],
    ),
    Way(
        "submit_and_send_at_once",
        _write(ops_approval_state="submitted", state="sent"),
        ("consultant",),
        open=(),
    ),
    *(
        Way(f"create_{name}", call, ("consultant", "superuser"), open=(), closed=("draft", "off"))
        for name, call in [
            ("approved", _create(ops_approval_state="approved")),
            ("default_approved", _create({"default_ops_approval_state": "approved"})),
            ("default_exempt", _create({"default_ops_exempt": True})),
            ("default_snapshot", _create({"default_ops_approved_snapshot": {"lines": {}}})),
            ("user_default_approved", _create_by_default("ops_approval_state", "approved")),
            ("copied_approved", _copy(ops_approval_state="approved")),
            ("copied_exempt", _copy(ops_exempt=True)),
        ]
    ),
    # money that does not follow from the lines would stand on the paper
    *(
        Way(
            f"forge_{field}",
            _write(**{field: 1}),
            ("consultant", "leader", "superuser"),
            open=("off",),
            closed=EVERYWHERE,
        )
        for field in ("amount_untaxed", "amount_tax", "amount_total")
    ),
    *(
        Way(
            f"forge_line_{field}",
            lambda case, order, f=field, v=value: order.order_line.write({f: v}),
            ("consultant", "superuser"),
            open=("off",),
            closed=EVERYWHERE,
        )
        for field, value in [
            ("price_subtotal", 1),
            ("price_total", 1),
            ("state", "sale"),
            ("ops_lead_days", 3),
        ]
    ),
    Way(
        "forge_line_created_running",
        _create_line(state="sale"),
        ("consultant",),
        open=("off",),
        closed=EVERYWHERE,
    ),
    # core lets stock and accounting write orders: no quotation, and of a running order neither its people nor
    # what was approved
    *(
        Way(f"stranger_{name}", call, STRANGERS, open=("off",), closed=EVERYWHERE)
        for name, call in [
            ("reprices", lambda case, order: order.order_line.write({"price_unit": 1})),
            ("renames_a_line", lambda case, order: order.order_line.write({"name": "Better bearing"})),
            ("moves_a_line", lambda case, order: order.order_line.write({"sequence": 3})),
            ("notes", _write(note="cheaper next time")),
            ("renames", _write(origin="ours")),
            ("takes_over", _write(user_id=1)),
            ("changes_the_team", lambda case, order: order.write({"team_id": case.other_team.id})),
            ("cancels", _write(state="cancel")),
            (
                "cancels_with_context_keys",
                lambda case, order: order.with_context(**CONTEXT).write({"state": "cancel"}),
            ),
            ("sends", _write(state="sent")),
        ]
    ),
    Way(
        "stranger_resets_a_refusal",
        _write(ops_approval_state="draft"),
        STRANGERS,
        open=(),
        closed=("refused", "submitted"),
    ),
    Way(
        "stranger_takes_over_a_running_order",
        _write(user_id=1),
        STRANGERS,
        open=("off",),
        closed=("running",),
    ),
    # four eyes until the decision
    *(
        Way(
            f"people_{name}",
            lambda case, order, f=field, who=who: order.write({f: getattr(case, who).id}),
            ("consultant", "support", "superuser"),
            open=("draft", "refused", "approved", "off"),
            closed=("submitted", "half"),
        )
        for name, field, who in [
            ("given_to_the_manager", "user_id", "manager"),
            ("given_to_another_team", "team_id", "other_team"),
        ]
    ),
    # what was asked for stays
    *(
        Way(f"delete_{name}", call, ("superuser",), open=("draft", "off"), closed=EVERYWHERE[1:5])
        for name, call in [("asked_for", lambda case, order: order.unlink()), ("by_key", delete_forced)]
    ),
    Way("forge_line_default_running", _create_line_by_default, ("consultant",), open=(), closed=("draft",)),
]


@tagged("post_install", "-at_install")
@clause("W2.E", part="quotation")
@bypass_table([*BUTTONS, *WRITES, *(way for way in CREATES if way.roles), *MAILS, *PRINTS, *FORGERIES])
class TestQuotationBypass(QuotationGateCase):
    """One test per way; what a cell shows is told in `tests/bypass.py`."""

    def test_every_report_of_quotations_waits(self):
        """Whatever add-on brings a report of quotations: none prints one before the approval."""
        reports = self.env["ir.actions.report"].search([("model", "=", "sale.order")])
        self.assertGreaterEqual(len(reports), 2)
        for report in reports:
            for stage in self.gate_stages:
                with self._undone():
                    order = self._gate_as(self._gate_document(stage), "consultant")
                    for kind in ("html", "text", "pdf"):
                        with self.assertRaisesRegex(
                            UserError, r"W2\.E", msg=(report.report_name, stage, kind)
                        ):
                            getattr(order.env["ir.actions.report"], f"_render_qweb_{kind}")(
                                report.id, order.ids
                            )
