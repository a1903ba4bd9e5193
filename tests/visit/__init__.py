"""Customers: what the company knows of them before, at and after a visit."""
