"""Scans of contracts and customers' signatures stay as they are."""
