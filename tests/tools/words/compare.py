#!/usr/bin/env python3
"""Compares the words of a manuscript with those that both books give back.

    compare.py KIT DUMP BOOK.epub BOOK.pdf...

DUMP is what `platemark build KIT --dump pages` prints. The comparisons, each of which must
find nothing:

- each PDF's structure tree has every word of the manuscript, once and in order, and no other
  words but those that the dump names as ours;
- so has the EPUB, in the order of its spine;
- `pdftotext -raw` and `mutool draw` read on every page what the dump says of it, to the letter.

Prints what is lost, added or out of order and exits 1, or one line and exits 0.
"""
import collections
import difflib
import sys

import ebook
import manuscript
import pages
import tagged
from manuscript import words

SHOWN = 20


def consume(wanted, found, generated):
    """How many words of `wanted` the words found say in order, at most `generated` between
    them; none if they say anything else."""
    spare = collections.Counter(generated)
    at = 0
    for word in found:
        if at < len(wanted) and wanted[at] == word:
            at += 1
        elif spare[word]:
            spare[word] -= 1
        else:
            return None
    generated.clear()
    generated.update(+spare)
    return at


def sequence(name, wanted, parts, generated):
    """Takes the manuscript's words from parts that may also be of other things. Returns faults."""
    rest, spare, unused = wanted, collections.Counter(generated), []
    for part in parts:
        used = consume(rest, part, spare)
        if used:
            rest = rest[used:]
        else:
            unused.append(part)
    if not rest:
        return []
    near = max(unused, default=[], key=lambda part: len(set(part) & set(rest)))
    return [f"{name}: {line}" for line in differences(rest[: len(near) + SHOWN], near)] or [f"{name}: order"]


def differences(wanted, found):
    """What is lost and added, with a word of context before it."""
    out = []
    matcher = difflib.SequenceMatcher(None, wanted, found, autojunk=False)
    for kind, a, b, c, d in matcher.get_opcodes():
        if kind != "equal":
            after = " ".join(wanted[max(a - 4, 0) : a])
            out.append(f"after “{after}” lost “{' '.join(wanted[a:b])}” added “{' '.join(found[c:d])}”")
    return out[:SHOWN]


def page_by_page(name, dump, read):
    """Holds what a program reads against the dump. Returns faults."""
    if len(dump) != len(read):
        return [f"{name}: {len(read)} pages, not {len(dump)}"]
    faults = []
    for number, (page, text) in enumerate(zip(dump, read), 1):
        found = collections.Counter(pages.tokens(text))
        wanted = collections.Counter(pages.tokens(page.content) + pages.tokens(page.artifacts))
        if found != wanted:
            lost, added = " ".join((wanted - found).elements()), " ".join((found - wanted).elements())
            faults.append(f"{name}: page {number}: lost “{lost}” added “{added}”")
    return faults


def compare(kit, dump, epub, pdfs):
    """All faults of a book's editions, and how many words and pages were compared."""
    text = manuscript.read(kit)
    with open(dump, encoding="utf-8") as file:
        dumped = pages.dumped(file.read())
    generated = words("\n".join(text for page in dumped for text in page.generated))
    faults = sequence("EPUB", text.ebook(), [words(part) for part in ebook.chapters(epub)], [])
    for pdf in pdfs:
        tree = tagged.Tree(pdf)
        faults += [f"PDF: text that no tag leads to: {text}" for text in tree.unread]
        faults += sequence("PDF", text.paper(), [words(part) for part in tree.parts], generated)
        faults += page_by_page("pdftotext", dumped, pages.poppler(pdf))
        faults += page_by_page("mutool", dumped, pages.mupdf(pdf))
    return faults, len(text.paper()), len(dumped)


def main():
    kit, dump, epub, *pdfs = sys.argv[1:]
    faults, count, paper = compare(kit, dump, epub, pdfs)
    for fault in faults[:SHOWN]:
        print(fault)
    if faults:
        sys.exit(1)
    print(f"   {count} words of the manuscript on {paper} pages: none lost, added or out of order")


if __name__ == "__main__":
    main()
