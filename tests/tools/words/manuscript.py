"""Reads a kit's manuscript for its words, with a Markdown parser that is not ours.

A kit's folder or file comes in; its blocks go out in the order of the document. Footnotes come twice: after the block that cites them first, where paper
has them, and at the end of the chapter, where the ebook does.
"""
import glob
import os
import re
import unicodedata
from dataclasses import dataclass, field

import yaml
from markdown_it import MarkdownIt
from mdit_py_plugins.footnote import footnote_plugin
from mdit_py_plugins.front_matter import front_matter_plugin

# Words for places in group captions, which are read and forgotten: where photographs really
# stand is for the page to say.
PLACES = (
    "pictures? photos? photographs? left right top bottom middle centre clockwise from above below "
    "bild bilder fotos? links rechts oben unten mitte von nach photographies? gauche droite haut bas milieu "
    "to and the und et de en à au"
).split()
LABEL = re.compile(rf"(?i)\s*(?:(?:{'|'.join(PLACES)})\s*)+:")
ATTRIBUTES = re.compile(r"\s*\{[#.][^}]*\}\s*$")
ALERT = re.compile(r"\A\[!(NOTE|TIP|IMPORTANT|WARNING|CAUTION)\]\s*", re.I)
TAG = re.compile(r"<!--.*?-->|<(script|style)\b.*?(</\1\s*>|\Z)|</?[A-Za-z][^>]*>|<[?!].*?>", re.S | re.I)
PROJECT = {"README", "CHANGELOG", "ARCHITECTURE", "CONTRIBUTING", "DECISIONS", "CONFORMANCE", "LICENSE"}


def words(text):
    """Words as runs of letters, digits and their marks, without case or compatibility forms."""
    text = re.sub("\u00ad\\s*\n", "", text)
    text = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold())
    text = re.sub("[\u00ad\u200b-\u200f\u2060\u2066-\u2069\ufe0e\ufe0f\ufeff]", "", text)
    kept = (c if unicodedata.category(c)[0] in "LNM" else " " for c in text)
    return "".join(kept).split()


@dataclass
class Block:
    """The words of a paragraph, heading, cell or caption, and the notes it cites first."""

    words: list
    notes: list = field(default_factory=list)
    chapter: bool = False


@dataclass
class Manuscript:
    """Blocks in order, and the blocks of each note by its number."""

    blocks: list
    notes: dict
    metadata: dict

    def paper(self):
        """All words in the order of paper: each note after the block that cites it first."""
        return [word for block in self.blocks for word in self._with_notes(block)]

    def _with_notes(self, block):
        out = list(block.words)
        for note in block.notes:
            for inner in self.notes.get(note, []):
                out += self._with_notes(inner)
        return out

    def ebook(self):
        """All words in the order of the ebook: notes at the ends of their chapters."""
        out, cited = [], []
        for block in self.blocks:
            if block.chapter:
                out, cited = out + self._all(cited), []
            out += block.words
            cited += block.notes
        return out + self._all(cited)

    def _all(self, cited):
        out, queue = [], list(cited)
        while queue:
            for inner in self.notes.get(queue.pop(0), []):
                out += inner.words
                queue += inner.notes
        return out


def find(kit):
    """The kit's Markdown file and metadata file, by the same rule as the program's."""
    if os.path.isfile(kit):
        return kit, None
    files = glob.glob(os.path.join(kit, "manuscript", "*.md")) or glob.glob(os.path.join(kit, "manuscript.md"))
    files = files or [f for f in glob.glob(os.path.join(kit, "*.md")) if os.path.basename(f)[:-3] not in PROJECT]
    assert len(files) == 1, files
    data = [os.path.join(folder, "kit.yaml") for folder in (os.path.dirname(files[0]), kit)]
    return files[0], next((f for f in data if os.path.isfile(f)), None)


def read(kit):
    """Reads a kit."""
    path, data = find(kit)
    with open(path, encoding="utf-8") as file:
        text = file.read()
    metadata = {}
    if data:
        with open(data, encoding="utf-8") as file:
            metadata = yaml.safe_load(file) or {}
    front = re.match(r"\A---\n(.*?)\n---\n", text, re.S)
    if front:
        metadata = {**metadata, **(yaml.safe_load(front[1]) or {})}
    return Reader(metadata).read(text)


