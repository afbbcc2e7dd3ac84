"""The steps of an action or a workflow, run as the shell they are, with what a code host sets."""

import os
import re
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from tests.needs import program
from tests.programs import captured
from tests.repositories import ALONE
from tests.sample import ROOT

EXPRESSION = re.compile(r"\$\{\{\s*([\w.-]+)\s*\}\}")
Step = Mapping[str, Any]


def action() -> dict[str, Any]:
    """What `action.yml` says."""
    read: dict[str, Any] = yaml.safe_load((ROOT / "action.yml").read_text("utf-8"))
    return read


@dataclass
class Job:
    """A job of a code host: its folders, its event, what its steps gave.

    Its ``steps`` are those of the action, unless a workflow brings its own with its ``env``.
    """

    workspace: Path
    temporary: Path
    event: Mapping[str, str]
    ref: str = "refs/heads/main"
    inputs: Mapping[str, str] = field(default_factory=dict)
    outputs: dict[str, str] = field(default_factory=dict)
    steps: Sequence[Step] = field(default_factory=lambda: action()["runs"]["steps"])
    env: Mapping[str, str] = field(default_factory=dict)

    @property
    def page(self) -> str:
        """The page of the job."""
        file = self.temporary / "page.md"
        return file.read_text("utf-8") if file.exists() else ""

    def value(self, name: str) -> str:
        """What an expression such as `inputs.root` stands for."""
        if name.startswith("inputs."):
            key = name.removeprefix("inputs.")
            return self.inputs.get(key, action()["inputs"][key]["default"])
        return {**self.event, **self.outputs}.get(name, "")

    def wanted(self, step: Step) -> bool:
        """Whether the condition of a step holds."""
        if "if" not in step:
            return True
        terms = step["if"].removeprefix("${{").removesuffix("}}").split("&&")
        return all(self._holds(term.strip()) for term in terms)

    def _holds(self, term: str) -> bool:
        if term == "!cancelled()":
            return True
        found = re.fullmatch(r"([\w.-]+) (==|!=) '([^']*)'", term)
        assert found, term
        return (self.value(found[1]) == found[3]) is (found[2] == "==")

    def installed(self, program: str) -> None:
        """Take the step that installs the tool as done."""
        self.outputs["steps.install.outputs.program"] = program
        self.outputs["steps.install.outcome"] = "success"

    def run_all(self) -> tuple[int, str]:
        """Run every step but those that are done; the job's exit code, and its log."""
        code, log = 0, ""
        for step in self.steps:
            done = f"steps.{step.get('id')}.outcome" in self.outputs
            if "run" not in step or done or (code and "cancelled()" not in step.get("if", "")):
                continue
            if self.wanted(step):
                result = self.run(step["name"])
                log += result.stdout + result.stderr
                code = code or result.returncode
        return code, log

    def run(self, name: str) -> "subprocess.CompletedProcess[str]":
        """Run a step with a name in the host's own way of running bash."""
        (step,) = (step for step in self.steps if step.get("name") == name)
        assert step.get("shell", "bash") == "bash"
        assert self.wanted(step)
        self.temporary.mkdir(exist_ok=True)
        given = self.temporary / "given"
        given.write_text("")
        script = self.temporary / "step.sh"
        script.write_text(step["run"])
        kept = {n: v for n, v in os.environ.items() if not n.startswith(("GIT_", "SCRUTINY_"))}
        own = {
            name: EXPRESSION.sub(lambda found: self.value(found[1]), text)
            for name, text in step.get("env", {}).items()
        }
        done = captured(
            [
                program("bash", "install bash"),
                "--noprofile",
                "--norc",
                "-e",
                "-o",
                "pipefail",
                script,
            ],
            cwd=self.workspace,
            env={
                **kept,
                **ALONE,
                "PYTHONUTF8": "1",
                "GITHUB_ACTIONS": "true",
                "GITHUB_ACTION_PATH": str(ROOT),
                "GITHUB_WORKSPACE": str(self.workspace),
                "GITHUB_REF": self.ref,
                "GITHUB_OUTPUT": str(given),
                "GITHUB_STEP_SUMMARY": str(self.temporary / "page.md"),
                "GITHUB_PATH": str(self.temporary / "path"),
                "RUNNER_TEMP": str(self.temporary),
                **self.env,
                **own,
            },
        )
        for line in given.read_text("utf-8").splitlines():
            key, _, value = line.partition("=")
            self.outputs[f"steps.{step['id']}.outputs.{key}"] = value
        if "id" in step:
            self.outputs[f"steps.{step['id']}.outcome"] = (
                "failure" if done.returncode else "success"
            )
        return done
