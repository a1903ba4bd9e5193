"""The office's board of today: what goes out, with whom, to which address and telephone (W4.E)."""

from . import ops_release
