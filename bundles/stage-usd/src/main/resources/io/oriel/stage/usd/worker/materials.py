"""What the bound material makes of a surface: one colour, or a texture laid over it."""

import math
import struct

from pxr import Sdf, UsdShade

import textures

BINDING = "material:binding"
COLLECTION = BINDING + ":collection:"
# Kinds of bindings: the nearest counts; USD weighs purpose and strength; any prim below may differ.
PLAIN, WEIGHED, COLLECTED = range(3)
GREY = (0.18, 0.18, 0.18)  # UsdPreviewSurface's own diffuseColor
BLACK = (0.0, 0.0, 0.0, 1.0)  # UsdUVTexture's own fallback
WHOLE = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
HUGE = 1e30  # more than any colour or coordinate needs, and still a float


def kind(bindings):
    """The most complicated kind of a prim's binding relationships."""
    names = [binding.GetName() for binding in bindings]
    if any(name.startswith(COLLECTION) for name in names):
        return COLLECTED
    if names == [BINDING] and not bindings[0].HasAuthoredMetadata("bindMaterialAs"):
        return PLAIN
    return WEIGHED


class Look:
    """A colour, and what may take its place."""

    __slots__ = ("color", "texture", "primvar", "transform")

    def __init__(self, color, texture=None, primvar="", transform=WHOLE):
        self.color = struct.pack("<3f", *color[:3])
        self.texture = texture  # its number, or None
        self.primvar = primvar  # name of the texture coordinates
        self.transform = transform  # of them: two rows of the linear part, then the offset


class Materials:
    """Reads each material once."""

    def __init__(self, opening, time, out):
        self.time = time
        self.textures = textures.Textures(opening, out)
        self.warnings = self.textures.warnings
        self.looks = {}
        self.targets = {}

    def directly(self, prim, binding):
        """The same as bound, quicker: for prims with nothing but plain bindings here and above."""
        targets = binding.GetTargets()
        if len(targets) != 1:
            return self.bound(prim)
        target = targets[0]
        if target not in self.targets:
            material = UsdShade.Material(prim.GetStage().GetPrimAtPath(target))
            self.targets[target] = _source(material) if material else None
        return self.targets[target] or self.bound(prim)

    @staticmethod
    def bound(prim):
        """The material that is bound to the prim, whichever of its ancestors says so, or None."""
        material, _ = UsdShade.MaterialBindingAPI(prim).ComputeBoundMaterial(
            UsdShade.Tokens.preview
        )
        return _source(material) if material else None

    def look(self, material):
        """None if the surface's own colours count."""
        if material is None:
            return None
        path = material.GetPath()
        if path not in self.looks:
            self.looks[path] = self._read(material, path)
        return self.looks[path]

    def _read(self, material, path):
        surface = material.ComputeSurfaceSource()[0]
        if not surface or surface.GetShaderId() != "UsdPreviewSurface":
            self.warnings.append("%s has no UsdPreviewSurface: it colours nothing" % path)
            return None
        attribute = _producer(surface, "diffuseColor")
        if attribute is None:
            return Look(GREY)
        source = _shader(attribute)
        if source is None:
            return Look(_numbers(attribute.Get(self.time), GREY))
        kind = source.GetShaderId()
        if kind == "UsdUVTexture":
            return self._textured(source)
        if kind == "UsdPrimvarReader_float3" and self._value(source, "varname") == "displayColor":
            return None
        self.warnings.append("%s: diffuseColor by %s is not shown" % (path, kind or "a shader"))
        return Look(GREY)

    def _textured(self, shader):
        fallback = _numbers(self._value(shader, "fallback"), BLACK)
        coordinates = self._coordinates(shader)
        file = self._value(shader, "file")
        if coordinates is None:
            self.warnings.append("%s has no texture coordinates that are understood" % shader.GetPath())
            return Look(fallback)
        if not isinstance(file, Sdf.AssetPath):
            self.warnings.append("%s names no file" % shader.GetPath())
            return Look(fallback)
        number = self.textures.number(
            file,
            shader.GetPath(),
            textures.Sampling(
                str(self._value(shader, "wrapS")),
                str(self._value(shader, "wrapT")),
                str(self._value(shader, "sourceColorSpace")),
                _numbers(self._value(shader, "scale"), (1.0, 1.0, 1.0, 1.0)),
                _numbers(self._value(shader, "bias"), (0.0, 0.0, 0.0, 0.0)),
            ),
        )
        return Look(fallback, number, *coordinates)

    def _coordinates(self, shader):
        """(primvar, transform), or None if they are made in a way that is not read."""
        source = _shader(_producer(shader, "st"))
        transform = WHOLE
        if source is not None and source.GetShaderId() == "UsdTransform2d":
            transform = self._transform(source)
            source = _shader(_producer(source, "in"))
        if source is None or source.GetShaderId() != "UsdPrimvarReader_float2":
            return None
        return str(self._value(source, "varname")), transform

    def _transform(self, shader):
        """Scaled, then turned counter-clockwise, then moved."""
        turn = math.radians(_numbers((self._value(shader, "rotation"),), (0.0,))[0])
        x, y = _numbers(self._value(shader, "scale"), (1.0, 1.0))
        move = _numbers(self._value(shader, "translation"), (0.0, 0.0))
        cos, sin = math.cos(turn), math.sin(turn)
        return (x * cos, -y * sin, x * sin, y * cos, move[0], move[1])

    def _value(self, shader, name):
        attribute = _producer(shader, name)
        return None if attribute is None else attribute.Get(self.time)


def _numbers(value, otherwise):
    """As many finite numbers as the other value has, or that one: a file may hold anything."""
    try:
        numbers = tuple(float(number) for number in value)[: len(otherwise)]
    except (TypeError, ValueError):
        return otherwise
    usable = len(numbers) == len(otherwise) and all(abs(number) < HUGE for number in numbers)
    return numbers if usable else otherwise


def _source(material):
    """The same for all instances."""
    prim = material.GetPrim()
    return UsdShade.Material(prim.GetPrimInPrototype()) if prim.IsInstanceProxy() else material


def _producer(shader, name):
    """The attribute that an input's value comes from, through all connections, or None."""
    source = shader.GetInput(name)
    found = UsdShade.Utils.GetValueProducingAttributes(source) if source else ()
    return found[0] if found else None


def _shader(attribute):
    """The shader that computes it, or None if it holds a value."""
    if attribute is None:
        return None
    kind = UsdShade.Utils.GetType(attribute.GetName())
    return UsdShade.Shader(attribute.GetPrim()) if kind == UsdShade.AttributeType.Output else None
