"""Mutants tried, each in a process of its own.

What stands in a function is exchanged in place: the process is forked from one that has imported
and collected everything, and the function that everything there holds gets the mutant's code. What
is run at import is written into a copy of the tree, and all is imported anew.
"""

from __future__ import annotations

import contextlib
import functools
import gc
import os
import resource
import shutil
import signal
import sys
import time
from collections import Counter, defaultdict, deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import CodeType, FunctionType
from typing import Any, Protocol

import pytest

from mutants.covering import Covered
from mutants.making import Mutant

ALIVE, KILLED, NOT_EXCHANGED = 0, 1, 77
# Seconds of processor time for what is not a test; six times what the tests took come on top, for
# in a process of its own nothing is remembered from the tests before.
SETTLING = 7.0
# A mutant may also wait for ever. The machine may be busy with other things, so this is ample.
WAITING = 600.0
MEMORY = 6 << 30

Functions = dict[tuple[str, str], list[FunctionType]]
Work = Callable[[Mutant, list[str], bool], Callable[[int, int], None]]


@dataclass(frozen=True)
class Verdict:
    """What became of a mutant: ``killed``, ``timed out``, ``alive``; the test that killed it."""

    mutant: Mutant
    status: str
    by: str
    tests: int


class Ordering(Protocol):
    """In which order tests are run, and how long they take."""

    def note(self, mutant: Mutant, test: str) -> None:
        """Remember which test killed a mutant."""

    def time(self, tests: Sequence[str]) -> float:
        """The seconds that tests take."""

    def of(self, mutant: Mutant, tests: set[str]) -> list[str]:
        """The tests in order."""


class Order:
    """The order of the tests: the quick ones first, and those that killed something near."""

    def __init__(self, covered: Covered, budget: float) -> None:
        self.seconds = covered.seconds
        self.budget = budget
        self.killers: dict[str, Counter[str]] = defaultdict(Counter)

    def note(self, mutant: Mutant, test: str) -> None:
        """Remember which test killed a mutant."""
        for place in (mutant.module, f"{mutant.module}:{mutant.function}"):
            self.killers[place][test] += 1

    def time(self, tests: Sequence[str]) -> float:
        """The seconds that tests take."""
        return sum(self.seconds[test] for test in tests)

    def of(self, mutant: Mutant, tests: set[str]) -> list[str]:
        """The tests in order, as many as the budget of seconds allows."""
        near, nearest = (
            self.killers[place] for place in (mutant.module, f"{mutant.module}:{mutant.function}")
        )
        stem = mutant.module.rpartition("/")[2]

        def cost(test: str) -> float:
            own = 0.3 if stem in test.partition("::")[0] else 1.0
            return own * (self.seconds[test] + 0.002) / (1 + near[test] + 5 * nearest[test])

        chosen, spent = [], 0.0
        for test in sorted(tests, key=lambda test: (cost(test), test)):
            if spent > self.budget:
                break
            chosen.append(test)
            spent += self.seconds[test]
        return chosen


def functions_of(folder: Path) -> Functions:
    """The functions that files below a folder define, but those inside others, by file and name."""
    found: Functions = defaultdict(list)
    for function in (one for one in gc.get_objects() if isinstance(one, FunctionType)):
        file, name = function.__code__.co_filename, function.__code__.co_qualname
        if file.startswith(str(folder)) and "<locals>" not in name:
            found[file, name].append(function)
    return found


def caches() -> list[Any]:
    """The caches of the package and its tests: what is in them was made by the code as it is."""
    return [
        one
        for one in gc.get_objects()
        if isinstance(one, functools._lru_cache_wrapper)
        and str(getattr(one, "__module__", "")).startswith(("scrutiny_cli", "tests"))
    ]


def _codes(code: CodeType) -> Iterator[CodeType]:
    for const in code.co_consts:
        if isinstance(const, CodeType):
            yield const
            yield from _codes(const)


def exchange(mutant: Mutant, file: Path, functions: Functions) -> bool:
    """Put the mutant's code into the function that stands; whether that could be done."""
    module = compile(mutant.source, str(file), "exec", dont_inherit=True)
    new = [code for code in _codes(module) if code.co_qualname == mutant.function]
    old = functions.get((str(file), mutant.function), [])
    if len(new) != 1 or not old:
        return False
    if any(one.__code__.co_freevars != new[0].co_freevars for one in old):
        return False
    for one in old:
        one.__code__ = new[0]
    return True


