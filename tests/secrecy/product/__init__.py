"""Products, vendors' prices, labels, price rules: nothing tells their cost."""
