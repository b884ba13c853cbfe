"""What stands for money and numbers is drawn as what it is: one open font draws ￥ as a dollar sign.

Text read back from a file cannot show that; only the shapes can. Each character of each face must look more like
its own shape in the reference font than like any other of the set.
"""

from functools import cache

import pytest
from PIL import Image, ImageDraw, ImageFilter, ImageFont

from commgov_desktop import paths
from commgov_desktop.documents import fonts
from commgov_desktop.documents.fonts import FACES, Face

MONEY = "￥$0123456789％"
_SIDE = 40

Shape = tuple[float, ...]


@cache
def _shape(path: str, character: str) -> Shape:
    """The character's ink, blurred, centred, of mean 0 and length 1."""
    image = Image.new("L", (_SIDE, _SIDE))
    font = ImageFont.truetype(path, _SIDE - 10)
    left, top, right, bottom = font.getbbox(character)
    place = ((_SIDE - left - right) / 2, (_SIDE - top - bottom) / 2)
    ImageDraw.Draw(image).text(place, character, 255, font)
    values = image.filter(ImageFilter.GaussianBlur(1.6)).reduce(2).tobytes()
    mean = sum(values) / len(values)
    length = sum((v - mean) ** 2 for v in values) ** 0.5
    return tuple((v - mean) / length for v in values)


def _most_alike(shape: Shape) -> str:
    reference = str(paths.resources("fonts", "NotoSerifSC-Regular.ttf"))

    def likeness(character: str) -> float:
        return sum(a * b for a, b in zip(shape, _shape(reference, character), strict=True))

    return max(MONEY, key=likeness)


@pytest.mark.parametrize("face", FACES)
def test_money_and_numbers_have_their_own_shapes(face: Face) -> None:
    drawn = {c: _shape(str(fonts.glyph(c, face).font.path), c) for c in MONEY}
    assert {c: other for c, shape in drawn.items() if (other := _most_alike(shape)) != c} == {}
