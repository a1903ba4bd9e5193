"""The customer reads his statement of account on a page and answers there (R13)."""

from . import ops_reconciliation
