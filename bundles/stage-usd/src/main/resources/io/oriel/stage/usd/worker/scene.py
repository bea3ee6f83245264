"""Walks a composed stage: the prim table, what is drawn and where, cameras, and what moves."""

import struct
import time

from pxr import Gf, Sdf, Usd, UsdGeom, UsdShade, Vt

import geometry
import labels
import materials
import motion
import opening as stage_opening
import wire

IDENTITY = Gf.Matrix4d(1.0)
SHOWN = Usd.TraverseInstanceProxies()
# Prototypes of a PointInstancer may lie below an "over" or a class.
INSTANCED = Usd.TraverseInstanceProxies(Usd.PrimIsActive & Usd.PrimIsLoaded)
DRAWN_PURPOSES = ("default", "render")
NO_COLOR = bytes(12)
# Who says which colour a draw has: an inherited one gives way to the geometry's own.
NOBODY, INHERITED, MATERIAL = range(3)
MAX_PATH = 16384
MAX_PATHS = 1 << 26
PRIMS_A_FRAME = 4096
DRAWS_A_FRAME = 4096
PROGRESS_SECONDS = 0.05

# What every prim costs is called through its class: through an object, USD checks the object twice.
_name = Usd.Prim.GetName
_type_name = Usd.Prim.GetTypeName
_kind = Usd.Prim.GetKind
_children = Usd.Prim.GetFilteredChildren
_authored = Usd.Prim.GetAuthoredProperties
_property_name = Usd.Property.GetName

OTHER, XFORM, CAMERA, GPRIM, INSTANCER, UNDRAWN = range(6)


class State:
    """What a prim hands down to its children."""

    __slots__ = (
        "node",
        "matrix",
        "track",
        "purpose",
        "color",
        "drawn",
        "material",
        "bindings",
        "label",
    )

    def __init__(
        self, node, matrix, track, purpose, color, drawn, material=None, bindings=0, label=-1
    ):
        self.node = node  # index of the nearest moving ancestor's node, or -1
        self.matrix = matrix  # from this prim's space to that node's (or to the world)
        self.track = track  # index of the visibility track, or -1
        self.purpose = purpose
        self.color = color  # inherited constant displayColor as 12 bytes, or None
        self.drawn = drawn
        self.material = material  # the bound one, or None
        self.bindings = bindings  # the most complicated kind of binding here or above
        self.label = label  # number of the text, or -1

    def copy(self):
        return State(
            self.node,
            self.matrix,
            self.track,
            self.purpose,
            self.color,
            self.drawn,
            self.material,
            self.bindings,
            self.label,
        )


class Draw:
    """One appearance of a geometry."""

    __slots__ = ("geometry", "row", "node", "track", "matrix", "appearance")

    def __init__(self, geometry_index, row, node, track, matrix, appearance):
        self.geometry = geometry_index
        self.row = row
        self.node = node
        self.track = track
        self.matrix = matrix
        self.appearance = appearance

    def pack(self):
        return (
            struct.pack("<IIii", self.geometry, self.row, self.node, self.track)
            + self.appearance
            + bytes(memoryview(self.matrix))
        )


def appearance(state, look, coordinates):
    """How a geometry looks: its colour and who says so, its texture with coordinates, its label."""
    if look is not None:
        source, color = MATERIAL, look.color
    elif state.color is not None:
        source, color = INHERITED, state.color
    else:
        source, color = NOBODY, NO_COLOR
    texture = -1 if coordinates is None else look.texture
    number = -1 if coordinates is None else coordinates
    return struct.pack("<B12siii", source, color, texture, number, state.label)


