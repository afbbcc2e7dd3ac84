#!/bin/sh
# Installs what the browser, editor and PDF tests need from outside Python: a browser, Java, Node.js with npm,
# pdftotext, git, Pango, LibreOffice, and what tests/browser/package.json and tests/editor/package.json name. On Debian, as root
# or with a sudo that asks no password, missing packages are installed; elsewhere they are named, and the tests
# that need them are skipped. Where CI is set nothing is skipped, so there what is missing makes the tests fail.
set -eu
python=$1
. tools/debian.sh

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
have pdftotext || packages="$packages poppler-utils"
have_pango "$python" || packages="$packages $PANGO"
have soffice || packages="$packages libreoffice-writer-nogui"

if [ -n "$packages" ]; then
    # shellcheck disable=SC2086 # a list of packages
    install_debian $packages ||
        echo "Not here:$packages (Debian's names for them). Install them to run every test; until then those that need them are skipped." >&2
fi

# What a package.json names, unless it was installed after its lock was last written.
install_packages() {
    stamp=tests/$1/node_modules/.package-lock.json
    [ -z "$(find "$stamp" -newer "tests/$1/package-lock.json" 2>/dev/null)" ] || return 0
    echo "Installing $2"
    if (cd "tests/$1" && npm ci --silent); then
        touch "$stamp"
    else
        echo "Could not install $2; the $1 tests cannot run." >&2
    fi
}

if have npm; then
    install_packages browser 'axe-core and the HTML checker'
    install_packages editor 'the YAML language server'
fi
