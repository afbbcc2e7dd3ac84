"""Odd YAML of every production: taken, or refused with a reason; the parsers read it alike."""

from scrutiny_cli.documents import Document
from scrutiny_cli.edits import Append, EditRefused, Set, apply
from tests.constructs import CONSTRUCTS
from tests.payloads import BAD, text
from tests.register.test_decoding import assert_printable, read
from tests.sample import ROOT

KIND = "actions"
# Where one of the parsers is stricter than the other. What both take they read alike.
ONE_SIDED = {
    *("a: |# c\n b", "a: |#\n  b\n", "a: >#\n  b\n", "|\na", "--- >\na"),
    *("{a:}", "{a:, b}", '["a":b]', "['a':b]", "[:a]"),
}


def test_there_is_much_of_it() -> None:
    assert len(set(CONSTRUCTS.values())) > 600


def taken(document: Document) -> bool:
    return not document.refusals


def test_each_is_taken_or_refused_with_a_reason_and_read_alike_by_both_parsers() -> None:
    one_sided = set()
    for name, words in CONSTRUCTS.items():
        read_twice = []
        for pure in (False, True):
            document, told = read(text(words), KIND, pure=pure)
            assert_printable(document, told)
            assert taken(document) or told, name
            assert taken(document) == (document.data is not None), name
            read_twice.append(document)
        fast, slow = read_twice
        if taken(fast) != taken(slow):
            one_sided.add(words)
        elif taken(fast):
            assert fast.data == slow.data, name
    assert one_sided <= ONE_SIDED


def test_an_edit_of_each_comes_out_as_intended_or_is_refused() -> None:
    """`apply` reads its own result again; here it is read once more, and by both parsers."""
    done = 0
    for name, words in CONSTRUCTS.items():
        for change in (Set(("a",), "new: words #1"), Append(("c",), "x"), Append((), {"z": "y"})):
            try:
                after = apply(text(words), [change])
            except EditRefused:
                continue
            done += 1
            fast, _ = read(after, KIND, pure=False)
            slow, _ = read(after, KIND, pure=True)
            assert taken(fast), name
            assert not taken(slow) or fast.data == slow.data, name
    assert done > 300


def test_a_file_cut_off_anywhere_is_no_harm() -> None:
    raw = (ROOT / "records/committees/cyp.yaml").read_bytes()
    for end in range(0, len(raw), 7):
        document, told = read(raw[:end], "committees", pure=False)
        assert_printable(document, told)


def test_a_byte_changed_anywhere_is_no_harm() -> None:
    whole = ("id: A-1\naction: >-\n  Do it – 'now'.\nowner: {person: ash}  # who\n"
             "progress:\n- {on: 2021-11-23, note: \"a\\tb\"}\n")  # fmt: skip
    raw = whole.encode()
    for place in range(len(raw)):
        for byte in b"\x00\t\n :-[]{}\"'#&*!|>%@`\\\x7f\x80\xc3\xff":
            document, told = read(raw[:place] + bytes([byte]) + raw[place + 1 :], KIND, pure=False)
            assert_printable(document, told)


def test_payloads_are_cut_off_too() -> None:
    for bad in BAD.values():
        for part in range(1, 8):
            if len(bad.raw) < 5_000:
                document, told = read(bad.raw[: len(bad.raw) * part // 8], bad.kind, pure=False)
                assert_printable(document, told)
