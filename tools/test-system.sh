#!/bin/sh
# Installs what the browser tests need from outside Python: a browser, Java, Node.js with npm, git, and
# the two checkers named in tests/browser/package.json. On Debian, as root or with a sudo that asks no
# password, missing packages are installed; elsewhere they are named, and the tests that need them are
# skipped. Where CI is set nothing is skipped, so there what is missing makes the tests fail.
set -eu
python=$1

have() {
    command -v "$1" >/dev/null 2>&1
}

have_browser() {
    "$python" -c 'import sys; from tests.browser.chromium import find_chromium; sys.exit(not find_chromium())'
}

packages=
have_browser || packages="$packages chromium fonts-liberation"
have java || packages="$packages default-jre-headless"
have npm || packages="$packages nodejs npm"
have git || packages="$packages git"

if [ -n "$packages" ]; then
    as_root=none
    if [ "$(id -u)" -eq 0 ]; then
        as_root=
    elif have sudo && sudo -n true 2>/dev/null; then
        as_root='sudo -n'
    fi
    if grep -qx 'ID=debian' /etc/os-release 2>/dev/null && [ "$as_root" != none ]; then
        echo "Installing$packages"
        # shellcheck disable=SC2086 # words on purpose: a command with its option, a list of packages
        $as_root apt-get update -qq &&
            $as_root env DEBIAN_FRONTEND=noninteractive \
                apt-get install -qq -y --no-install-recommends $packages >/dev/null ||
            echo "Could not install$packages; the tests that need them cannot run." >&2
    else
        echo "Not here:$packages (Debian's names for them). Install them to run every test; until then the browser tests are skipped." >&2
    fi
fi

checkers=tests/browser/node_modules/.package-lock.json
if have npm && [ -z "$(find "$checkers" -newer tests/browser/package-lock.json 2>/dev/null)" ]; then
    echo 'Installing axe-core and the HTML checker'
    if (cd tests/browser && npm ci --silent); then
        touch "$checkers"
    else
        echo 'Could not install axe-core and the HTML checker; the browser tests cannot run.' >&2
    fi
fi