class Scene:
    def __init__(self, stage, opening, out):
        self.stage = stage
        self.opening = opening
        self.out = out
        self.timing = motion.Timing(stage, opening.max_animation_bytes)
        self.time = self.timing.first
        self.xforms = UsdGeom.XformCache(self.time)
        self.categories = {}
        self.rows = 0
        self.total = 0
        self.points = 0
        self.letters = 0
        self.reported = time.monotonic()
        self.nodes = []
        self.tracks = 0
        self.draws = []
        self.cameras = []
        self.materials = materials.Materials(opening, self.time, out)
        self.surfaces = 0
        self.geometries = {}
        self.parts = {}
        self.coordinates = {}
        self.labels = {}
        self.skinned = 0
        self.prototypes = {}
        self.undrawn = {}

    def read(self):
        self.send_stage()
        self.out.progress(0.1, "Reading the prims")
        self.count_prims()
        self.walk_tree()
        self.send_nodes()
        self.send_draws()
        self.send_cameras()
        self.send_files()
        for kind, count in sorted(self.undrawn.items()):
            self.out.warning("%d prims of type %s are not drawn" % (count, kind))
        if self.skinned:
            self.out.warning("%d skinned meshes are drawn in their bind pose" % self.skinned)
        for text in self.timing.warnings + self.materials.warnings:
            self.out.warning(text)

    # -- metadata

    def send_stage(self):
        stage = self.stage
        self.out.send(
            wire.STAGE,
            wire.string(str(self.root_path())),
            struct.pack(
                "<Bdddd",
                UsdGeom.GetStageUpAxis(stage) == UsdGeom.Tokens.z,
                UsdGeom.GetStageMetersPerUnit(stage),
                self.timing.start,
                self.timing.end,
                stage.GetTimeCodesPerSecond(),
            ),
            wire.string(self.default_camera()),
        )

    def default_camera(self):
        """The camera that the root layer names, in its own metadata or in those of Kit, or ""."""
        data = self.stage.GetRootLayer().customLayerData
        kit = data.get("cameraSettings")
        for named in (data.get("defaultCamera"), isinstance(kit, dict) and kit.get("boundCamera")):
            if isinstance(named, str) and self.is_camera(named):
                return named
        return ""

    def is_camera(self, path):
        if len(path) > MAX_PATH or not Sdf.Path.IsValidPathString(path):
            return False
        prim = self.stage.GetPrimAtPath(path) if path.startswith("/") else None
        return bool(prim) and prim.IsA(UsdGeom.Camera)

    def root_path(self):
        """/World, else the default prim, else the first child that shows something, else /."""
        world = self.stage.GetPrimAtPath("/World")
        if world:
            return world.GetPath()
        default = self.stage.GetDefaultPrim()
        if default:
            return default.GetPath()
        for child in self.stage.GetPseudoRoot().GetFilteredChildren(SHOWN):
            if child.GetName() not in ("Session", "Render"):
                return child.GetPath()
        return "/"

    # -- the walk

    def count_prims(self):
        for _ in Usd.PrimRange(self.stage.GetPseudoRoot(), SHOWN):
            self.total += 1
            if self.total > self.opening.max_prims:
                raise too_large("more than %d prims" % self.opening.max_prims, "maxPrims")

    def report(self):
        now = time.monotonic()
        if now - self.reported > PROGRESS_SECONDS:
            self.reported = now
            self.out.progress(0.1 + 0.8 * self.rows / self.total, "Reading the prims")

    def walk_tree(self):
        frame = []
        stack = [(self.stage.GetPseudoRoot(), 0xFFFFFFFF, 0, None)]
        while stack:
            prim, parent, length, inherited = stack.pop()
            name = _name(prim)
            length += 1 + len(name)
            self.letters += length
            if length > MAX_PATH or self.letters > MAX_PATHS:
                raise wire.Refused(wire.ERROR_TOO_LARGE, "its prim paths are too long")
            row = self.rows
            self.rows += 1
            kind_name = _type_name(prim)
            frame.append(
                struct.pack("<I", parent)
                + wire.string(name)
                + wire.string(kind_name)
                + wire.string(_kind(prim))
            )
            if len(frame) == PRIMS_A_FRAME:
                self.send_prims(frame)
            self.report()
            if inherited is None:
                state = State(-1, IDENTITY, -1, "default", None, True)
            else:
                state = self.visit(prim, kind_name, row, inherited)
            children = _children(prim, SHOWN)
            for child in reversed(children):
                stack.append((child, row, length, state))
        self.send_prims(frame)

    def send_prims(self, frame):
        self.out.send(wire.PRIMS, struct.pack("<I", len(frame)), *frame)
        frame.clear()

    def visit(self, prim, kind_name, row, inherited):
        """Notes what the prim shows; gives the state that its children inherit."""
        category = self.category(prim, kind_name)
        authored = {}
        bindings = []
        for each in _authored(prim):
            name = _property_name(each)
            if isinstance(each, Usd.Attribute):
                authored[name] = each
            elif name.startswith(materials.BINDING):
                bindings.append(each)
        state = inherited
        if authored or bindings:
            state = inherited.copy()
            self.describe(prim, authored, bindings, state)
            if category != OTHER:
                self.place(prim, authored, state)
        if category == CAMERA:
            self.cameras.append((prim, row, state))
        elif category > CAMERA and state.drawn and state.purpose in DRAWN_PURPOSES:
            if category == GPRIM:
                self.add_gprim(prim, authored, row, state)
            elif category == INSTANCER:
                self.add_instances(UsdGeom.PointInstancer(prim), row, state)
            else:
                self.undrawn[kind_name] = self.undrawn.get(kind_name, 0) + 1
        if category == INSTANCER:
            # Prims below an instancer appear through its instances only.
            state = state.copy()
            state.drawn = False
        return state

    def category(self, prim, kind_name):
        category = self.categories.get(kind_name)
        if category is None:
            if not prim.IsA(UsdGeom.Imageable):
                category = OTHER
            elif prim.IsA(UsdGeom.Camera):
                category = CAMERA
            elif prim.IsA(UsdGeom.PointInstancer):
                category = INSTANCER
            elif kind_name in geometry.DRAWABLE:
                category = GPRIM
            elif prim.IsA(UsdGeom.Gprim):
                category = UNDRAWN
            else:
                category = XFORM
            self.categories[kind_name] = category
        return category

    def describe(self, prim, authored, bindings, state):
        """What every prim hands down, whatever its type."""
        if "primvars:displayColor" in authored:
            color = geometry.constant_color(authored, self.time)
            if color is not None:
                state.color = color
                del authored["primvars:displayColor"]
        if bindings:
            state.bindings = max(state.bindings, materials.kind(bindings))
            state.material = (
                self.materials.bound(prim)
                if state.bindings
                else self.materials.directly(prim, bindings[0])
            )
        found = [name for name in authored if name.startswith(labels.PREFIX)]
        if found:
            text = labels.text({name: authored[name] for name in found}, self.time)
            if text:
                state.label = self.label(text)

    def label(self, text):
        """The number of a label, sent when it is met first."""
        number = self.labels.setdefault(text, len(self.labels))
        if number == len(self.labels) - 1:
            self.out.send(wire.LABEL, wire.string(text))
        return number

    def place(self, prim, authored, state):
        """Where the prim and all below it are, and whether they are shown."""
        if "xformOpOrder" in authored:
            local, reset = self.xforms.GetLocalTransformation(prim)
            base = IDENTITY if reset else state.matrix
            above = -1 if reset else state.node
            if self.timing.moves(prim):
                state.node = self.add_node(above, base, self.timing.operations(prim))
                state.matrix = IDENTITY
            else:
                state.node = above
                state.matrix = local * base
        if "visibility" in authored:
            self.inherit_visibility(authored["visibility"], state)
        if "purpose" in authored:
            state.purpose = authored["purpose"].Get()

    def inherit_visibility(self, attribute, state):
        if self.timing.varies(attribute):
            samples = self.timing.visibility(attribute)
            times = [at for at, _ in samples]
            self.out.send(
                wire.TRACK,
                struct.pack("<iI", state.track, len(times)),
                struct.pack("<%dd" % len(times), *times),
                bytes(shown for _, shown in samples),
            )
            state.track = self.tracks
            self.tracks += 1
        elif attribute.Get(self.time) == UsdGeom.Tokens.invisible:
            state.drawn = False

    def add_node(self, parent, matrix, operations):
        if len(self.nodes) >= self.opening.max_prims:
            raise too_large("more than %d moving prims" % self.opening.max_prims, "maxPrims")
        self.nodes.append((parent, matrix, operations))
        return len(self.nodes) - 1

    def add_gprim(self, prim, authored, row, state):
        if "primvars:skel:jointIndices" in authored:
            self.skinned += 1
        surface = self.geometry(prim, authored)
        collected = state.bindings == materials.COLLECTED
        material = self.materials.bound(prim) if collected else state.material
        look = self.materials.look(material)
        shown = [(surface, look)]
        if prim.GetTypeName() == "Mesh":
            shown = self.split(prim, surface, look) or shown
        for number, dress in shown:
            coordinates = self.texture_coordinates(prim, number, dress)
            dressed = appearance(state, dress, coordinates)
            self.add_draw(Draw(number, row, state.node, state.track, state.matrix, dressed))

    def split(self, prim, surface, look):
        """(surface, look) of each part of a mesh whose faces have materials of their own."""
        if not _children(prim, SHOWN):
            return ()
        subsets = UsdShade.MaterialBindingAPI(prim).GetMaterialBindSubsets()
        if not subsets:
            return ()
        key = (surface, look)
        if key not in self.parts:
            self.parts[key] = list(self.send_parts(prim, surface, look, subsets))
        return self.parts[key]

    def send_parts(self, prim, surface, look, subsets):
        """Faces with colours are one part, those with a texture one for each, the rest another."""
        counts = self.integers(UsdGeom.Mesh(prim).GetFaceVertexCountsAttr())
        colored = []
        rest = [UsdGeom.Subset.GetUnassignedIndices(subsets, len(counts), self.time)]
        for subset in subsets:
            faces = self.integers(subset.GetIndicesAttr())
            dress = self.materials.look(self.materials.bound(subset.GetPrim()))
            if dress is None:
                rest.append(faces)
            elif dress.texture is None:
                colored.append((dress.color, faces))
            else:
                yield self.send_part(surface, counts, [(NO_COLOR, faces)], False), dress
        if colored:
            yield self.send_part(surface, counts, colored, True), None
        rest = [(NO_COLOR, faces) for faces in rest if faces]
        if rest:
            yield self.send_part(surface, counts, rest, False), look

    def integers(self, attribute):
        value = attribute.Get(self.time)
        return value if isinstance(value, Vt.IntArray) else Vt.IntArray()

    def send_part(self, surface, counts, groups, colored):
        for _, faces in groups:
            there = (counts[face] for face in faces if 0 <= face < len(counts))
            self.count_points(sum(count for count in there if count > 0))
        self.out.send(
            wire.PART,
            struct.pack("<IBI", surface, colored, len(groups)),
            *[color + wire.blob(bytes(faces)) for color, faces in groups]
        )
        self.surfaces += 1
        return self.surfaces - 1

    def texture_coordinates(self, prim, surface, look):
        """The number of the coordinates that a look asks for, sent once; None without a texture."""
        if look is None or look.texture is None:
            return None
        key = (surface, look.primvar, look.transform)
        if key not in self.coordinates:
            self.coordinates[key] = self.send_coordinates(prim, surface, look)
        return self.coordinates[key]

    def send_coordinates(self, prim, surface, look):
        primvar = UsdGeom.PrimvarsAPI(prim).FindPrimvarWithInheritance(look.primvar)
        packed = geometry.texture_coordinates(prim, primvar, self.time)
        if packed is None:
            self.materials.warnings.append(
                "%s has no texture coordinates %s" % (prim.GetPath(), look.primvar)
            )
            return None
        self.out.send(wire.COORDINATES, struct.pack("<I6d", surface, *look.transform), packed)
        return sum(number is not None for number in self.coordinates.values())

    def count_points(self, count):
        self.points += count
        if self.points > self.opening.max_points:
            limit = self.opening.max_points
            raise too_large("more than %d points and face corners" % limit, "maxPoints")

    def add_draw(self, draw):
        if len(self.draws) >= self.opening.max_draws:
            raise too_large("more than %d drawn meshes" % self.opening.max_draws, "maxMeshes")
        self.draws.append(draw)

    def geometry(self, prim, authored):
        """Index of the prim's geometry, sent once; instances of one prototype share it."""
        source = prim.GetPrimInPrototype() if prim.IsInstanceProxy() else prim
        path = source.GetPath()
        index = self.geometries.get(path)
        if index is None:
            index = self.geometries[path] = self.surfaces
            self.surfaces += 1
            shape = geometry.read(prim, authored, self.time, self.timing)
            self.count_points(shape.size)
            self.out.send(wire.GEOMETRY, wire.string(str(prim.GetPath())), *shape.parts)
            if shape.moving_points is not None:
                for step, values in self.timing.deformation(prim, shape):
                    self.out.send(
                        wire.DEFORMATION, struct.pack("<Id", index, step), wire.blob(values)
                    )
        return index

    # -- point instancers

    def add_instances(self, instancer, row, state):
        indices = instancer.GetProtoIndicesAttr().Get(self.time)
        targets = instancer.GetPrototypesRel().GetForwardedTargets()
        if not indices or not targets:
            return
        if len(indices) > self.opening.max_draws:
            raise too_large("%d instances in %s" % (len(indices), instancer.GetPath()), "maxMeshes")
        templates = [self.prototype(path, row, state) for path in targets]
        steps = self.timing.instances(instancer, len(indices))
        mask = instancer.ComputeMaskAtTime(self.time)
        for number, index in enumerate(indices):
            if not 0 <= index < len(templates) or (mask and not mask[number]):
                continue
            if len(steps) == 1:
                placed, node = Gf.Matrix4d(steps[0][1][number]) * state.matrix, state.node
            else:
                matrices = [(at, transforms[number]) for at, transforms in steps]
                node = self.add_node(state.node, state.matrix, [motion.matrix_operation(matrices)])
                placed = IDENTITY
            self.stamp(templates[index], placed, node)

    def prototype(self, path, row, state):
        """What one instance shows, in the instance's own space: (draws, nodes)."""
        prim = self.stage.GetPrimAtPath(path)
        key = (path, row)
        if key in self.prototypes:
            raise wire.Refused(
                wire.ERROR_INVALID, "the PointInstancer prototype %s contains itself" % path
            )
        if not prim:
            return [], []
        self.prototypes[key] = True
        kept = self.draws, self.nodes, self.cameras
        self.draws, self.nodes, self.cameras = [], [], []
        root = state.copy()
        root.node, root.matrix, root.drawn = -1, IDENTITY, True
        stack = [(prim, root)]
        while stack:
            item, inherited = stack.pop()
            below = self.visit(item, item.GetTypeName(), row, inherited)
            children = item.GetFilteredChildren(INSTANCED)
            stack.extend((child, below) for child in reversed(children))
        template = self.draws, self.nodes
        self.draws, self.nodes, self.cameras = kept
        del self.prototypes[key]
        return template

    def stamp(self, template, placed, node):
        draws, nodes = template
        offset = len(self.nodes)
        for parent, matrix, operations in nodes:
            if parent < 0:
                self.add_node(node, matrix * placed, operations)
            else:
                self.add_node(parent + offset, matrix, operations)
        for draw in draws:
            if draw.node < 0:
                carrier, matrix = node, draw.matrix * placed
            else:
                carrier, matrix = draw.node + offset, draw.matrix
            self.add_draw(
                Draw(draw.geometry, draw.row, carrier, draw.track, matrix, draw.appearance)
            )

    # -- what was found, sent in the order the server needs it

    def send_nodes(self):
        for parent, matrix, operations in self.nodes:
            self.out.send(
                wire.NODE,
                struct.pack("<i", parent),
                bytes(memoryview(matrix)),
                struct.pack("<I", len(operations)),
                *operations
            )

    def send_draws(self):
        for start in range(0, len(self.draws), DRAWS_A_FRAME):
            part = self.draws[start : start + DRAWS_A_FRAME]
            self.out.send(wire.DRAWS, struct.pack("<I", len(part)), *[draw.pack() for draw in part])

    def send_files(self):
        files = dict.fromkeys(stage_opening.layer_files(self.stage))
        files.update(self.materials.textures.files)
        for path in files:
            self.out.send(wire.FILE, wire.string(path))

    def send_cameras(self):
        for prim, row, state in self.cameras:
            camera = UsdGeom.Camera(prim)
            values = [
                camera.GetFocalLengthAttr().Get(self.time),
                camera.GetHorizontalApertureAttr().Get(self.time),
                camera.GetVerticalApertureAttr().Get(self.time),
                *camera.GetClippingRangeAttr().Get(self.time),
            ]
            orthographic = camera.GetProjectionAttr().Get(self.time) == UsdGeom.Tokens.orthographic
            self.out.send(
                wire.CAMERA,
                struct.pack("<IiB5d", row, state.node, orthographic, *values),
                bytes(memoryview(state.matrix)),
            )


def too_large(what, key):
    return wire.Refused(wire.ERROR_TOO_LARGE, "%s (limit %s)" % (what, key))
