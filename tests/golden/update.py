"""Write the documents under ``tests/golden/documents/`` again: ``python -m tests.golden.update``.

Look at what changed (``git diff``) before you keep it: the old text was right until today.
"""

from tests.golden.documents import DOCUMENTS, FOLDER, made


def main() -> None:
    """Write each document, and take away what is no longer made."""
    FOLDER.mkdir(exist_ok=True)
    for stale in {path.name for path in FOLDER.iterdir()} - DOCUMENTS.keys():
        (FOLDER / stale).unlink()
    for name in DOCUMENTS:
        (FOLDER / name).write_bytes(made(name))


if __name__ == "__main__":
    main()
