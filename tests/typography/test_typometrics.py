"""Faults made on purpose, each of which must be counted, and none where there is none.

    python -m unittest discover tests/typography
"""
import pathlib
import subprocess
import tempfile
import unittest

import typometrics
from typometrics import Glyph, Page, Survey

LEFT, RIGHT, TOP, LEADING, SIZE, ROWS = 100, 340, 80, 14, 10.5, 10
LETTER = 5


def words(text, y, x=LEFT, space=2.1, size=SIZE):
    """A line set with every letter five points wide."""
    glyphs = []
    for word in text.split(" "):
        for letter in word:
            glyphs.append(Glyph(letter, x, x + LETTER, y, size, "Body"))
            x += LETTER
        x += space
    return glyphs


def tidy(y):
    """A full line at the natural space: forty-six letters and five gaps, to a tenth of a point."""
    return words(" ".join(["abcdefgh"] * 5 + ["abcdef"]), y, space=2)


def page(rows, number=0, pictures=()):
    """A page of rows from the top, each made by a function of its baseline; none is a blank row."""
    glyphs = [glyph for row, make in enumerate(rows) if make for glyph in make(TOP + row * LEADING)]
    return Page(440, 600, glyphs, list(pictures))


def ending(y):
    return words("ij kl mn op qr st", y, space=2)


def indented(y):
    return words(" ".join(["abcdefgh"] * 5 + ["abc"]), y, x=LEFT + 15, space=2)


def paragraphs(count, lines=5):
    """Rows of paragraphs of so many lines."""
    return ([indented] + [tidy] * (lines - 2) + [ending]) * count


def measure(pages, chapters=None, plates=()):
    chapters = chapters or [(0, len(pages) - 1)]
    return typometrics.measure(pages, Survey(chapters, list(plates)))


class Faultless(unittest.TestCase):
    def test_nothing_is_found_where_nothing_is_wrong(self):
        figures = measure([page(paragraphs(2)) for _ in range(6)])
        self.assertEqual(figures["lines of text"], 60)
        for name in typometrics.BARS:
            if name != "mean badness":
                self.assertEqual(figures[name], 0, name)
        self.assertLess(figures["mean badness"], 1)


class Lines(unittest.TestCase):
    def one(self, line, name):
        rows = [indented, line, tidy, tidy, ending] + paragraphs(1)
        return measure([page(rows)] + [page(paragraphs(2)) for _ in range(4)])[name]

    def test_loose(self):
        loose = lambda y: words(" ".join(["abcdefgh"] * 5 + ["ab"]), y, space=6)
        self.assertAlmostEqual(self.one(loose, "lines looser than 1.5 spaces, per 1000"), 1000 / 40, 0)
        self.assertGreater(self.one(loose, "mean badness"), 100)

    def test_tight(self):
        tight = lambda y: words(" ".join(["abcdefgh"] * 5 + ["abcdefg"]), y, space=1.1)
        self.assertAlmostEqual(self.one(tight, "lines tighter than 0.75 spaces, per 1000"), 1000 / 40, 0)

    def test_overfull(self):
        wide = lambda y: words(" ".join(["abcdefgh"] * 6), y, space=2)
        self.assertEqual(self.one(wide, "overfull lines"), 1)

    def test_hung_hyphens_are_not_overfull(self):
        hung = lambda y: words(" ".join(["abcdefgh"] * 5 + ["abcde-"]), y, space=2.4)
        self.assertEqual(self.one(hung, "overfull lines"), 0)
        self.assertAlmostEqual(self.one(hung, "hyphens, per 1000"), 1000 / 40, 0)

    def test_a_dash_begins_a_line(self):
        dash = lambda y: words("\u2014 " + " ".join(["abcdefgh"] * 5 + ["abc"]), y, space=2.6)
        self.assertEqual(self.one(dash, "lines that begin with a dash"), 1)

    def test_off_the_grid(self):
        self.assertEqual(self.one(lambda y: tidy(y + 2), "baselines off the grid"), 1)

    def test_three_hyphens_are_one_run(self):
        hyphen = lambda y: words(" ".join(["abcdefgh"] * 5 + ["abcde-"]), y, space=2)
        rows = [indented, hyphen, hyphen, hyphen, tidy, tidy, tidy, tidy, tidy, ending]
        figures = measure([page(rows)] + [page(paragraphs(2)) for _ in range(4)])
        self.assertEqual(figures["runs of three hyphens"], 1)

    def test_a_river(self):
        rows = [indented] + [tidy] * 5 + [ending] + [None] * 3
        river = measure([page(rows)] * 2)["rivers of four lines, per 1000"]
        shifted = [lambda y, n=n: words("a" * (2 + n % 3) + " " + " ".join(["abcdefgh"] * 4 + ["abcdefghi"[n % 3:]]), y, space=2)
                   for n in range(5)]
        calm = measure([page([indented] + shifted + [ending] + [None] * 3)] * 2)["rivers of four lines, per 1000"]
        self.assertGreater(river, calm)

    def test_captions_in_a_margin_are_no_lines(self):
        pages = [page(paragraphs(2)) for _ in range(4)]
        pages[0].glyphs += words("ab cd", TOP + 9 * LEADING, x=20, size=SIZE)
        self.assertEqual(measure(pages)["lines of text"], 40)


