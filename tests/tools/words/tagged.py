"""Reads the structure tree of a finished PDF: its text in the order of the tags.

A PDF comes in; the words of each element below the document element go out, in order, as a
reader of tagged PDF finds them (ISO 32000-1, 14.7 and 14.8): content streams are walked for
marked content, codes become text by `ToUnicode`, `ActualText` goes first, artifacts are left out.
"""
import re

import pikepdf

# Elements within a line of text; all others end a word.
INLINE = {"/Span", "/Link", "/Reference", "/Code", "/Em", "/Strong", "/Quote"}
# What a program sets and no manuscript has: bullets, numbers, references to notes.
GENERATED = {"/Lbl", "/Reference"}


def codes(font):
    """The text of each two-byte code."""
    table = {}
    data = font.ToUnicode.read_bytes().decode("latin-1")
    text = lambda hexes: bytes.fromhex(hexes).decode("utf-16-be")
    for part in re.findall(r"beginbfchar(.*?)endbfchar", data, re.S):
        for code, to in re.findall(r"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]*)>", part):
            table[int(code, 16)] = text(to)
    for part in re.findall(r"beginbfrange(.*?)endbfrange", data, re.S):
        for low, high, to in re.findall(r"<(\w+)>\s*<(\w+)>\s*(<\w*>|\[[^\]]*\])", part):
            listed = [text(one) for one in re.findall(r"<(\w*)>", to)]
            for index, code in enumerate(range(int(low, 16), int(high, 16) + 1)):
                if to.startswith("["):
                    table[code] = listed[index]
                else:
                    table[code] = listed[0][:-1] + chr(ord(listed[0][-1]) + index)
    return table


class Pages:
    """The text of each marked content of each page, read when first asked for."""

    def __init__(self, pdf):
        self.pages = {page.objgen: page for page in pdf.pages}
        self.marks, self.fonts, self.asked = {}, {}, set()

    def text(self, page, mcid):
        if page not in self.marks:
            self.marks[page] = self.read(self.pages[page])
        self.asked.add((page, mcid))
        return self.marks[page].get(mcid, "")

    def unread(self):
        """What no element of the tree has asked for."""
        for page in self.pages:
            if page not in self.marks:
                self.marks[page] = self.read(self.pages[page])
        all_of = [(page, mcid, text) for page, marks in self.marks.items() for mcid, text in marks.items()]
        return [text for page, mcid, text in all_of if text.strip() and (page, mcid) not in self.asked]

    def codes(self, font):
        if font.objgen not in self.fonts:
            self.fonts[font.objgen] = codes(font)
        return self.fonts[font.objgen]

    def read(self, page):
        marks, stack, table = {}, [], {}
        for operands, operator in pikepdf.parse_content_stream(page):
            name = str(operator)
            if name in ("BDC", "BMC"):
                properties = operands[1] if name == "BDC" else {}
                if isinstance(properties, pikepdf.Name):
                    properties = page.Resources.Properties[properties]
                stack.append((operands[0], properties, [False]))
                instead = properties.get("/ActualText")
                if instead is not None and self.put(marks, stack[:-1], str(instead)):
                    stack[-1] = ("/Artifact", properties, [True])
            elif name == "EMC":
                stack.pop()
            elif name == "Tf":
                table = self.codes(page.Resources.Font[operands[0]])
            elif name == "Tj":
                self.show(marks, stack, table, [operands[0]])
            elif name == "TJ":
                self.show(marks, stack, table, operands[0])
        return marks

    def show(self, marks, stack, table, strings):
        for string in strings:
            if isinstance(string, pikepdf.String):
                data = bytes(string)
                pairs = zip(data[::2], data[1::2])
                self.put(marks, stack, "".join(table[high << 8 | low] for high, low in pairs))

    def put(self, marks, stack, text):
        """Gives text to the marked content around it, unless that is an artifact."""
        if any(str(tag) == "/Artifact" for tag, _, _ in stack):
            return True
        mcids = [p["/MCID"] for _, p, _ in stack if "/MCID" in p]
        assert mcids, f"text that is neither content nor artifact: {text!r}"
        marks[int(mcids[-1])] = marks.get(int(mcids[-1]), "") + text
        return True


class Tree:
    """The parts of a document, each as the text of its elements."""

    def __init__(self, path):
        self.pdf = pikepdf.open(path)
        self.pages = Pages(self.pdf)
        root = self.pdf.Root.StructTreeRoot.K
        document = root[0] if isinstance(root, pikepdf.Array) else root
        kids = list(self.kids(document))
        self.parts = []
        for kid in kids:
            out = []
            self.walk(kid, None, out)
            self.parts.append("".join(out))
        self.unread = self.pages.unread()

    @staticmethod
    def kids(element):
        kids = element.get("/K", [])
        return kids if isinstance(kids, pikepdf.Array) else [kids]

    def walk(self, kid, page, out):
        if isinstance(kid, int):
            out.append(self.pages.text(page, kid))
            return
        page = kid["/Pg"].objgen if "/Pg" in kid else page
        kind = kid.get("/Type")
        if kind == "/MCR":
            out.append(self.pages.text(page, int(kid.MCID)))
        elif kind != "/OBJR":
            role = str(kid.S)
            inside = [] if role in GENERATED else out
            if role not in INLINE:
                out.append("\n")
            for inner in self.kids(kid):
                self.walk(inner, page, inside)
            if role not in INLINE:
                out.append("\n")
