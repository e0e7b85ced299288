#!/usr/bin/env python3
"""Damages copies as people do, and traces what is left: damage.py PLATEMARK LEDGER FOLDER WORK

FOLDER holds copies as `platemark copies` makes them, LEDGER knows them. Each kind of damage is
done to MOST of the EPUBs and of the PDFs (10 if the variable is not set), with CALIBRE set
conversions by calibre too; a table says how many were traced. With TURNS set, each copy is traced untouched and after one
kind of damage, in turn. The run fails if a copy is named that a file does not come from, or if
fewer kinds than agreed are traced.
Needs EbookLib (PyPI), qpdf, Ghostscript, poppler, MuPDF, exiftool; a missing one is an error.
"""

import os
import pathlib
import random
import re
import shutil
import subprocess
import sys
import zipfile

from ebooklib import epub

CODE = re.compile(r"[0-9A-Z]{5}-[0-9A-Z]{5}")
VISIBLE = re.compile(r'<(footer|p) class="copy".*?</\1>', re.S)


def run(*command):
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)


def entries(path):
    with zipfile.ZipFile(path) as book:
        return [(one.filename, book.read(one)) for one in book.infolist()]


def pack(path, files, method=zipfile.ZIP_DEFLATED):
    with zipfile.ZipFile(path, "w") as book:
        for name, data in files:
            kind = zipfile.ZIP_STORED if name == "mimetype" else method
            book.writestr(zipfile.ZipInfo(name, (2026, 1, 1, 0, 0, 0)), data, kind)


def mapped(path, out, change):
    """Packs a book anew with each of its texts changed."""
    files = []
    for name, data in entries(path):
        if re.search(r"\.(xhtml|opf|ncx)$", name):
            data = change(name, data.decode()).encode()
        files.append((name, data))
    pack(out, files)


def without_words(text):
    return VISIBLE.sub("", text)


# Each takes a copy, the place of the damaged one, and another copy.
def rezip(path, out, _):
    pack(out, sorted(entries(path)), zipfile.ZIP_STORED)


def no_metadata(path, out, _):
    def change(name, text):
        if name.endswith(".opf"):
            text = re.sub(r'<dc:identifier id="copy-code">.*?</dc:identifier>\n', "", text)
        return re.sub(r"urn:uuid:[0-9a-f-]{36}", "urn:uuid:00000000-0000-8000-8000-000000000000", text)

    mapped(path, out, change)


def no_visible(path, out, _):
    mapped(path, out, lambda name, text: without_words(text))


def ebooklib(path, out, _):
    book = epub.read_epub(str(path))
    # EbookLib loses the ids of nested contents, and needs some to write them.
    book.toc = ()
    epub.write_epub(str(out), book)


def no_ids(path, out, _):
    change = lambda name, text: re.sub(r' id="p-[a-z]{7}"', "", without_words(text))
    mapped(path, out, change)


def one_line(path, out, _):
    """Every run of space becomes one, as formatters do; the visible words go."""
    change = lambda name, text: re.sub(r"\s+", " ", without_words(text)) if "text/" in name else text
    mapped(path, out, change)


def renamed(path, out, _):
    """Files renamed and put in another order, classes renamed: what converters do."""
    files = []
    for name, data in reversed(entries(path)):
        if name.endswith(".xhtml"):
            text = without_words(data.decode())
            data = re.sub(r'class="', 'class="calibre ', text).encode()
            name = name.replace("EPUB/text/", "OEBPS/Text/part-")
        if not name.endswith((".opf", ".ncx")):
            files.append((name, data))
    pack(out, files)


def chapters(path, out, _):
    """Three texts alone, without their visible words."""
    files = [(n, d) for n, d in entries(path) if "text/chapter" in n][:3]
    pack(out, [(n, without_words(d.decode()).encode()) for n, d in files])


def no_markup(path, out, _):
    """Paragraphs of plain text with the lines of the markup."""
    texts = []
    for name, data in entries(path):
        if "text/" in name:
            text = without_words(data.decode()).split("<body", 1)[-1]
            texts.append((name, ("<body>" + re.sub(r"<[^>]+>", "", "<x" + text)).encode()))
    pack(out, texts)


