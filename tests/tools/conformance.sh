#!/usr/bin/env bash
# Builds every test kit twice, in two places, and has both books examined by others.
# Fails on the first finding. Needs tests/tools/install.sh sourced first.
set -euo pipefail
: "${PLATEMARK_EPUBCHECK:?source tests/tools/install.sh first}"
root=$PWD
program=${CARGO_TARGET_DIR:-$root/target}/release/platemark
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# The sample kit and every kit under tests/kits.
kits=("$root")
for kit in tests/kits/*/; do kits+=("$root/${kit%/}"); done

copy() {  # a kit without what building it does not need
  mkdir -p "$2"
  (cd "$1" && tar cf - --exclude=./target --exclude=./output --exclude=./.git --exclude=./src --exclude=./tests .) |
    tar xf - -C "$2"
}

for kit in "${kits[@]}"; do
  name=$(basename "$kit"); [ "$kit" = "$root" ] && name=sample
  printf -- '-- %s\n' "$name"
  mkdir -p "$work/out/$name" "$work/again/$name"
  "$program" build "$kit" --output "$work/out/$name" --strict
  copy "$kit" "$work/elsewhere/deeper/$name"
  (cd / && TZ=Asia/Tokyo LC_ALL=C "$program" build "$work/elsewhere/deeper/$name" \
    --output "$work/again/$name" --strict --jobs 1 >/dev/null)
  for book in "$work/out/$name"/*; do
    cmp "$book" "$work/again/$name/$(basename "$book")"
    if grep -aqF -e "$work" -e "$root" "$book"; then echo "$book names a folder of this machine"; exit 1; fi
  done
  mkdir -p "$work/ua2/$name"
  "$program" build "$kit" --output "$work/ua2/$name" --strict --to pdf --pdf-standard ua-2 >/dev/null
  for pdf in "$work/out/$name"/*.pdf "$work/ua2/$name"/*.pdf; do qpdf --check "$pdf" >/dev/null; done
  "$PLATEMARK_PYTHON" tests/tools/words.py "$kit" "$work/out/$name"/*.pdf "$work/out/$name"/*.epub
done

printf -- '-- EPUBCheck\n'
for epub in "$work"/out/*/*.epub; do
  java -jar "$PLATEMARK_EPUBCHECK" --failonwarnings "$epub" >"$work/epubcheck.log" 2>&1 ||
    { cat "$work/epubcheck.log"; exit 1; }
done

printf -- '-- Ace\n'
for epub in "$work"/out/*/*.epub; do
  ACE_TIMEOUT_INITIAL=60000 "$PLATEMARK_ACE" -E --silent --force -o "$work/ace" "$epub" ||
    { cat "$work/ace/report.json" 2>/dev/null | head -c 4000; exit 1; }
done

printf -- '-- reading engines\n'
mv "$work/out/sample" "$work/first"  # the book that is read in every way
node tests/tools/readers/check.mjs "$work"/first/*.epub "$work"/out/*/*.epub
mv "$work/first" "$work/out/sample"

printf -- '-- veraPDF\n'
bash tests/tools/verapdf/verapdf.sh ua1,2a "$work"/out/*/*.pdf
bash tests/tools/verapdf/verapdf.sh ua2,wt1r,wt1a,4 "$work"/ua2/*/*.pdf

# TAG-030 takes a photograph under a title, which a cover is, for a scanned page.
printf -- '-- outloud\n'
"$PLATEMARK_OUTLOUD" --no-info --fail-on warning --skip TAG-030 "$work"/out/*/*.pdf "$work"/ua2/*/*.pdf

printf '\n%s kits passed, 0 failed\n' "${#kits[@]}"
