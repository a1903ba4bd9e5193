"""The outbound release as a document."""
