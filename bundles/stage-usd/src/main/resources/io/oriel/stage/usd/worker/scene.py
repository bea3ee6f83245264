"""Walks a composed stage: the prim table, what is drawn and where, cameras, and what moves."""

import gc
import os
import struct
import time

from pxr import Gf, Pcp, Tf, Usd, UsdGeom

import geometry
import motion
import wire

IDENTITY = Gf.Matrix4d(1.0)
SHOWN = Usd.TraverseInstanceProxies()
# Prototypes of a PointInstancer may lie below an "over" or a class.
INSTANCED = Usd.TraverseInstanceProxies(Usd.PrimIsActive & Usd.PrimIsLoaded)
DRAWN_PURPOSES = ("default", "render")
NO_COLOR = bytes(12)
MAX_WARNINGS = 50
MAX_PATH = 2048
MAX_PATHS = 1 << 26
PRIMS_A_FRAME = 4096
DRAWS_A_FRAME = 4096
PROGRESS_SECONDS = 0.05

# What every prim costs is called through its class: through an object, USD checks the object twice.
_name = Usd.Prim.GetName
_type_name = Usd.Prim.GetTypeName
_kind = Usd.Prim.GetKind
_children = Usd.Prim.GetFilteredChildren
_authored = Usd.Prim.GetAuthoredAttributes
_attribute_name = Usd.Attribute.GetName

OTHER, XFORM, GPRIM, CAMERA, INSTANCER, UNDRAWN = range(6)


def warm_up():
    """Makes USD load its schemas and value types while nobody waits."""
    stage = Usd.Stage.CreateInMemory()
    mesh = UsdGeom.Mesh.Define(stage, "/mesh")
    mesh.CreatePointsAttr([(0, 0, 0)])
    bytes(mesh.GetPointsAttr().Get())
    mesh.AddTranslateOp().Set((0, 0, 0))
    UsdGeom.XformCache(0).GetLocalTransformation(mesh.GetPrim())
    mesh.TransformMightBeTimeVarying()


def load(request, out):
    # The process ends with its answer: collecting cycles would only cost time.
    gc.disable()
    with Tf.DiagnosticTrap() as trap:
        try:
            out.progress(0.0, "Opening the stage")
            stage = open_stage(request)
            Scene(stage, request, out).read()
            report_warnings(stage, trap, out)
        except Tf.ErrorException as error:
            text = "; ".join(texts_of(error))
            if "bad_alloc" in text:
                raise MemoryError from None
            raise wire.Refused(wire.ERROR_INVALID, text) from None
        finally:
            trap.Dismiss()
    out.send(wire.DONE)
    out.flush()


def open_stage(request):
    if not os.path.isfile(request.path):
        raise wire.Refused(wire.ERROR_MISSING, "")
    stage = Usd.Stage.Open(request.path)
    check_cycles(stage)
    check_roots(stage, request.roots)
    return stage


def check_cycles(stage):
    for error in stage.GetCompositionErrors():
        if isinstance(error, (Pcp.ErrorArcCycle, Pcp.ErrorSublayerCycle)):
            raise wire.Refused(wire.ERROR_INVALID, one_line(str(error)))


def check_roots(stage, roots):
    if not roots:
        return
    for layer in stage.GetUsedLayers(includeClipLayers=True):
        path = layer.realPath.split("[")[0]
        real = os.path.realpath(path)
        if path and not any(os.path.commonpath((root, real)) == root for root in roots):
            raise wire.Refused(wire.ERROR_FORBIDDEN, "it uses the layer " + real)


def report_warnings(stage, trap, out):
    """Composition errors by their own text, then everything else that USD had to say."""
    texts = [one_line(str(error)) for error in stage.GetCompositionErrors()]
    known = tuple(texts)
    for warning in trap.GetWarnings():
        text = one_line(warning.commentary)
        if not any(other in text for other in known):
            texts.append(text)
    texts.extend(one_line(error.commentary) for error in trap.GetErrors())
    distinct = list(dict.fromkeys(texts))
    for text in distinct[:MAX_WARNINGS]:
        out.warning(text)
    if len(distinct) > MAX_WARNINGS:
        out.warning("%d more warnings of this kind" % (len(distinct) - MAX_WARNINGS))


