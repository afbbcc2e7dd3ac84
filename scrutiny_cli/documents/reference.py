"""The reference reader of YAML: ruamel.yaml, in pure Python.

It reads every edit a second time before it is written, and every file where libyaml is missing.
"""

from collections.abc import Iterator
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.resolver import VersionedResolver

from scrutiny_cli.documents.nodes import NodeLimits, NotYaml, Parser, TooManyNodes


class _Resolver(NodeLimits, VersionedResolver):
    depth = values = 0


def _reader() -> YAML:
    reader = YAML(typ="safe", pure=True)
    reader.Resolver = _Resolver
    return reader


def _compose(text: str) -> Any:
    try:
        return _reader().compose(text)
    except TooManyNodes:
        raise
    except Exception as error:  # noqa: BLE001  # it has assertions where one expects an error
        raise NotYaml.at_mark(error) from None


def _events(text: str) -> Iterator[Any]:
    stream = _reader().parse(text)
    while True:
        try:
            event = next(stream)
        except StopIteration:
            return
        except Exception as error:  # noqa: BLE001  # it has assertions where one expects an error
            raise NotYaml.at_mark(error) from None
        yield event


PARSER = Parser(_events, _compose)
