# Functions for scripts that need packages of the system; to be read with `.`

# Installs packages where this is Debian and this user is root, or has a sudo that asks no password.
# Elsewhere it fails, and the caller names them.
install_debian() {
    as_root=none
    if [ "$(id -u)" -eq 0 ]; then
        as_root=
    elif command -v sudo >/dev/null 2>&1 && sudo -n true 2>/dev/null; then
        as_root='sudo -n'
    fi
    grep -qx 'ID=debian' /etc/os-release 2>/dev/null && [ "$as_root" != none ] || return 1
    echo "Installing $*"
    $as_root apt-get update -qq &&
        $as_root env DEBIAN_FRONTEND=noninteractive \
            apt-get install -qq -y --no-install-recommends "$@" >/dev/null
}

PANGO='libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fonts-liberation'

# Says whether the libraries are here that lay out PDF.
have_pango() {
    "$1" -c 'import sys; from ctypes.util import find_library as find; sys.exit(not all(map(find, ("pango-1.0", "pangoft2-1.0", "harfbuzz-subset"))))'
}
