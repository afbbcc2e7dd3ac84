"""Text to plain data: YAML read safely, every scalar kept as text, every key and value placed."""

from scrutiny_cli.documents.document import Document, Path, parse

__all__ = ["Document", "Path", "parse"]
