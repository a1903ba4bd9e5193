"""Which server and which databases a command means."""

import pytest

from lib import databases, paths, postgres

NAMED = {"PGHOST": "127.0.0.1", "PGPORT": "5432", "PGUSER": "odoo"}


@pytest.mark.parametrize(
    ("password_file", "is_external"), [(postgres.PASSWORDS, False), ("/somewhere/else", True), (None, True)]
)
def test_what_we_start_means_the_same_databases(monkeypatch, password_file, is_external):
    """Tests are given our own server's variables; with another prefix they would build every stage anew."""
    for name in (*postgres.SERVER_VARIABLES, "PGPASSFILE"):
        monkeypatch.delenv(name, raising=False)
    assert databases.Databases({}, None).name("product") == "ops_product"
    for name, value in NAMED.items():
        monkeypatch.setenv(name, value)
    if password_file:
        monkeypatch.setenv("PGPASSFILE", str(password_file))
    assert postgres.is_external() == is_external
    prefix = f"ops_{paths.text_hash(str(paths.ROOT))[:6]}_" if is_external else "ops_"
    assert databases.Databases({}, None).name("product") == f"{prefix}product"
