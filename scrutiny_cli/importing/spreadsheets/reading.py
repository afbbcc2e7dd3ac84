"""A file's bytes to a workbook, or the words why not."""

from scrutiny_cli.documents.gate import POINTER, is_pointer
from scrutiny_cli.importing.spreadsheets import delimited, documents, workbooks
from scrutiny_cli.importing.spreadsheets.delimited import Ranking, no_headings
from scrutiny_cli.importing.spreadsheets.model import Unreadable, Workbook

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
MOST_OF_TEXT = 8_000_000
"""No CSV file with more bytes is read."""
_AS_XLSX = "open it in Excel, save it as an Excel workbook (.xlsx), and try again"


def read(name: str, raw: bytes, ranking: Ranking = no_headings) -> Workbook:
    """The sheets of a workbook, a CSV file or a document of Word; raise :class:`Unreadable` with what to do instead.

    The bytes say what kind of file it is, not its name. ``ranking`` says how many words of a row
    are known headings: the separator of a CSV file is found by it.
    """
    if not raw.strip():
        raise Unreadable("the file is empty", "save it again from Excel")
    if is_pointer(raw):
        raise Unreadable(*POINTER)
    if raw.startswith(_OLE):
        if _ENCRYPTED in raw:
            raise Unreadable(
                "the file is locked with a password",
                "open it in Excel, remove the password (File, Info, Protect Workbook), and save it",
            )
        raise Unreadable("this is a workbook in Excel's old form (.xls)", _AS_XLSX)
    if raw.startswith(b"PK") and b"word/document.xml" in raw and b"xl/workbook" not in raw:
        return documents.document(raw, name)
    if raw.startswith(b"PK"):
        return workbooks.workbook(raw, name)
    if raw.startswith(b"%PDF"):
        raise Unreadable("this is a PDF", "ask for the spreadsheet that it was made from")
    if raw.lstrip()[:200].lower().startswith((b"<html", b"<!doctype", b"<?xml", b"<table")):
        raise Unreadable("this is a web page or XML, whatever its name says", _AS_XLSX)
    if name.lower().endswith((".xlsx", ".xlsm")):
        raise Unreadable("this is not an Excel workbook, although its name says so", _AS_XLSX)
    if len(raw) > MOST_OF_TEXT:
        words = f"the file has more than {MOST_OF_TEXT // 1_000_000} MB"
        raise Unreadable(words, "copy the action log into a file of its own")
    return delimited.workbook(raw, name.rpartition(".")[0] or name, ranking)
