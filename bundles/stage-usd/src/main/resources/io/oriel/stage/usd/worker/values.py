"""Values of properties as tagged bytes, in the shapes of JSON; io.oriel.api.stage.Property."""

import math
import struct

from pxr import Gf, Sdf

import wire

FALSE, TRUE, INTEGER, NUMBER, TEXT, LIST, MAP = range(7)

MAX_ELEMENTS = 64
MAX_DEPTH = 8
MAX_LETTERS = 4000

_MATRICES = (Gf.Matrix2d, Gf.Matrix2f, Gf.Matrix3d, Gf.Matrix3f, Gf.Matrix4d, Gf.Matrix4f)
_VECTORS = tuple(
    getattr(Gf, "Vec%d%s" % (size, kind)) for size in (2, 3, 4) for kind in "dfhi"
)
_QUATERNIONS = (Gf.Quatd, Gf.Quatf, Gf.Quath)


def pack(value, depth=0):
    if isinstance(value, bool):
        return bytes((TRUE if value else FALSE,))
    if isinstance(value, int) and -(1 << 63) <= value < 1 << 63:
        return struct.pack("<Bq", INTEGER, value)
    if isinstance(value, (int, float)):
        return _number(float(value))
    if isinstance(value, Sdf.TimeCode):
        return _number(value.GetValue())
    if isinstance(value, _VECTORS):
        return _list(list(value), depth)
    if isinstance(value, _MATRICES):
        return _list([list(row) for row in value], depth)
    if isinstance(value, _QUATERNIONS):
        return _map({"real": value.GetReal(), "imaginary": value.GetImaginary()}, depth)
    if isinstance(value, dict):
        return _map(value, depth)
    if isinstance(value, str) or not hasattr(value, "__len__"):
        return _text(value)
    return _array(value, depth)


def _number(value):
    return struct.pack("<Bd", NUMBER, value) if math.isfinite(value) else _text(value)


def _text(value):
    if isinstance(value, Sdf.AssetPath):
        value = value.path
    elif isinstance(value, Sdf.PathExpression):
        value = value.GetText()
    text = str(value)
    if len(text) > MAX_LETTERS:
        text = text[:MAX_LETTERS] + "\u2026"
    return bytes((TEXT,)) + wire.string(text)


def _array(values, depth):
    """All elements, or of a long one its length and how it begins."""
    if len(values) <= MAX_ELEMENTS:
        return _list(values, depth)
    begin = [values[index] for index in range(MAX_ELEMENTS)]
    return _map({"length": len(values), "preview": begin, "truncated": True}, depth)


def _list(values, depth):
    if depth == MAX_DEPTH:
        return _text(values)
    return struct.pack("<BI", LIST, len(values)) + b"".join(
        pack(value, depth + 1) for value in values
    )


def _map(entries, depth):
    if depth == MAX_DEPTH or len(entries) > MAX_ELEMENTS:
        return _text(entries)
    return struct.pack("<BI", MAP, len(entries)) + b"".join(
        wire.string(str(name)) + pack(value, depth + 1) for name, value in entries.items()
    )
