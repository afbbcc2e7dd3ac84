#!/bin/sh
# Builds the agenda pack of the sample register in build/. It needs Pango and two Python packages: on Debian, as root
# or with a sudo that asks no password, Pango is installed; elsewhere it is named, and the pack is left out.
set -eu
python=$1
as_of=$2
. tools/debian.sh

left_out() {
    echo "Without the agenda pack: $1"
    exit 0
}

# shellcheck disable=SC2086 # a list of packages
have_pango "$python" || install_debian $PANGO ||
    left_out "it needs Pango, which this user cannot install (in Debian: $PANGO)."
"$python" -c 'import pikepdf, weasyprint' 2>/dev/null ||
    "$python" -m pip install --quiet --quiet --no-deps --require-hashes --requirement requirements-pdf.lock ||
    left_out 'its Python packages (requirements-pdf.lock) cannot be installed.'

# The papers are stand-ins, shorter than those that were printed. So it is made from a copy of the register, without
# the printed pages: the agenda then shows those of the stand-ins.
rm -rf build/register
mkdir -p build/register
cp -R records scrutiny.toml build/register/
meeting=records/meetings/2021/cyp-2021-11-23.yaml
sed '/^    pages: /d' "$meeting" >"build/register/$meeting"
"$python" -m scrutiny_cli agenda pack cyp-2021-11-23 --as-of "$as_of" --root build/register --output build