def texts_of(error):
    """What USD says, the layer's own complaint first, without its source lines."""
    texts = [one_line(part.commentary) for part in error.args if hasattr(part, "commentary")]
    return texts or [one_line(str(error))]


def one_line(text):
    return " ".join(text.split())


class State:
    """What a prim hands down to its children."""

    __slots__ = ("node", "matrix", "track", "purpose", "color", "drawn")

    def __init__(self, node, matrix, track, purpose, color, drawn):
        self.node = node  # index of the nearest moving ancestor's node, or -1
        self.matrix = matrix  # from this prim's space to that node's (or to the world)
        self.track = track  # index of the visibility track, or -1
        self.purpose = purpose
        self.color = color  # inherited constant displayColor as 12 bytes, or None
        self.drawn = drawn

    def copy(self):
        return State(self.node, self.matrix, self.track, self.purpose, self.color, self.drawn)


class Draw:
    """One appearance of a geometry."""

    __slots__ = ("geometry", "row", "node", "track", "color", "matrix")

    def __init__(self, geometry_index, row, state):
        self.geometry = geometry_index
        self.row = row
        self.node = state.node
        self.track = state.track
        self.color = state.color
        self.matrix = state.matrix

    def pack(self):
        return (
            struct.pack(
                "<IIiiB", self.geometry, self.row, self.node, self.track, self.color is not None
            )
            + (self.color or NO_COLOR)
            + bytes(memoryview(self.matrix))
        )


class Scene:
    def __init__(self, stage, request, out):
        self.stage = stage
        self.request = request
        self.out = out
        self.timing = motion.Timing(stage, request.max_animation_bytes)
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
        self.geometries = {}
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
        for kind, count in sorted(self.undrawn.items()):
            self.out.warning("%d prims of type %s are not drawn" % (count, kind))
        for text in self.timing.warnings:
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
        )

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
            if self.total > self.request.max_prims:
                raise too_large("more than %d prims" % self.request.max_prims, "maxPrims")

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
        if category == OTHER:
            return inherited
        authored = {_attribute_name(attribute): attribute for attribute in _authored(prim)}
        state = self.inherit(prim, authored, inherited) if authored else inherited
        if category == CAMERA:
            self.cameras.append((prim, row, state))
        elif category != XFORM and state.drawn and state.purpose in DRAWN_PURPOSES:
            if category == GPRIM:
                self.add_draw(Draw(self.geometry(prim, authored), row, state))
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

    def inherit(self, prim, authored, inherited):
        state = inherited.copy()
        if "xformOpOrder" in authored:
            local, reset = self.xforms.GetLocalTransformation(prim)
            base = IDENTITY if reset else inherited.matrix
            above = -1 if reset else inherited.node
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
        if "primvars:displayColor" in authored:
            color = geometry.constant_color(authored, self.time)
            if color is not None:
                state.color = color
                del authored["primvars:displayColor"]
        return state

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
        if len(self.nodes) >= self.request.max_prims:
            raise too_large("more than %d moving prims" % self.request.max_prims, "maxPrims")
        self.nodes.append((parent, matrix, operations))
        return len(self.nodes) - 1

    def add_draw(self, draw):
        if len(self.draws) >= self.request.max_draws:
            raise too_large("more than %d drawn meshes" % self.request.max_draws, "maxMeshes")
        self.draws.append(draw)

    def geometry(self, prim, authored):
        """Index of the prim's geometry, sent once; instances of one prototype share it."""
        source = prim.GetPrimInPrototype() if prim.IsInstanceProxy() else prim
        path = source.GetPath()
        index = self.geometries.get(path)
        if index is None:
            index = self.geometries[path] = len(self.geometries)
            shape = geometry.read(prim, authored, self.time, self.timing)
            self.points += shape.size
            if self.points > self.request.max_points:
                limit = self.request.max_points
                raise too_large("more than %d points and face corners" % limit, "maxPoints")
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
        if len(indices) > self.request.max_draws:
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
        root = State(-1, IDENTITY, state.track, state.purpose, state.color, True)
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
            copy = Draw.__new__(Draw)
            copy.geometry, copy.row, copy.color = draw.geometry, draw.row, draw.color
            copy.track = draw.track
            if draw.node < 0:
                copy.node, copy.matrix = node, draw.matrix * placed
            else:
                copy.node, copy.matrix = draw.node + offset, draw.matrix
            self.add_draw(copy)

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
