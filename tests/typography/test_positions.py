"""Do captions say where the pictures really stand? Read back from the glyphs and pictures of a PDF.

A kit is made whose photographs each have a shape of their own, and captions that name them; Platemark
(`PLATEMARK`, or `target/release/platemark`) sets it in every theme. From the finished PDF come the
pictures, known by their shapes, and the captions' words of place, known by their italics. What a word of
place claims is held against where the pictures are; who arranged them is not asked.
"""
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import unittest
from dataclasses import dataclass

sys.path.insert(0, str(pathlib.Path(__file__).parent))
import text
import typometrics

# Each plate: a directive or none, and the shapes of its photographs.
WIDE, TALL, SQUARE = (3, 2), (2, 3), (1, 1)
PLATES = [
    ("", [WIDE, WIDE]), ("", [TALL, TALL]), ("", [WIDE, TALL]), ("", [WIDE, WIDE, TALL]),
    ("", [WIDE, TALL, WIDE, TALL]), ("", [WIDE] * 4), ("", [TALL] * 5), ("", [WIDE, SQUARE, TALL] * 2),
    ("", [WIDE] * 9), ("columns", [WIDE, TALL, WIDE]), ("columns", [WIDE] * 4), ("rows", [TALL, WIDE, WIDE]),
    ("rows", [WIDE] * 5), ("grid", [SQUARE] * 4), ("full", [TALL]), ("full", [WIDE]), ("lead", [WIDE, TALL, TALL]),
    ("pair", [TALL, TALL]), ("half", [WIDE]), ("band", [(4, 1)]),
]
WIDTH = 1200
PROSE = "The water board has begun to wait until the drum makers come down from the ridge. "


@dataclass
class Photo:
    page: int
    left: float
    top: float
    right: float
    bottom: float

    def width(self):
        return self.right - self.left

    def above(self, other):
        return self.bottom <= other.top + 0.5

    def before(self, other):
        return self.right <= other.left + 0.5

    def beside(self, other):
        return not self.above(other) and not other.above(self)

    def over(self, other):
        return not self.before(other) and not other.before(self)


@dataclass
class Claim:
    """A caption's word of place, without spaces: on which page, of which photographs."""

    page: int
    place: str
    photos: list


# ------------------------------------------------------------------------------- what is printed


def make(folder, theme):
    """The kit; returns for each plate the heights of its photographs by their numbers."""
    (folder / "images").mkdir(parents=True)
    lines, groups, number = [f"---\ntitle: Places\nlang: en\ndesign: {{theme: {theme}}}\n---\n\n# One\n"], [], 1000
    for plate, (layout, shapes) in enumerate(PLATES):
        lines += [PROSE * (5 + 3 * (plate % 4)), ""] * 2
        lines += [f"<!-- plate: {layout} -->"] if layout else []
        groups.append({})
        for across, down in shapes:
            number += 1
            # Each a little higher for its width than the one before.
            height = WIDTH * down * (number - 800) // (200 * across)
            (folder / "images" / f"{number}.png").write_bytes(text.png(WIDTH, height, 90))
            lines.append(f'![A field of grey, number {number}](images/{number}.png "No {number} of these.")')
            groups[-1][number] = height
        lines.append("")
    (folder / "kit.md").write_text("\n".join(lines + [PROSE * 20]), encoding="utf-8")
    return groups


def pictures(book, groups):
    """Photographs by their numbers, told by their shapes."""
    heights = {number: height for group in groups for number, height in group.items()}
    found = {}
    for page, drawn in enumerate(typometrics.read(book)):
        for left, top, right, bottom in drawn.pictures:
            height = WIDTH * (bottom - top) / (right - left)
            number = min(heights, key=lambda number: abs(heights[number] - height))
            photo = Photo(page, left, top, right, bottom)
            # The cover and the index of stills show photographs once more, the index smaller.
            if 0 < page and (number not in found or found[number].width() < photo.width()):
                found[number] = photo
    return found


def claims(book):
    """The words of place of all captions, with the photographs that each is said of."""
    found = []
    for number, page in enumerate(typometrics.read(book)):
        small = [glyph for glyph in page.glyphs if glyph.size < 9.5]
        runs = []
        for glyph in small:
            italic = re.search(r"It(alic)?$", glyph.font) is not None
            if not runs or runs[-1][0] != italic:
                runs.append((italic, ""))
            runs[-1] = (italic, runs[-1][1] + glyph.text)
        for (italic, place), (_, said) in zip(runs, runs[1:]):
            photos = [int(number) for number in re.findall(r"No(\d{4})of", said)]
            if italic and place.endswith(":") and photos:
                found.append(Claim(number, place[:-1].lower(), photos))
    return found


