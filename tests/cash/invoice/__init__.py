"""Customer invoices: no posting outside an approved request."""
