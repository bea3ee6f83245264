"""A drawable prim as bytes: raw topology and primvars; the server triangulates."""

import struct

from pxr import UsdGeom, Vt

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
_NOTHING = struct.pack("<BI", NONE, 0)


class Shape:
    __slots__ = ("parts", "point_count", "size", "moving_points")

    def __init__(self, parts, point_count=0, size=0, moving_points=None):
        self.parts = parts
        self.point_count = point_count
        self.size = size  # points and face corners
        self.moving_points = moving_points


def constant_color(prim, names, time):
    """The prim's displayColor as 12 bytes if it is one for all below, else None."""
    attribute = prim.GetAttribute("primvars:displayColor")
    primvar = UsdGeom.Primvar(attribute)
    if primvar.GetInterpolation() != UsdGeom.Tokens.constant:
        return None
    indexed = "primvars:displayColor:indices" in names
    value = primvar.ComputeFlattened(time) if indexed else attribute.Get(time)
    return bytes(value)[:12] if isinstance(value, Vt.Vec3fArray) and value else None


def read(prim, names, time, timing):
    """What the server needs to draw the prim; names are its authored properties."""
    kind = DRAWABLE[prim.GetTypeName()]
    if kind == MESH:
        return _mesh(prim, names, time, timing)
    return _implicit(prim, kind, names, time, timing.warnings)


def _flags(prim, names, time):
    flags = 0
    # A Plane is double-sided without a word of the author.
    if ("doubleSided" in names or prim.GetTypeName() == "Plane") and prim.GetAttribute(
        "doubleSided"
    ).Get(time):
        flags |= DOUBLE_SIDED
    if "orientation" in names and prim.GetAttribute("orientation").Get(time) == "leftHanded":
        flags |= LEFT_HANDED
    return flags


def _mesh(prim, names, time, timing):
    warnings = timing.warnings
    flags = _flags(prim, names, time)
    scheme = "subdivisionScheme"
    if scheme not in names or prim.GetAttribute(scheme).Get(time) != "none":
        flags |= SMOOTH
    points = _array(prim, names, "points", Vt.Vec3fArray, time, warnings)
    indices = _array(prim, names, "faceVertexIndices", Vt.IntArray, time, warnings)
    moving = prim.GetAttribute("points") if "points" in names else None
    if moving is not None and timing.varies(moving):
        flags |= DEFORMING
    else:
        moving = None
    return Shape(
        [
            struct.pack("<BB", MESH, flags),
            wire.blob(bytes(points)),
            wire.blob(bytes(_array(prim, names, "faceVertexCounts", Vt.IntArray, time, warnings))),
            wire.blob(bytes(indices)),
            wire.blob(bytes(_array(prim, names, "holeIndices", Vt.IntArray, time, warnings))),
            _normals(prim, names, time, warnings),
            _colors(prim, names, time, warnings),
        ],
        len(points),
        len(points) + len(indices),
        moving,
    )


def _array(prim, names, name, kind, time, warnings):
    if name not in names:
        return kind()
    value = prim.GetAttribute(name).Get(time)
    if isinstance(value, kind):
        return value
    if value is not None:
        warnings.append("%s.%s is not of the schema's type" % (prim.GetPath(), name))
    return kind()


def _normals(prim, names, time, warnings):
    if "primvars:normals" in names:
        return _primvar(prim, "primvars:normals", time, warnings)
    if "normals" in names:
        values = _array(prim, names, "normals", Vt.Vec3fArray, time, warnings)
        token = UsdGeom.Mesh(prim).GetNormalsInterpolation()
        return struct.pack("<B", _INTERPOLATIONS.get(token, NONE)) + wire.blob(bytes(values))
    return _NOTHING


def _colors(prim, names, time, warnings):
    """displayColor unless it is constant: that one travels with what is drawn."""
    name = "primvars:displayColor"
    return _primvar(prim, name, time, warnings) if name in names else _NOTHING


def _primvar(prim, name, time, warnings):
    primvar = UsdGeom.Primvar(prim.GetAttribute(name))
    values = primvar.ComputeFlattened(time)
    if not isinstance(values, Vt.Vec3fArray):
        if values is not None:
            warnings.append("%s.%s is not an array of float vectors" % (prim.GetPath(), name))
        return _NOTHING
    kind = _INTERPOLATIONS.get(primvar.GetInterpolation(), NONE)
    return struct.pack("<B", kind) + wire.blob(bytes(values))


def _implicit(prim, kind, names, time, warnings):
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
    axis = prim.GetAttribute("axis").Get(time) if kind > SPHERE else "Z"
    return Shape(
        [
            struct.pack("<BBB3d", kind, _flags(prim, names, time), _AXES.get(axis, 2), *numbers),
            _colors(prim, names, time, warnings),
        ]
    )