class Pages(unittest.TestCase):
    def book(self, first, second=None):
        pages = [page(paragraphs(2)) for _ in range(8)]
        pages[1:3] = [page(first), page(second or paragraphs(2))]
        return measure(pages)

    def test_widow(self):
        figures = self.book(paragraphs(1) + [indented] + [tidy] * 4, [ending] + [indented] + [tidy] * 7 + [ending])
        self.assertEqual((figures["widows"], figures["orphans"]), (1, 0))

    def test_orphan(self):
        figures = self.book([indented] + [tidy] * 7 + [ending, indented], [tidy] * 9 + [ending])
        self.assertEqual((figures["widows"], figures["orphans"]), (0, 1))

    def test_page_end_with_a_hyphen(self):
        hyphen = lambda y: words(" ".join(["abcdefgh"] * 5 + ["abcde-"]), y, space=2)
        figures = self.book([indented] + [tidy] * 8 + [hyphen], [tidy] * 9 + [ending])
        self.assertEqual(figures["page ends with a hyphen"], 1)

    def test_stranded_heading(self):
        head = lambda y: words("Wood", y, size=14)
        figures = self.book(paragraphs(1) + [indented, tidy, ending, None, head])
        self.assertEqual(figures["stranded headings"], 1)

    def test_a_short_page_faces_a_full_one(self):
        figures = self.book(paragraphs(1) + [indented, tidy, tidy, ending])
        self.assertAlmostEqual(figures["pages short by a line, %"], 100 / 7, 1)
        self.assertGreater(figures["facing pages uneven, %"], 0)
        self.assertGreater(figures["white at a page foot, worst %"], 5)

    def test_a_picture_at_the_foot_fills_the_page(self):
        pages = [page(paragraphs(2)) for _ in range(6)]
        pages[1] = page(paragraphs(1), pictures=[(LEFT, 150, RIGHT, TOP + 9 * LEADING)])
        self.assertEqual(measure(pages)["pages short by a line, %"], 0)

    def test_a_chapter_may_end_anywhere(self):
        pages = [page(paragraphs(2)) for _ in range(6)]
        pages[2] = page(paragraphs(1))
        figures = measure(pages, [(0, 2), (3, 5)])
        self.assertEqual((figures["pages short by a line, %"], figures["white at a page foot, worst %"]), (0, 0))


class Plates(unittest.TestCase):
    def test_distance(self):
        pages = [page(paragraphs(2)) for _ in range(6)]
        # Pages 1 and 2, counted from 0, face each other; 2 and 3 do not.
        figures = measure(pages, plates=[(1, 2), (2, 3), (1, 3), (4, 4)])
        self.assertEqual(figures["plates"], 4)
        self.assertEqual(figures["plates off the citing spread, %"], 50)
        self.assertEqual(figures["plates more than a page away"], 1)

    def test_survey(self):
        survey = typometrics.read_survey(
            "page 1  recto\nchapter  pages 4-7\n  plate #9  cited on page 5  stands on page 6\n")
        self.assertEqual((survey.chapters, survey.plates), ([(3, 6)], [(4, 5)]))

    def test_plates_by_their_names(self):
        pages = [page(paragraphs(2)) for _ in range(4)]
        pages[1].glyphs += words("Plate 7", TOP + 10 * LEADING)
        pages[3].glyphs += words("Plate 7.", TOP + 11 * LEADING)
        self.assertEqual(typometrics.measure(pages)["plates more than a page away"], 1)


class Reading(unittest.TestCase):
    """A file by another hand, through mutool."""

    CONTENT = b"BT /F 10 Tf 100 700 Td (Hello you) Tj ET q 50 0 0 40 100 600 cm /I Do Q"

    def pdf(self):
        objects = [
            b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 440 800]/Contents 4 0 R"
            b"/Resources<</Font<</F 5 0 R>>/XObject<</I 6 0 R>>>>>>",
            b"<</Length %d>>stream\n%s\nendstream" % (len(self.CONTENT), self.CONTENT),
            b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
            b"<</Type/XObject/Subtype/Image/Width 1/Height 1/BitsPerComponent 8/ColorSpace/DeviceGray/Length 1>>"
            b"stream\n0\nendstream",
        ]
        out, places = b"%PDF-1.4\n", []
        for number, body in enumerate(objects, 1):
            places.append(len(out))
            out += b"%d 0 obj%s\nendobj\n" % (number, body)
        table = b"".join(b"%010d 00000 n \n" % place for place in places)
        return (out + b"xref\n0 7\n0000000000 65535 f \n" + table
                + b"trailer<</Size 7/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % len(out))

    def test_glyphs_and_pictures(self):
        with tempfile.TemporaryDirectory() as folder:
            path = pathlib.Path(folder) / "a.pdf"
            path.write_bytes(self.pdf())
            (found,) = typometrics.read(str(path))
        self.assertEqual("".join(glyph.text for glyph in found.glyphs), "Helloyou")
        self.assertAlmostEqual(found.glyphs[0].x0, 100)
        self.assertAlmostEqual(found.glyphs[0].y, 100, msg="from the top")
        self.assertAlmostEqual(found.glyphs[0].size, 10)
        self.assertEqual([tuple(map(round, box)) for box in found.pictures], [(100, 160, 150, 200)])

    def test_what_is_no_pdf_is_an_error(self):
        with tempfile.NamedTemporaryFile(suffix=".pdf") as file:
            file.write(b"nothing")
            file.flush()
            with self.assertRaises((subprocess.CalledProcessError, IndexError, ValueError, SyntaxError)):
                typometrics.measure(typometrics.read(file.name))


if __name__ == "__main__":
    unittest.main()
