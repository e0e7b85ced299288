"""Makes the photographs of this folder with Pillow 13; run it here: python3 make.py"""

from PIL import Image, ImageCms, PngImagePlugin

SIZE = (48, 32)


def ramp():
    """Red grows to the right, green downward, blue in steps of eight pixels."""
    picture = Image.new("RGB", SIZE)
    for y in range(SIZE[1]):
        for x in range(SIZE[0]):
            picture.putpixel((x, y), (x * 5, y * 8, (x // 8 + y // 8) % 2 * 200))
    return picture


rgb = ramp()
rgb.save("baseline.jpg", quality=90)
rgb.save("progressive.jpg", quality=90, progressive=True)
rgb.convert("L").save("grey.jpg", quality=90)
rgb.convert("CMYK").save("cmyk.jpg", quality=90)
# Inks that no paper takes: 320 per cent at the left to all there is at the right.
wet = Image.new("CMYK", SIZE)
for x in range(SIZE[0]):
    for y in range(SIZE[1]):
        wet.putpixel((x, y), (204 + x, 204 + x, 204 + x, 204 + x))
wet.save("wet.jpg", quality=95)
rgb.save("lossy.webp", quality=90)
alpha = rgb.copy()
alpha.putalpha(rgb.convert("L"))
alpha.save("alpha.webp", lossless=True)
alpha.save("alpha.png")
rgb.quantize(16).save("palette.png", transparency=3)
Image.frombytes("I;16", SIZE, bytes(b for i in range(SIZE[0] * SIZE[1]) for b in (i % 256, i // 8 % 256))).save("grey16.png")

exif = Image.Exif()
exif[0x0112] = 6
exif[0x010E] = "A quay at dawn"
exif[0x013B] = "Ane Larrea"
exif[0x8298] = "(c) 2026 Ane Larrea"
gps = exif.get_ifd(0x8825)
gps[1], gps[2] = "N", (43.0, 10.0, 0.0)
rgb.save("turned.jpg", quality=90, exif=exif)

# wide-gamut.icc is compatibleWithAdobeRGB1998.icc of Debian's icc-profiles-free 2.0.1 (public domain).
