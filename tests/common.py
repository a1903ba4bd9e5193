"""What all rooms' tests share. Factories of records live in their rooms."""


def clause(*codes, part=None):
    """Mark a test as proof of clauses: ``@clause("W4.C")``, ``@clause("W2.E", part="quotation")``.

    `script/test --clauses` prints which clause is covered whole, in part or not at all.

    :param str codes: clause codes as in the rulebook
    :param str part: which part of the clauses the test covers; without it, the test proves all of them
    """

    def mark(test):
        test.clauses = [*getattr(test, "clauses", ()), *((code, part) for code in codes)]
        return test

    return mark
