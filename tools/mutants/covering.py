"""Which test runs which line: one run of the tests under coverage.

A value that is made once and kept (by a cache, or as the fixture of a module) is made in the first
test only, though every test that uses it rests on the lines behind it. So each has a context of its
own, and it is noted which tests use it.
"""

from __future__ import annotations

import functools
import importlib
import json
import pkgutil
import time
from collections import defaultdict
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import coverage
import pytest

AT_IMPORT = "at import"


class Covering:
    """A plugin of pytest that writes for each line what runs it, and for each test its seconds."""

    def __init__(self, package: Path, parts: Sequence[str], target: Path) -> None:
        self.package = package
        self.target = target
        self.contexts = [AT_IMPORT]
        self.uses: dict[str, set[str]] = defaultdict(set)
        self.seconds: dict[str, float] = {}
        self.unfit: set[str] = set()
        self.keep, self.lru = functools.cache, functools.lru_cache
        files = [f"{package}/{part}/*" for part in parts]
        self.coverage = coverage.Coverage(data_file=None, include=files, config_file=False)

    def start(self) -> None:
        """Import the package under coverage, before any test is collected."""
        functools.cache = self._cache
        functools.lru_cache = self._lru_cache
        self.coverage.start()
        self._switch()
        for found in pkgutil.walk_packages([str(self.package)], f"{self.package.name}."):
            if not found.name.endswith("__main__"):
                importlib.import_module(found.name)
        self.contexts.append("collecting")
        self._switch()

    def _lru_cache(self, maxsize: Any = 128, typed: bool = False) -> Any:
        if callable(maxsize):
            return self._kept(maxsize, self.lru)
        return lambda function: self._kept(function, self.lru(maxsize, typed))

    def _cache(self, function: Callable[..., Any]) -> Any:
        return self._kept(function, self.keep)

    def _kept(self, function: Callable[..., Any], keep: Callable[..., Any]) -> Any:
        """A cached function that runs in a context of its own and notes who asked for its value."""
        module = getattr(function, "__module__", None) or ""
        if not module.startswith(("tests", self.package.name)):
            return keep(function)
        name = f"cache {module}.{function.__qualname__}"

        @functools.wraps(function)
        def making(*args: Any, **kwargs: Any) -> Any:
            with self._in(name):
                return function(*args, **kwargs)

        kept = keep(making)

        @functools.wraps(function)
        def asking(*args: Any, **kwargs: Any) -> Any:
            self.uses[self.contexts[-1]].add(name)
            return kept(*args, **kwargs)

        asking.cache_clear = kept.cache_clear  # type: ignore[attr-defined]
        return asking

    def _switch(self) -> None:
        self.coverage.switch_context(self.contexts[-1])

    @contextmanager
    def _in(self, context: str) -> Iterator[None]:
        self.contexts.append(context)
        self._switch()
        try:
            yield
        finally:
            self.contexts.pop()
            self._switch()

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Generator[None, Any, Any]:
        start = time.process_time()
        self.uses[item.nodeid] |= {f"fixture {name}" for name in getattr(item, "fixturenames", ())}
        with self._in(item.nodeid):
            result = yield
        self.seconds[item.nodeid] = time.process_time() - start
        return result

    @pytest.hookimpl(wrapper=True)
    def pytest_fixture_setup(self, fixturedef: Any) -> Generator[None, Any, Any]:
        if fixturedef.scope == "function":
            return (yield)
        with self._in(f"fixture {fixturedef.argname}"):
            return (yield)

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if not report.passed:
            self.unfit.add(report.nodeid)  # what fails without a mutant, or is skipped

    def pytest_sessionfinish(self) -> None:
        self.coverage.stop()
        data = self.coverage.get_data()
        told = {
            "lines": {
                str(Path(file).relative_to(self.package)): data.contexts_by_lineno(file)
                for file in data.measured_files()
            },
            "uses": {user: sorted(used) for user, used in self.uses.items()},
            "seconds": {t: s for t, s in self.seconds.items() if t not in self.unfit},
            "unfit": sorted(self.unfit),
        }
        self.target.write_text(json.dumps(told), encoding="utf-8")


class Covered:
    """What a run under coverage has written: ``seconds`` of every test that can tell something."""

    def __init__(self, source: Path) -> None:
        told = json.loads(source.read_text(encoding="utf-8"))
        self.lines: dict[str, dict[str, list[str]]] = told["lines"]
        self.seconds: dict[str, float] = told["seconds"]
        self.unfit: list[str] = told["unfit"]
        self.users: dict[str, set[str]] = defaultdict(set)
        for user, used in told["uses"].items():
            for one in used:
                self.users[one].add(user)

    def contexts(self, module: str, lines: range) -> set[str]:
        """Everything under which one of the lines was run: tests, caches, fixtures, the import."""
        of_file = self.lines.get(f"{module}.py", {})
        return {context for line in lines for context in of_file.get(str(line), ())}

    def tests(self, module: str, lines: range) -> set[str]:
        """The tests that run one of the lines, or use a value that one had a part in."""
        reached = set[str]()
        todo = list(self.contexts(module, lines))
        while todo:
            one = todo.pop()
            if one not in reached:
                reached.add(one)
                todo.extend(self.users.get(one, ()))
        return reached & self.seconds.keys()
