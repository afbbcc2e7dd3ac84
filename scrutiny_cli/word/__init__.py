"""Word files (.docx), read: what they say, and every mark that changes what they say."""

from scrutiny_cli.word.model import (
    Block,
    Control,
    Paragraph,
    Run,
    WordCell,
    WordFile,
    WordPicture,
    WordRow,
    WordTable,
)
from scrutiny_cli.word.opening import UnreadableWord
from scrutiny_cli.word.reading import read

__all__ = [
    "Block",
    "Control",
    "Paragraph",
    "Run",
    "UnreadableWord",
    "WordCell",
    "WordFile",
    "WordPicture",
    "WordRow",
    "WordTable",
    "read",
]
