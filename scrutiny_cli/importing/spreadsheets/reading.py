"""The one door: a file's bytes to a workbook, or the words why not."""

from scrutiny_cli.importing.spreadsheets import delimited, workbooks
from scrutiny_cli.importing.spreadsheets.model import Unreadable, Workbook

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_AS_XLSX = "open it in Excel, save it as an Excel workbook (.xlsx), and try again"


def read(name: str, raw: bytes) -> Workbook:
    """The sheets of a workbook or a CSV file; raise :class:`Unreadable` with what to do instead.

    What the file is, its bytes say and not its name.
    """
    if not raw.strip():
        raise Unreadable("the file is empty", "save it again from Excel")
    if raw.startswith(_OLE):
        if _ENCRYPTED in raw:
            raise Unreadable(
                "the file is locked with a password",
                "open it in Excel, take the password away (File, Info, Protect Workbook), and save it",
            )
        raise Unreadable("this is a workbook in Excel's old form (.xls)", _AS_XLSX)
    if raw.startswith(b"PK"):
        return workbooks.workbook(raw)
    if raw.startswith(b"%PDF"):
        raise Unreadable("this is a PDF", "ask for the spreadsheet that it was made from")
    if raw.lstrip()[:200].lower().startswith((b"<html", b"<!doctype", b"<?xml", b"<table")):
        raise Unreadable("this is a web page or XML, whatever its name says", _AS_XLSX)
    if name.lower().endswith((".xlsx", ".xlsm")):
        raise Unreadable("this is no workbook of Excel, though its name says so", _AS_XLSX)
    stem = name.rpartition(".")[0] or name
    sheet, remarks = delimited.sheet(raw, stem)
    return Workbook((sheet,), remarks)
