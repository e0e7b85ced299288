#!/usr/bin/env python3
"""Prints the table of the README: one text, set by Platemark and by others, measured alike.

    table.py [PLATEMARK]        the program; target/release/platemark if it is not named

It makes the text (`text.py`), sets it with every program (`peers.py` says what those need) and prints
the figures (`typometrics.py`) in Markdown.
"""
import pathlib
import subprocess
import sys
import tempfile

import text
import peers
import typometrics

ROWS = [
    ("lines looser than 1.5 spaces, in 1000", "{lines looser than 1.5 spaces, per 1000}"),
    ("lines tighter than 0.75 spaces, in 1000", "{lines tighter than 0.75 spaces, per 1000}"),
    ("mean badness of lines", "{mean badness}"),
    ("hyphens in 1000 lines; runs of three", "{hyphens, per 1000}; {runs of three hyphens}"),
    ("rivers of four lines, in 1000", "{rivers of four lines, per 1000}"),
    ("equal words above each other at an edge, in 1000", "{words stacked at an edge, per 1000}"),
    ("widows and orphans", "{widows} and {orphans}"),
    ("lines off the grid, in 1000", "{off the grid, per 1000}"),
    ("pages short by a line", "{pages short by a line, %} %"),
    ("facing pages uneven", "{facing pages uneven, %} %"),
    ("plates off the spread that cites them", "{plates off the citing spread, %} %"),
]


def main():
    program = sys.argv[1] if 1 < len(sys.argv) else "target/release/platemark"
    with tempfile.TemporaryDirectory() as place:
        kit, out = pathlib.Path(place) / "kit", pathlib.Path(place) / "out"
        text.make(kit, 60_000, 30, 1, {"theme": "gallery"})
        dump = subprocess.run([program, "build", "--to", "pdf", "--dump", "pages", "--output", out, kit],
                              check=True, capture_output=True, text=True).stdout
        ours = typometrics.measure(typometrics.read(next(out.glob("*.pdf"))), typometrics.read_survey(dump))
        books = [("Platemark", ours)]
        for name, book in peers.set_all(kit, out):
            books.append((name, typometrics.measure(typometrics.read(book))))
    for _, figures in books:
        figures["off the grid, per 1000"] = 1000 * figures["baselines off the grid"] / figures["lines of text"]
    print("| | " + " | ".join(name for name, _ in books) + " |")
    print("|---" * (1 + len(books)) + "|")
    for title, cell in ROWS:
        print(f"| {title} | " + " | ".join(fill(cell, figures) for _, figures in books) + " |")


def fill(cell, figures):
    """The cell with its figures, two digits of each."""
    for name, value in figures.items():
        cell = cell.replace("{" + name + "}", f"{value:.0f}" if 10 <= value or value == int(value) else f"{value:.1f}")
    return cell


if __name__ == "__main__":
    main()
