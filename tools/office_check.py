"""Open documents in Word with LibreOffice, and say what the PDFs that it makes of them are worth.

Run by `make office-check`. It ends with 1 where a document does not open, or loses a word.
"""

import sys
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

import page
from pypdf import PdfReader

from scrutiny_cli import word
from scrutiny_cli.files import programs
from tests.inside import scrutiny

ROOT = Path(__file__).parents[1]
DOCUMENTS = (
    "agenda build cyp-2021-11-23",
    "minutes build cyp-2021-10-12",
    "tracker build actions",
    "tracker build recommendations",
    "tracker build responses",
    "programme build --year 2021/22",
    "question build cyp-2021-11-23",
    "review build neets",
    "plan build sfs-2019",
    "plan build sfs-2019 --scorecard",
    "recommendation letter cyp-2021-10-12",
)


def built(line: str) -> bytes:
    """Return a document of the sample register as a Word file."""
    at = ("--root", str(ROOT), "--as-of", "2021-11-23", "--format", "docx", "--output", "-")
    told = scrutiny(*line.split(), *at)
    if told.code:
        sys.exit(told.err)
    return told.raw


def missing(source: bytes, pdf: PdfReader) -> Iterator[str]:
    """Yield the words of a Word file that the PDF does not have; hyphens and spaces may differ."""
    whole = "".join("".join(sheet.extract_text().split()) for sheet in pdf.pages)
    for paragraph in word.read(source).paragraphs:
        for piece in paragraph.words.split():
            if piece not in whole:
                yield piece


def main() -> int:
    """Print a line for each document, and return the exit code."""
    program = programs.find_office()
    if program is None:
        print(
            "LibreOffice is not here: install libreoffice-writer-nogui, or run `make test-system`"
        )
        return 1
    sources = {f"{line}.docx": built(line) for line in DOCUMENTS}
    pdfs = programs.to_pdf(program, sources, claims=True)
    wrong = 0
    print("| Document | Pages | Words lost | Rules of PDF/UA-1 broken |\n| --- | --- | --- | --- |")
    with TemporaryDirectory() as folder:
        for name, source in sources.items():
            line = name.removesuffix(".docx")
            if name not in pdfs:
                print(f"| `{line}` | does not open | | |")
                wrong += 1
                continue
            file = Path(folder) / "x.pdf"
            file.write_bytes(pdfs[name])
            reader = PdfReader(BytesIO(pdfs[name]))
            lost = list(missing(source, reader))
            wrong += bool(lost)
            broken = {
                fault.rule_id for fault in page.validate_pdf(str(file), profile="ua1").failures
            }
            rules = ", ".join(sorted(broken)) or "none"
            print(f"| `{line}` | {len(reader.pages)} | {len(lost)} | {rules} |")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
