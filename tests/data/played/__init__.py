"""What the demo's play left behind, part by part; `test_scenario.py` plays once for all of them."""
