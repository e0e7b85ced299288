#!/usr/bin/env python3
"""All pages of a PDF as one picture, to look at a kit as a whole.

    contact_sheet.py BOOK.pdf SHEET.png [DPI] [PAGES-A-ROW]

Needs pdftoppm, and Pillow (`tests/tools/install.sh` brings both; run it with $PLATEMARK_PYTHON).
"""
import glob
import os
import subprocess
import sys
import tempfile

from PIL import Image

GAP = 6
GROUND = "#777777"


def main():
    book, sheet = sys.argv[1:3]
    dpi, across = (int(value) for value in (sys.argv[3:5] + ["40", "8"][len(sys.argv[3:5]):]))
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(["pdftoppm", "-r", str(dpi), "-png", book, os.path.join(folder, "page")], check=True)
        pages = [Image.open(path).convert("RGB") for path in sorted(glob.glob(os.path.join(folder, "page*.png")))]
    width, height = (max(sides) + GAP for sides in zip(*(page.size for page in pages)))
    across = min(across, len(pages))
    rows = -(-len(pages) // across)
    whole = Image.new("RGB", (across * width + GAP, rows * height + GAP), GROUND)
    for index, page in enumerate(pages):
        whole.paste(page, (GAP + index % across * width, GAP + index // across * height))
    whole.save(sheet)
    print(f"{len(pages)} pages in {sheet}")


main()
