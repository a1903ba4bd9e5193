"""What the rulebook costs, against plain Odoo in the same run: the modules behind script/bench.

`command` prepares databases and starts the measures, which run on the environment's Python, inside Odoo.
"""
