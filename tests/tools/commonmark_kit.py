#!/usr/bin/env python3
"""Makes one kit of the examples of the CommonMark specification.

    commonmark_kit.py SPECIFICATION FOLDER

SPECIFICATION holds `spec.txt` (npm package `commonmark-spec`, CC BY-SA: fetched, never committed).
Each section becomes a chapter, each example a section of it. Left out is what cannot stand among
other text or be part of a kit: examples that leave a block open which would swallow those after
them, pictures, links to files, headings of the first level, letters that no bundled font has, and
addresses within code, which a checker would see linked.
`tests/it/commonmark.rs` reads all 652, each by itself.
"""
import os
import re
import sys

from markdown_it import MarkdownIt

EXAMPLE = re.compile(r"^`{32} example\n(.*?)^\.\n(.*?)^`{32}$|^#{1,6} ([^\n]*)$", re.M | re.S)
KEPT = 460


def examples(spec):
    """Section, number and Markdown of each example."""
    section, number = "", 0
    for found in EXAMPLE.finditer(spec.split("<!-- END TESTS -->")[0]):
        if found[3] is not None:
            section = found[3].strip()
        else:
            number += 1
            yield section, number, found[1].replace("→", "\t"), found[2].replace("→", "\t")


def fits(markdown, html):
    """Whether an example can stand among others, in a kit without pictures."""
    if re.search(r"<img|!\[|<a href=\"(?!https?:|mailto:)", html + markdown) or "](" in markdown:
        return False
    if re.search(r"<code>[^<]*https?:", html):
        return False
    if re.search(r"^\s{0,3}#\s|^[^\n]*\n=+\s*$|<h1", markdown + html, re.M):
        return False
    if re.search(r"[\u0000\ufffd]|&#0;", markdown) or re.search("[\u0338\u0c80-\u0d7f\u210b\u2146\u2232\u2267]", html):
        return False
    parser = MarkdownIt("commonmark")
    following = parser.parse(f"{markdown}\n\n## Next\n\nText\n")[-6:]
    return [token.type for token in following[:3]] == ["heading_open", "inline", "heading_close"] and following[1].content == "Next"


ONES = """zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen
seventeen eighteen nineteen""".split()
TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()


def spelled(number):
    """A number under a thousand in words: headings that differ in figures alone, and happen to stand
    at the heads of pages, are taken for running heads."""
    if number < 20:
        return ONES[number]
    if number < 100:
        rest = number % 10
        return TENS[number // 10 - 2] + (f"-{ONES[rest]}" if rest else "")
    rest = number % 100
    return f"{ONES[number // 100]} hundred" + (f" and {spelled(rest)}" if rest else "")


def main():
    spec, folder = sys.argv[1:3]
    path = os.path.join(spec, "spec.txt") if os.path.isdir(spec) else spec
    with open(path, encoding="utf-8") as file:
        text = file.read()
    out = ["---\ntitle: CommonMark\nsubtitle: The examples of its specification\nlang: en\n---\n"]
    section, kept = None, 0
    for name, number, markdown, html in examples(text):
        if not fits(markdown, html):
            continue
        if name != section:
            out.append(f"# {name}\n")
            section = name
        out.append(f"## Example {spelled(number)}\n\n{markdown}\n")
        kept += 1
    assert KEPT <= kept, f"only {kept} examples can stand in one kit"
    os.makedirs(folder)
    with open(os.path.join(folder, "manuscript.md"), "w", encoding="utf-8") as file:
        file.write("\n".join(out))
    print(f"-- {kept} examples of CommonMark in one kit")


main()
