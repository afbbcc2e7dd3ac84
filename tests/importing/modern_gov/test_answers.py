"""A saved answer is read as XML that cannot do harm."""

import pytest

from scrutiny_cli.importing.modern_gov import answers

BOMB = b'<!DOCTYPE a [<!ENTITY b "bbbb">]><meeting>&b;</meeting>'


def test_names_lose_their_namespace_and_their_capitals() -> None:
    root = answers.read(
        b'<m:Meeting xmlns:m="http://x/y"><m:MeetingID Name="1">5</m:MeetingID></m:Meeting>'
    )
    assert [(e.tag, e.attrib) for e in root.iter()] == [
        ("meeting", {}),
        ("meetingid", {"name": "1"}),
    ]


def test_answer_that_a_service_wrapped_as_text_is_unwrapped() -> None:
    root = answers.read(
        b"<string>&lt;?xml version='1.0'?&gt;&lt;meeting&gt;x&lt;/meeting&gt;</string>"
    )
    assert (root.tag, root.text) == ("meeting", "x")


def test_characters_that_xml_does_not_allow_are_left_out() -> None:
    assert answers.read(b"<a>one\x0b&#x1F;&#11; two&#13;</a>").text == "one two\r"


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        (BOMB, "declares a document type"),
        (BOMB.decode().encode("utf-16"), "declares a document type"),
        (b"<!DOCTYPE html><html><body>Council</body></html>", "a web page"),
        (b"<HTML><body>Council", "a web page"),
        (b"<meeting>\n<meetingid>1</meeting>", "not whole XML in line 2"),
        (b"", "not whole XML"),
        (b"PK\x03\x04", "not whole XML"),
        (b'<?xml version="1.0" encoding="no-such"?><a/>', "not whole XML"),
        (b"<" * (answers.MOST_ELEMENTS + 1), "larger than"),
        (b"a" * (answers.MOST_BYTES + 1), "larger than"),
    ],
    ids=[
        "doctype",
        "doctype-utf-16",
        "html",
        "old-html",
        "cut",
        "empty",
        "zip",
        "encoding",
        "parts",
        "bytes",
    ],
)
def test_file_that_is_no_answer_is_refused_in_words(raw: bytes, words: str) -> None:
    with pytest.raises(answers.UnreadableAnswer, match=words) as refusal:
        answers.read(raw)
    assert refusal.value.hint


def test_elements_deep_in_each_other_do_no_harm() -> None:
    deep = 200_000
    root = answers.read(b"<a>" * deep + b"</a>" * deep)
    assert sum(1 for _ in root.iter()) == deep
