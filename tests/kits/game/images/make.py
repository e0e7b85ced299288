"""Draws the twelve screenshots of this kit: python3 make.py (needs Pillow)."""
import math
import random

from PIL import Image, ImageDraw

W, H = 1280, 720
for n in range(1, 13):
    r = random.Random(n)
    hue = r.random()
    top, low = ((60 + 90 * hue, 40 + 60 * r.random(), 110 + 80 * r.random()),
                (250 - 60 * hue, 170 + 50 * r.random(), 120 + 60 * r.random()))
    im = Image.new("RGB", (W, H))
    d = ImageDraw.Draw(im)
    for y in range(H):
        t = min(1, y / (H * 0.62))
        d.line([(0, y), (W, y)], fill=tuple(int(a + (b - a) * t) for a, b in zip(top, low)))
    sun = (r.randint(200, 1080), r.randint(140, 380), r.randint(28, 70))
    d.ellipse([sun[0] - sun[2], sun[1] - sun[2], sun[0] + sun[2], sun[1] + sun[2]], fill=(255, 236, 200))
    for layer in range(4):
        base = 400 + layer * 45
        shade = tuple(int(c * (0.62 - 0.13 * layer)) for c in top)
        phase, k = r.random() * 9, 1.5 + r.random() * 2
        points = [(x, base - 70 * max(0, math.sin(x / W * k * math.pi + phase)) ** 2 * (1 + 0.2 * math.sin(x / 23 + layer)))
                  for x in range(0, W + 1, 4)]
        d.polygon(points + [(W, H), (0, H)], fill=shade)
    for y in range(560, H, 9):
        x0 = r.randint(0, W)
        d.line([(x0, y), (x0 + r.randint(40, 260), y)], fill=(255, 240, 215), width=1)
    bx = 160 + n * 75
    d.polygon([(bx, 600), (bx + 150, 600), (bx + 128, 636), (bx + 20, 636)], fill=(28, 22, 40))
    d.rectangle([bx + 40, 570, bx + 100, 600], fill=(240, 230, 210))
    d.rectangle([bx + 84, 540, bx + 96, 570], fill=(170, 50, 40))
    im.save(f"shot-{n:02}.jpg", quality=85)
