#!/usr/bin/env python3
"""Makes a long text to measure: 60,000 words of narrative and thirty plates, as a kit and for peers.

    text.py [--words N] [--plates N] [--seed N] [--measure PT] [--body PT] [--theme NAME] OUT

Each word follows the one before it as somewhere in the sample kit's own manuscript, so that the lengths
of words, their punctuation and hyphens are those of written prose; the same call makes the same bytes.
The photographs are grey.
"""
import argparse
import collections
import pathlib
import random
import re
import zlib
import struct

SAMPLE = pathlib.Path(__file__).parents[2] / "manuscript" / "far-ridge.md"
CHAPTERS = 20
HEADINGS = "Wood,Hoop,Skin,Market,Stream,Winter,Workshop,Ridge,Tuning,Turner,Lathe,Alder".split(",")


class Chain:
    """Prose in which each word follows the one before it as in the sample."""

    def __init__(self, seed):
        self.random = random.Random(seed)
        self.after = collections.defaultdict(list)
        self.starts = []
        for sentence in sentences(SAMPLE.read_text(encoding="utf-8")):
            words = sentence.split()
            self.starts.append(words[0])
            for word, following in zip(words, words[1:] + [None]):
                self.after[word].append(following)

    def sentence(self):
        words = [self.random.choice(self.starts)]
        while len(words) < 45:
            word = self.random.choice(self.after[words[-1]])
            if word is None:
                break
            words.append(word)
        text = " ".join(words)
        return text if text[-1] in ".?!\u201d\u2019" else text.rstrip(",;:") + "."

    def paragraph(self):
        """Narrative paragraphs: many of four lines, some of one, some of twelve."""
        wanted = self.random.choice([8, 18, 30, 45, 60, 60, 80, 100, 130])
        text = self.sentence()
        while len(text.split()) < wanted:
            text += " " + self.sentence()
        return text


def sentences(markdown):
    """Sentences of plain paragraphs; markup and whatever is not prose is left out."""
    for block in re.sub(r"^---.*?^---", "", markdown, count=1, flags=re.S | re.M).split("\n\n"):
        block = " ".join(block.split())
        if not re.match(r"[A-Z\u2018\u201c]", block) or re.search(r"[|{}<>\[\]=:]", block) or len(block) < 120:
            continue
        for sentence in re.split(r"(?<=[.?!])\s+(?=[A-Z\u2018])", block.replace("*", "").replace("_", "")):
            if 3 < len(sentence.split()) < 45:
                yield sentence


def make(out, words, plates, seed, design):
    (out / "manuscript").mkdir(parents=True, exist_ok=True)
    (out / "images").mkdir(exist_ok=True)
    chain = Chain(seed)
    lines, count, placed = [], 0, 0
    # Chapters of three to ten pages, and plates wherever they fall, so that neither keeps step with pages.
    shares = [chain.random.uniform(0.5, 1.5) for _ in range(CHAPTERS)]
    ends = [words * sum(shares[:number + 1]) / sum(shares) for number in range(CHAPTERS)]
    due = sorted(chain.random.uniform(0, 0.98 * words) for _ in range(plates))
    for chapter, end in enumerate(ends):
        lines += [f"# {HEADINGS[chapter % len(HEADINGS)]} {chapter + 1}", ""]
        while count < end:
            if chain.random.random() < 1 / 12:
                lines += [f"## {chain.random.choice(HEADINGS)}", ""]
            text = chain.paragraph()
            count += len(text.split())
            if placed < plates and due[placed] <= count:
                placed += 1
                name = f"plate-{placed:02}.png"
                shape = [(1500, 1000), (1000, 1500), (1500, 1000), (1600, 900)][placed % 4]
                (out / "images" / name).write_bytes(png(*shape, 60 + 5 * placed))
                tall = "A portrait" if shape[0] < shape[1] else "A"
                caption = f"Plate {placed}. {chain.sentence()}"
                text += f" (Plate {placed})\n\n![{tall} field of grey](images/{name} \"{caption}\")"
            lines += [text, ""]
    (out / "manuscript" / "text.md").write_text("\n".join(lines), encoding="utf-8")
    (out / "manuscript" / "kit.yaml").write_text(kit(design), encoding="utf-8")
    print(f"{count} words, {placed} plates")


def kit(design):
    keys = "".join(f"  {key}: {value}\n" for key, value in design.items() if value)
    return f"title: A Long Text\nlang: en-US\ncreator: A. Author\ndesign:\n{keys}"


def png(width, height, grey):
    """A grey picture; the smallest file that a page can hold."""
    def chunk(kind, data):
        check = zlib.crc32(kind + data)
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", check)

    rows = zlib.compress((b"\0" + bytes([min(grey, 255)]) * width) * height)
    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0))
            + chunk(b"IDAT", rows) + chunk(b"IEND", b""))


def main():
    parser = argparse.ArgumentParser(description="Makes a long text to measure.")
    parser.add_argument("out", type=pathlib.Path)
    parser.add_argument("--words", type=int, default=60_000)
    parser.add_argument("--plates", type=int, default=30)
    parser.add_argument("--seed", type=int, default=1, help="another number makes another text")
    parser.add_argument("--measure", help="length of lines")
    parser.add_argument("--body", help="size of type")
    parser.add_argument("--theme", default="gallery")
    arguments = parser.parse_args()
    sizes = arguments.body and f"{{body: {arguments.body}}}"
    design = {"theme": arguments.theme, "measure": arguments.measure, "sizes": sizes}
    make(arguments.out, arguments.words, arguments.plates, arguments.seed, design)


if __name__ == "__main__":
    main()
