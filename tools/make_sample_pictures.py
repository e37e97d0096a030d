"""Draw the pictures of the sample library: plain illustrations, nobody and no real place on them.

python tools/make_sample_pictures.py
"""

import math
from collections.abc import Callable, Sequence
from pathlib import Path

from PIL import Image, ImageDraw

PICTURES = Path(__file__).parents[1] / "resources" / "samples" / "pictures"
WIDTH, HEIGHT = 1200, 800
FINE = 2  # drawn twice as large, then scaled down: smooth edges

Colour = tuple[int, int, int]
Point = tuple[float, float]


class Sheet:
    """A sheet to draw on, in pixels of the finished picture."""

    def __init__(self, top: Colour, bottom: Colour) -> None:
        """Fill the sheet with a sky that goes from one colour to the other."""
        column = Image.new("RGB", (1, HEIGHT * FINE))
        for y in range(column.height):
            column.putpixel((0, y), mixed(top, bottom, y / column.height))
        self.image = column.resize((WIDTH * FINE, HEIGHT * FINE))
        self._pen = ImageDraw.Draw(self.image)

    def shape(self, points: Sequence[Point], colour: Colour) -> None:
        """A filled shape."""
        self._pen.polygon([(x * FINE, y * FINE) for x, y in points], fill=colour)

    def disc(self, x: float, y: float, rx: float, ry: float, colour: Colour) -> None:
        """A filled ellipse around a point."""
        box = [(x - rx) * FINE, (y - ry) * FINE, (x + rx) * FINE, (y + ry) * FINE]
        self._pen.ellipse(box, fill=colour)

    def line(self, points: Sequence[Point], colour: Colour, width: float) -> None:
        """A line with round joints."""
        scaled = [(x * FINE, y * FINE) for x, y in points]
        self._pen.line(scaled, fill=colour, width=round(width * FINE), joint="curve")

    def hills(self, base: float, height: float, waves: float, shift: float, colour: Colour) -> None:
        """A ridge of hills from edge to edge, filled to the bottom."""
        ridge = [
            (x, base - height * (0.6 * math.sin(x / WIDTH * waves + shift)
             + 0.4 * math.sin(x / WIDTH * waves * 2.3 + shift * 2)))
            for x in range(0, WIDTH + 10, 10)
        ]  # fmt: skip
        self.shape([*ridge, (WIDTH, HEIGHT), (0, HEIGHT)], colour)

    def save(self, name: str) -> None:
        """Write the finished picture, 120 kB at most."""
        PICTURES.mkdir(parents=True, exist_ok=True)
        small = self.image.resize((WIDTH, HEIGHT), Image.Resampling.LANCZOS)
        target = PICTURES / name
        small.save(target, quality=86, optimize=True, progressive=True)
        print(f"{name}: {target.stat().st_size // 1024} kB")


def mixed(a: Colour, b: Colour, share: float) -> Colour:
    """A colour between two."""
    red, green, blue = (round(x + (y - x) * share) for x, y in zip(a, b, strict=True))
    return red, green, blue


def tree(sheet: Sheet, x: float, y: float, size: float) -> None:
    """A broad fruit tree with a few fruits."""
    sheet.shape(
        [(x - size * 0.08, y), (x - size * 0.05, y - size), (x + size * 0.05, y - size),
         (x + size * 0.08, y)],
        (116, 86, 60),
    )  # fmt: skip
    for dx, dy, r, shade in ((0, -1.25, 0.62, 0), (-0.45, -1.0, 0.45, 1), (0.45, -1.0, 0.45, 2)):
        green = mixed((46, 112, 74), (86, 150, 92), shade / 2)
        sheet.disc(x + dx * size, y + dy * size, r * size, r * size * 0.82, green)
    for dx, dy in ((-0.5, -0.95), (-0.15, -1.2), (0.2, -0.95), (0.45, -1.15), (0.02, -1.5)):
        sheet.disc(x + dx * size, y + dy * size, size * 0.06, size * 0.07, (240, 176, 72))


