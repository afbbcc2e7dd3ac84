"""What git knows of the register's past; nothing else here calls git.

Only what git says has changed is ever read, whatever the size of the register or its history.
"""

import hashlib
import os
import subprocess
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from scrutiny_cli.domain.dates import long_date
from scrutiny_cli.errors import ScrutinyError, UsageError
from scrutiny_cli.files.programs import find_program
from scrutiny_cli.files.store import PAPERS, RECORDS, SETTINGS_FILE, SUFFIXES

# Of git's own variables those that say where its configuration and helpers are. The others (GIT_DIR,
# GIT_INDEX_FILE, GIT_WORK_TREE ...) would have it look at another repository than the register's: a
# hook or an alias sets them.
_KEPT = ("GIT_CONFIG_", "GIT_EXEC_PATH", "GIT_SSH", "GIT_SSL")
# No lock is taken, no pager or hook is run, a path means what it says, and a folder whose files only look
# like a repository is none.
_ALWAYS = (
    *("--no-optional-locks", "--no-pager", "--literal-pathspecs"),
    *("-c", "core.fsmonitor=false", "-c", "safe.bareRepository=explicit"),
)
_FILES = ("100644", "100755")
"""The modes of a file and of one that can be run; a link and another repository have others."""
# What else of a register shows in its documents, or decides how it is checked.
_OTHERS = (
    *(SETTINGS_FILE, "templates", f"{RECORDS}/{PAPERS}"),
    *(".github", ".gitlab-ci.yml", ".pre-commit-config.yaml"),
)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class NoHistory(ScrutinyError):
    """Git cannot answer; the message says why, and the hint what would help."""


class Commit(NamedTuple):
    """A commit: its id, and the day in London on which it came into the history."""

    id: str
    day: date


class Change(NamedTuple):
    """A record file that differs: the ids of its contents before and after.

    ``None`` stands for no such file, and after, where the work tree is compared, for the file there.
    """

    path: str
    before: str | None
    after: str | None


class Kept(NamedTuple):
    """Something a commit holds: the id of its content, and whether it is a file of its own, no link."""

    id: str
    is_file: bool