class FirstFailure:
    """A plugin of pytest that ends the process with the first failure, saying which test it was."""

    def __init__(self, pipe: int) -> None:
        self.pipe = pipe

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.failed:
            end(self.pipe, KILLED, report.nodeid)

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        if report.failed:
            end(self.pipe, KILLED, report.nodeid or "collecting")


def end(pipe: int, code: int, why: str) -> None:
    """End this process at once."""
    os.write(pipe, why.encode()[:4000])
    os._exit(code)


@dataclass(frozen=True)
class _Child:
    pipe: int
    slot: int
    ends: float
    done: Callable[[str, str], None]


class Pool:
    """So many processes at once, each with limits of time and memory."""

    def __init__(self, jobs: int, scratch: Path) -> None:
        self.scratch = scratch
        self.free = set(range(jobs))
        self.running: dict[int, _Child] = {}

    def submit(
        self,
        expected: float,
        work: Callable[[int, int], None],
        done: Callable[[str, str], None],
    ) -> None:
        """Call ``work(pipe, slot)`` in a fork, and ``done(status, by)`` once that has ended.

        The work ends its process where a test fails; else the mutant is alive.
        """
        while not self.free:
            self.wait()
        slot = self.free.pop()
        reading, writing = os.pipe()
        limit = int(SETTLING + 6 * expected) + 1
        pid = os.fork()
        if pid == 0:
            _in_fork(work, writing, slot, limit)
        os.close(writing)
        ends = time.monotonic() + WAITING + limit
        self.running[pid] = _Child(reading, slot, ends, done)

    def wait(self) -> None:
        """Take in one process that has ended; kill those whose time is over."""
        while self.running:
            pid, status = os.waitpid(-1, os.WNOHANG)
            if pid in self.running:
                self._done(pid, os.waitstatus_to_exitcode(status))
                return
            for late, child in self.running.items():
                if time.monotonic() > child.ends:
                    _kill_group(late)
            time.sleep(0.005)

    def _done(self, pid: int, code: int) -> None:
        child = self.running.pop(pid)
        _kill_group(pid)
        by = os.read(child.pipe, 4096).decode(errors="replace")
        os.close(child.pipe)
        self.free.add(child.slot)
        shutil.rmtree(self.scratch / str(child.slot), ignore_errors=True)
        status = {ALIVE: "alive", NOT_EXCHANGED: "not exchanged"}.get(code, "killed")
        if code in (-signal.SIGXCPU, -signal.SIGKILL):
            status = "timed out"
        child.done(status, by)


class Trials:
    """Mutants tried in a pool. Who kills first is tried without the mutant too, and must pass.

    ``work`` makes of a mutant, its tests and whether it is to be put in what a process does.
    """

    def __init__(
        self,
        pool: Pool,
        order: Ordering,
        note: Callable[[Verdict], None],
        work: Work,
    ) -> None:
        self.pool = pool
        self.order = order
        self.note = note
        self.work = work
        self.todo: deque[Mutant] = deque()
        self.doubts: list[tuple[Mutant, list[str]]] = []
        self.trusted: set[str] = set()
        self.unfit: set[str] = set()

    def run(self, mutants: Sequence[Mutant], tests_of: Callable[[Mutant], set[str]]) -> None:
        """Try all of them."""
        self.todo.extend(mutants)
        while self.todo or self.doubts or self.pool.running:
            if self.doubts:
                self._check(*self.doubts.pop())
            elif self.todo:
                mutant = self.todo.popleft()
                self._try(mutant, self.order.of(mutant, tests_of(mutant) - self.unfit))
            else:
                self.pool.wait()

    def _try(self, mutant: Mutant, tests: list[str]) -> None:
        def done(status: str, by: str) -> None:
            if status == "killed" and by in tests and by not in self.trusted:
                self.doubts.append((mutant, tests[: tests.index(by) + 1]))
            else:
                self.note(Verdict(mutant, status, by, len(tests)))

        if tests:
            self.pool.submit(self.order.time(tests), self.work(mutant, tests, True), done)
        else:
            self.note(Verdict(mutant, "alive", "no test", 0))

    def _check(self, mutant: Mutant, tests: list[str]) -> None:
        """Run the tests up to the one that failed, without the mutant."""
        killer = tests[-1]

        def done(status: str, by: str) -> None:
            if status == "alive":
                self.trusted.add(killer)
                self.note(Verdict(mutant, "killed", killer, len(tests)))
            else:
                self.unfit.add(by if by in tests else killer)
                self.todo.append(mutant)

        if killer in self.trusted:
            self.note(Verdict(mutant, "killed", killer, len(tests)))
        elif self.unfit.isdisjoint(tests):
            self.pool.submit(self.order.time(tests), self.work(mutant, tests, False), done)
        else:
            self.todo.append(mutant)


