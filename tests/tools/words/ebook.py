"""Reads an EPUB in the order of its spine, as a reader hears it.

The words of each chapter's file go out: without the numbers of notes and the marks of pages,
without pull-quotes, which are hidden from the ear, and without credits, which are of our making.
"""
import posixpath
import zipfile
from urllib.parse import unquote

from lxml import etree

XHTML = "{http://www.w3.org/1999/xhtml}"
INLINE = {"a", "abbr", "b", "bdi", "cite", "code", "del", "em", "i", "q", "s", "small", "span", "strong", "sub", "sup"}


def chapters(path):
    """The text of each chapter of a book, in spine order."""
    book = zipfile.ZipFile(path)
    container = etree.fromstring(book.read("META-INF/container.xml"))
    package = container.find(".//{*}rootfile").get("full-path")
    opf = etree.fromstring(book.read(package))
    manifest = {item.get("id"): item.get("href") for item in opf.iterfind(".//{*}manifest/{*}item")}
    out = []
    for reference in opf.iterfind(".//{*}spine/{*}itemref"):
        name = posixpath.join(posixpath.dirname(package), unquote(manifest[reference.get("idref")]))
        body = etree.fromstring(book.read(name)).find(f"{XHTML}body")
        if body.find(".//*[@role='doc-chapter']") is not None or "doc-chapter" == body.get("role"):
            parts = []
            walk(body, parts)
            out.append("".join(parts))
    return out


def generated(element):
    """Whether an element says what no manuscript has."""
    roles = (element.get("role") or "").split()
    return (
        element.get("aria-hidden") == "true"
        or {"doc-noteref", "doc-backlink", "doc-pagebreak"} & set(roles)
        or {"credit", "label"} & set((element.get("class") or "").split())
    )


def walk(element, out):
    if not isinstance(element.tag, str):
        return
    name = element.tag.removeprefix(XHTML)
    apart = "" if name in INLINE else "\n"
    if not generated(element):
        out.append(apart + (element.text or ""))
        for inner in element:
            walk(inner, out)
            out.append(inner.tail or "")
        out.append(apart)
