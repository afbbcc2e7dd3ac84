"""Councils, and which rules a committee has: its own, its council's, its nation's, or the defaults.

:func:`in_force` is the one place that works them out. The layers are a committee, its council, and what
the law of the council's nation changes. The first layer that states a key decides it. A part with keys
of its own is put together key by key; a list, or a rule that is one whole, is taken as it is.
"""

from collections.abc import Iterator, Sequence
from typing import Any, Literal, NamedTuple, TypeVar

from pydantic import Field

from scrutiny_cli.domain.base import Model, Record, Text, words_for
from scrutiny_cli.domain.committees import (
    Committee,
    NoticeRule,
    Rules,
    Shared,
)
from scrutiny_cli.domain.people import Words

M = TypeVar("M", bound=Model)

Nation = Literal["England", "Wales"]


class Executive(Model):
    """Who the executive is: the body that recommendations to the executive go to, and its members."""

    name: Text = Field(description="Its name in documents, such as Cabinet.")
    also: Words = Field(
        (),
        description="Other names for it or for its members, such as The Leader or City Mayor.",
    )

    _bare_name = words_for("name")


class Council(Record, Shared):
    """A council, or another authority, and what all its committees share."""

    name: Text = Field(description="Full name.")
    nation: Nation | None = Field(
        None,
        description="`England` or `Wales`: whose law on notice, bank holidays and exempt information "
        "holds. Without it, that of England.",
    )
    executive: Executive | None = Field(
        None, description="Who the executive is, if not `executive` or `cabinet` and its members."
    )


NATIONS: dict[Nation, Rules] = {
    "England": Rules.model_construct(),
    "Wales": Rules.model_construct(
        bank_holidays="Wales",
        publication=NoticeRule.model_construct(clear_days=3),
        decision_notice=None,
        remote_counts=True,
    ),
}
"""The rules of each nation, where they differ from the defaults."""

SHARED = tuple(Shared.model_fields)
"""The fields that a committee may have from its council."""


class RuleInForce(NamedTuple):
    """A rule of a committee: its path, its value, and the layer that states it.

    ``layer`` is the position of the layer, or ``None`` for a default of scrutiny's own.
    """

    path: tuple[str, ...]
    value: Any
    layer: int | None


def layers(committee: Committee, council: Council | None) -> list[Rules]:
    """The rules of a committee, of its council and of its nation, the ones that decide first."""
    own = [committee.rules]
    if council is not None:
        own.append(council.rules)
        own += [NATIONS[council.nation]] if council.nation else []
    return own


def in_force(committee: Committee, council: Council | None) -> Committee:
    """A committee with what it has from its council."""
    if council is None:
        return committee
    rules = layers(committee, council)
    shared: dict[str, Any] = {
        name: _over(getattr(committee, name), getattr(council, name))
        if name in committee.model_fields_set
        else getattr(council, name)
        for name in SHARED
        if name in council.model_fields_set
    }
    shared["rules"] = merged(rules)
    return committee.model_copy(update={**shared, "council": council.name})


def merged(models: Sequence[M]) -> M:
    """One model of several; the first that states a key decides it."""
    first, *rest = models
    for model in rest:
        first = _over(first, model)
    return first


def _over(own: Any, other: Any) -> Any:
    """A value over the one of the next layer: key by key, unless it is one whole."""
    if isinstance(own, dict) and isinstance(other, dict):
        return {**other, **own}
    if type(own) is not type(other) or not isinstance(own, Model) or own.whole:
        return own
    values = {name: getattr(other, name) for name in other.model_fields_set}
    for name in own.model_fields_set:
        value = getattr(own, name)
        values[name] = _over(value, values[name]) if name in values else value
    return type(own).model_construct(set(values), **values)


def rules_in_force(models: Sequence[Rules]) -> Iterator[RuleInForce]:
    """Each rule that several layers give together, in the order of the reference."""
    yield from _parts(merged(models), list(enumerate(models)), ())


def _parts(
    part: Model, stated: list[tuple[int, Any]], path: tuple[str, ...]
) -> Iterator[RuleInForce]:
    for name in type(part).model_fields:
        value = getattr(part, name)
        by = [(i, getattr(m, name)) for i, m in stated if name in m.model_fields_set]
        if isinstance(value, Model) and not value.whole:
            models = [(i, own) for i, own in by if type(own) is type(value)]
            yield from _parts(value, models, (*path, name))
        else:
            yield RuleInForce((*path, name), value, by[0][0] if by else None)
