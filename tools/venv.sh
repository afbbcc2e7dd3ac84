#!/bin/sh
# Makes .venv with the Python named in PYTHON, or with the first one here that is new enough.
set -eu

new_enough() {
    "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null
}

python=
for name in "${PYTHON:-python3}" python3 python3.13 python3.12 python3.11; do
    if new_enough "$name"; then
        python=$name
        break
    fi
done
if [ -z "$python" ]; then
    echo 'scrutiny needs Python 3.11 or later. Install it, or name it: make setup PYTHON=/path/to/python3' >&2
    exit 1
fi

# Debian keeps the venv module in a package of its own.
if ! "$python" -c 'import ensurepip, venv' 2>/dev/null; then
    package=$("$python" -c 'import sys; print("python%d.%d-venv" % sys.version_info[:2])')
    if [ "$(id -u)" -eq 0 ] && command -v apt-get >/dev/null 2>&1; then
        echo "Installing $package"
        apt-get update -qq
        DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends "$package" >/dev/null
    else
        echo "This Python cannot make virtual environments. Install $package (sudo apt-get install $package) and try again." >&2
        exit 1
    fi
fi

echo "Making .venv with $("$python" --version)"
"$python" -m venv .venv
