#!/usr/bin/env python3
"""Measures the typography of a finished PDF from its drawn glyphs.

    typometrics.py [--survey DUMP] [--pages A-B] [--bars] [--json OUT] BOOK.pdf ...

What comes in are the glyphs and pictures that `mutool` finds in the file, whoever made it; what goes out
is a table of figures. What cannot be seen, where chapters end and where plates are cited, comes from
`platemark build --dump pages`; without it a chapter begins where the largest heading does, and plates
are found by their names ("Plate 7" in the text, "Plate 7." before the caption).

Only glyphs inside the text column count, so captions in a margin are no lines of text. A line is set
justified if it reaches the right edge and ends no paragraph. The natural word space is the median gap on
last lines, which no justifier stretches; spaces are told in multiples of it.

    looseness    mean gap of a line / natural space
    badness      100 ((looseness - 1) / 0.5)^3 if loose, 100 ((1 - looseness) / (1/3))^3 if tight (TeX's)
    short        a page that ends a line or more above the usual last baseline; the page on which a chapter's
                 text ends is left out, and so are pages without text
    uneven       facing pages whose last lines differ by a line or more
"""
import argparse
import collections
import json
import re
import statistics
import subprocess
import sys
import xml.etree.ElementTree as ElementTree
from dataclasses import dataclass, field

HYPHENS = ("-", "\u2010", "\u00ad")
DASHES = ("\u2013", "\u2014")
HANGING = HYPHENS + DASHES + tuple(".,;:!?\u2019\u201d)")

# What issue 5 asks of 60,000 words with thirty plates; `None` marks a figure that is only told.
BARS = {
    "lines looser than 1.5 spaces, per 1000": 2,
    "mean badness": None,
    "hyphens, per 1000": 36,
    "runs of three hyphens": 0,
    "page ends with a hyphen": 2,
    "lines that begin with a dash": 0,
    "overfull lines": 0,
    "widows": 0,
    "orphans": 0,
    "stranded headings": 0,
    "pages short by a line, %": 2,
    "facing pages uneven, %": 1,
    "baselines off the grid": 0,
    "plates off the citing spread, %": 13,
    "plates more than a page away": 0,
    "white at a page foot, worst %": 3,
}


@dataclass
class Glyph:
    """A drawn character: its origin, its right end, its size."""

    text: str
    x0: float
    x1: float
    y: float
    size: float
    font: str = ""


@dataclass
class Page:
    """What is drawn on a page; pictures as (left, top, right, bottom)."""

    width: float
    height: float
    glyphs: list
    pictures: list = field(default_factory=list)


@dataclass
class Survey:
    """Chapters as (first page, last page), plates as (page cited, page standing), from 0."""

    chapters: list
    plates: list


@dataclass
class Line:
    """Glyphs on one baseline."""

    page: int
    y: float
    x0: float
    x1: float
    size: float
    words: list
    gaps: list
    first: bool = False
    last: bool = False

    @property
    def text(self):
        return " ".join(self.words)

    @property
    def hyphenated(self):
        return self.text.endswith(HYPHENS)

    @property
    def mean_gap(self):
        return statistics.fmean(right - left for left, right in self.gaps)


# ------------------------------------------------------------------------------------ reading


def read(path):
    """The pages of a PDF, through mutool."""
    pages = []
    text = subprocess.run(["mutool", "draw", "-q", "-F", "stext", "-o", "-", path],
                          check=True, capture_output=True).stdout
    for page in ElementTree.fromstring(text).iter("page"):
        glyphs = []
        for font in page.iter("font"):
            for char in font.iter("char"):
                if char.get("c").strip():
                    quad = char.get("quad").split()
                    glyphs.append(Glyph(char.get("c"), float(char.get("x")), float(quad[2]),
                                        float(char.get("y")), float(font.get("size")), font.get("name")))
        pages.append(Page(float(page.get("width")), float(page.get("height")), glyphs))
    trace = subprocess.run(["mutool", "trace", path], check=True, capture_output=True).stdout
    number = -1
    for found in re.finditer(rb'<page |<fill_image [^>]*transform="([^"]+)"', trace):
        if found.group(1) is None:
            number += 1
            continue
        a, _, _, d, e, f = map(float, found.group(1).split())
        pages[number].pictures.append((e, min(f, f + d), e + a, max(f, f + d)))
    return pages


