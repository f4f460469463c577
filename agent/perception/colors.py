"""The colours that have names here, and where to find them in a picture's pixels."""

COLORS: dict[str, tuple[int, int, int]] = {
    "blue": (78, 121, 167),
    "red": (255, 87, 89),
    "green": (89, 169, 79),
    "orange": (242, 142, 43),
    "yellow": (237, 201, 72),
    "purple": (176, 122, 161),
    "pink": (255, 157, 167),
    "cyan": (118, 183, 178),
    "brown": (156, 117, 95),
    "gray": (186, 176, 172),
    "white": (255, 255, 255),
}
"""Name to RGB, 0 to 255: the palette of the field's tabletop tasks."""
