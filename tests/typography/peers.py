#!/usr/bin/env python3
"""Sets a long text with other people's programs, in our face, size and measure, for `typometrics.py`.

    peers.py KIT OUT        KIT as `text.py` makes it; writes typst.pdf, lualatex.pdf and weasyprint.pdf in OUT

Each gets what its manual offers for the purpose: justification with hyphens, no widows and orphans,
plates that float (Typst, LuaLaTeX) or stand where they are cited (WeasyPrint has no floats to page
edges); LuaLaTeX also gets the package microtype.
Needed: pip install typst weasyprint; apt install texlive-luatex texlive-latex-recommended.
"""
import html
import pathlib
import re
import subprocess
import sys
from importlib.metadata import version

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


def latex_source(text):
    out = [fr"""\documentclass[10pt,twoside]{{book}}
\usepackage[paperwidth={PAPER[0]}bp,paperheight={PAPER[1]}bp,textwidth={MEASURE}bp,textheight={ROWS * LEADING}bp,
  hcentering,vcentering]{{geometry}}
\usepackage{{fontspec,graphicx}}
\setmainfont{{EBGaramond_400Regular.ttf}}[Path={FONTS.resolve()}/,ItalicFont=*,BoldFont=*]
\usepackage[protrusion=true,expansion=true]{{microtype}}
\usepackage[english]{{babel}}
\frenchspacing \flushbottom \parindent={LEADING}bp \clubpenalty=10000 \widowpenalty=10000 \emergencystretch=1em
\makeatletter
\renewcommand\normalsize{{\@setfontsize\normalsize{{{SIZE}bp}}{{{LEADING}bp}}}} \normalsize
\renewcommand\@makecaption[2]{{\vskip 4bp\fontsize{{8.5bp}}{{11bp}}\selectfont\noindent #2\par}}
\makeatother
\begin{{document}}"""]
    for block in blocks(text):
        image = IMAGE.fullmatch(block)
        if image:
            size = "height=399bp" if "portrait" in image[1] else f"width={MEASURE}bp"
            out.append(fr"\begin{{figure}}[tbp]\includegraphics[{size}]{{{image[2]}}}\caption{{{image[3]}}}\end{{figure}}")
        elif block.startswith("# "):
            out.append(fr"\clearpage{{\fontsize{{36bp}}{{42bp}}\selectfont\noindent {block[2:]}\par}}\vskip {2 * LEADING}bp\noindent")
        elif block.startswith("## "):
            out.append(fr"\vskip {LEADING}bp{{\fontsize{{14bp}}{{14bp}}\selectfont\noindent {block[3:]}\par}}\nobreak\noindent")
        else:
            out.append(re.sub(r"([#$%&_])", r"\\\1", block))
    return "\n\n".join(out + [r"\end{document}"])


def set_all(kit, out):
    """Sets the text of a kit with every program; yields their names and books."""
    out.mkdir(parents=True, exist_ok=True)
    text = (kit / "manuscript" / "text.md").read_text(encoding="utf-8")
    source, book = kit / "peer.typ", out / "typst.pdf"
    source.write_text(typst_source(text), encoding="utf-8")
    typst.compile(str(source), output=str(book), font_paths=[str(FONTS)])
    yield f"Typst {version('typst')}", book
    (kit / "peer.tex").write_text(latex_source(text), encoding="utf-8")
    command = ["lualatex", "-interaction=nonstopmode", "-halt-on-error", f"-output-directory={out.resolve()}",
               "-jobname=lualatex", "peer.tex"]
    said = subprocess.run(command, cwd=kit, check=True, capture_output=True, text=True).stdout
    yield re.search(r"Lua\S*TeX, Version \S+", said)[0].replace(", Version", "") + " with microtype", out / "lualatex.pdf"
    book = out / "weasyprint.pdf"
    weasyprint.HTML(string=html_source(text), base_url=str(kit)).write_pdf(str(book))
    yield f"WeasyPrint {version('weasyprint')}", book


def main():
    for name, book in set_all(*map(pathlib.Path, sys.argv[1:3])):
        print(f"{name}: {book}")


if __name__ == "__main__":
    main()