def read_survey(text):
    """Chapters and plates from the last lines of a dump of pages."""
    chapter = re.compile(r"^chapter  pages (\d+)-(\d+)$", re.M)
    plate = re.compile(r"^  plate #\d+  cited on page (\d+)  stands on page (\d+)$", re.M)
    return Survey([(int(a) - 1, int(b) - 1) for a, b in chapter.findall(text)],
                  [(int(a) - 1, int(b) - 1) for a, b in plate.findall(text)])


# -------------------------------------------------------------------------------------- lines


def lines_of(number, glyphs):
    """The lines of a page, top to bottom; what stands far apart on a baseline is two lines."""
    rows = []
    for glyph in sorted(glyphs, key=lambda glyph: glyph.y):
        if rows and glyph.y - rows[-1][0].y < 0.6:
            rows[-1].append(glyph)
        else:
            rows.append([glyph])
    lines = []
    for row in rows:
        row.sort(key=lambda glyph: glyph.x0)
        start = 0
        for index in range(1, len(row) + 1):
            if index == len(row) or 2.2 * row[index].size < row[index].x0 - row[index - 1].x1:
                lines.append(line_of(number, row[start:index]))
                start = index
    return lines


def line_of(number, glyphs):
    size = collections.Counter(round(glyph.size, 1) for glyph in glyphs).most_common(1)[0][0]
    words, gaps = [glyphs[0].text], []
    for before, glyph in zip(glyphs, glyphs[1:]):
        if 0.085 * size < glyph.x0 - before.x1:
            gaps.append((before.x1, glyph.x0))
            words.append("")
        words[-1] += glyph.text
    y = statistics.median(glyph.y for glyph in glyphs)
    return Line(number, y, glyphs[0].x0, glyphs[-1].x1, size, words, gaps)


@dataclass
class Column:
    """Where text stands on every page: left and right edge, size of type, leading."""

    left: float
    right: float
    size: float
    leading: float

    def is_body(self, line):
        """Type of the text's size (a line's own scale is within 2.5 %)."""
        return abs(line.size - self.size) < 0.04 * self.size

    def is_head(self, line):
        """A heading: larger type."""
        return 1.06 * self.size < line.size


def column_of(pages):
    """The column in which most type of the most used size stands."""
    sizes = collections.Counter(round(glyph.size * 2) / 2 for page in pages for glyph in page.glyphs)
    size = sizes.most_common(1)[0][0]
    lines = [line for number, page in enumerate(pages) for line in
             lines_of(number, [glyph for glyph in page.glyphs if abs(glyph.size - size) < 0.05 * size])]
    size = statistics.median(line.size for line in lines)
    long = [line for line in lines if 20 < len(line.text)]
    left = mode(line.x0 for line in long)
    right = mode(line.x1 for line in long if abs(line.x0 - left) < size)
    steps = (round(below.y - above.y, 1) for above, below in zip(lines, lines[1:])
             if above.page == below.page and 0.9 * size < below.y - above.y < 2.2 * size)
    return Column(left, right, size, collections.Counter(steps).most_common(1)[0][0])


def mode(values):
    """The value, to half a point, that most share; then the mean of those about it."""
    values = list(values)
    top = collections.Counter(round(value * 2) / 2 for value in values).most_common(1)[0][0]
    return statistics.fmean(value for value in values if abs(value - top) <= 0.5)