@dataclass(frozen=True)
class History:
    """The history of the repository that holds a register's folder.

    ``top`` is the folder of that repository. ``folder`` leads from there to the register: empty, or
    ``council/``. Git is always run at the top, where no files inside the register can pass for a repository.
    """

    top: Path
    folder: str
    git: str
    shallow: bool
    _folders: dict[str, str] = field(default_factory=dict, compare=False)

    def head(self) -> Commit | None:
        """The commit that is checked out; none in a repository without commits."""
        return self._first("HEAD")

    def on_or_before(self, day: date) -> Commit:
        """The last commit of the branch that came into it on or before a day.

        Only first parents are followed: what a merge brought in counts from the merge on. Raises
        :class:`NoHistory` where there is none, or where it did not hold the records yet.
        """
        last = _start_of(day + timedelta(days=1)) - 1
        found = self._first(f"--min-age={last}", "HEAD") if last > 0 else None
        if found and self._object(f"{found.id}:{self._folder_at(found.id)}{RECORDS}"):
            return found
        if self.shallow:
            raise NoHistory(
                f"the clone is shallow and does not go back to {long_date(day)}",
                "fetch the rest: `git fetch --unshallow`; in a CI job set the depth to 0",
            )
        self._require_commits()
        raise NoHistory(
            f"the git history of the records begins after {long_date(day)}",
            "name a later day, or a revision",
        )

    def resolve(self, revision: str) -> Commit:
        """The commit that a revision means: a branch, a tag, the beginning of a commit's id.

        ``A...B`` means, as in `git diff`, the commit from which two branches went apart.
        """
        if revision.startswith("-") or not revision.isprintable() or not revision:
            raise UsageError(f"{revision!r} is not a revision", "name a branch, a tag or a commit")
        found = self._parting(revision) if "..." in revision else self._object(revision)
        commit = self._first("--no-walk", found) if found else None
        if commit:
            return commit
        if self.shallow:
            raise NoHistory(
                f"the clone is shallow and holds no revision {revision!r}",
                "fetch the rest: `git fetch --unshallow`; in a CI job set the depth to 0",
            )
        self._require_commits()
        raise NoHistory(
            f"git does not know the revision {revision!r}",
            "`git log --oneline` lists the commits, `scrutiny meeting list` the meetings",
        )

    def _require_commits(self) -> None:
        """Say so if nothing is committed yet."""
        if self.head() is None:
            raise NoHistory(
                "nothing is committed yet, so there is nothing to compare with",
                f"`git add {RECORDS}`, then `git commit`",
            )

    def changes(self, since: str, until: str | None, kinds: Iterable[str]) -> tuple[Change, ...]:
        """The record files of some kinds that differ between two commits, by path.

        ``until`` is a commit, or ``None`` for the work tree with the files git does not track yet.
        """
        kinds = frozenset(kinds)
        differing = self._differing(since, until, RECORDS)
        return tuple(change for change in differing if is_record(change.path, kinds))

    def other_changes(self, since: str, until: str | None) -> tuple[str, ...]:
        """The register's other files that differ, by path: settings, templates, papers, a host's own."""
        return tuple(change.path for change in self._differing(since, until, *_OTHERS))

    def _differing(self, since: str, until: str | None, *below: str) -> list[Change]:
        """What differs in or at some paths of the register, by path."""
        if self._folder_at(since) != (self._folder_at(until) if until else self.folder):
            changes = self._across_folders(since, until, *below)
        else:
            changes = self._within_folder(since, until, *below)
        return [changes[path] for path in sorted(changes)]

    def _within_folder(self, since: str, until: str | None, *below: str) -> dict[str, Change]:
        folder = self._folder_at(since)
        options = ("--raw", "-z", "--no-abbrev", "--no-renames", f"--relative={folder}")
        quiet = ("--no-color", "--no-ext-diff", "--no-textconv", "--ignore-submodules=all")
        ends = (since, until) if until else (since,)
        asked = (f"{folder}{path}" for path in below)
        filters = () if until else self._no_filters
        out = self._ask("diff", *options, *quiet, *ends, "--", *asked, configured=filters)
        changes = {change.path: change for change in _raw(out)}
        if until is None:
            new = (path for path in self._untracked(*below) if path not in changes)
            changes |= {path: Change(path, None, None) for path in new}
        return changes

    def _across_folders(self, since: str, until: str | None, *below: str) -> dict[str, Change]:
        """What differs where the register's folder has been renamed since."""
        before = _ids(self.tree(since, *below))
        now = _ids(self.tree(until, *below)) if until else self._ids_on_disk(len(since), *below)
        return {
            path: Change(path, before.get(path), now.get(path) if until else None)
            for path in before.keys() | now.keys()
            if before.get(path) != now.get(path)
        }

    def _ids_on_disk(self, length: int, *below: str) -> dict[str, str]:
        """The ids, of some length, that git would give to the files as they are on the disk."""
        algorithm = "sha1" if length == 40 else "sha256"
        ids = {}
        for path in (*self._tracked(*below), *self._untracked(*below)):
            file = self.top / f"{self.folder}{path}"
            if file.is_file() and not file.is_symlink():
                raw = file.read_bytes()
                ids[path] = hashlib.new(algorithm, b"blob %d\0" % len(raw) + raw).hexdigest()
        return ids

    def out_of_reach(self, paths: Iterable[str]) -> frozenset[str]:
        """Those of some record files that git cannot compare.

        They are ignored, are links, or belong to another repository inside this one.
        """
        return frozenset(paths) - {*self._tracked(RECORDS), *self._untracked(RECORDS)}

    def _tracked(self, *below: str) -> list[str]:
        """The files that git holds in or at some paths of the register, deleted ones too."""
        asked = (f"{self.folder}{path}" for path in below)
        out = self._ask("ls-files", "-z", "--stage", "--", *asked)
        lines = (line.split("\t", maxsplit=1) for line in _names(out))
        return [self._inside(path) for about, path in lines if about.startswith(_FILES)]

    def _untracked(self, *below: str) -> list[str]:
        """The files that git does not hold yet and does not ignore."""
        asked = (f"{self.folder}{path}" for path in below)
        out = self._ask("ls-files", "-z", "--others", "--exclude-standard", "--", *asked)
        return [self._inside(path) for path in _names(out)]

    def _inside(self, path: str) -> str:
        """A path from the top of the repository as one from the register's root."""
        return path.removeprefix(self.folder)

    def tree(self, commit: str, *below: str) -> dict[str, Kept]:
        """What a commit holds by path from the register's root, in or at some paths."""
        folder = self._folder_at(commit)
        asked = (f"{folder}{path}" for path in below)
        return {
            path.removeprefix(folder): kept
            for path, kept in self._whole_tree(commit, *asked).items()
        }

    def _whole_tree(self, commit: str, *below: str) -> dict[str, Kept]:
        held = {}
        for line in _names(self._ask("ls-tree", "-r", "-z", commit, *below)):
            about, path = line.split("\t", maxsplit=1)
            mode, _, name = about.split(" ")
            held[path] = Kept(name, mode in _FILES)
        return held

    def _folder_at(self, commit: str) -> str:
        """The register's folder at a commit: that of today, or the one that was renamed to it."""
        if commit not in self._folders:
            here = self._object(f"{commit}:{self.folder}{RECORDS}")
            self._folders[commit] = self.folder if here else self._renamed_from(commit)
        return self._folders[commit]

    def _renamed_from(self, commit: str) -> str:
        """The folder of a commit that is gone and held the most record files of the same names."""
        now = {*self._tracked(RECORDS), *self._untracked(RECORDS)}
        shared: dict[str, int] = {}
        for path in self._whole_tree(commit):
            for folder in _possible_folders(path):
                if path.removeprefix(folder) in now and not (self.top / folder / RECORDS).is_dir():
                    shared[folder] = shared.get(folder, 0) + 1
        return max(sorted(shared), key=shared.__getitem__, default=self.folder)

    def read(self, ids: Iterable[str]) -> dict[str, bytes]:
        """Contents by id, all in one call."""
        wanted = sorted(set(ids))
        if not wanted:
            return {}
        out = self._ask("cat-file", "--batch", stdin="".join(f"{name}\n" for name in wanted))
        contents, at = {}, 0
        for name in wanted:
            end = out.index(b"\n", at)
            head = out[at:end].split()
            if len(head) != 3:
                raise NoHistory(
                    "git does not hold all contents of that revision here",
                    "fetch them: `git fetch --refetch`, or clone without a filter",
                )
            at = end + 1 + int(head[2])
            contents[name] = out[end + 1 : at]
            at += 1
        return contents

    def _first(self, *arguments: str) -> Commit | None:
        """The first commit of a walk along first parents."""
        walk = ("rev-list", "--first-parent", "--max-count=1", "--timestamp")
        found = self._run(*walk, *arguments, "--")
        words = found.stdout.split()
        if found.returncode or len(words) != 2:
            return None
        return Commit(words[1].decode("ascii"), _day_of(int(words[0])))

    def _parting(self, branches: str) -> str | None:
        """The last commit that two branches have in common."""
        left, _, right = branches.partition("...")
        ends = [self._object(f"{end or 'HEAD'}^{{commit}}") for end in (left, right)]
        if None in ends:
            return None
        found = self._run("merge-base", *filter(None, ends))
        return found.stdout.decode("ascii").split("\n")[0] or None

    def _object(self, name: str) -> str | None:
        """The id of what a name means, if git knows it as one thing."""
        found = self._run("rev-parse", "--verify", "--quiet", name)
        word = found.stdout.strip().decode("utf-8", "surrogateescape")
        return word if found.returncode == 0 and word.isalnum() else None

    @cached_property
    def _no_filters(self) -> tuple[str, ...]:
        """Options that turn off every filter that git is configured with.

        A `.gitattributes` file, which anybody may propose, says which files go through which filter.
        """
        found = self._run("config", "--name-only", "-z", "--get-regexp", r"^filter\..")
        names = {name.rpartition(".")[0] for name in _names(found.stdout)}
        off = ("clean=", "smudge=", "process=", "required=false")
        settings = (f"{name}.{setting}" for name in sorted(names) for setting in off)
        return tuple(part for setting in settings for part in ("-c", setting))

    def _ask(self, *arguments: str, stdin: str = "", configured: tuple[str, ...] = ()) -> bytes:
        """What git answers; raise :class:`NoHistory` in its own words where it fails."""
        found = self._run(*configured, *arguments, stdin=stdin)
        if found.returncode:
            raise NoHistory(f"git {arguments[0]} failed: {_complaint(found.stderr)}")
        return found.stdout

    def _run(self, *arguments: str, stdin: str = "") -> "subprocess.CompletedProcess[bytes]":
        return _run(self.git, self.top, arguments, stdin)


