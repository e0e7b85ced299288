#!/usr/bin/env python3
"""Shows that the comparison of words can fail.

    selftest.py KIT DUMP BOOK.epub BOOK.pdf

Takes a kit whose books are good, harms a copy of one thing at a time (manuscript, tag tree, page
dump, EPUB), and requires that each harm is found and that the good books have none.
"""
import os
import re
import shutil
import sys
import tempfile
import zipfile

import pikepdf

import compare


def rewritten(path, folder, change):
    """A copy of a text file with a change."""
    with open(path, encoding="utf-8") as file:
        text = file.read()
    changed = change(text)
    assert changed != text, f"nothing was harmed in {path}"
    copy = os.path.join(folder, os.path.basename(path))
    with open(copy, "w", encoding="utf-8") as file:
        file.write(changed)
    return copy


def manuscript(change):
    def harm(folder, kit, dump, epub, pdf):
        copy = shutil.copytree(kit, os.path.join(folder, "kit"))
        rewritten(os.path.join(kit, "manuscript.md"), copy, change)
        return copy, dump, epub, pdf

    return harm


def pages(change):
    return lambda folder, kit, dump, epub, pdf: (kit, rewritten(dump, folder, change), epub, pdf)


def ebook(change):
    def harm(folder, kit, dump, epub, pdf):
        copy = os.path.join(folder, "book.epub")
        with zipfile.ZipFile(epub) as book, zipfile.ZipFile(copy, "w") as out:
            for name in book.namelist():
                data = book.read(name)
                out.writestr(name, change(data.decode()) if name.endswith("chapter-01.xhtml") else data)
        return kit, dump, copy, pdf

    return harm


def tree(change):
    def harm(folder, kit, dump, epub, pdf):
        copy = os.path.join(folder, "book.pdf")
        with pikepdf.open(pdf) as book:
            root = book.Root.StructTreeRoot.K
            document = root[0] if isinstance(root, pikepdf.Array) else root
            parts = [part for part in document.K if part.S in ("/Part", "/Sect")]
            change(max(parts, key=lambda part: len(part.K)).K)
            book.save(copy)
        return kit, dump, epub, copy

    return harm


def swap(kids):
    first, second = [at for at, kid in enumerate(kids) if kid.S == "/P"][-2:]
    kids[first], kids[second] = kids[second], kids[first]


def swapped_words(text):
    return re.sub(r"(\w{5,}) (\w{5,})", r"\2 \1", text, count=1)


PARAGRAPHS = re.compile(r"(<p>.*?</p>)(\s*)(<p>.*?</p>)", re.S)
HARMS = {
    "a word that the manuscript alone has": manuscript(lambda text: text.replace(" nicht ", " gewiss nicht ", 1)),
    "a word that the manuscript lacks": manuscript(lambda text: text.replace(" nicht ", " ", 1)),
    "two words of the manuscript changed round": manuscript(swapped_words),
    "a note that the manuscript lacks": manuscript(lambda text: text.replace("[^haare]:", "Das heißt:", 1)),
    "a paragraph that no tag leads to": tree(lambda kids: kids.__delitem__(len(kids) - 1)),
    "two paragraphs changed round in the tags": tree(swap),
    "an element twice in the tags": tree(lambda kids: kids.append(kids[-1])),
    "a letter that the page lacks": pages(lambda text: text.replace("Ausstellung", "Ausstellungs", 1)),
    "a dash that is another on the page": pages(lambda text: text.replace("–", "-", 1)),
    "a word that only the page has": pages(lambda text: text.replace('artifact footer  "', 'artifact footer  "ein ', 1)),
    "a word that the ebook lacks": ebook(lambda text: text.replace(" nicht", "", 1)),
    "a word that only the ebook has": ebook(lambda text: text.replace(" nicht", " nun nicht", 1)),
    "two paragraphs changed round in the ebook": ebook(lambda text: PARAGRAPHS.sub(r"\3\2\1", text, count=1)),
}


def main():
    kit, dump, epub, pdf = sys.argv[1:5]
    good = compare.compare(kit, dump, epub, [pdf])[0]
    assert not good, good
    missed = []
    for name, harm in HARMS.items():
        with tempfile.TemporaryDirectory() as folder:
            kit_, dump_, epub_, pdf_ = harm(folder, kit, dump, epub, pdf)
            if not compare.compare(kit_, dump_, epub_, [pdf_])[0]:
                missed.append(name)
    assert not missed, missed
    print(f"   {len(HARMS)} harms found, none in the good books")


main()