def text_of(pages, column):
    """For each page its lines within the column, without running heads and folios."""
    inside = (column.left - column.size, column.right + column.size)
    found = [lines_of(number, [glyph for glyph in page.glyphs if inside[0] <= glyph.x0 <= inside[1]])
             for number, page in enumerate(pages)]
    # Furniture stands at a height shared by many pages, and apart from the text.
    tops = [line for lines in found for line in lines[:1]]
    feet = [line for lines in found for line in lines[-1:] if not column.is_body(line)]
    heights = collections.Counter(round(line.y) for line in tops + feet)
    often = max(3, 0.12 * len(pages))
    folio = re.compile(r"[\divxlc\u2013\u2014\-. |/]+$", re.I)

    def furniture(line, neighbour, page):
        at_edge = line.y < 0.2 * page.height or 0.8 * page.height < line.y
        alone = neighbour is None or 1.3 * column.leading < abs(line.y - neighbour.y)
        shared = sum(heights[round(line.y) + by] for by in (-1, 0, 1)) >= often
        # A last line may stand apart, under a plate; a running head may be of the text's size.
        head = line.y < 0.2 * page.height or not column.is_body(line) and line.size < 0.9 * column.size
        return at_edge and (folio.match(line.text) or alone and shared and head)

    for page, lines in zip(pages, found):
        while lines and furniture(lines[-1], lines[-2] if 1 < len(lines) else None, page):
            lines.pop()
        while lines and furniture(lines[0], lines[1] if 1 < len(lines) else None, page):
            lines.pop(0)
    return found


def mark_paragraphs(flow, column):
    """Says of each line of the text whether it begins and whether it ends a paragraph."""
    before = None
    for line in flow:
        step = line.y - before.y if before and before.page == line.page else None
        line.first = (
            before is None
            or not column.is_body(before)
            or not column.is_body(line)
            or column.left + 0.6 * column.size < line.x0
            or column.left + 0.6 * column.size < before.x0 and not before.first
            or step is not None and 1.25 * column.leading < step < 3.5 * column.leading
            or before.x1 < column.right - 1.2 * column.size and not before.hyphenated
        )
        before = line
    for line, below in zip(flow, flow[1:] + [None]):
        line.last = below is None or below.first


def chapters_of(texts, column):
    """Chapters of a book without survey: they begin where type of the largest head does."""
    heads = [line.size for lines in texts for line in lines if column.is_head(line)]
    if not heads:
        return [(0, len(texts) - 1)]
    largest = max(collections.Counter(heads).items(), key=lambda item: (item[1] >= 3, item[0]))[0]
    starts = [number for number, lines in enumerate(texts)
              if any(abs(line.size - largest) < 0.5 for line in lines)]
    ends = [start - 1 for start in starts[1:]] + [len(texts) - 1]
    return [(first, max(first, last)) for first, last in zip(starts, ends)]


def plates_named(texts, pages):
    """Plates of a book without survey, by their names: (page cited, page standing)."""
    cited, stands = {}, {}
    for number, page in enumerate(pages):
        words = " ".join(line.text for line in lines_of(number, page.glyphs))
        for found in re.finditer(r"Plate\s*(\d+)(\.?)", words):
            (stands if found.group(2) else cited).setdefault(int(found.group(1)), number)
    return [(cited[name], stands[name]) for name in sorted(stands) if name in cited]


# ------------------------------------------------------------------------------------ figures


def measure(pages, survey=None):
    """All figures of a book, by name."""
    whole = [page for first, last in survey.chapters for page in range(first, last + 1)] if survey else range(len(pages))
    column = column_of([pages[number] for number in whole])
    texts = text_of(pages, column)
    chapters = survey.chapters if survey else chapters_of(texts, column)
    plates = survey.plates if survey else plates_named(texts, pages)
    chapter_pages = [number for first, last in chapters for number in range(first, last + 1)]
    flow = [line for number in chapter_pages for line in texts[number]
            if column.is_body(line) or column.is_head(line)]
    mark_paragraphs(flow, column)
    figures = {
        "pages": len(pages),
        "size, pt": round(column.size, 2),
        "leading, pt": column.leading,
        "measure, pt": round(column.right - column.left, 1),
    }
    body = [line for line in flow if column.is_body(line)]
    figures["lines of text"] = len(body)
    figures.update(spacing(body, column))
    figures.update(hyphenation(body, chapter_pages))
    figures.update(patterns(body, column))
    figures.update(page_ends(flow, chapters, column))
    figures.update(bottoms(pages, texts, chapters, column))
    figures["baselines off the grid"] = off_grid(body, column)
    figures["overfull lines"] = sum(
        column.right + (0.9 if line.text.endswith(HANGING) else 0.25) * column.size < line.x1 for line in body)
    figures.update(distances(plates))
    return figures


