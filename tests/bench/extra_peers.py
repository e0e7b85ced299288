"""Our own rows for bench.py: both books in one run, each alone, and Typst's Python binding."""

# {out} is the PDF; the EPUB of the same run is left beside it in the scratch folder.
BUILD = "rm -rf $TMPDIR/pm && platemark build . --output $TMPDIR/pm %s >/dev/null"

EXTRA = [
    ("platemark both", "pdf", [], BUILD % "--to both" + " && mv $TMPDIR/pm/*.pdf {out}"),
    ("platemark pdf", "pdf", [], BUILD % "--to pdf" + " && mv $TMPDIR/pm/*.pdf {out}"),
    ("platemark epub", "epub", [], BUILD % "--to epub" + " && mv $TMPDIR/pm/*.epub {out}"),
]
