#!/usr/bin/env bash
# Makes the picture of the sample kit's pages for the README, output/pages/sheet.jpg.
# Needs poppler and Python's Pillow; run it after `cargo run --release -- build`.
set -euo pipefail
cd "$(dirname "$0")/../.."
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
pdftoppm -r 40 -png output/the-far-ridge.pdf "$work/page"
mkdir -p output/pages
python3 - "$work" output/pages/sheet.jpg <<'PY'
import glob, sys
from PIL import Image

SHOWN = [1, 2, 4, 5, 6, 7, 13, 14, 18, 21, 23, 25]
COLUMNS, GAP = 4, 12
pages = sorted(glob.glob(sys.argv[1] + "/page-*.png"))
pictures = [Image.open(pages[n - 1]).convert("RGB") for n in SHOWN if n <= len(pages)]
width, height = pictures[0].size
rows = -(-len(pictures) // COLUMNS)
sheet = Image.new("RGB", (COLUMNS * (width + GAP) + GAP, rows * (height + GAP) + GAP), (214, 211, 207))
for at, picture in enumerate(pictures):
    sheet.paste(picture, (GAP + at % COLUMNS * (width + GAP), GAP + at // COLUMNS * (height + GAP)))
sheet.save(sys.argv[2], quality=82, optimize=True)
PY
