"""Looks up known vulnerabilities of what the locks pin, and says in words what came of it.

Exits with 1 where there are any, and with 2 where they could not be looked up: that nothing was found
must never mean that nobody looked.
"""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
LOCK = "requirements-dev.lock"
NPM = ("tests/browser", "tests/editor")


def answer(command: list[str], folder: Path) -> Any:
    """The JSON that a program prints, whatever it ends with; nothing where it prints none."""
    try:
        done = subprocess.run(
            command, cwd=folder, capture_output=True, encoding="utf-8", check=False, timeout=300
        )
        return json.loads(done.stdout)
    except (OSError, subprocess.TimeoutExpired, ValueError):
        return None


def python_packages() -> tuple[list[str], str | None]:
    """The vulnerable packages of the Python lock, and why some could not be looked up."""
    pip_audit = [sys.executable, "-m", "uv", "tool", "run", "--quiet", "pip-audit"]
    how = ["--requirement", LOCK, "--disable-pip", "--no-deps", "--format", "json"]
    found = answer([*pip_audit, *how], ROOT)
    if not isinstance(found, dict):
        return [], "the service that knows of vulnerabilities cannot be reached from here"
    packages = found.get("dependencies", [])
    bad = [
        f"{package['name']} {package['version']}: {flaw['id']}, mended in "
        f"{', '.join(flaw['fix_versions']) or 'no version yet'}"
        for package in packages
        for flaw in package.get("vulns", [])
    ]
    unknown = [package["name"] for package in packages if "skip_reason" in package]
    named = (
        ", ".join(unknown) if len(unknown) < 6 else f"{len(unknown)} of {len(packages)} packages"
    )
    return bad, f"the service could say nothing of {named}" if unknown else None


def npm_packages(folder: str) -> tuple[list[str], str | None]:
    """The same for the lock of a folder's npm packages."""
    found = answer(["npm", "audit", "--json"], ROOT / folder)
    if not isinstance(found, dict) or "vulnerabilities" not in found:
        return [], "npm's service cannot be reached from here, or npm is not installed"
    flaws = found["vulnerabilities"].items()
    return [f"{name}: {flaw['severity']}, in {flaw['range']}" for name, flaw in flaws], None


def main() -> int:
    """Look up every lock."""
    code = 0
    looked = [(LOCK, python_packages()), *((folder, npm_packages(folder)) for folder in NPM)]
    for name, (bad, why) in looked:
        for line in bad:
            print(f"{name}: vulnerable: {line}")
        if why:
            print(f"{name}: not looked up: {why}")
        elif not bad:
            print(f"{name}: no known vulnerabilities")
        code = max(code, 1 if bad else 2 if why else 0)
    if code == 2:
        print("Nothing is said to be safe that was not looked up; try again with the network.")
    return code


if __name__ == "__main__":
    sys.exit(main())
