#!/usr/bin/env bash
# Builds the sample kit on this machine's processor and on one of 2010 without AVX, which qemu
# plays; the books must be the same, byte for byte. Needs tests/tools/install.sh sourced first.
set -euo pipefail
program=${PLATEMARK_PROGRAM:-${CARGO_TARGET_DIR:-$PWD/target}/release/platemark}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
"$program" build . --output "$work/native" >/dev/null
timeout 600 qemu-x86_64 -cpu Westmere "$program" build . --output "$work/westmere" >/dev/null
for book in "$work/native"/*; do
  cmp "$book" "$work/westmere/$(basename "$book")"
done
