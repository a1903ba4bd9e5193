"""Ways of a quotation's words and prices to the customer: mails, messages, links, papers."""

import io

from odoo.exceptions import UserError
from odoo.tools.pdf import PdfWriter

from ...bypass import Way
from ..quotation_gate import CONTEXT
from .quotation_ways import READERS_OUT, state_is

TEMPLATE = "sale.email_template_edi_sale"
REPORT = "sale.action_report_saleorder"


def _sent(case, order):
    """Tell whether a message for the customer stands in the chatter."""
    comment = case.env.ref("mail.mt_comment")
    return order.message_ids.filtered(lambda message: message.subtype_id == comment or message.partner_ids)


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
    Way("post_marking_as_sent", _post_and_mark, ("consultant", "superuser"), state_is("sent")),
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
