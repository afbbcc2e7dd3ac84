"""Workbooks, CSV files and documents of Word as sheets of cells: the text, and how it is marked."""

from scrutiny_cli.importing.spreadsheets.model import Cell, Merge, Row, Sheet, Unreadable, Workbook
from scrutiny_cli.importing.spreadsheets.reading import read

__all__ = ["Cell", "Merge", "Row", "Sheet", "Unreadable", "Workbook", "read"]
