"""Makes good PDFs with other people's programs, for `tests/it/pdfs/foreign.rs`.

    python3 tests/tools/foreign.py FOLDER

Chromium is on the PATH; the others are packages of PyPI. What each program can do for
accessibility is asked for; reportlab and fpdf2 can write no tags from these calls.
"""

import datetime
import pathlib
import subprocess
import sys

import reportlab.pdfgen.canvas
import reportlab.pdfbase.pdfmetrics
import reportlab.pdfbase.ttfonts
import fpdf
import typst
import weasyprint

FONT = "fonts/BarlowCondensed_500Medium.ttf"
TITLE = "The Slow Train"

HTML = """<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>The Slow Train</title>
<meta name="author" content="A. Writer"></head><body>
<h1>The Slow Train</h1><p>It leaves at dawn, <a href="https://example.org/">every day</a>.</p>
<h2>Stations</h2><ul><li>Quay</li><li>Bridge</li></ul>
<table><thead><tr><th scope="col">Station</th><th scope="col">Time</th></tr></thead>
<tbody><tr><td>Quay</td><td>6:00</td></tr><tr><td>Bridge</td><td>6:20</td></tr></tbody></table>
<p><img alt="A red square" width="80" height="80" src="data:image/png;base64,iVBORw0KGgoAAAANSUh\
EUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg=="></p>
<p>It returns at night.</p></body></html>"""

TYPST = """#set document(title: "The Slow Train", author: "A. Writer",
  date: datetime(year: 2026, month: 1, day: 2))
#set text(lang: "en")
= The Slow Train
It leaves at dawn, #link("https://example.org/")[every day].#footnote[But Sunday.]
== Stations
- Quay
- Bridge
#table(columns: 2, table.header([Station], [Time]), [Quay], [6:00], [Bridge], [6:20])
#figure(rect(width: 2cm, height: 2cm), caption: [The door], alt: "A square outline")
It returns at night.
"""


def main(folder):
    folder.mkdir(parents=True, exist_ok=True)
    html = folder / "page.html"
    html.write_text(HTML)
    weasyprint.HTML(string=HTML).write_pdf(
        folder / "weasyprint.pdf", pdf_variant="pdf/ua-1", pdf_tags=True
    )
    printed = f"--print-to-pdf={folder / 'chromium.pdf'}"
    subprocess.run(
        ["chromium", "--headless", "--no-sandbox", "--disable-gpu", printed,
         "--generate-pdf-document-outline", str(html)],
        check=True, stderr=subprocess.DEVNULL,
    )
    source = folder / "book.typ"
    source.write_text(TYPST)
    typst.compile(str(source), output=str(folder / "typst.pdf"), pdf_standards=["ua-1"])

    book = fpdf.FPDF()
    book.set_title(TITLE)
    book.set_lang("en")
    book.set_creation_date(datetime.datetime(2026, 1, 2, tzinfo=datetime.timezone.utc))
    book.add_font("Barlow", "", FONT)
    book.add_page()
    book.set_font("Barlow", size=12)
    book.multi_cell(0, 8, f"{TITLE}\nIt leaves at dawn.\nIt returns at night.")
    book.output(str(folder / "fpdf2.pdf"))

    font = reportlab.pdfbase.ttfonts.TTFont("Barlow", FONT)
    reportlab.pdfbase.pdfmetrics.registerFont(font)
    page = reportlab.pdfgen.canvas.Canvas(str(folder / "reportlab.pdf"), lang="en", invariant=1)
    page.setTitle(TITLE)
    page.setFont("Barlow", 12)
    for line, words in enumerate([TITLE, "It leaves at dawn.", "It returns at night."]):
        page.drawString(72, 750 - 20 * line, words)
    page.showPage()
    page.save()


main(pathlib.Path(sys.argv[1]))
