"""Proposals: somebody suggests, somebody decides, nobody stays without an answer (M7.4)."""
