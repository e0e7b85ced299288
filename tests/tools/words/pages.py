"""Reads `platemark build --dump pages`, and what other programs read from the PDF's pages.

Lines of the dump come in; for each page go out its text as the type stands, and which of its
words are artifacts or of our own making.
"""
import ast
import re
import subprocess
from dataclasses import dataclass, field

RUN = re.compile(
    r"^  (?P<kind>text |unseen) x (?P<x>[-\d.]+) y (?P<y>[-\d.]+)  size (?P<size>[\d.]+) wide (?P<wide>[-\d.]+)"
    r"  face \d+(?: scaled [\d.]+%)? #[0-9a-f]{6}(?: lang (?P<lang>\S+))?  (?P<tag>.*?)  \"(?P<text>.*)\"$"
)
# Letters of Hebrew and Arabic.
BACKWARD = "\u0590-\u06ff"
# Two pieces of type abut if they are no farther apart than this share of their size.
ABUTTING = 0.05


@dataclass
class Page:
    """One page of the dump."""

    content: str = ""
    artifacts: str = ""
    generated: list = field(default_factory=list)


def unescaped(text):
    """The text of a Rust string literal."""
    text = re.sub(r"\\u\{([0-9a-f]+)\}", lambda m: f"\\U{int(m[1], 16):08x}", text).replace('"', '\\"')
    return ast.literal_eval('"' + text.replace('\\\\"', '\\"') + '"')


def dumped(lines):
    """The pages of a dump."""
    pages, end = [], {}
    for line in lines.splitlines():
        if line.startswith("page "):
            pages.append(Page())
            end = {}
            continue
        found = RUN.match(line)
        if not found:
            assert not line.startswith(("  text ", "  unseen")), f"not understood: {line}"
            continue
        page, text = pages[-1], unescaped(found["text"])
        x, y, size, wide = (float(found[name]) for name in ("x", "y", "size", "wide"))
        kind = "artifacts" if found["tag"].startswith("artifact") else "content"
        before = end.get(kind)
        abuts = before and before[1] == y and abs(x - before[0]) < ABUTTING * size
        setattr(page, kind, getattr(page, kind) + ("" if abuts else "\n") + text)
        end[kind] = (x + wide, y)
        if found["tag"].endswith(" generated"):
            page.generated.append(text)
    return pages


def poppler(path):
    """What `pdftotext -raw` reads, page by page."""
    run = subprocess.run(["pdftotext", "-raw", "-enc", "UTF-8", path, "-"], check=True, capture_output=True)
    return run.stdout.decode().split("\f")[:-1]


def mupdf(path):
    """What `mutool draw -F txt` reads, page by page."""
    run = subprocess.run(["mutool", "draw", "-q", "-F", "txt", path], check=True, capture_output=True)
    return run.stdout.decode().split("\f")[:-1]


def tokens(text):
    """What stands between spaces, with words joined that a line's end parts. Words that run from
    right to left are compared as one run of letters: poppler parts them at every letter, since
    the pen goes back, and lays bidirectional controls around each."""
    text = re.sub("\u00ad\\s*\n\\s*", "", text.replace("\u2060", ""))
    text = re.sub("[\u200e\u200f\u202a-\u202e]", "", text)
    return re.sub(rf"(?<=[{BACKWARD}])\s+(?=[{BACKWARD},.;:])", "", text).split()