def text_alone(path, out, _):
    """Words alone on one line each, the visible ones too."""
    texts = []
    for name, data in entries(path):
        if "text/" in name:
            plain = re.sub(r"<[^>]+>", " ", data.decode().split("<body", 1)[-1])
            texts.append((name, re.sub(r"\s+", " ", plain).encode()))
    pack(out, texts)


def mixed(path, out, other):
    """Every second text from another copy; both or none may be named."""
    theirs = dict(entries(other))
    files = []
    for at, (name, data) in enumerate(entries(path)):
        text = theirs.get(name, data) if at % 2 else data
        files.append((name, without_words(text.decode()).encode() if name.endswith(".xhtml") else text))
    pack(out, files)


def cut_epub(path, out, _):
    """The last tenth is missing, and with it the directory."""
    data = path.read_bytes()
    out.write_bytes(data[: len(data) * 9 // 10])


def no_directory(path, out, _):
    """The end is missing, as after a download that broke off."""
    data = path.read_bytes()
    out.write_bytes(data[: data.rindex(b"PK\x01\x02") - 100])


def converted(path, out, *through):
    """Through these formats by calibre."""
    places = [path]
    for ending in through:
        places.append(out.with_suffix(f".calibre.{ending}"))
        run("ebook-convert", places[-2], places[-1])
    shutil.move(places[-1], out)
    for place in places[1:-1]:
        place.unlink()


def calibre(*through):
    return lambda path, out, _: converted(path, out, *through)


EPUB = [
    ("packed again, in another order", rezip),
    ("identifiers taken out of the metadata", no_metadata),
    ("visible words taken out", no_visible),
    ("read and written by EbookLib", ebooklib),
    ("visible words and ids taken out", no_ids),
    ("visible words out, all space made one", one_line),
    ("files and classes renamed, metadata left out", renamed),
    ("three chapters alone", chapters),
    ("visible words and all tags taken out", no_markup),
    ("words alone, space made one", text_alone),
    ("mixed from two copies", mixed),
    ("the last tenth cut off", cut_epub),
    ("the directory cut off", no_directory),
]


def qpdf_rewrite(path, out, _):
    run("qpdf", "--object-streams=disable", "--recompress-flate", "--normalize-content=y", path, out)


def qpdf_streams(path, out, _):
    run("qpdf", "--coalesce-contents", "--linearize", path, out)


def ghostscript(path, out, _):
    run("gs", "-q", "-dNOSAFER", "-sDEVICE=pdfwrite", "-o", out, path)


def no_pdf_metadata(path, out, _):
    """XMP, information and identifiers gone; what is left written anew."""
    first = out.with_suffix(".exif.pdf")
    shutil.copy(path, first)
    run("exiftool", "-q", "-overwrite_original", "-all=", first)
    # What exiftool takes away stays in the file until it is written anew.
    run("qpdf", "--warning-exit-0", "--deterministic-id", first, out)
    first.unlink()


def cairo(path, out, _):
    run("pdftocairo", "-pdf", path, out)


def mupdf(path, out, _):
    run("mutool", "clean", "-gggg", "-z", path, out)


def some_pages(path, out, _):
    run("qpdf", path, "--pages", ".", "4-10", "--", out)


def turned_pages(path, out, _):
    run("qpdf", path, "--pages", ".", "z-1", "--", out)


def no_foot(path, out, _):
    """The forms with the visible words are emptied, metadata go."""
    first = out.with_suffix(".qdf.pdf")
    run("qpdf", "--qdf", "--object-streams=disable", path, first)
    data = first.read_bytes()
    first.write_bytes(re.sub(rb"/C[01] Do", b"      ", data))
    no_pdf_metadata(first, out, _)
    first.unlink()


def no_foot_gs(path, out, other):
    """The same, printed through Ghostscript."""
    first = out.with_suffix(".foot.pdf")
    no_foot(path, first, other)
    ghostscript(first, out, other)
    first.unlink()


def cut_pdf(path, out, _):
    data = path.read_bytes()
    out.write_bytes(data[: len(data) - 2_000])


def cut_more(path, out, _):
    data = path.read_bytes()
    out.write_bytes(data[: len(data) - 20_000])


def pixels(path, out, _):
    """Pages as pictures in a PDF."""
    run("gs", "-q", "-sDEVICE=pdfimage24", "-r60", "-o", out, path)


PDF = [
    ("rewritten by qpdf", qpdf_rewrite),
    ("linearised by qpdf, contents joined", qpdf_streams),
    ("rewritten by Ghostscript", ghostscript),
    ("all metadata taken out", no_pdf_metadata),
    ("printed by cairo", cairo),
    ("cleaned by MuPDF", mupdf),
    ("seven pages alone", some_pages),
    ("pages turned round", turned_pages),
    ("visible words and metadata taken out", no_foot),
    ("the same, through Ghostscript", no_foot_gs),
    ("the last 2 kB cut off", cut_pdf),
    ("the last 20 kB cut off", cut_more),
    ("pages as pictures", pixels),
]

# Calibre takes minutes for this, so it is run by hand.
if os.environ.get("CALIBRE"):
    EPUB += [
        ("calibre: to EPUB", calibre("epub")),
        ("calibre: to AZW3 and back", calibre("azw3", "epub")),
        ("calibre: to MOBI and back", calibre("mobi", "epub")),
        ("calibre: to DOCX", calibre("docx")),
        ("calibre: to DOCX and back", calibre("docx", "epub")),
        ("calibre: to plain text", calibre("txt")),
        ("calibre: to PDF", calibre("pdf")),
    ]
    PDF += [("calibre: to EPUB", calibre("epub")), ("calibre: to plain text", calibre("txt"))]


def trace(program, ledger, path):
    done = subprocess.run([program, "trace", "--ledger", ledger, path], capture_output=True, text=True)
    if done.returncode not in (0, 1):
        sys.exit(f"{path}: {done.stderr}")
    found = re.findall(r"marks of the copy ([0-9A-Z-]{11})", done.stdout)
    assert (done.returncode == 0) == bool(found), "the exit code says whether a copy was found"
    return set(found)


def turns(program, ledger, folder, work):
    """One kind of damage to each copy, in turn; and each copy as it is."""
    untouched = damaged = wrong = whole = 0
    for kind, damages in [("epub", EPUB), ("pdf", PDF)]:
        copies = sorted(folder.glob(f"*.{kind}"))
        for at, path in enumerate(copies):
            own, other = CODE.match(path.name)[0], copies[at - 1]
            found = trace(program, ledger, path)
            wrong += len(found - {own})
            untouched += 1
            whole += own in found
            _, damage = damages[at % len(damages)]
            if damage is pixels:
                continue
            out = work / f"damaged.{kind}"
            damage(path, out, other)
            allowed = {own, CODE.match(other.name)[0]} if damage is mixed else {own}
            wrong += len(trace(program, ledger, out) - allowed)
            damaged += 1
            out.unlink()
    print(f"{whole} of {untouched} untouched files traced; {wrong} false names in {untouched} untouched and {damaged} damaged files")
    sys.exit(0 if whole == untouched and wrong == 0 else 1)


def main():
    program, ledger, folder, work = (pathlib.Path(one).resolve() for one in sys.argv[1:5])
    if os.environ.get("TURNS"):
        work.mkdir(parents=True, exist_ok=True)
        turns(program, ledger, folder, work)
    most = int(os.environ.get("MOST", "10"))
    work.mkdir(parents=True, exist_ok=True)
    random.seed(7)
    wrong = 0
    for kind, damages, least in [("epub", EPUB, 10), ("pdf", PDF, 8)]:
        copies = sorted(folder.glob(f"*.{kind}"))
        chosen = random.sample(copies, min(most, len(copies)))
        kept = 0
        print(f"| {kind.upper()} | traced |\n|---|---|")
        for name, damage in damages:
            traced = 0
            for path in chosen:
                other = copies[copies.index(path) - 1]
                out = work / f"damaged.{kind}"
                damage(path, out, other)
                found = trace(program, ledger, out)
                own = {CODE.match(path.name)[0]}
                allowed = own | ({CODE.match(other.name)[0]} if damage is mixed else set())
                wrong += len(found - allowed)
                traced += own <= found
                out.unlink()
            kept += traced == len(chosen)
            print(f"| {name} | {traced} of {len(chosen)} |", flush=True)
        print(f"\n{kept} of {len(damages)} kinds; {least} were agreed\n")
        wrong += kept < least
    sys.exit(f"{wrong} faults" if wrong else 0)


main()
