"""Invoice requests, their amounts, and the invoices made of them."""
