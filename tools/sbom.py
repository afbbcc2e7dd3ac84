"""Writes what the wheel in dist/ brings with it, as a bill of materials in CycloneDX's JSON.

The wheel is installed with all its extras and the locked versions in an environment of its own,
which is then listed; so the bill names what was looked at, not what the ranges would allow.
"""

import json
import re
import subprocess
import sys
import tempfile
import tomllib
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
LISTER = "cyclonedx-bom>=7,<8"
SPECIFICATION = "1.6"
# What was written is held against the specification's own schema once more.
VALID = """
import sys
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator
text = open(sys.argv[1], encoding="utf-8").read()
fault = JsonStrictValidator(SchemaVersion.from_version(sys.argv[2])).validate_str(text)
sys.exit(f"the bill does not fit the schema: {fault}" if fault else 0)
"""
UV = [sys.executable, "-m", "uv"]


def extras() -> list[str]:
    """The extras that a user may install: all but what development needs."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return sorted(set(project["optional-dependencies"]) - {"dev"})


def run(*command: str | Path) -> None:
    """Run a program of uv's; its words are shown where it fails."""
    subprocess.run([*UV, *map(str, command)], cwd=ROOT, check=True)


def without_machine(bill: Any) -> Any:
    """The bill without what only this machine knows: paths of files and of package indexes."""
    if isinstance(bill, dict):
        return {key: without_machine(value) for key, value in bill.items()}
    if isinstance(bill, list):
        return [without_machine(one) for one in bill if not _local(one)]
    return bill


def _local(one: Any) -> bool:
    return isinstance(one, dict) and str(one.get("url", "")).startswith("file:")


def main() -> None:
    """Write the bill beside the wheel."""
    (wheel,) = (ROOT / "dist").glob("*.whl")
    name = re.sub(r"-py3-none-any\.whl\Z", ".cdx.json", wheel.name)
    out = ROOT / "dist" / name
    with tempfile.TemporaryDirectory() as folder:
        python = Path(folder) / "env" / ("Scripts" if sys.platform == "win32" else "bin") / "python"
        run("venv", "--quiet", "--python", sys.executable, python.parents[1])
        wanted = f"{wheel}[{','.join(extras())}]"
        lock = ROOT / "requirements-dev.lock"
        run("pip", "install", "--quiet", "--python", python, "--constraint", lock, wanted)
        run(
            *("tool", "run", "--quiet", "--from", LISTER, "cyclonedx-py", "environment"),
            *("--pyproject", "pyproject.toml", "--mc-type", "application", "--output-reproducible"),
            *("--spec-version", SPECIFICATION, "--output-format", "JSON", "--validate"),
            *("--output-file", out, python),
        )
    bill = without_machine(json.loads(out.read_text(encoding="utf-8")))
    bill["metadata"]["component"]["version"] = wheel.name.split("-")[1]
    out.write_text(json.dumps(bill, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    run("tool", "run", "--quiet", "--from", LISTER, "python", "-c", VALID, out, SPECIFICATION)
    print(f"wrote dist/{name}: {len(bill['components'])} components")


if __name__ == "__main__":
    main()
