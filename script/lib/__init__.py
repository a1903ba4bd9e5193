"""The commands in script/: one module per command, and one per thing they look after.

They run on the system's Python with its standard library alone, because they install everything else.
"""