# ------------------------------------------------------------------------------ what is claimed


def wrong(claim, photos, group):
    """What of a claim does not agree with where the pictures stand; empty if all does."""
    mine = [photos[number] for number in claim.photos]
    others = [photos[number] for number in group if number not in claim.photos]
    words = claim.place.split(",")
    page = mine[0].page
    if words[0] in ("opposite", "overleaf") or words[0].startswith("page"):
        leads = words.pop(0)
        here, there = claim.page + 1, page + 1
        fits = {"opposite": here != there and here // 2 == there // 2,
                "overleaf": here != there and (here + 1) // 2 == (there + 1) // 2}
        if not fits.get(leads, leads == f"page{there}"):
            return f"{leads} on page {here}, photograph on page {there}"
    elif claim.page != page:
        return f"{claim.place} on page {claim.page + 1}, photograph on page {page + 1}"
    for word in words:
        if not all(holds(word, photo, mine, others) for photo in mine):
            return f"{claim.place} on page {claim.page + 1} of {claim.photos}: not {word}"
    return ""


def holds(word, photo, mine, others):
    rows = sorted(mine, key=lambda one: one.left), sorted(mine, key=lambda one: one.top)
    beside = [other for other in others if other.beside(photo)]
    over = [other for other in others if other.over(photo)]
    is_top = not any(other.above(photo) for other in others) and any(photo.above(other) for other in others)
    is_bottom = not any(photo.above(other) for other in others) and any(other.above(photo) for other in others)
    is_left = not any(other.before(photo) for other in beside) and any(photo.before(other) for other in beside)
    is_right = not any(photo.before(other) for other in beside) and any(other.before(photo) for other in beside)
    between = (any(other.above(photo) for other in over) and any(photo.above(other) for other in over)
               or any(other.before(photo) for other in beside) and any(photo.before(other) for other in beside))
    return {
        "": True, "left": is_left, "right": is_right, "top": is_top, "bottom": is_bottom, "middle": between,
        "topleft": is_top and is_left, "topright": is_top and is_right,
        "bottomleft": is_bottom and is_left, "bottomright": is_bottom and is_right,
        "fromleft": mine == rows[0] and all(one.beside(mine[0]) for one in mine),
        "fromtop": mine == rows[1] and all(one.over(mine[0]) for one in mine),
    }[word]


class Positions(unittest.TestCase):
    def test_captions_say_where_pictures_stand(self):
        program = os.environ.get("PLATEMARK", "target/release/platemark")
        for theme in ("gallery", "plain", "night"):
            with self.subTest(theme=theme), tempfile.TemporaryDirectory() as place:
                kit = pathlib.Path(place) / "kit"
                groups = make(kit, theme)
                subprocess.run([program, "build", "--to", "pdf", "--output", kit / "out", kit],
                               check=True, capture_output=True)
                book = next((kit / "out").glob("*.pdf"))
                photos, said = pictures(book, groups), claims(book)
                group_of = {number: group for group in groups for number in group}
                self.assertEqual(sorted(group_of), sorted(photos), "every photograph stands somewhere")
                self.assertLess(30, len(said), "there are claims to check")
                found = [wrong(claim, photos, group_of[claim.photos[0]]) for claim in said]
                self.assertEqual([], [line for line in found if line])

    def test_a_wrong_word_is_found(self):
        photos = {1: Photo(3, 0, 0, 50, 50), 2: Photo(3, 60, 0, 110, 50), 3: Photo(3, 0, 60, 110, 90)}
        for place, widths, page in [("topleft", [1], 3), ("topright", [2], 3), ("bottom", [3], 3),
                                    ("top,fromleft", [1, 2], 3), ("opposite,topleft", [1], 4)]:
            group = [1, 2, 3]
            self.assertEqual("", wrong(Claim(page, place, widths), photos, group), "as it stands")
            turned = {1: photos[3], 2: photos[1], 3: photos[2]}
            self.assertNotEqual("", wrong(Claim(page, place, widths), turned, group), f"{place} is wrong now")
            self.assertNotEqual("", wrong(Claim(page + 3, place, widths), photos, group), "on another page")


if __name__ == "__main__":
    unittest.main()
