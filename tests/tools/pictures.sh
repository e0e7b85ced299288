#!/usr/bin/env bash
# Makes the pictures for the README: output/pages/sheet.jpg, pages of the sample kit, and
# output/pages/themes.jpg, its cover and first chapter in the other themes.
# Needs poppler and Python's Pillow; run it after `cargo build --release`.
set -euo pipefail
cd "$(dirname "$0")/../.."
program=${PLATEMARK_PROGRAM:-${CARGO_TARGET_DIR:-$PWD/target}/release/platemark}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
for theme in gallery plain night; do
  mkdir "$work/$theme"
  cp -r manuscript images "$work/$theme"
  sed -i "s/theme: gallery/theme: $theme/" "$work/$theme/manuscript/kit.yaml"
  "$program" build "$work/$theme" --to pdf --output "$work/$theme/out" >/dev/null
  pdftoppm -r 40 -png "$work/$theme"/out/*.pdf "$work/$theme/page"
done
mkdir -p output/pages
python3 - "$work" output/pages <<'PY'
import glob, sys
from PIL import Image

GAP, COLUMNS = 12, 4


def pages(theme, shown):
    files = sorted(glob.glob(f"{sys.argv[1]}/{theme}/page-*.png"))
    return [Image.open(files[n - 1]).convert("RGB") for n in shown if n <= len(files)]


def sheet(name, pictures):
    width, height = pictures[0].size
    rows = -(-len(pictures) // COLUMNS)
    size = (COLUMNS * (width + GAP) + GAP, rows * (height + GAP) + GAP)
    sheet = Image.new("RGB", size, (214, 211, 207))
    for at, picture in enumerate(pictures):
        sheet.paste(picture, (GAP + at % COLUMNS * (width + GAP), GAP + at // COLUMNS * (height + GAP)))
    sheet.save(f"{sys.argv[2]}/{name}.jpg", quality=82, optimize=True)


sheet("sheet", pages("gallery", [1, 2, 4, 5, 6, 7, 13, 14, 18, 21, 23, 25]))
sheet("themes", pages("plain", [1, 4]) + pages("night", [1, 4]))
PY
