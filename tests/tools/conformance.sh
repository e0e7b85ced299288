#!/usr/bin/env bash
# Builds every kit of the test set twice, in two places, and has both books examined by others.
# Fails on the first finding. Needs tests/tools/install.sh sourced first.
set -euo pipefail
: "${PLATEMARK_EPUBCHECK:?source tests/tools/install.sh first}"
root=$PWD
program=${PLATEMARK_PROGRAM:-${CARGO_TARGET_DIR:-$root/target}/release/platemark}
work=$(mktemp -d)
readers=
trap 'kill $readers 2>/dev/null || true; rm -rf "$work"' EXIT

# The sample kit, every kit under tests/kits, and the examples of the CommonMark specification.
"$PLATEMARK_PYTHON" tests/tools/commonmark_kit.py "$PLATEMARK_COMMONMARK" "$work/commonmark"
kits=("$root" "$work/commonmark")
for kit in tests/kits/*/; do kits+=("$root/${kit%/}"); done

copy() {  # a kit without what building it does not need
  mkdir -p "$2"
  (cd "$1" && tar cf - --exclude=./target --exclude=./output --exclude=./.git --exclude=./src --exclude=./tests .) |
    tar xf - -C "$2"
}

for kit in "${kits[@]}"; do
  name=$(basename "$kit"); [ "$kit" = "$root" ] && name=sample
  printf -- '-- %s\n' "$name"
  mkdir -p "$work/out/$name" "$work/again/$name" "$work/ua2/$name" "$work/said"
  "$program" build "$kit" --output "$work/out/$name" --strict 2>"$work/said/$name"
  # The examples are written to be awkward; every other kit builds without a word.
  if [ -s "$work/said/$name" ] && [ "$name" != commonmark ]; then cat "$work/said/$name"; exit 1; fi
  copy "$kit" "$work/elsewhere/deeper/$name"
  (cd / && TZ=Asia/Tokyo LC_ALL=C "$program" build "$work/elsewhere/deeper/$name" \
    --output "$work/again/$name" --strict --jobs 1 >/dev/null 2>&1)
  for book in "$work/out/$name"/*; do
    cmp "$book" "$work/again/$name/$(basename "$book")"
    if grep -aqF -e "$work" -e "$root" "$book"; then echo "$book names a folder of this machine"; exit 1; fi
  done
  "$program" build "$kit" --output "$work/ua2/$name" --strict --to pdf --pdf-standard ua-2 >/dev/null 2>&1
  for pdf in "$work/out/$name"/*.pdf "$work/ua2/$name"/*.pdf; do qpdf --check "$pdf" >/dev/null; done
  "$program" build "$kit" --strict --dump pages >"$work/$name.pages" 2>/dev/null
  "$PLATEMARK_PYTHON" tests/tools/words/compare.py "$kit" "$work/$name.pages" \
    "$work/out/$name"/*.epub "$work/out/$name"/*.pdf "$work/ua2/$name"/*.pdf
done

printf -- '-- print set of the sample\n'
print() { "$program" print "$root" --output "$work/print/$1" "${@:2}" >/dev/null 2>&1; }
print desk --one-sheet --booklet --2-up --4-up
print grey --paper a4 --grey --one-sheet
print cut --paper a4 --bleed 3mm --marks --one-sheet --pages 1-4
print press --paper a4 --press --marks --one-sheet
print small --paper a5 --one-sheet --pages 1-4
"$program" stills "$root" --output "$work/stills" >/dev/null 2>&1
for pdf in "$work"/print/*/*.pdf "$work"/stills/*.pdf; do qpdf --check "$pdf" >/dev/null; done
# Poppler, too, finds no picture with more than one channel in what is printed in greys.
for pdf in "$work"/print/grey/*.pdf; do
  pdfimages -list "$pdf" | awk -v pdf="$pdf" 'NR > 2 && $7 != 1 {print pdf ": " $0; bad = 1} END {exit bad || NR < 3}'
done
for pdf in "$work"/print/*/*-one-sheet-*.pdf; do
  [ "$(qpdf --show-npages "$pdf")" = 1 ] || { echo "$pdf is not one page"; exit 1; }
done

printf -- '-- mutilated books\n'
"$PLATEMARK_PYTHON" tests/tools/words/selftest.py "$root/tests/kits/ausstellung" "$work/ausstellung.pages" \
  "$work/out/ausstellung"/*.epub "$work/out/ausstellung"/*.pdf

printf -- '-- EPUBCheck\n'
java -cp "$PLATEMARK_EPUBCHECK" tests/tools/EpubCheckAll.java "$work"/out/*/*.epub

# The engines need minutes and one core: they read while the others look. The sample is read in
# every way, hence comes first; the examples have hundreds of places and no author, and are
# left to the others.
books=("$work"/out/sample/*.epub)
for epub in "$work"/out/*/*.epub; do
  case $epub in */out/sample/* | */out/commonmark/*) ;; *) books+=("$epub") ;; esac
done
node tests/tools/readers/check.mjs "${books[@]}" >"$work/readers.log" 2>&1 &
readers=$!

printf -- '-- Ace\n'
ace() {
  local report; report=$(mktemp -d)
  ACE_TIMEOUT_INITIAL=60000 "$PLATEMARK_ACE" -E --silent --force -o "$report" "$1" ||
    { head -c 4000 "$report/report.json"; exit 1; }
  rm -r "$report"
}
export -f ace
printf '%s\0' "$work"/out/*/*.epub | xargs -0 -n 1 -P 2 bash -c 'ace "$1"' ace

printf -- '-- veraPDF\n'
bash tests/tools/verapdf/verapdf.sh ua1,2a "$work"/out/*/*.pdf
# Files for a press claim PDF/X-4, which veraPDF does not know; sheets claim level U.
mapfile -t sheets < <(ls "$work"/print/desk/*-{booklet,2-up,4-up}-*.pdf)
mapfile -t handouts < <(ls "$work"/print/{desk,grey,cut,small}/*.pdf "$work"/stills/*.pdf | grep -v -e booklet -e 2-up -e 4-up)
bash tests/tools/verapdf/verapdf.sh ua1,2a "${handouts[@]}"
bash tests/tools/verapdf/verapdf.sh 2u "${sheets[@]}"
bash tests/tools/verapdf/verapdf.sh ua2,wt1r,wt1a,4 "$work"/ua2/*/*.pdf

# TAG-030 takes a photograph under a title, which a cover is, for a scanned page.
printf -- '-- outloud\n'
"$PLATEMARK_OUTLOUD" --no-info --fail-on warning --skip TAG-030 "$work"/out/*/*.pdf "$work"/ua2/*/*.pdf

printf -- '-- reading engines\n'
wait "$readers" || { cat "$work/readers.log"; exit 1; }
readers=
cat "$work/readers.log"

printf '\n%s kits passed, 0 failed\n' "${#kits[@]}"
