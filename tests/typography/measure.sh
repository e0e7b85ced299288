#!/usr/bin/env bash
# Makes the long text, sets it at two measures and in every theme, and measures the pages.
# Fails if a figure of the theme `gallery` is over its bar.
set -euo pipefail
cd "$(dirname "$0")/../.."
platemark=${PLATEMARK:-target/release/platemark}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

set_text() { # name, arguments of text.py
  python3 tests/typography/text.py "${@:2}" "$work/$1" >/dev/null
  "$platemark" build --to pdf --dump pages --output "$work/$1/out" "$work/$1" >"$work/$1.dump"
}

figures() { # name, arguments of typometrics.py
  printf '\n== %s\n' "$1"
  python3 tests/typography/typometrics.py --survey "$work/$1.dump" "${@:2}" "$work/$1"/out/*.pdf
}

over=0
set_text gallery
figures gallery --bars || over=1
set_text wide --measure 312 --body 11
figures wide --bars || over=1
for theme in plain night; do
  set_text $theme --theme $theme
  figures $theme
done
exit $over
