"""Makes good ebooks with the programs of others: pandoc (EPUB 3 and 2), EbookLib, Sphinx and
epub-gen-memory. The folder is the first argument, the one of node's modules the second."""
import os
import pathlib
import struct
import subprocess
import sys
import zlib

out = pathlib.Path(sys.argv[1]).resolve()
modules = pathlib.Path(sys.argv[2]).resolve()
work = out / "work"
work.mkdir(parents=True, exist_ok=True)
env = {**os.environ, "SOURCE_DATE_EPOCH": "1767312000"}


def png(path):
    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
    rows = b"".join(b"\0" + b"\x80\x20\x20" * 64 for _ in range(64))
    header = struct.pack(">IIBBBBB", 64, 64, 8, 2, 0, 0, 0)
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b""))


png(work / "door.png")
(work / "book.md").write_text("""---
title: The Slow Train
author: A. Writer
lang: en-GB
identifier: urn:uuid:61a3e843-5986-5079-b3cb-d321269bd597
date: 2026-01-02
---

# The Quay

It leaves at dawn, [every day](https://example.org/).[^1]

![The green door](door.png){alt="A red square on a white page"}

## Stations

| Station | Time |
|---------|------|
| Quay    | 6:00 |
| Bridge  | 6:20 |

[^1]: But Sunday.

# The Bridge

It returns at night, as in [the first chapter](#the-quay).
""")

import pypandoc
pandoc = pypandoc.get_pandoc_path()
for version in ["epub3", "epub2"]:
    subprocess.run([pandoc, "book.md", "-t", version, "-o", str(out / f"pandoc-{version}.epub")],
                   cwd=work, env=env, check=True)

from ebooklib import epub
book = epub.EpubBook()
book.set_identifier("urn:uuid:61a3e843-5986-5079-b3cb-d321269bd597")
book.set_title("The Slow Train")
book.set_language("en")
book.add_author("A. Writer")
chapters = []
for index, (title, text) in enumerate([
    ("The Quay", "<p>It leaves at dawn, <a href='https://example.org/'>every day</a>.</p>"),
    ("The Bridge", "<p>It returns at night, as <a href='chapter-1.xhtml'>before</a>.</p>"),
], 1):
    chapter = epub.EpubHtml(title=title, file_name=f"chapter-{index}.xhtml", lang="en")
    chapter.content = f"<h1>{title}</h1>{text}"
    book.add_item(chapter)
    chapters.append(chapter)
book.toc = chapters
book.add_item(epub.EpubNcx())
book.add_item(epub.EpubNav())
book.spine = ["nav", *chapters]
epub.write_epub(str(out / "ebooklib.epub"), book)

sphinx = work / "sphinx"
sphinx.mkdir(exist_ok=True)
(sphinx / "conf.py").write_text(
    "project = 'The Slow Train'\nauthor = 'A. Writer'\nlanguage = 'en'\nversion = release = '1'\n"
    "copyright = '2026, A. Writer'\nepub_show_urls = 'no'\n"
    "epub_identifier = 'urn:uuid:61a3e843-5986-5079-b3cb-d321269bd597'\nepub_scheme = 'UUID'\n")
(sphinx / "index.rst").write_text(
    "The Slow Train\n==============\n\nA journey.\n\n.. toctree::\n\n   quay\n   bridge\n")
(sphinx / "quay.rst").write_text("The Quay\n========\n\nIt leaves at dawn. [#f]_\n\n.. [#f] But Sunday.\n")
(sphinx / "bridge.rst").write_text("The Bridge\n==========\n\nIt returns at night.\n")
subprocess.run([sys.executable, "-m", "sphinx", "-q", "-b", "epub", str(sphinx), str(work / "built")],
               env=env, check=True)
next((work / "built").glob("*.epub")).replace(out / "sphinx.epub")

(work / "gen.js").write_text("""
const epub = require('epub-gen-memory').default, fs = require('fs');
epub({ title: 'The Slow Train', author: 'A. Writer', lang: 'en', tocTitle: 'Contents', date: '2026-01-02T00:00:00Z' },
     [{ title: 'The Quay', content: '<p>It leaves at dawn.</p>' },
      { title: 'The Bridge', content: '<p>It returns at night.</p>' }])
  .then(bytes => fs.writeFileSync(process.argv[2], bytes));
""")
subprocess.run(["node", "gen.js", str(out / "epub-gen-memory.epub")], cwd=work, check=True,
               env={**env, "NODE_PATH": str(modules)})
