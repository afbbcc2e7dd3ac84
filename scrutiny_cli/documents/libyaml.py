"""The fast reader of YAML: libyaml, by PyYAML."""

from collections.abc import Iterator
from typing import Any

from yaml import YAMLError
from yaml._yaml import CParser

from scrutiny_cli.documents.nodes import NodeLimits, NotYaml, Parser


class _Composer(NodeLimits, CParser):
    __slots__ = ("depth", "values")

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.depth = self.values = 0


def _compose(text: str) -> Any:
    try:
        return _Composer(text).get_single_node()
    except YAMLError as error:
        raise NotYaml.at_mark(error) from None


def _events(text: str) -> Iterator[Any]:
    parser = CParser(text)
    try:
        while (event := parser.get_event()) is not None:
            yield event
    except YAMLError as error:
        raise NotYaml.at_mark(error) from None
    finally:
        parser.dispose()


PARSER = Parser(_events, _compose)