def find(root: Path) -> History:
    """The history of a register's folder; raise :class:`NoHistory` where there is none."""
    program = find_program("git")
    if program is None:
        raise NoHistory(
            "git is not installed, or not where programs are looked for",
            "install git (git-scm.com), or put its folder on the PATH",
        )
    here = root.resolve()
    for top in (here, *here.parents):
        # Git takes no file called `.git` into a commit, so nobody else can have put it there.
        if not (top / ".git").exists():
            continue
        asked = ("rev-parse", "--is-inside-work-tree", "--is-shallow-repository", "--show-prefix")
        found = _run(program, top, asked, "")
        if found.returncode and b"not a git repository" not in found.stderr:
            raise NoHistory(f"git cannot be used here: {_complaint(found.stderr)}")
        inside, shallow, prefix = (*found.stdout.split(b"\n"), b"", b"", b"")[:3]
        if inside == b"true" and not prefix:
            folder = here.relative_to(top).as_posix()
            return History(top, "" if folder == "." else f"{folder}/", program, shallow == b"true")
    raise NoHistory(
        "there is no git history here",
        "keep the register in git (`git init`, `git add records`, `git commit`), or clone it",
    )


def _possible_folders(path: str) -> list[str]:
    """The folders whose register a path may belong to: each one that holds `records` above it."""
    parts = path.split("/")
    return [
        "".join(f"{part}/" for part in parts[:at])
        for at, part in enumerate(parts)
        if part == RECORDS
    ]