def natural_space(body, column):
    def gaps(lines):
        return [right - left for line in lines for left, right in line.gaps]

    short = [line for line in body if line.last and line.x1 < column.right - 2 * column.size]
    loose = gaps([line for line in short if not line.first]) or gaps(short) or gaps(body)
    return statistics.median(loose)


def badness(looseness):
    by = (looseness - 1) / 0.5 if 1 < looseness else (1 - looseness) * 3
    return min(10_000, 100 * by ** 3)


def spacing(body, column):
    space = natural_space(body, column)
    set_full = [line for line in body
                if not line.last and line.gaps and column.right - column.size < line.x1]
    ratios = [line.mean_gap / space for line in set_full]
    return {
        "natural space, em": round(space / column.size, 3),
        "lines looser than 1.5 spaces, per 1000": per_1000(sum(1.5 < ratio for ratio in ratios), ratios),
        "lines tighter than 0.75 spaces, per 1000": per_1000(sum(ratio < 0.75 for ratio in ratios), ratios),
        "mean badness": round(statistics.fmean(map(badness, ratios)), 2) if ratios else 0,
    }


def per_1000(count, of):
    return round(1000 * count / max(1, len(of)), 2)


def hyphenation(body, chapter_pages):
    inner = [line for line in body if not line.last]
    run = threes = 0
    for line in body:
        run = run + 1 if line.hyphenated and not line.last else 0
        threes += run == 3
    ends = {line.page: line for line in body}
    return {
        "hyphens, per 1000": per_1000(sum(line.hyphenated for line in inner), inner),
        "runs of three hyphens": threes,
        "page ends with a hyphen": sum(line.hyphenated and not line.last for line in ends.values()),
        "lines that begin with a dash": sum(not line.first and line.text.startswith(DASHES) for line in body),
    }


def patterns(body, column):
    """Rivers of four lines or more, equal words above each other, short last lines."""
    rivers = stacks = 0
    chains = []
    for above, line in zip([None] + body, body):
        follows = above and above.page == line.page and line.y - above.y < 1.3 * column.leading
        new = []
        for gap in line.gaps:
            best = 0
            for other, length in chains if follows else []:
                overlap = min(gap[1], other[1]) - max(gap[0], other[0])
                if 0.4 * min(gap[1] - gap[0], other[1] - other[0]) < overlap:
                    best = max(best, length)
            new.append((gap, best + 1))
            rivers += best + 1 == 4
        chains = new
        if follows and not line.first:
            for end in (0, -1):
                pair = [re.sub(r"\W", "", words[end]).lower() for words in (above.words, line.words)]
                stacks += pair[0] == pair[1] and 1 < len(pair[0])
    lasts = [line for line in body if line.last and not line.first]
    short = sum(line.x1 - line.x0 < 0.1 * (column.right - column.left) for line in lasts)
    return {
        "rivers of four lines, per 1000": per_1000(rivers, body),
        "words stacked at an edge, per 1000": per_1000(stacks, body),
        "last lines under a tenth, per 1000": per_1000(short, lasts),
    }


def page_ends(flow, chapters, column):
    """Lines alone at a page's top or foot, headings without two lines after them."""
    widows = orphans = stranded = 0
    for first, last in chapters:
        pages = [[line for line in flow if line.page == number] for number in range(first, last + 1)]
        for number, lines in enumerate(pages):
            if not lines:
                continue
            top, foot = lines[0], lines[-1]
            widows += 0 < number and column.is_body(top) and top.last and not top.first
            more = any(pages[number + 1:])
            orphans += more and column.is_body(foot) and foot.first and not foot.last
            stranded += more and any(map(column.is_head, lines[-2:]))
    return {"widows": widows, "orphans": orphans, "stranded headings": stranded}


