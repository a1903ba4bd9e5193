"""Which journals hold money, said once: what another one settles was written off, or is a credit note."""

MONEY_JOURNALS = ("bank", "cash", "credit")
