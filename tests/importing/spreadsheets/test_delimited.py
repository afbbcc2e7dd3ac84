"""CSV files as office programs write them."""

import pytest

from scrutiny_cli.importing import headings
from scrutiny_cli.importing.spreadsheets import Unreadable, read
from scrutiny_cli.importing.targets import ACTIONS
from tests.spreadsheets import only

LINES = [["Action", "Owner"], ["Café – “visit”, twice; or more", "Zoë"], ["a\nb", "x"]]


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"]
)
@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_csv_is_read_in_every_usual_encoding_and_separator(encoding: str, separator: str) -> None:
    text = "\r\n".join(separator.join(f'"{part}"' for part in line) for line in LINES)
    book = read("log.csv", text.encode(encoding))
    assert [[c.text for c in row.cells.values()] for row in book.sheets[0].rows] == LINES
    assert bool(book.remarks) == (encoding == "cp1252")
    assert book.separator == separator


@pytest.mark.parametrize("line", ["sep=;", '"sep=;"', "SEP=;"])
def test_csv_may_name_its_separator_in_its_first_line(line: str) -> None:
    sheet = only(f"{line}\r\nAction;Owner\r\nA, b, c, d;Ann\r\n".encode(), "log.csv")
    assert [row.text(0) for row in sheet.rows] == ["Action", "A, b, c, d"]
    assert sheet.rows[1].number == 3


@pytest.mark.parametrize("inside", [",", ";", "|", "\t"])
@pytest.mark.parametrize("separator", [",", ";", "|", "\t"])
@pytest.mark.parametrize("title", ["", "Action log; as printed, with all | its actions\n"])
def test_separator_is_the_one_that_gives_known_headings(
    inside: str, separator: str, title: str
) -> None:
    words = inside.join(["Check"] * 9)
    quoted = f'"{words}"' if inside == separator else words
    heads = separator.join(("Ref", "Meeting", "Action", "Who", "By when"))
    rows = [separator.join((str(n), "11/01/2022", quoted, "Clerk", "soon")) for n in range(3)]
    raw = "\n".join([title + heads, *rows]).encode()
    book = read("log.csv", raw, headings.known(ACTIONS).ranking)
    assert book.separator == separator
    assert book.sheets[0].rows[-1].text(2) == words


def test_quotation_mark_out_of_place_is_named() -> None:
    book = read("log.csv", b'Action,Owner\n"Say "yes" to it",Ann\nAgain,Ben\n')
    assert [row.text(1) for row in book.sheets[0].rows][-1] == "Ben"
    (remark,) = book.remarks
    assert remark.startswith(
        'A quotation mark (") is out of place in line 2, or in the text that ends'
    )
    (remark,) = read("log.csv", b'Action,Owner\n"Open for ever,Ann\nAgain,Ben\n').remarks
    assert "out of place" in remark
    assert read("log.csv", b'Action,Owner\n6" nails,Ann\n').remarks == ()


@pytest.mark.parametrize("spoilt", ["committeeâ€™s", "Â£5", "CafÃ©", "Caf\ufffd"])
def test_letters_spoilt_before_are_named(spoilt: str) -> None:
    (remark,) = read("log.csv", f"Action,Owner\n{spoilt},Ann\n".encode()).remarks
    assert remark.startswith("Some letters were spoilt before the file was saved")
    assert read("log.csv", "Action,Owner\nCommittee’s £5 Café,Ann\n".encode()).remarks == ()


@pytest.mark.parametrize("mark", ["<<<<<<< HEAD", ">>>>>>> main", "||||||| 1a2b3c"])
def test_marks_of_a_merge_are_refused(mark: str) -> None:
    with pytest.raises(Unreadable) as told:
        read("log.csv", f"Action,Owner\n{mark}\nFirst,Ann\n=======\n".encode())
    assert str(told.value).startswith(f"line 2 is `{mark}`: the mark of two versions")


def test_apostrophe_before_a_formula_is_taken_off() -> None:
    sheet = only("Action,Owner\n'=1+1,'Ann\n' ＝1,''-x\n".encode(), "log.csv")
    assert [[c.text for c in row.cells.values()] for row in sheet.rows[1:]] == [
        ["=1+1", "'Ann"],
        [" ＝1", "'-x"],
    ]
