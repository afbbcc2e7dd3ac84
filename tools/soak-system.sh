#!/bin/sh
# Installs what only the long tests need: strace from the system, the fuzzer Atheris from PyPI. Both
# are for Linux; elsewhere, or where they cannot be had, the parts that need them say so and fail.
set -eu
python=$1

if ! command -v strace >/dev/null 2>&1; then
    if [ "$(id -u)" -eq 0 ] && command -v apt-get >/dev/null 2>&1; then
        echo 'Installing strace'
        apt-get update -qq
        DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends strace >/dev/null
    else
        echo 'Not here: strace. Install it (sudo apt-get install strace), or no command is killed.' >&2
    fi
fi

if ! "$python" -c 'import atheris' 2>/dev/null; then
    echo 'Installing Atheris'
    "$python" -m pip install --quiet --quiet 'atheris>=3,<4' ||
        echo 'Could not install Atheris; nothing can be fuzzed.' >&2
fi
