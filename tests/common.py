"""What all rooms' tests share. Factories of records live in their rooms."""

from unittest.mock import patch

from odoo.tests import Form

# A picture of one pixel, e.g. for a signature.
PIXEL = b"iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
# The smallest PDF that opens: one empty page, for the scan of a signed contract.
SCAN = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>> endobj\n"
    b"2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>> endobj\n"
    b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>> endobj\n"
    b"xref\n0 4\n0000000000 65535 f \n0000000009 00000 n \n0000000053 00000 n \n0000000103 00000 n \n"
    b"trailer<</Size 4/Root 1 0 R>>\nstartxref\n167\n%%EOF\n"
)


def patch_rows(model_class, **rows):
    """Return a patch of a model with what another room would declare: tables of rows, and their methods.

    What follows from the classes alone is kept on the model's class (`kept_by_class`); while the patch is on
    it is asked anew.

    :param model_class: of the registry
    """
    return patch.multiple(model_class, create=True, _ops_answers={}, **rows)


def open_next(action, user):
    """Return the document that a button opened, saved as it is prefilled where it is a new one.

    :param dict action: what the button returned
    :param user: who pressed it
    """
    model = user.env[action["res_model"]].with_user(user)
    if action.get("res_id"):
        return model.browse(action["res_id"])
    return Form(model.with_context(**action["context"])).save().with_env(model.env)


def about(documents, what):
    """Return what the form that asks for a reason is opened with, as any client could send it."""
    return {"res_model": documents._name, "res_ids": documents.ids, "what": what}


def ask_technical(order, user, question="Which model, for 80 °C?"):
    """Ask technical about every difficult line of a quotation, in these words, as the form does."""
    ask = open_next(order.with_user(user).action_ops_ask_technical(), user)
    ask.line_ids.question = question
    return ask.action_ask()


def clause(*codes, part=None):
    """Mark a test as proof of clauses: ``@clause("W4.C")``, ``@clause("W2.E", part="quotation")``.

    `script/test --clauses` prints which clause is covered whole, in part or not at all.

    :param str codes: clause codes as in the rulebook
    :param str part: which part of the clauses the test covers; without it, the test proves all of them
    :raises TypeError: a part that is no text
    """
    if not isinstance(part, str | None):
        raise TypeError(f"{codes}: say which part, not {part!r}")

    def mark(test):
        test.clauses = [*getattr(test, "clauses", ()), *((code, part) for code in codes)]
        return test

    return mark