def leaf(sheet: Sheet, x: float, y: float, size: float, angle: float, colour: Colour) -> None:
    """A pointed leaf that grows from a point at an angle."""
    tip = (x + size * math.cos(angle), y - size * math.sin(angle))
    across = angle + math.pi / 2
    middle = (x + 0.45 * (tip[0] - x), y + 0.45 * (tip[1] - y))
    wide = size * 0.2
    sides = [
        (middle[0] + wide * sign * math.cos(across), middle[1] - wide * sign * math.sin(across))
        for sign in (1, -1)
    ]
    sheet.shape([(x, y), sides[0], tip, sides[1]], colour)


def rice_and_mango() -> None:
    """Terraced rice fields under water, fruit trees on the ridge."""
    sheet = Sheet((214, 232, 236), (250, 238, 214))
    sheet.disc(930, 190, 62, 62, (250, 214, 140))
    sheet.hills(390, 70, 7, 0.4, (176, 203, 196))
    sheet.hills(440, 46, 9, 2.2, (134, 178, 152))
    for x, y, size in ((170, 425, 62), (330, 440, 74), (1010, 430, 66)):
        tree(sheet, x, y + 22, size)
    for row in range(6):
        top, depth = 440 + row * row * 8 + row * 18, 24 + row * 15
        bank = [(x, top + 13 * math.sin(x / 190 + row * 1.3)) for x in range(0, WIDTH + 10, 10)]
        water = mixed((188, 219, 219), (120, 176, 182), row / 6)
        sheet.shape(
            [*bank, (WIDTH, HEIGHT), (0, HEIGHT)], mixed((104, 148, 84), (74, 116, 64), row / 6)
        )
        inner = [(x, y + 7 + row * 1.5) for x, y in bank]
        sheet.shape([*inner, (WIDTH, HEIGHT), (0, HEIGHT)], water)
        step = 22 + row * 9
        green = mixed((120, 176, 88), (78, 142, 70), row / 6)
        for number, left in enumerate(range(step // 2, WIDTH, step)):
            ground = top + 13 * math.sin(left / 190 + row * 1.3)
            ground += depth * (0.75 + 0.12 * (number % 2))
            for angle in (1.25, 1.57, 1.9):
                leaf(sheet, left, ground, 13 + row * 5.5, angle, green)
    sheet.save("rice-and-mango.jpg")


def cotton_plant(sheet: Sheet, x: float, y: float, size: float) -> None:
    """A cotton plant: stem, leaves, white bolls."""
    sheet.line([(x, y), (x, y - size)], (112, 92, 60), max(1.5, size * 0.05))
    for height, angle in ((0.3, 0.5), (0.4, 2.6), (0.6, 0.7), (0.7, 2.4)):
        leaf(sheet, x, y - height * size, size * 0.42, angle, (92, 140, 82))
    for dx, dy in ((0, -1.02), (-0.26, -0.78), (0.27, -0.72), (-0.16, -0.45), (0.2, -0.4)):
        sheet.disc(x + dx * size, y + dy * size, size * 0.14, size * 0.13, (225, 222, 212))
        sheet.disc(x + dx * size - size * 0.02, y + dy * size - size * 0.02,
                   size * 0.11, size * 0.1, (252, 251, 246))  # fmt: skip


def cotton_and_cistern() -> None:
    """Cotton in rows, a cistern that keeps the rain, a lake behind."""
    sheet = Sheet((196, 222, 238), (246, 240, 226))
    for x, y, size in (
        (250, 130, 60),
        (320, 118, 74),
        (395, 134, 56),
        (880, 90, 50),
        (940, 96, 40),
    ):
        sheet.disc(x, y, size, size * 0.42, (246, 249, 250))
    sheet.hills(330, 34, 6, 1.1, (170, 192, 200))
    sheet.shape([(0, 330), (WIDTH, 330), (WIDTH, 430), (0, 430)], (126, 178, 200))
    for y in (348, 366, 388):
        for x in range(40 + y % 90, WIDTH, 210):
            sheet.line([(x, y), (x + 90, y)], (164, 204, 220), 3)
    sheet.hills(428, 12, 5, 0.2, (196, 178, 128))
    # the cistern: a white drum with a low roof and a tap
    sheet.shape([(858, 360), (1102, 360), (1102, 500), (858, 500)], (244, 242, 236))
    sheet.disc(980, 500, 122, 26, (226, 222, 212))
    sheet.shape([(1040, 350), (1102, 360), (1102, 503), (1040, 520)], (226, 222, 212))
    sheet.shape([(836, 364), (980, 296), (1124, 364)], (178, 104, 76))
    sheet.disc(980, 364, 144, 20, (160, 90, 66))
    sheet.line([(912, 478), (884, 478), (884, 494)], (92, 100, 108), 7)
    for row in range(6):
        top = 455 + row * row * 6 + row * 24
        soil = mixed((192, 158, 110), (150, 110, 76), row / 6)
        sheet.shape(
            [(0, top), (WIDTH if row > 1 else 800, top), (WIDTH, HEIGHT), (0, HEIGHT)], soil
        )
        size = 30 + row * 15
        for x in range(20 + row % 2 * 20, WIDTH if row > 1 else 780, 44 + row * 20):
            cotton_plant(sheet, x, top + size * 0.75, size)
    sheet.save("cotton-and-cistern.jpg")


def garden_beds() -> None:
    """Raised garden beds before a small house on a hill."""
    sheet = Sheet((206, 228, 240), (252, 236, 208))
    sheet.disc(250, 170, 56, 56, (252, 212, 132))
    sheet.hills(400, 80, 6, 2.6, (164, 196, 178))
    sheet.hills(450, 40, 8, 0.9, (130, 172, 124))
    sheet.shape([(760, 300), (1010, 300), (1010, 460), (760, 460)], (238, 218, 178))
    sheet.shape([(728, 306), (800, 214), (970, 214), (1042, 306)], (176, 92, 72))
    sheet.shape([(850, 360), (910, 360), (910, 460), (850, 460)], (78, 122, 132))
    for x in (784, 940):
        sheet.shape([(x, 350), (x + 44, 350), (x + 44, 396), (x, 396)], (120, 164, 170))
    tree(sheet, 1090, 470, 84)
    sheet.shape([(0, 452), (WIDTH, 440), (WIDTH, HEIGHT), (0, HEIGHT)], (156, 186, 110))
    plants: Sequence[Callable[[Sheet, float, float, float], None]] = (cabbage, maize, tomato)
    for row in range(5):
        top = 470 + row * row * 7 + row * 22
        size, inset = 20 + row * 9, 210 - row * 48
        high = 14 + row * 6
        sheet.shape(
            [(inset, top), (WIDTH - inset, top), (WIDTH - inset + 14, top + high),
             (inset - 14, top + high)],
            mixed((134, 96, 66), (106, 72, 50), row / 5),
        )  # fmt: skip
        for x in range(inset + 26, WIDTH - inset - 10, round(size * 2.1)):
            plants[row % 3](sheet, x, top + high * 0.5, size)
    sheet.save("garden-beds.jpg")


def cabbage(sheet: Sheet, x: float, y: float, size: float) -> None:
    """A round head of cabbage."""
    for dx, r, green in ((-0.35, 0.55, (96, 156, 104)), (0.35, 0.55, (96, 156, 104)),
                         (0, 0.55, (142, 190, 128)), (0, 0.3, (184, 214, 156))):  # fmt: skip
        sheet.disc(x + dx * size, y - size * 0.45, r * size, r * size * 0.85, green)


def maize(sheet: Sheet, x: float, y: float, size: float) -> None:
    """A young maize plant."""
    sheet.line([(x, y), (x, y - size * 1.5)], (104, 148, 72), max(2, size * 0.1))
    for height, angle in ((0.3, 0.8), (0.4, 2.3), (0.8, 0.9), (0.9, 2.2), (1.3, 1.3)):
        leaf(sheet, x, y - height * size, size * 0.85, angle, (112, 164, 80))


def tomato(sheet: Sheet, x: float, y: float, size: float) -> None:
    """A bush with red fruits."""
    for dx, dy in ((0, -0.9), (-0.35, -0.5), (0.35, -0.5)):
        sheet.disc(x + dx * size, y + dy * size, size * 0.45, size * 0.45, (82, 138, 86))
    for dx, dy in ((-0.3, -0.45), (0.1, -0.75), (0.38, -0.4)):
        sheet.disc(x + dx * size, y + dy * size, size * 0.14, size * 0.14, (206, 82, 62))


if __name__ == "__main__":
    rice_and_mango()
    cotton_and_cistern()
    garden_beds()