def title(metadata):
    """The main title of a kit."""
    value = metadata.get("title", "")
    if isinstance(value, list):
        value = next((t["text"] for t in value if t.get("type", "main") == "main"), "")
    return str(value)


def chapter_tag(tokens, name):
    """Chapters are the headings of the first level; those of the second if the only one of the
    first is the title."""
    tops = [tokens[at + 1].content.strip() for at, token in enumerate(tokens) if token.tag == "h1" and token.nesting == 1]
    return "h2" if tops == [name] else "h1"


class Reader:
    """Walks the parser's tokens."""

    def __init__(self, metadata):
        self.metadata = metadata
        photos = metadata.get("photos") or []
        self.chapter = "h1"
        self.captions = {p.get("file"): p.get("caption", "") for p in photos if isinstance(p, dict)}
        self.seen = set()
        self.out = []
        self.notes = {}

    def read(self, text):
        parser = MarkdownIt("commonmark").enable(["table", "strikethrough"])
        parser.use(front_matter_plugin).use(footnote_plugin, inline=False, move_to_end=False)
        tokens = parser.parse(text)
        self.chapter = chapter_tag(tokens, title(self.metadata).strip())
        self.walk(tokens)
        blocks = [block for block in self.out if block.words or block.notes or block.chapter]
        return Manuscript(blocks, self.notes, self.metadata)

    def walk(self, tokens):
        pictures, target, at = 0, None, 0
        while at < len(tokens):
            token = tokens[at]
            if token.type == "footnote_reference_open":
                label = token.meta["label"]
                outer, self.out = self.out, []
                target = (label, outer)
            elif token.type == "footnote_reference_close":
                label, outer = target
                self.notes.setdefault(label, self.out)
                self.out = outer
            elif token.type == "inline":
                opener = tokens[at - 1]
                pictures = self.inline(token, opener, pictures)
            elif token.type in ("fence", "code_block"):
                self.out.append(Block(words(token.content)))
            elif token.type == "html_block":
                self.out.append(Block(words(TAG.sub(" ", token.content))))
            if token.type not in ("inline", "paragraph_open", "paragraph_close"):
                pictures = 0
            at += 1

    def inline(self, token, opener, pictures):
        """A block's text; returns how many photographs alone it consists of."""
        text, images, notes = "", [], []
        chapter = opener.type == "heading_open" and opener.tag == self.chapter and opener.level == 0
        if chapter:
            # Notes are counted anew, and one that two chapters cite is printed in both.
            self.seen = set()
        for child in token.children:
            if child.type in ("text", "code_inline"):
                text += child.content
            elif child.type in ("softbreak", "hardbreak"):
                text += "\n"
            elif child.type == "html_inline":
                text += "\n" if re.match(r"<br\b", child.content, re.I) else ""
            elif child.type == "image":
                images.append(child)
            elif child.type == "footnote_ref" and child.meta["label"] not in self.seen:
                self.seen.add(child.meta["label"])
                notes.append(child.meta["label"])
        text = ATTRIBUTES.sub("", ALERT.sub("", text))
        if pictures and text.strip().startswith("(") and text.strip().endswith(")"):
            return self.group(text.strip()[1:-1])
        first = opener.type == "heading_open" and not self.out
        if not (first and text.strip() == title(self.metadata).strip()):
            self.out.append(Block(words(text), notes, chapter))
        for image in images:
            path = re.sub(r"^(\.\./)+", "", image.attrs["src"])
            caption = image.attrs.get("title") or self.captions.get(path, "")
            self.out.append(Block(words(caption)))
        return len(images) if not text.strip() else 0

    def group(self, text):
        """The caption of several photographs, without its words for places."""
        text = LABEL.sub(" ", text, count=1) if LABEL.match(text) else text
        text = re.sub(rf"(?<=[.;\n])(?:{LABEL.pattern[4:]})", " ", text, flags=re.I)
        self.out.append(Block(words(text)))
        return 0
