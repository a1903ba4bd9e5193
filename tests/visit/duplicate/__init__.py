"""A new customer or lead is compared with who exists; a colleague's is taken over by asking his head."""
