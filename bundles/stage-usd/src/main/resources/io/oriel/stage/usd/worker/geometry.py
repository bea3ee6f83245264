"""A drawable prim as bytes: raw topology and primvars; the server triangulates."""

import struct

from pxr import Usd, UsdGeom, Vt

import wire

MESH, CUBE, SPHERE, CYLINDER, CONE, CAPSULE, PLANE = range(7)
DRAWABLE = {
    "Mesh": MESH,
    "Cube": CUBE,
    "Sphere": SPHERE,
    "Cylinder": CYLINDER,
    "Cylinder_1": CYLINDER,
    "Cone": CONE,
    "Capsule": CAPSULE,
    "Capsule_1": CAPSULE,
    "Plane": PLANE,
}
DOUBLE_SIDED, LEFT_HANDED, SMOOTH, DEFORMING = 1, 2, 4, 8
NONE, CONSTANT, UNIFORM, VERTEX, VARYING, FACE_VARYING = range(6)
_INTERPOLATIONS = {
    "constant": CONSTANT,
    "uniform": UNIFORM,
    "vertex": VERTEX,
    "varying": VARYING,
    "faceVarying": FACE_VARYING,
}
_AXES = {"X": 0, "Y": 1, "Z": 2}
# Called through the class, as in scene.py.
_get = Usd.Attribute.Get
_NOTHING = struct.pack("<BI", NONE, 0)


class Shape:
    __slots__ = ("parts", "point_count", "size", "moving_points")

    def __init__(self, parts, point_count=0, size=0, moving_points=None):
        self.parts = parts
        self.point_count = point_count
        self.size = size  # points and face corners
        self.moving_points = moving_points


def constant_color(authored, time):
    """The prim's displayColor as 12 bytes if it is one for all below, else None."""
    attribute = authored["primvars:displayColor"]
    primvar = UsdGeom.Primvar(attribute)
    if primvar.GetInterpolation() != UsdGeom.Tokens.constant:
        return None
    indexed = "primvars:displayColor:indices" in authored
    value = primvar.ComputeFlattened(time) if indexed else _get(attribute, time)
    return bytes(value)[:12] if isinstance(value, Vt.Vec3fArray) and value else None


def read(prim, authored, time, timing):
    """What the server needs to draw the prim; its authored attributes come by name."""
    kind = DRAWABLE[prim.GetTypeName()]
    if kind == MESH:
        return _mesh(authored, time, timing)
    return _implicit(prim, kind, authored, time, timing.warnings)


def _flags(authored, time):
    flags = 0
    if "doubleSided" in authored and authored["doubleSided"].Get(time):
        flags |= DOUBLE_SIDED
    if "orientation" in authored and authored["orientation"].Get(time) == "leftHanded":
        flags |= LEFT_HANDED
    return flags


def _mesh(authored, time, timing):
    warnings = timing.warnings
    flags = _flags(authored, time)
    scheme = authored.get("subdivisionScheme")
    if scheme is None or _get(scheme, time) != "none":
        flags |= SMOOTH
    points = _array(authored, "points", Vt.Vec3fArray, time, warnings)
    indices = _array(authored, "faceVertexIndices", Vt.IntArray, time, warnings)
    moving = authored.get("points")
    if moving is not None and timing.varies(moving):
        flags |= DEFORMING
    else:
        moving = None
    return Shape(
        [
            struct.pack("<BB", MESH, flags),
            wire.blob(bytes(points)),
            wire.blob(bytes(_array(authored, "faceVertexCounts", Vt.IntArray, time, warnings))),
            wire.blob(bytes(indices)),
            wire.blob(bytes(_array(authored, "holeIndices", Vt.IntArray, time, warnings))),
            _normals(authored, time, warnings),
            _colors(authored, time, warnings),
        ],
        len(points),
        len(points) + len(indices),
        moving,
    )


def _array(authored, name, kind, time, warnings):
    attribute = authored.get(name)
    if attribute is None:
        return kind()
    value = _get(attribute, time)
    if isinstance(value, kind):
        return value
    if value is not None:
        warnings.append("%s is not of the schema's type" % attribute.GetPath())
    return kind()


def _normals(authored, time, warnings):
    if "primvars:normals" in authored:
        return _primvar(authored["primvars:normals"], time, warnings)
    if "normals" in authored:
        values = _array(authored, "normals", Vt.Vec3fArray, time, warnings)
        token = authored["normals"].GetMetadata("interpolation") or "vertex"
        return struct.pack("<B", _INTERPOLATIONS.get(token, NONE)) + wire.blob(bytes(values))
    return _NOTHING


def _colors(authored, time, warnings):
    """displayColor unless it is constant: that one travels with what is drawn."""
    color = authored.get("primvars:displayColor")
    return _NOTHING if color is None else _primvar(color, time, warnings)


def texture_coordinates(prim, primvar, time):
    """A primvar of two floats a value, packed; None if the prim is no mesh or has none."""
    values = primvar.ComputeFlattened(time) if primvar else None
    if prim.GetTypeName() != "Mesh" or not isinstance(values, Vt.Vec2fArray):
        return None
    kind = _INTERPOLATIONS.get(primvar.GetInterpolation(), NONE)
    return struct.pack("<B", kind) + wire.blob(bytes(values))


def _primvar(attribute, time, warnings):
    primvar = UsdGeom.Primvar(attribute)
    values = primvar.ComputeFlattened(time)
    if not isinstance(values, Vt.Vec3fArray):
        if values is not None:
            warnings.append("%s is not an array of float vectors" % attribute.GetPath())
        return _NOTHING
    kind = _INTERPOLATIONS.get(primvar.GetInterpolation(), NONE)
    return struct.pack("<B", kind) + wire.blob(bytes(values))


def _implicit(prim, kind, authored, time, warnings):
    def number(name):
        return float(prim.GetAttribute(name).Get(time))

    if kind == CUBE:
        numbers = (number("size"), 0.0, 0.0)
    elif kind == SPHERE:
        numbers = (number("radius"), 0.0, 0.0)
    elif kind == CONE:
        numbers = (number("height"), number("radius"), 0.0)
    elif kind == PLANE:
        numbers = (number("width"), number("length"), 0.0)
    elif prim.GetTypeName().endswith("_1"):
        numbers = (number("height"), number("radiusTop"), number("radiusBottom"))
    else:
        numbers = (number("height"), number("radius"), number("radius"))
    flags = _flags(authored, time)
    if kind == PLANE and "doubleSided" not in authored:
        flags |= DOUBLE_SIDED  # the schema's own default, unlike that of all others
    axis = prim.GetAttribute("axis").Get(time) if kind > SPHERE else "Z"
    return Shape(
        [
            struct.pack("<BBB3d", kind, flags, _AXES.get(axis, 2), *numbers),
            _colors(authored, time, warnings),
        ]
    )