def _kill_group(pid: int) -> None:
    """Kill a process with all that it started."""
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(pid, signal.SIGKILL)


def _in_fork(work: Callable[[int, int], None], pipe: int, slot: int, limit: int) -> None:
    try:
        os.setsid()
        resource.setrlimit(resource.RLIMIT_CPU, (limit, limit + 2))
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        nothing = os.open(os.devnull, os.O_RDWR)
        for stream in (0, 1, 2):
            os.dup2(nothing, stream)
        work(pipe, slot)
        os._exit(ALIVE)
    except BaseException as error:  # noqa: BLE001 (whatever a mutant does is the end of it)
        with contextlib.suppress(BaseException):
            os.write(pipe, f"{type(error).__name__}: {error}".encode()[:4000])
        os._exit(KILLED)


class Exchanging:
    """A plugin of pytest that tries mutants where it would run the tests."""

    def __init__(
        self,
        mutants: Sequence[Mutant],
        tree: Path,
        covered: Covered,
        trials: Callable[[Work], Trials],
    ) -> None:
        self.mutants = mutants
        self.tree = tree
        self.covered = covered
        self.trials = trials
        self.scratch = tree

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        items = {item.nodeid: item for item in session.items}
        functions, kept = functions_of(self.tree), caches()
        gc.collect()
        gc.freeze()

        def work(mutant: Mutant, tests: list[str], changed: bool) -> Callable[[int, int], None]:
            def run(pipe: int, slot: int) -> None:
                file = self.tree / "scrutiny_cli" / f"{mutant.module}.py"
                if changed and not exchange(mutant, file, functions):
                    os._exit(NOT_EXCHANGED)
                for one in kept:
                    one.cache_clear()
                self._run(session, [items[test] for test in tests], pipe, slot)

            return run

        trials = self.trials(work)
        self.scratch = trials.pool.scratch
        trials.run(self.mutants, lambda m: self.covered.tests(m.module, m.lines) & items.keys())
        return True

    def _run(self, session: pytest.Session, items: list[pytest.Item], pipe: int, slot: int) -> None:
        manager = session.config.pluginmanager
        manager.unregister(name="terminalreporter")
        manager.register(FirstFailure(pipe))
        scratch = self.scratch / str(slot)
        scratch.mkdir(parents=True, exist_ok=True)
        session.config._tmp_path_factory._basetemp = scratch  # type: ignore[attr-defined]
        for index, item in enumerate(items):
            following = items[index + 1] if index + 1 < len(items) else None
            session.config.hook.pytest_runtest_protocol(item=item, nextitem=following)


def try_anew(mutant: Mutant | None, copy: Path, stages: Sequence[Sequence[str]], pipe: int) -> None:
    """Write the mutant, if any, into a copy of the tree, import all there and run tests.

    Each stage is a run of pytest with its arguments; what the first one finds spares the others.
    """
    if mutant is not None:
        file = copy / "scrutiny_cli" / f"{mutant.module}.py"
        file.write_text(mutant.source, encoding="utf-8")
    enter(copy)
    sys.dont_write_bytecode = True
    for arguments in stages:
        code = pytest.main([*arguments], plugins=[FirstFailure(pipe)])
        if code not in {pytest.ExitCode.OK, pytest.ExitCode.NO_TESTS_COLLECTED}:
            end(pipe, KILLED, f"pytest ended with {code}")


def enter(tree: Path) -> None:
    """Make a copy of the tree the one that this process works in and imports from."""
    os.chdir(tree)
    sys.path.insert(0, str(tree))
    os.environ["PYTHONPATH"] = str(tree)
