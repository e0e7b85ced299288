#!/usr/bin/env python3
"""Compares the words of a manuscript with those that both books give back.

    words.py KIT BOOK.pdf BOOK.epub

The PDF is read by poppler, the EPUB as the XHTML that it is. Every word of the manuscript
(without markup, addresses, comments and the texts of pictures) must be in both at least as
often as in the manuscript. Prints what is missing and exits 1, or one line and exits 0.
"""
import collections
import glob
import html
import os
import re
import subprocess
import sys
import unicodedata
import zipfile


def manuscript(kit):
    """The text of the kit's manuscript, found by the same rule as the program's."""
    if os.path.isfile(kit):
        return open(kit, encoding="utf-8").read()
    files = glob.glob(os.path.join(kit, "manuscript", "*.md"))
    for name in ("manuscript.md",):
        files = files or glob.glob(os.path.join(kit, name))
    projects = {"README", "CHANGELOG", "ARCHITECTURE", "CONTRIBUTING", "DECISIONS", "CONFORMANCE", "LICENSE"}
    files = files or [f for f in glob.glob(os.path.join(kit, "*.md"))
                      if os.path.basename(f)[:-3] not in projects]
    assert len(files) == 1, files
    return open(files[0], encoding="utf-8").read()


def plain(text):
    """Markdown without what is not read aloud."""
    text = re.sub(r"\A---\n.*?\n---\n", "", text, flags=re.S)
    text = re.sub(r"<!--.*?-->", " ", text, flags=re.S)
    text = re.sub(r"!\[[^\]]*\]\((\S+?)(\s+\"([^\"]*)\")?\)", lambda m: " " + (m[3] or "") + " ", text)
    text = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", text)
    text = re.sub(r"^\[\^[^\]]+\]:", " ", text, flags=re.M)
    text = re.sub(r"\[\^[^\]]+\]", " ", text)
    text = re.sub(r"^> \[![A-Z]+\]", " ", text, flags=re.M)
    text = re.sub(r"^\s*(```|~~~).*$", " ", text, flags=re.M)
    # Position labels of group captions are computed anew.
    text = re.sub(r"\((Pictures?|Photos?|Left|Right|Top|Bottom|Middle|Centre)\b[^:)]*:", "(", text)
    text = re.sub(r"(?<=[.;] )(Left|Right|Top|Bottom|Middle|Centre)[^:.]{0,30}:", " ", text)
    text = re.sub(r"\{[#.][^}]*\}", " ", text)
    text = re.sub(r"<[^>\n]+>", " ", text)
    return text


def words(text):
    """Words as runs of letters and digits, compared without case or compatibility forms."""
    text = unicodedata.normalize("NFKC", text.replace("\u00ad\n", "").replace("\u00ad", ""))
    return collections.Counter(w.casefold() for w in re.findall(r"[^\W_]+", text))


def parted(text, missing):
    """Takes from `missing` the words that a page's end parts: what stands before a soft hyphen
    at a line's end is the beginning of one, and its rest stands elsewhere."""
    text = unicodedata.normalize("NFKC", text).casefold()
    begun = set(re.findall(r"([^\W_]+)\u00ad\n", text))
    whole = set(re.findall(r"[^\W_]+", text))
    for word in list(missing):
        ends = (word[len(b):] for b in begun if word.startswith(b))
        if any(end in whole for end in ends):
            del missing[word]


def of_pdf(path):
    run = ["pdftotext", "-raw", "-enc", "UTF-8", path, "-"]
    return subprocess.run(run, check=True, capture_output=True).stdout.decode()


def of_epub(path):
    book = zipfile.ZipFile(path)
    pages = [n for n in book.namelist() if n.endswith(".xhtml")]
    text = " ".join(book.read(n).decode() for n in pages)
    text = re.sub(r"<(em|strong|i|b|span|a|cite|code|s|del)\b[^>]*>|</(em|strong|i|b|span|a|cite|code|s|del)>", "", text)
    return html.unescape(re.sub(r"<[^>]+>", " ", text))


def main():
    kit, pdf, epub = sys.argv[1:4]
    text = manuscript(kit)
    # A kit of nothing but a title has only that to show.
    title = re.search(r"^title: (.*)$", text, flags=re.M)
    wanted = words(plain(text)) or words(title[1])
    assert wanted, "a manuscript has words"
    failed = False
    for name, text in (("PDF", of_pdf(pdf)), ("EPUB", of_epub(epub))):
        missing = wanted - words(text)
        parted(text, missing)
        if missing:
            failed = True
            shown = ", ".join(f"{w} ({n})" for w, n in sorted(missing.items())[:40])
            print(f"{name} lacks {sum(missing.values())} words of the manuscript: {shown}")
    if failed:
        sys.exit(1)
    print(f"   {sum(wanted.values())} words of the manuscript stand in both books")


main()
