"""What editors are told about a record file: the schema that its first line names."""

FOLDER = ".scrutiny/schemas"
"""Where a register keeps the schemas for its editors, from its root."""


def schema_file(kind: str) -> str:
    """The schema of a kind, from the register's root."""
    return f"{FOLDER}/{kind}.json"


def modeline(path: str, kind: str) -> str:
    """The first line of a record file that tells an editor its schema.

    ``path`` is the file's, from the register's root with forward slashes.
    """
    up = "../" * path.count("/")
    return f"# yaml-language-server: $schema={up}{schema_file(kind)}"
