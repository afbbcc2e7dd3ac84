"""Numbers, yes and no, dates and times are read strictly: a possible slip is refused with the reason."""

import typing
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from pydantic import BaseModel, TypeAdapter, ValidationError

from scrutiny_cli.domain.base import CivilDate, ClockTime, Number
from scrutiny_cli.domain.kinds import KINDS
from scrutiny_cli.domain.numbering import number_key
from tests.inside import scrutiny
from tests.registers import BASE, write_tree

# Spellings that programs read as numbers and that no clerk means as one.
ODD = (
    *("1_0", "_10", "+10", " 10", "10 ", "\u00a010", "10.0", "10.", "1e1", "0x10", "0o10", "1,000"),
    *("٣", "１０", "²", "Ⅷ", "NaN", "Infinity", "inf", "--1", "", "ten", "9" * 10, "9" * 5_000),
)
ODD_WORDS = ("y", "n", "t", "f", "1", "0", " yes", "yes ", "ＹＥＳ", "yess", "ja", "None", "")


def models(annotation: Any, visited: set[type]) -> Iterator[type[BaseModel]]:
    model = isinstance(annotation, type) and issubclass(annotation, BaseModel)
    if model and annotation not in visited:
        visited.add(annotation)
        yield annotation
        for field in annotation.model_fields.values():
            yield from models(field.annotation, visited)
    for part in typing.get_args(annotation):
        yield from models(part, visited)


def leaves(annotation: Any) -> Iterator[Any]:
    parts = typing.get_args(annotation)
    if not parts:
        yield annotation
    for part in parts:
        yield from leaves(part)


def fields(wanted: type) -> list[tuple[type[BaseModel], str, bool]]:
    """Every field of every model that holds a ``wanted``: the model, its key, whether it is a list."""
    visited: set[type] = set()
    matching = []
    for kind in KINDS.values():
        for model in models(kind.model, visited):
            for name, field in model.model_fields.items():
                if wanted in leaves(field.annotation) and name != "voting":
                    many = typing.get_origin(field.annotation) is tuple
                    matching.append((model, field.alias or name, many))
    return matching


def refused(model: type[BaseModel], key: str, value: Any) -> bool:
    """Whether a model has something against a value under a key."""
    with pytest.raises(ValidationError) as complaint:
        model.model_validate({key: value, "zzz": "so that there is always a complaint"})
    return any(error["loc"][0] == key for error in complaint.value.errors())


@pytest.mark.parametrize(
    ("model", "key", "many"), fields(int), ids=lambda part: getattr(part, "__name__", str(part))
)
def test_whole_number_is_digits_only(model: type[BaseModel], key: str, many: bool) -> None:
    for odd in ODD:
        assert refused(model, key, [odd] if many else odd), f"{odd!r} is taken"
    assert not refused(model, key, ["07"] if many else "07")


@pytest.mark.parametrize(
    ("model", "key", "many"), fields(bool), ids=lambda part: getattr(part, "__name__", str(part))
)
def test_yes_and_no_are_whole_words(model: type[BaseModel], key: str, many: bool) -> None:
    assert not many
    for odd in ODD_WORDS:
        assert refused(model, key, odd), f"{odd!r} is taken"
    for word in ("yes", "No", "TRUE", "false", "on", "Off"):
        assert not refused(model, key, word)


def test_every_field_with_a_number_or_yes_and_no_is_tested() -> None:
    assert {key for _, key, _ in fields(int)} >= {"number", "minute", "clear_days", "paragraphs"}
    assert {key for _, key, _ in fields(bool)} >= {"accepted", "numbered", "anonymous", "suppress"}


@pytest.mark.parametrize(
    "odd", [odd for odd in ODD if odd not in ("+10", " 10", "10 ", "10.0", "10.")]
)
def test_figure_is_digits_and_a_point(odd: str) -> None:
    if odd == "9" * 10:
        assert TypeAdapter(Number).validate_python(odd).value == Decimal(odd)
        return
    with pytest.raises(ValidationError):
        TypeAdapter(Number).validate_python(odd)


@pytest.mark.parametrize(
    ("type_", "odd"),
    [
        *((CivilDate, odd) for odd in ("２０21-11-23", "2021_11_23", "20211123", "1637625600")),
        *((CivilDate, odd) for odd in ("2021-11-2٣", "2021-W47-2", "2021-11-23T10:00", "23/11/1")),
        *(
            (ClockTime, odd)
            for odd in ("870", "14", "1_4:30", "14:3", "١٤:٣٠", "14:30:00", "24:00")
        ),
    ],
)
def test_dates_and_times_are_read_strictly(type_: Any, odd: str) -> None:
    with pytest.raises(ValidationError):
        TypeAdapter(type_).validate_python(odd)


def test_message_says_what_is_wrong_with_a_number(tmp_path: Path) -> None:
    wrong = "id: A-1\naction: x\nnumber: 1_0\nminute: ٣\naccepted: 1\n"
    done = scrutiny("check", cwd=write_tree(tmp_path, {**BASE, "records/actions/a.yaml": wrong}))
    assert done.code == 1
    assert done.out.splitlines() == [
        (
            "records/actions/a.yaml:3:9: error[bad-value] number: `1_0` stands where a whole number "
            "should (write digits only, such as 36)"
        ),
        (
            "records/actions/a.yaml:4:9: error[bad-value] minute: `٣` stands where a whole number "
            "should (write digits only, such as 36)"
        ),
        (
            "records/actions/a.yaml:5:11: error[bad-value] accepted: `1` stands where yes or no should "
            "(write yes or no)"
        ),
    ]


def test_minute_in_odd_digits_does_not_reveal_an_exempt_item(tmp_path: Path) -> None:
    """Of two spellings of one number one was known as exempt and the other was not."""
    meeting = (
        "date: 2021-10-12\nitems: [{id: shut, title: x, classification: exempt, "
        "exempt: {paragraphs: [3], public_title: y}}]\nminutes: [{number: 10, item: shut}]\n"
    )
    files = {
        **BASE,
        "scrutiny.toml": 'visibility = "private"\n',
        "records/meetings/m.yaml": meeting,
        "records/actions/a.yaml": "action: canary\nmeeting: m\nminute: 1_0\n",
    }
    done = scrutiny("action", "list", "--as-of", "2021-11-01", cwd=write_tree(tmp_path, files))
    assert "canary" not in done.everything


def test_printed_numbers_of_any_length_are_sorted() -> None:
    assert number_key("9" * 5_000) > number_key("6.5")
    assert number_key("٣") > number_key("3"), "digits of elsewhere are words"