def bottoms(pages, texts, chapters, column):
    """How evenly pages end. Pages without text (a plate fills them) are no text pages."""
    ends = {}
    for first, last in chapters:
        with_text = [number for number in range(first, last + 1) if any(map(column.is_body, texts[number]))]
        for number in with_text[:-1]:
            pictures = [box[3] for box in pages[number].pictures if column.left < box[2] and box[0] < column.right]
            ends[number] = max([line.y for line in texts[number]] + pictures)
    if not ends:
        return {name: 0 for name in ("pages short by a line, %", "facing pages uneven, %", "white at a page foot, worst %")}
    usual = collections.Counter(round(end) for end in ends.values()).most_common(1)[0][0]
    top = min(line.y for lines in texts for line in lines if column.is_body(line)) - 0.7 * column.size
    short = [max(0, usual - end) for end in ends.values()]
    line = 0.9 * column.leading
    # A left page has an odd index, and the page that faces it the next.
    facing = [abs(ends[left] - ends[left + 1]) for left in ends if left % 2 == 1 and left + 1 in ends]
    return {
        "pages short by a line, %": round(100 * sum(line < by for by in short) / len(short), 2),
        "facing pages uneven, %": round(100 * sum(line < by for by in facing) / max(1, len(facing)), 2),
        "white at a page foot, worst %": round(100 * max(short) / (usual - top), 2),
    }


def off_grid(body, column):
    phases = collections.Counter(round(line.y % column.leading * 4) / 4 for line in body)
    phase = phases.most_common(1)[0][0] if phases else 0
    half = column.leading / 2
    return sum(0.5 < abs((line.y - phase + half) % column.leading - half) for line in body)


def distances(plates):
    off = sum((cited + 1) // 2 != (stands + 1) // 2 for cited, stands in plates)
    far = sum(1 < abs(stands - cited) for cited, stands in plates)
    return {
        "plates": len(plates),
        "plates off the citing spread, %": round(100 * off / max(1, len(plates)), 1),
        "plates more than a page away": far,
    }


# --------------------------------------------------------------------------------------- main


def bar(name, figures):
    """The most that a figure may be; the finer the measure, the more it is worth."""
    if name == "mean badness":
        return 9 if figures["measure, pt"] < 300 else 8
    return BARS.get(name)


def main():
    parser = argparse.ArgumentParser(description="Measures the typography of finished PDFs.")
    parser.add_argument("books", nargs="+")
    parser.add_argument("--survey", help="what `platemark build --dump pages` printed of the only book")
    parser.add_argument("--pages", help="as 4-22: look at the chapters that begin there alone")
    parser.add_argument("--bars", action="store_true", help="fail if a figure is over its bar")
    parser.add_argument("--json", help="where to write the figures")
    arguments = parser.parse_args()
    survey = read_survey(open(arguments.survey, encoding="utf-8").read()) if arguments.survey else None
    if survey and arguments.pages:
        first, last = (int(page) - 1 for page in arguments.pages.split("-"))
        survey.chapters = [chapter for chapter in survey.chapters if first <= chapter[0] <= last]
    books = [measure(read(book), survey) for book in arguments.books]
    names = list(books[0])
    width = max(map(len, names))
    over = []
    for name in names:
        values = "".join(f"{book[name]:>12}" for book in books)
        limit = bar(name, books[0])
        print(f"{name:<{width}}{values}" + ("" if limit is None else f"   at most {limit}"))
        if limit is not None and limit < books[0][name]:
            over.append(name)
    if arguments.json:
        with open(arguments.json, "w", encoding="utf-8") as file:
            json.dump(dict(zip(arguments.books, books)), file, indent=1)
    if arguments.bars and over:
        sys.exit("over its bar: " + "; ".join(over))


if __name__ == "__main__":
    main()
