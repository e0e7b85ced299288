#!/usr/bin/env python3
"""Sets a long text with other people's programs, in our face, size and measure, for `typometrics.py`.

    peers.py KIT OUT        KIT as `text.py` makes it; writes OUT/typst.pdf and OUT/weasyprint.pdf

Both get what their manuals offer for the purpose: justification with hyphens, no widows and orphans,
plates that float (Typst) or stand where they are cited (WeasyPrint has no floats to page edges).
Needed: pip install typst weasyprint.
"""
import html
import pathlib
import re
import sys

import typst
import weasyprint

FONTS = pathlib.Path(__file__).parents[2] / "fonts"
MEASURE, SIZE, LEADING, ROWS = 266, 10.5, 14, 50
PAPER = (595.276, 841.89)
MARGIN = ((PAPER[0] - MEASURE) / 2, 77)
IMAGE = re.compile(r'!\[(.*?)\]\((.*?) "(.*?)"\)')


def blocks(text):
    return [block.strip() for block in text.split("\n\n") if block.strip()]


def typst_source(text):
    out = [f"""#set page(width: {PAPER[0]}pt, height: {PAPER[1]}pt, margin: (x: {MARGIN[0]}pt, y: {MARGIN[1]}pt), numbering: "1")
#set text(font: "EB Garamond", size: {SIZE}pt, lang: "en", region: "US", hyphenate: true)
#set par(justify: true, leading: {LEADING}pt - 0.65em, spacing: {LEADING}pt - 0.65em, first-line-indent: {LEADING}pt)
#set text(top-edge: 0.65em, bottom-edge: 0em)
#show figure.caption: set text(size: 8.5pt)
#show heading.where(level: 1): it => {{ pagebreak(weak: true); text(size: 36pt, it.body); v(2 * {LEADING}pt) }}
#show heading.where(level: 2): set text(size: 14pt)
"""]
    for block in blocks(text):
        image = IMAGE.fullmatch(block)
        if image:
            height = "height: 399pt" if "portrait" in image[1] else f"width: {MEASURE}pt"
            out.append(f'#figure(image("{image[2]}", {height}), caption: [{escape(image[3])}], placement: auto, supplement: none, numbering: none)')
        elif block.startswith("#"):
            marks, words = block.split(" ", 1)
            out.append("=" * len(marks) + " " + words)
        else:
            out.append(escape(block))
    return "\n\n".join(out)


def escape(words):
    return re.sub(r"([#*_@$<>\\`\[\]~])", r"\\\1", words)


def html_source(text):
    style = f"""@page {{ size: {PAPER[0]}pt {PAPER[1]}pt; margin: {MARGIN[1]}pt {MARGIN[0]}pt; @bottom-center {{ content: counter(page) }} }}
@font-face {{ font-family: Book; src: url("{next(FONTS.rglob("EBGaramond_400Regular.ttf")).as_uri()}") }}
html {{ font: {SIZE}pt/{LEADING}pt Book; text-align: justify; hyphens: auto; orphans: 2; widows: 2 }}
body {{ margin: 0 }} p {{ margin: 0; text-indent: {LEADING}pt }} h1 {{ font-size: 36pt; line-height: 42pt; break-before: page; margin: 0 0 28pt }}
h2 {{ font-size: 14pt; line-height: 14pt; margin: 14pt 0 0; break-after: avoid }}
figure {{ margin: 14pt 0; break-inside: avoid }} img {{ max-width: {MEASURE}pt; max-height: 399pt; display: block }}
figcaption {{ font-size: 8.5pt }}"""
    out = [f'<html lang="en-US"><head><title>A Long Text</title><style>{style}</style></head><body>']
    for block in blocks(text):
        image = IMAGE.fullmatch(block)
        if image:
            out.append(f'<figure><img src="{image[2]}" alt="{html.escape(image[1])}"><figcaption>{html.escape(image[3])}</figcaption></figure>')
        elif block.startswith("#"):
            marks, words = block.split(" ", 1)
            out.append(f"<h{len(marks)}>{html.escape(words)}</h{len(marks)}>")
        else:
            out.append(f"<p>{html.escape(block)}</p>")
    return "\n".join(out)


def main():
    kit, out = map(pathlib.Path, sys.argv[1:3])
    out.mkdir(parents=True, exist_ok=True)
    text = (kit / "manuscript" / "text.md").read_text(encoding="utf-8")
    source = kit / "peer.typ"
    source.write_text(typst_source(text), encoding="utf-8")
    typst.compile(str(source), output=str(out / "typst.pdf"), font_paths=[str(FONTS)])
    page = weasyprint.HTML(string=html_source(text), base_url=str(kit))
    page.write_pdf(str(out / "weasyprint.pdf"))


if __name__ == "__main__":
    main()