def _ids(tree: dict[str, Kept]) -> dict[str, str]:
    return {path: kept.id for path, kept in tree.items() if kept.is_file}


def is_record(path: str, kinds: frozenset[str]) -> bool:
    """Whether a path from the register's root is that of a record file of some kinds."""
    parts = path.split("/")
    return (
        len(parts) > 2
        and parts[0] == RECORDS
        and parts[1] in kinds
        and path.lower().endswith(SUFFIXES)
        and not any(part.startswith(".") for part in parts)
    )


def _run(
    program: str, root: Path, arguments: Iterable[str], stdin: str
) -> "subprocess.CompletedProcess[bytes]":
    try:
        return subprocess.run(
            [program, *_ALWAYS, *arguments],
            cwd=root,
            env=_environment(),
            input=stdin.encode("ascii"),
            capture_output=True,
            check=False,
        )
    except OSError as fault:
        raise NoHistory(f"git cannot be run: {fault.strerror or fault}") from None


def _environment() -> dict[str, str]:
    """The environment that git gets: its own repository, its answers in English, no questions."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.upper().startswith("GIT_") or name.upper().startswith(_KEPT)
    }
    return {**kept, "LC_ALL": "C", "LANGUAGE": "C", "GIT_TERMINAL_PROMPT": "0"}


def _complaint(stderr: bytes) -> str:
    """The first thing git complains of, in its own words."""
    lines = stderr.decode("utf-8", "surrogateescape").splitlines()
    line = next((line for line in lines if line.strip()), "it gave no reason")
    return line.strip().removeprefix("fatal: ").removeprefix("error: ")


def _names(out: bytes) -> list[str]:
    return [name.decode("utf-8", "surrogateescape") for name in out.split(b"\0") if name]


def _raw(out: bytes) -> list[Change]:
    """The changes in git's raw form: a colon, two modes, two ids, a letter; then the path.

    What links and other repositories hold is no content of the file's own: they count as no file.
    """
    words = _names(out)
    changes = []
    for about, path in zip(words[::2], words[1::2], strict=True):
        mode, mode_after, before, after, _ = about[1:].split(" ")
        if mode in _FILES or mode_after in _FILES:
            old = _content(before) if mode in _FILES else None
            changes.append(Change(path, old, _content(after) if mode_after in _FILES else None))
    return changes


def _content(name: str) -> str | None:
    """The id of a content; git writes noughts where there is none."""
    return name if name.strip("0") else None


def _london() -> tzinfo:
    from zoneinfo import ZoneInfo

    return ZoneInfo("Europe/London")


def _start_of(day: date) -> int:
    """The moment a civil day begins in London, in seconds since 1970."""
    return int(datetime.combine(day, time.min, _london()).timestamp())


def _day_of(moment: int) -> date:
    return (_EPOCH + timedelta(seconds=moment)).astimezone(_london()).date()
