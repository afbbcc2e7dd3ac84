"""Zip archives, such as workbooks and Word files, without a trace of when and where they were made."""

import io
import zipfile

# A file in a zip archive can be no older.
EPOCH = (1980, 1, 1, 0, 0, 0)


def without_times(file: io.BytesIO) -> bytes:
    """Return the same archive with fixed times, whenever and on whatever system it was made."""
    content = io.BytesIO()
    with zipfile.ZipFile(file) as old, zipfile.ZipFile(content, "w") as new:
        for name in old.namelist():
            member = zipfile.ZipInfo(name, EPOCH)
            member.compress_type, member.create_system = zipfile.ZIP_DEFLATED, 0
            new.writestr(member, old.read(name))
    return content.getvalue()
