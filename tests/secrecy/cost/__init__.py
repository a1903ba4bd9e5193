"""The cost of goods in every channel: fields, searches, reports, exports, RPC."""
