"""The first line of a record file, which names its schema for editors."""

FOLDER = ".scrutiny/schemas"
"""The folder with the schemas for editors, from the register's root."""


def schema_file(kind: str) -> str:
    """The path of the schema of a kind, from the register's root."""
    return f"{FOLDER}/{kind}.json"


def modeline(path: str, kind: str) -> str:
    """The first line of a record file, which names its schema.

    ``path`` is the path of the file from the register's root, with forward slashes.
    """
    up = "../" * path.count("/")
    return f"# yaml-language-server: $schema={up}{schema_file(kind)}"
