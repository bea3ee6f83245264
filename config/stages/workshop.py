"""Writes workshop.usda: python3 workshop.py > workshop.usda

A workshop in centimetres, y up: a robot that sorts boxes between two roller conveyors, a stationary
engine, a gear train on the wall, a workbench with tools. Ten seconds at 24 time codes a second
that repeat without a seam: whatever turns makes whole turns, whatever moves ends where it began.
Only the standard library is used.
"""

import math
import random
import re

CODES = 240
SECONDS = 10.0
TAU = 2 * math.pi

# ---------------------------------------------------------------- colours (sRGB, as one picks them)

OAK = "8f6743"
PINE = "c8985c"
PINE_DARK = "a87a46"
WALNUT = "5d4030"
CREAM = "e9dfc8"
SAGE = "5d7d72"
SAGE_DARK = "4c6a60"
IRON = "3c4249"
STEEL = "a3abb3"
DARK_STEEL = "6b737c"
BRASS = "c79f46"
COPPER = "b86f4b"
ORANGE = "e2702a"
ORANGE_DARK = "b9531b"
TEAL = "2f7f86"
BLUE = "34618c"
RED = "a93226"
YELLOW = "e6b432"
CARD = "c69a66"
WHITE = "eeece6"
RUBBER = "2b2d30"
SKY = "b9d8e8"


def linear(color):
    """displayColor is linear; hex digits are sRGB (IEC 61966-2-1)."""
    channels = [int(color[k : k + 2], 16) / 255 for k in (0, 2, 4)]
    return tuple(c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)


def scaled(color, factor):
    return tuple(min(1.0, c * factor) for c in linear(color))


# ---------------------------------------------------------------- solids


class Solid:
    """Points and faces; normals, one a point, where the surface is round."""

    def __init__(self, points=(), faces=(), normals=None):
        self.points = list(points)
        self.faces = [tuple(face) for face in faces]
        self.normals = None if normals is None else list(normals)

    def moved(self, x=0.0, y=0.0, z=0.0):
        points = [(px + x, py + y, pz + z) for px, py, pz in self.points]
        return Solid(points, self.faces, self.normals)

    def turned(self, axis, degrees):
        cos, sin = math.cos(math.radians(degrees)), math.sin(math.radians(degrees))
        u, v = [(1, 2), (2, 0), (0, 1)]["xyz".index(axis)]

        def turn(p):
            q = list(p)
            q[u], q[v] = p[u] * cos - p[v] * sin, p[u] * sin + p[v] * cos
            return tuple(q)

        normals = None if self.normals is None else [turn(n) for n in self.normals]
        return Solid([turn(p) for p in self.points], self.faces, normals)

    def __add__(self, other):
        """Joins two solids of the same kind: both round or both flat."""
        offset = len(self.points)
        faces = self.faces + [tuple(k + offset for k in face) for face in other.faces]
        normals = None if self.normals is None else self.normals + other.normals
        return Solid(self.points + other.points, faces, normals)


def inside_out(solid):
    normals = [tuple(-c for c in normal) for normal in solid.normals]
    return Solid(solid.points, [tuple(reversed(face)) for face in solid.faces], normals)


def joined(solids):
    result = None
    for solid in solids:
        result = solid if result is None else result + solid
    return result


def box(width, height, depth, bevel=0.0, closed=False):
    """Stands on y = 0, centred in x and z; the bevel takes off the upright and top edges.

    Unless it is closed it has no bottom: nobody looks below what stands on something.
    """
    x, z, b = width / 2, depth / 2, bevel
    if b == 0:
        corners = [(-x, 0, z), (x, 0, z), (x, 0, -z), (-x, 0, -z)]
        points = corners + [(px, height, pz) for px, _, pz in corners]
        sides = [(k, (k + 1) % 4, (k + 1) % 4 + 4, k + 4) for k in range(4)]
        return Solid(points, sides + [(4, 5, 6, 7)] + [(3, 2, 1, 0)] * closed)
    ring = [(-x + b, z), (x - b, z), (x, z - b), (x, -z + b)]
    ring += [(x - b, -z), (-x + b, -z), (-x, -z + b), (-x, z - b)]
    top = [(px * (x - b) / x, pz * (z - b) / z) for px, pz in ring]
    points = [(px, 0, pz) for px, pz in ring] + [(px, height - b, pz) for px, pz in ring]
    points += [(px, height, pz) for px, pz in top]
    faces = []
    for k in range(8):
        n = (k + 1) % 8
        faces.append((k, n, n + 8, k + 8))
        faces.append((k + 8, n + 8, n + 16, k + 16))
    faces.append(tuple(range(16, 24)))
    if closed:
        faces.append(tuple(reversed(range(8))))
    return Solid(points, faces)


def lathe(profile, segments=16, crease=40.0):
    """Turns (radius, height) pairs, from below to above, around y; edges above the crease stay."""
    points, faces, normals = [], [], []
    slopes = []
    for (r0, y0), (r1, y1) in zip(profile, profile[1:]):
        length = math.hypot(r1 - r0, y1 - y0) or 1.0
        slopes.append(((y1 - y0) / length, (r0 - r1) / length))

    def sharp(a, b):
        return math.degrees(math.acos(max(-1, min(1, a[0] * b[0] + a[1] * b[1])))) > crease

    def soft(a, b):
        length = math.hypot(a[0] + b[0], a[1] + b[1]) or 1.0
        return (a[0] + b[0]) / length, (a[1] + b[1]) / length

    def ring(radius, height, normal):
        first = len(points)
        for k in range(segments):
            cos, sin = math.cos(TAU * k / segments), math.sin(TAU * k / segments)
            points.append((radius * cos, height, -radius * sin))
            normals.append((normal[0] * cos, normal[1], -normal[0] * sin))
        return first

    upper = None
    for k, slope in enumerate(slopes):
        before = slopes[k - 1] if k > 0 else None
        after = slopes[k + 1] if k + 1 < len(slopes) else None
        if upper is None or sharp(before, slope):
            low = slope
            lower = ring(*profile[k], low)
        else:
            lower = upper
        high = slope if after is None or sharp(slope, after) else soft(slope, after)
        upper = ring(*profile[k + 1], high)
        for s in range(segments):
            n = (s + 1) % segments
            if profile[k][0] == 0:
                faces.append((lower + s, upper + n, upper + s))
            elif profile[k + 1][0] == 0:
                faces.append((lower + s, lower + n, upper + s))
            else:
                faces.append((lower + s, lower + n, upper + n, upper + s))
    return Solid(points, faces, normals)


def cylinder(radius, height, segments=16):
    return lathe([(0, 0), (radius, 0), (radius, height), (0, height)], segments)


def tube(radius, height, segments=16):
    """A cylinder without ends."""
    return lathe([(radius, 0), (radius, height)], segments)


def sheet(width, height):
    """A label: one face to the front, its lower edge on y = 0."""
    x = width / 2
    return Solid([(-x, 0, 0), (x, 0, 0), (x, height, 0), (-x, height, 0)], [(0, 1, 2, 3)])


def rod(start, end, radius, segments=8):
    """A cylinder between two points that lie in one x-y or one y-z plane or along one axis."""
    dx, dy, dz = (e - s for s, e in zip(start, end))
    length = math.sqrt(dx * dx + dy * dy + dz * dz)
    solid = cylinder(radius, length, segments)
    solid = solid.turned("x", math.degrees(math.atan2(math.hypot(dx, dz), dy)))
    solid = solid.turned("y", math.degrees(math.atan2(dx, dz)))
    return solid.moved(*start)


def extrude(outline, depth):
    """An outline in x-y, counter-clockwise, from z = 0 to z = depth."""
    count = len(outline)
    points = [(x, y, depth) for x, y in outline] + [(x, y, 0.0) for x, y in outline]
    faces = [tuple(range(count)), tuple(reversed(range(count, 2 * count)))]
    for k in range(count):
        n = (k + 1) % count
        faces.append((k + count, n + count, n, k))
    return Solid(points, faces)


def stadium(length, r0, r1, steps=7):
    """The outline of an arm: a circle around (0, 0), one around (length, 0), and their tangents."""
    outline = []
    for k in range(steps + 1):
        angle = math.radians(-90 + 180 * k / steps)
        outline.append((length + r1 * math.cos(angle), r1 * math.sin(angle)))
    for k in range(steps + 1):
        angle = math.radians(90 + 180 * k / steps)
        outline.append((r0 * math.cos(angle), r0 * math.sin(angle)))
    return outline


def ring_gear(teeth, module, width, rim):
    """A spur gear's rim with its teeth, facing +z; it has no back, for it hangs before a wall."""
    root, tip = module * (teeth / 2 - 1.15), module * (teeth / 2 + 0.95)
    inner = root - rim
    points, faces = [], []
    pitch = TAU / teeth

    def at(radius, angle, z):
        points.append((radius * math.cos(angle), radius * math.sin(angle), z))
        return len(points) - 1

    for k in range(teeth):
        a = k * pitch
        angles = [a - pitch * 0.29, a + pitch * 0.29, a + pitch * 0.71]
        narrow = [a - pitch * 0.13, a + pitch * 0.13]
        i = [at(inner, angle, width) for angle in angles]
        r = [at(root, angle, width) for angle in angles]
        t = [at(tip, angle, width) for angle in narrow]
        rb = [at(root, angle, 0) for angle in angles]
        tb = [at(tip, angle, 0) for angle in narrow]
        faces += [(i[0], r[0], r[1], i[1]), (i[1], r[1], r[2], i[2]), (r[0], t[0], t[1], r[1])]
        faces += [(r[0], rb[0], tb[0], t[0]), (t[0], tb[0], tb[1], t[1])]
        faces += [(t[1], tb[1], rb[1], r[1]), (r[1], rb[1], rb[2], r[2])]
    return Solid(points, faces), inner


def spokes(count, inner, outer, width, depth):
    blades = []
    for k in range(count):
        blade = (
            box(outer - inner, depth, width, closed=True)
            .turned("x", 90)
            .moved((inner + outer) / 2, 0, 0)
        )
        blades.append(blade.turned("z", 360 * k / count))
    return joined(blades)


# ---------------------------------------------------------------- writing


def tidy(value, digits=2):
    text = ("%.*f" % (digits, value)).rstrip("0").rstrip(".")
    return "0" if text in ("-0", "") else text


def vector(values, digits=2):
    return "(" + ", ".join(tidy(v, digits) for v in values) + ")"


class Writer:
    def __init__(self):
        self.lines = []
        self.depth = 0
        self.triangles = 0

    def put(self, text):
        self.lines.append("    " * self.depth + text)

    def open(self, head, metadata=()):
        if metadata:
            self.put(head + " (")
            for line in metadata:
                self.put("    " + line)
            self.put(")")
        else:
            self.put(head)
        self.put("{")
        self.depth += 1

    def close(self):
        self.depth -= 1
        self.put("}")
        self.put("")

    def group(self, name, kind="", label="", **placed):
        """A component has a semantic label, its name in plain words, if no other is given."""
        if kind == "component" and not label:
            label = re.sub("(?<=[a-z])(?=[A-Z])", " ", name.rstrip("0123456789")).lower()
        return Group(self, name, kind, label, placed)

    def place(self, translate=None, rotate=None, scale=None, moving=None):
        """Transform operations; moving maps an operation to its samples."""
        order = []
        moving = moving or {}
        if translate is not None:
            self.put("double3 xformOp:translate = " + vector(translate))
            order.append("xformOp:translate")
        for name, samples in moving.items():
            kind = "double3" if name == "translate:path" else "float"
            self.put("%s xformOp:%s.timeSamples = {" % (kind, name))
            for at, value in samples:
                text = vector(value) if isinstance(value, tuple) else tidy(value, 3)
                self.put("    %s: %s," % (tidy(at, 3), text))
            self.put("}")
            order.append("xformOp:" + name)
        if rotate is not None:
            self.put("float3 xformOp:rotateXYZ = " + vector(rotate))
            order.append("xformOp:rotateXYZ")
        if scale is not None:
            self.put("float3 xformOp:scale = " + vector(scale, 4))
            order.append("xformOp:scale")
        if order:
            names = ", ".join('"%s"' % name for name in order)
            self.put("uniform token[] xformOpOrder = [%s]" % names)

    def color(self, color):
        rgb = linear(color) if isinstance(color, str) else color
        self.put("color3f[] primvars:displayColor = [%s]" % vector(rgb, 4))

    def mesh(self, name, solid, color=None, colors=None, double_sided=False, **placed):
        self.open('def Mesh "%s"' % name)
        self.place(**placed)
        if color is not None:
            self.color(color)
        if colors is not None:
            values = ", ".join(vector(rgb, 3) for rgb in colors)
            self.put("color3f[] primvars:displayColor = [%s] (" % values)
            self.put('    interpolation = "vertex"')
            self.put(")")
        if double_sided:
            self.put("uniform bool doubleSided = 1")
        low = [min(p[k] for p in solid.points) for k in range(3)]
        high = [max(p[k] for p in solid.points) for k in range(3)]
        self.put("float3[] extent = [%s, %s]" % (vector(low), vector(high)))
        counts = ", ".join(str(len(face)) for face in solid.faces)
        self.put("int[] faceVertexCounts = [%s]" % counts)
        indices = ", ".join(str(k) for face in solid.faces for k in face)
        self.put("int[] faceVertexIndices = [%s]" % indices)
        if solid.normals is not None:
            normals = ", ".join(vector(normal) for normal in solid.normals)
            self.put("normal3f[] normals = [%s] (" % normals)
            self.put('    interpolation = "vertex"')
            self.put(")")
        points = ", ".join(vector(point) for point in solid.points)
        self.put("point3f[] points = [%s]" % points)
        self.put('uniform token subdivisionScheme = "none"')
        self.close()

    def instance(self, name, prototype, color=None, **placed):
        self.open(
            'def Xform "%s"' % name,
            ["instanceable = true", "references = </Prototypes/%s>" % prototype],
        )
        if color is not None:
            self.color(color)
        self.place(**placed)
        self.close()


class Group:
    def __init__(self, writer, name, kind, label, placed):
        self.writer, self.name, self.kind, self.placed = writer, name, kind, placed
        self.label = label

    def __enter__(self):
        metadata = ['kind = "%s"' % self.kind] if self.kind else []
        if self.label:
            metadata.append('prepend apiSchemas = ["SemanticsLabelsAPI:category"]')
        self.writer.open('def Xform "%s"' % self.name, metadata)
        if self.label:
            self.writer.put('token[] semantics:labels:category = ["%s"]' % self.label)
        self.writer.place(**self.placed)

    def __exit__(self, *failure):
        self.writer.close()


def turning(axis, turns):
    return {"rotate" + axis: [(0, 0.0), (CODES, 360.0 * turns)]}


def swinging(axis, degrees, periods):
    steps = 60
    return {
        "rotate"
        + axis: [
            (CODES * k / steps, degrees * math.sin(TAU * periods * k / steps))
            for k in range(steps + 1)
        ]
    }


# ---------------------------------------------------------------- the room

LEFT, RIGHT, BACK, FRONT, TOP = -330.0, 470.0, -230.0, 340.0, 350.0

# Where things stand on the floor: (x, z, half width, half depth, darkness).
FOOTPRINTS = [
    (-140, -190, 115, 38, 0.55),
    (222, -200, 90, 26, 0.55),
    (40, -160, 26, 70, 0.35),
    (196, 0, 88, 24, 0.35),
    (263, 0, 26, 34, 0.5),
    (40, 0, 30, 30, 0.5),
    (-166, 52, 92, 34, 0.5),
    (-84, -100, 18, 18, 0.35),
    (-30, -136, 15, 15, 0.3),
    (172, 118, 34, 28, 0.45),
    (-300, -205, 20, 20, 0.4),
]


def shade(x, z):
    """How light the floor is: darker below and beside what stands on it and along the walls."""
    light = 1.0
    for px, pz, hx, hz, dark in FOOTPRINTS:
        dx, dz = max(0.0, abs(x - px) - hx), max(0.0, abs(z - pz) - hz)
        light *= 1 - dark * math.exp(-(dx * dx + dz * dz) / (2 * 20.0**2))
    light *= 1 - 0.35 * math.exp(-(z - BACK) / 45)
    light *= 1 - 0.35 * math.exp(-(x - LEFT) / 45)
    return light


def floor(w):
    chance = random.Random(4)
    pitch, step = 20.0, 47.5
    with w.group("Floor"):
        for row in range(int((RIGHT - LEFT) / pitch)):
            x = LEFT + row * pitch
            tone = 0.86 + 0.28 * chance.random()
            warm = 0.97 + 0.06 * chance.random()
            points, colors, faces = [], [], []
            rows = int((FRONT - BACK) / step)
            joint = 3 + int(chance.random() * (rows - 5))
            for k in range(rows + 1):
                z = BACK + k * step
                for side in (x + 0.25, x + pitch - 0.25):
                    points.append((side, 0.0, z))
                    light = shade(side, z) * tone * (1.0 if k < joint else 0.93)
                    r, g, b = linear(OAK)
                    colors.append((r * light * warm, g * light, b * light / warm))
                if k:
                    faces.append((2 * k - 2, 2 * k, 2 * k + 1, 2 * k - 1))
            w.mesh("Board%02d" % row, Solid(points, faces), colors=colors)
        gaps = [(LEFT, -0.3, FRONT), (RIGHT, -0.3, FRONT), (RIGHT, -0.3, BACK), (LEFT, -0.3, BACK)]
        w.mesh("Gaps", Solid(gaps, [(0, 1, 2, 3)]), color="3a281c")
        # A yellow line around the robot's cell.
        lines = [(40, -104, 150, 4), (-35, -22, 4, 168), (115, -90, 4, 32), (115, 52, 4, 20)]
        lines.append((40, 60, 154, 4))
        line = joined([box(sx, 0.15, sz).moved(x, 0.05, z) for x, z, sx, sz in lines])
        w.mesh("CellLine", line, color=YELLOW)


def wall_panel(w, name, corners, low, high):
    """An upright wall with a soft darkening towards its lower and side edges."""
    points, colors, faces = [], [], []
    steps = 14
    (x0, z0), (x1, z1) = corners
    for k in range(steps + 1):
        t = k / steps
        for j in range(4):
            y = low + (high - low) * j / 3
            points.append((x0 + (x1 - x0) * t, y, z0 + (z1 - z0) * t))
            edge = min(t, 1 - t) * math.hypot(x1 - x0, z1 - z0)
            light = (1 - 0.22 * math.exp(-edge / 40)) * (1 - 0.10 * math.exp(-(y - low) / 40))
            colors.append(scaled(CREAM, 0.9 * light))
    for k in range(steps):
        for j in range(3):
            a = 4 * k + j
            faces.append((a, a + 4, a + 5, a + 1))
    w.mesh(name, Solid(points, faces), colors=colors)


def wainscot(w, name, length, **placed):
    """Boards up to 92 cm, a rail and a skirting; runs along x, faces +z."""
    with w.group(name, **placed):
        boards = int(length / 18)
        pitch = length / boards
        points, faces = [], []
        for k in range(boards):
            x = -length / 2 + pitch * k
            first = len(points)
            edges = [(x, 0.4), (x + 0.8, 1.6), (x + pitch - 0.8, 1.6), (x + pitch, 0.4)]
            points += [(px, y, pz) for px, pz in edges for y in (6, 90)]
            faces += [tuple(first + 2 * j + c for c in (0, 2, 3, 1)) for j in range(3)]
        w.mesh("Boards", Solid(points, faces), color=SAGE)
        w.mesh("Rail", box(length, 4, 4.5, 0.8).moved(0, 90, 2.2), color=PINE_DARK)
        w.mesh("Skirting", box(length, 9, 3, 0.8).moved(0, 0, 1.5), color=PINE_DARK)


def window(w):
    with w.group("Window", translate=(LEFT, 112, -60), rotate=(0, 90, 0)):
        w.mesh("Sky", box(128, 104, 0.6).moved(0, 2, 0.6), color=SKY)
        bars = [box(136, 6, 5).moved(0, 0, 2.5), box(136, 6, 5).moved(0, 104, 2.5)]
        bars += [box(6, 110, 5).moved(x, 0, 2.5) for x in (-65, 65)]
        bars += [box(3, 104, 3).moved(x, 3, 1.5) for x in (-21, 21)]
        bars += [box(130, 3, 3).moved(0, y, 1.5) for y in (36, 71)]
        w.mesh("Frame", joined(bars), color=WHITE)
        w.mesh("Sill", box(150, 4, 14, 0.8).moved(0, -4, 7), color=PINE)


def sector(inner, outer, start, end, steps, depth):
    """A bent bar in x-y, from z = 0 to z = depth, without a back."""
    points, faces = [], []
    for k in range(steps + 1):
        angle = math.radians(start + (end - start) * k / steps)
        for radius in (inner, outer):
            for z in (0.0, depth):
                points.append((radius * math.cos(angle), radius * math.sin(angle), z))
    for k in range(steps):
        a = 4 * k
        for quad in ((1, 3, 7, 5), (3, 2, 6, 7), (0, 1, 5, 4)):
            faces.append(tuple(a + c for c in quad))
    faces.append((0, 2, 3, 1))
    faces.append(tuple(4 * steps + c for c in (0, 1, 3, 2)))
    return Solid(points, faces)


def sign(w):
    """The name on the wall, letters 28 cm high."""
    d, b = 3.0, 5.6
    bar = [box(b, 28, d).moved(0, 0, d / 2)]
    curved = [sector(8.4, 14, 0, 360, 20, d).moved(14, 14, 0)]
    letter_r = [box(b, 28, d).moved(38.8, 0, d / 2)]
    letter_r.append(sector(2.9, 8.5, -90, 90, 8, d).moved(47, 19.5, 0))
    letter_r += [box(6, b, d).moved(44.2, 22.4, d / 2), box(6, b, d).moved(44.2, 11, d / 2)]
    leg = [(45, 11), (50.6, 11), (57, 0), (50.6, 0)]
    letter_r.append(extrude([leg[3], leg[2], leg[1], leg[0]], d))
    letter_i = [bar[0].moved(67, 0, 0)]
    letter_e = [bar[0].moved(81, 0, 0)]
    letter_e += [box(15, b, d).moved(89, y, d / 2) for y in (0, 11.2, 22.4)]
    letter_l = [bar[0].moved(108, 0, 0), box(15, b, d).moved(116, 0, d / 2)]
    letters = joined(curved + letter_r + letter_i + letter_e + letter_l)
    w.mesh("Sign", letters.moved(-61, 0, 0), color=BRASS, translate=(-36, 234, BACK + 0.5))


def beams(w):
    timber = [box(RIGHT - LEFT, 18, 16, closed=True).moved((LEFT + RIGHT) / 2, 284, -96)]
    timber += [box(14, 18, 200, closed=True).moved(x, 302, -130) for x in (-230, -20, 190, 400)]
    w.mesh("Beams", joined(timber), color=WALNUT)


def room(w):
    with w.group("Room", label="room"):
        sign(w)
        beams(w)
        floor(w)
        wall_panel(w, "BackWall", ((LEFT, BACK), (RIGHT, BACK)), 90, TOP)
        wall_panel(w, "LeftWall", ((LEFT, FRONT), (LEFT, BACK)), 90, TOP)
        wainscot(w, "BackPanelLeft", 350, translate=(LEFT + 175, 0, BACK))
        wainscot(w, "BackPanelRight", 396, translate=(RIGHT - 198, 0, BACK))
        wainscot(
            w, "LeftPanel", FRONT - BACK, translate=(LEFT, 0, (FRONT + BACK) / 2), rotate=(0, 90, 0)
        )
        window(w)


# ---------------------------------------------------------------- the bench


def bench(w):
    chance = random.Random(11)
    with w.group("Workbench", "component", translate=(-140, 0, -189)):
        for k in range(5):
            board = box(226, 6, 14.6, 0.6, closed=True).moved(0, 82, -29.6 + 14.8 * k)
            w.mesh("Top%d" % k, board, color=scaled(PINE, 0.9 + 0.2 * chance.random()))
        legs = [box(9, 82, 9).moved(x, 0, z) for x in (-104, 0, 104) for z in (-28, 28)]
        legs += [box(200, 8, 4).moved(0, 72, z) for z in (-28, 28)]
        legs += [box(4, 8, 48).moved(x, 14, 0) for x in (-104, 0, 104)]
        w.mesh("Frame", joined(legs), color=PINE_DARK)
        w.mesh("Shelf", box(204, 3, 54).moved(0, 22, 0), color=PINE)
        w.mesh("Chest", box(82, 46, 50, 0.8).moved(-52, 26, 4), color=PINE_DARK)
        for k in range(3):
            front = box(76, 12.5, 2, 0.6).moved(-52, 28.5 + 14 * k, 30)
            w.mesh("Drawer%d" % k, front, color=PINE)
            knobs = joined(
                lathe([(0.8, 0), (2, 2.4), (1.8, 3.6), (0, 4)], 8)
                .turned("x", 90)
                .moved(x, 34.7 + 14 * k, 31)
                for x in (-72, -32)
            )
            w.mesh("Knobs%d" % k, knobs, color=BRASS)
        w.instance("CrateA", "Crate", color=BLUE, translate=(26, 25, 2))
        w.instance("CrateB", "Crate", color=RED, translate=(72, 25, 0), rotate=(0, 6, 0))
        vice(w)
        grinder(w)
        on_the_bench(w)


def vice(w):
    with w.group("Vice", "component", translate=(-78, 88, 22)):
        w.mesh("Foot", lathe([(13, 0), (13, 2), (8, 5), (8, 8)], 16), color=TEAL)
        side = [(-9, 7), (5, 7), (5, 12), (9, 12), (9, 22), (4, 22), (4, 17), (-9, 17)]
        body = extrude([(x, y) for x, y in side], 15).turned("y", -90).moved(7.5, 0, 0)
        w.mesh("Body", body, color=TEAL)
        front = [(13, 9), (26, 9), (26, 16), (19, 18), (19, 22), (13, 22)]
        jaw = extrude(front, 15).turned("y", -90).moved(7.5, 0, 0)
        w.mesh("Slide", jaw, color=TEAL)
        faces = box(15.4, 5, 1.4).moved(0, 17.4, 9.4) + box(15.4, 5, 1.4).moved(0, 17.4, 12.8)
        w.mesh("Jaws", faces, color=STEEL)
        w.mesh("Screw", rod((0, 12.5, 8), (0, 12.5, 33), 2.2, 12), color=STEEL)
        w.mesh("Handle", rod((-12, 6, 31), (12, 19, 31), 0.9, 8), color=STEEL)
        w.mesh("Piece", box(7, 13, 2.2).moved(0, 14, 11.2), color=COPPER)


def grinder(w):
    with w.group("Grinder", "component", translate=(-16, 88, 4)):
        w.mesh("Foot", box(20, 3, 17, 0.8), color=IRON)
        w.mesh("Post", box(11, 8, 10).moved(0, 3, 0), color=IRON)
        body = lathe([(6, -13), (9, -10), (9, 10), (6, 13)], 16)
        w.mesh("Motor", body.turned("z", 90).moved(0, 18, 0), color=BLUE)
        shaft = cylinder(1.4, 50, 10).moved(0, -25, 0).turned("z", 90).moved(0, 18, 0)
        w.mesh("Shaft", shaft, color=STEEL)
        for side, name in ((-1, "Left"), (1, "Right")):
            with w.group(name + "Wheel", translate=(side * 20, 18, 0), moving=turning("X", 15)):
                stone = cylinder(10, 4, 16).moved(0, -2, 0).turned("z", 90)
                w.mesh("Stone", stone, color="9b8f80")
                label = cylinder(4, 5, 12).moved(0, -2.5, 0).turned("z", 90)
                w.mesh("Label", label, color=WHITE)
                mark = box(5.4, 3, 1.6).moved(0, 0.6, 0)
                w.mesh("Mark", mark, color=RED)
            outline = [(11.5 * math.cos(a), 11.5 * math.sin(a)) for a in arc(20, 230, 7)]
            outline += [(13 * math.cos(a), 13 * math.sin(a)) for a in reversed(arc(20, 230, 7))]
            outline.reverse()
            guard = extrude(outline, 6.5).moved(0, 0, -3.25).turned("y", 90)
            w.mesh(name + "Guard", guard.moved(side * 20, 18, 0), color=BLUE)
            w.mesh(name + "Rest", box(8, 1, 6).moved(side * 20, 14, 13), color=STEEL)


def arc(start, end, steps):
    return [math.radians(start + (end - start) * k / steps) for k in range(steps + 1)]


def on_the_bench(w):
    with w.group("Toolbox", "component", translate=(66, 88, -2), rotate=(0, -8, 0)):
        w.mesh("Box", box(44, 17, 20, 1.2), color=RED)
        w.mesh("Band", box(44.6, 1.6, 20.6).moved(0, 11, 0), color="7d241b")
        posts = box(1.6, 8, 1.6).moved(-12, 16, 0) + box(1.6, 8, 1.6).moved(12, 16, 0)
        w.mesh("Posts", posts, color=STEEL)
        w.mesh("Grip", rod((-14, 24, 0), (14, 24, 0), 1.4, 10), color=RUBBER)
        clasps = box(4, 5, 1).moved(-13, 8.6, 10.6) + box(4, 5, 1).moved(13, 8.6, 10.6)
        w.mesh("Clasps", clasps, color=STEEL)
    with w.group("Plane", "component", translate=(28, 88, 20), rotate=(0, 24, 0)):
        w.mesh("Sole", box(26, 4, 6.4, 0.6), color=IRON)
        tote = [(-9, 4), (-4, 4), (-5, 8), (-6.5, 11), (-10, 12), (-11, 10), (-9, 8)]
        w.mesh("Tote", extrude(tote, 2).moved(0, 0, -1), color=WALNUT)
        w.mesh("Knob", lathe([(1, 4), (2.2, 7.4), (0, 9.4)], 8).moved(8), color=WALNUT)
        w.mesh("Iron", box(1, 10, 5, closed=True).turned("z", 38).moved(1, 3.5, 0), color=STEEL)
    w.mesh("Shavings", shavings(), color=scaled(PINE, 1.25), double_sided=True)
    w.instance("MugOfPencils", "Mug", color=WHITE, translate=(18, 88, -21))
    with w.group("Pencils", translate=(18, 88, -21)):
        for k, (lean, color) in enumerate(((12, YELLOW), (-10, RED), (5, TEAL), (-4, ORANGE))):
            pencil = cylinder(0.6, 17, 6).turned("z", lean).turned("y", 80 * k)
            w.mesh("Pencil%d" % k, pencil.moved(0, 2, 0), color=color)
    w.instance("TinOnBench", "Tin", color=TEAL, translate=(100, 88, -18))
    w.instance("JarOnBench", "Jar", color="d9a441", translate=(-104, 88, -22))


def shavings():
    """Curls of wood beside the plane."""
    points, faces = [], []
    for curl in range(3):
        x, z = 46 - 5 * curl, 26 + 4 * (curl % 2)
        first = len(points)
        for k in range(13):
            angle, radius = math.radians(60 * k), 1.2 + 0.12 * k
            y = 88.1 + radius + radius * math.sin(angle)
            for side in (0, 2.6):
                points.append((x + radius * math.cos(angle), max(88.1, y), z + side))
        faces += [
            (first + 2 * k, first + 2 * k + 1, first + 2 * k + 3, first + 2 * k + 2)
            for k in range(12)
        ]
    return Solid(points, faces)


# ---------------------------------------------------------------- tools on the wall


def pegboard(w):
    with w.group("Pegboard", "component", translate=(-140, 108, BACK + 2)):
        w.mesh("Board", box(200, 96, 2, 0.6), color="b9925f")
        frame = [box(208, 4, 4).moved(0, y, 0) for y in (-4, 96)]
        frame += [box(4, 96, 4).moved(x, 0, 0) for x in (-102, 102)]
        w.mesh("Frame", joined(frame), color=WALNUT)
        saw(w)
        hammers(w)
        wrenches(w)
        drivers(w)
        square(w)
        clamps(w)


def saw(w):
    teeth = [(2 + 2.3 * k, 0.0 if k % 2 else 1.4) for k in range(24)]
    outline = teeth + [(58, 6.5), (2, 16)]
    with w.group("Saw", translate=(-82, 66, 2.4), rotate=(0, 0, -3)):
        w.mesh("Blade", extrude(outline, 0.5), color="c3c9cf")
        grip = [(-13, 2), (-2, -1), (4, 2), (4, 15), (-3, 18), (-12, 15), (-15, 9)]
        w.mesh("Grip", extrude(grip, 2.4).moved(0, 0, -0.8), color=WALNUT)
        w.mesh(
            "Hole",
            extrude([(-10, 5), (-4, 4.5), (-4, 12), (-9, 12)], 0.4).moved(0, 0, 1.5),
            color="b9925f",
        )


def hammers(w):
    with w.group("Hammer", translate=(-6, 50, 4)):
        w.mesh("Handle", lathe([(0, 0), (1.7, 1), (1.3, 14), (1.1, 32), (0, 32)], 10), color=PINE)
        head = [(-8, 29), (5, 29.5), (9, 30), (9, 36), (5, 35.5), (-4, 36), (-12, 33), (-12, 31.5)]
        w.mesh("Head", extrude(head, 4.4).moved(0, 0, -2.2), color=DARK_STEEL)
    with w.group("Mallet", translate=(20, 48, 4)):
        w.mesh("Handle", lathe([(0, 0), (1.8, 1), (1.3, 28), (0, 28)], 10), color=PINE_DARK)
        w.mesh("Head", box(19, 11, 8, 1).moved(0, 26, 0), color=scaled(PINE, 1.1))


def wrenches(w):
    """Open ends at both sides: the outline goes around two jaws."""
    for k in range(5):
        size = 1.0 - 0.13 * k
        jaw = [
            (2.2, 2.4),
            (4.6, 6.2),
            (4.0, 9.4),
            (2.0, 9.0),
            (1.8, 5.6),
            (-1.8, 5.6),
            (-2.0, 9.0),
            (-4.0, 9.4),
            (-4.6, 6.2),
            (-2.2, 2.4),
        ]
        upper = [(x, y + 24) for x, y in jaw]
        lower = [(-x, -y) for x, y in jaw]
        outline = [(x * size, y * size) for x, y in upper + lower]
        solid = extrude(outline, 1.4).moved(48 + 11 * k, 50 + 4 * k, 2.4)
        w.mesh("Wrench%d" % k, solid, color=STEEL)


def drivers(w):
    colors = (RED, YELLOW, BLUE, ORANGE, TEAL)
    w.mesh("Rack", box(52, 2.4, 5).moved(-66, 28, 4), color=WALNUT)
    for k, color in enumerate(colors):
        w.instance("Driver%d" % k, "Driver", color=color, translate=(-86 + 10 * k, 12 + 0.4 * k, 5))


def square(w):
    with w.group("Square", translate=(-22, 8, 2.4)):
        w.mesh("Stock", box(4, 22, 2.4), color=WALNUT)
        blade = [(2, 17), (30, 17), (30, 21.5), (2, 21.5)]
        w.mesh("Blade", extrude(blade, 0.6), color=STEEL)


def clamps(w):
    for k in range(3):
        with w.group("Clamp%d" % k, translate=(38 + 20 * k, 6, 3)):
            w.mesh("Bar", box(2, 34, 0.8), color=STEEL)
            w.mesh("Jaw", box(9, 3.4, 2.4).moved(3.5, 31, 0), color=RED)
            w.mesh("Slider", box(9, 3.4, 2.4).moved(3.5, 8 + 3 * k, 0), color=RED)
            screw = lathe([(1.6, 0), (1.6, 8), (0.6, 8), (0.6, 13)], 8)
            w.mesh("Screw", screw.moved(6.4, 0.5 + 3 * k, 0), color=PINE_DARK)


# ---------------------------------------------------------------- the gear train


GEAR_MODULE = 1.95


def gear(w, name, teeth, turns, phase, center, color, hub_color, spoke_count):
    module, width = GEAR_MODULE, 3.0
    rim, inner = ring_gear(teeth, module, width, 2.6)
    with w.group(name, translate=center, moving=turning("Z", turns)):
        with w.group("Wheel", rotate=(0, 0, phase)):
            w.mesh("Rim", rim, color=color)
            if spoke_count:
                w.mesh("Spokes", spokes(spoke_count, 2, inner + 0.4, 2.6, 2.2), color=color)
            else:
                plate = lathe([(inner + 0.3, 2.2), (0, 2.2)], 16).turned("x", 90)
                w.mesh("Plate", plate, color=color)
            hub = lathe([(4.4, 0), (4.4, 3.8), (0, 4.6)], 10)
            w.mesh("Hub", hub.turned("x", 90), color=hub_color)


def gear_train(w):
    """Meshing wheels: turns go with the inverse of the teeth, neighbours the other way round."""
    with w.group("GearTrain", "component", translate=(50, 128, BACK + 1)):
        w.mesh("Plate", box(160, 88, 3, 1).moved(0, 0, 1.5), color=IRON)
        edge = [box(160, 2, 4).moved(0, y, 2) for y in (0, 86)]
        edge += [box(2, 84, 4).moved(x, 2, 2) for x in (-79, 79)]
        w.mesh("Edge", joined(edge), color=BRASS)
        x, y, phase, direction = -48.0, 51.0, 0.0, 1
        train = [
            ("GearA", 24, BRASS, STEEL, 6, 0.0),
            ("GearB", 12, STEEL, BRASS, 0, -38.0),
            ("GearC", 18, COPPER, STEEL, 5, 30.0),
            ("GearD", 9, STEEL, BRASS, 0, -44.0),
            ("GearE", 18, BRASS, STEEL, 5, 12.0),
        ]
        before = None
        for name, teeth, color, hub, arms, angle in train:
            if before is not None:
                reach = GEAR_MODULE * (before + teeth) / 2
                x += reach * math.cos(math.radians(angle))
                y += reach * math.sin(math.radians(angle))
                # A tooth of the one stands in a gap of the other on the line of centres.
                contact = angle - phase
                past = (contact * before / 360) % 1
                phase = angle + 180 - (0.5 - past) * 360 / teeth
            turns = direction * (72 // teeth)
            gear(w, name, teeth, turns, phase, (x, y, 4), color, hub, arms)
            before, direction = teeth, -direction
        w.instance("BoltA", "Bolt", translate=(-74, 6, 3))
        w.instance("BoltB", "Bolt", translate=(74, 6, 3))
        w.instance("BoltC", "Bolt", translate=(-74, 82, 3))
        w.instance("BoltD", "Bolt", translate=(74, 82, 3))


# ---------------------------------------------------------------- the engine

CRANK, ROD, ENGINE_TURNS = 15.0, 58.0, 5


def engine(w):
    """Crank, rod and crosshead by the law of the slider crank."""
    with w.group("Engine", "component", translate=(-166, 0, 52)):
        w.mesh("Plinth", box(186, 14, 64, 1.5), color="7b7f82")
        w.mesh("Bed", box(176, 10, 30, 1.2).moved(0, 14, 0), color=SAGE_DARK)
        cheek = [(-12, 0), (12, 0), (7, 40), (-7, 40)]
        w.mesh(
            "Bearings",
            extrude(cheek, 6).moved(42, 22, -15) + extrude(cheek, 6).moved(42, 22, 7),
            color=SAGE_DARK,
        )
        w.mesh(
            "Caps",
            joined(cylinder(8, 7, 16).turned("x", 90).moved(42, 60, z) for z in (-15.5, 6.5)),
            color=BRASS,
        )
        flywheel(w)
        barrel = lathe(
            [(0, 0), (15, 0), (15, 4), (12, 4), (12, 34), (15, 34), (15, 38), (0, 38)], 18
        )
        w.mesh("Barrel", barrel.turned("z", -90).moved(-90, 60, 17), color=TEAL)
        bands = joined(tube(12.5, 2, 18).turned("z", -90).moved(x, 60, 17) for x in (-80, -68))
        w.mesh("Bands", bands, color=BRASS)
        w.mesh("Saddle", box(34, 24, 22).moved(-71, 24, 12), color=SAGE_DARK)
        w.mesh("Chest", box(24, 8, 16, 1).moved(-71, 72, 17), color=TEAL)
        pipe = rod((-71, 78, 17), (-71, 128, 17), 2.6, 12) + rod(
            (-158, 128, 17), (-68.4, 128, 17), 2.6, 12
        )
        w.mesh("Pipe", pipe, color=COPPER)
        w.mesh(
            "Valve",
            lathe([(0, 0), (5, 1), (6, 4), (5, 7), (0, 8)], 10).moved(-71, 96, 17),
            color=BRASS,
        )
        guides = box(46, 2.4, 9).moved(-25, 66, 17) + box(46, 2.4, 9).moved(-25, 51.5, 17)
        w.mesh("Guides", guides, color=STEEL)
        w.mesh(
            "Stand",
            box(6, 30, 8).moved(-6, 23, 17) + box(6, 30, 8).moved(-44, 23, 17),
            color=SAGE_DARK,
        )
        moving_parts(w)


def flywheel(w):
    with w.group("Flywheel", translate=(42, 62, 0), moving=turning("Z", -ENGINE_TURNS)):
        tire = lathe([(38, -5), (45, -5), (45, 5), (38, 5), (38, -5)], 32)
        w.mesh("Rim", tire.turned("x", 90), color=RED)
        w.mesh("Spokes", spokes(6, 6, 39, 5, 5).moved(0, 0, -2.5), color=scaled(RED, 0.8))
        hub = lathe([(0, -9), (9, -9), (9, 9), (0, 9)], 14)
        w.mesh("Hub", hub.turned("x", 90), color=IRON)
        w.mesh("Axle", cylinder(3, 46, 12).moved(0, -24, 0).turned("x", 90), color=STEEL)
        crank = extrude(stadium(CRANK, 7, 5), 4).moved(0, 0, 11.5)
        w.mesh("Crank", crank, color=DARK_STEEL)
        w.mesh("Pin", cylinder(3, 9, 12).turned("x", 90).moved(CRANK, 0, 15.5), color=BRASS)


def moving_parts(w):
    steps = 24 * ENGINE_TURNS
    slide, lean, at = [], [], []
    for k in range(steps + 1):
        angle = -TAU * ENGINE_TURNS * k / steps
        x, y = CRANK * math.cos(angle), CRANK * math.sin(angle)
        slide.append((CODES * k / steps, (42 + x - math.sqrt(ROD**2 - y**2), 62.0, 17.0)))
        lean.append((CODES * k / steps, math.degrees(math.asin(y / ROD))))
    with w.group("Crosshead", moving={"translate:path": slide}):
        w.mesh("Block", box(13, 10, 7, 0.8, closed=True).moved(0, -5, 0), color=BRASS)
        w.mesh("PistonRod", rod((-44, 0, 0), (-4, 0, 0), 2, 12), color=STEEL)
        with w.group("Rod", moving={"rotateZ": lean}):
            bar = extrude(stadium(ROD, 3.4, 4.6), 2.6).moved(0, 0, 3.6)
            w.mesh("Bar", bar, color=STEEL)


# ---------------------------------------------------------------- robot, conveyors, boxes

ROBOT = (40.0, 0.0, 0.0)
SHOULDER, UPPER, FORE, TOOL = 78.0, 72.0, 62.0, 27.0
REACH = 96.0
ROLLER_TOP, ROLLER_RADIUS = 62.0, 3.0
ROLLER_TURNS = 8
SPEED = ROLLER_TURNS * TAU * ROLLER_RADIUS / SECONDS
BOX_W, BOX_H, BOX_L = 24.0, 17.0, 30.0
CYCLE = 120.0
# The first picture shows the robot in mid swing.
PHASE = 50.0
TRAVEL = SPEED * SECONDS
GRAB = ROLLER_TOP + BOX_H - 5.0
HIGH = GRAB + 34.0


def smooth(t):
    t = max(0.0, min(1.0, t))
    return t * t * t * (t * (6 * t - 15) + 10)


def between(at, start, end, a, b):
    return a + (b - a) * smooth((at - start) / (end - start))


def hand(at):
    """Yaw, radius, height of the grip, and how far the fingers are open, at a phase of the cycle."""
    at = (at + PHASE) % CYCLE
    if at < 64:
        yaw = between(at, 38, 64, 90, 0) if at > 38 else 90.0
    else:
        yaw = between(at, 92, 120, 0, 90)
    if at < 22:
        height = between(at, 6, 22, HIGH, GRAB)
    elif at < 60:
        height = between(at, 28, 44, GRAB, HIGH)
    elif at < 84:
        height = between(at, 60, 76, HIGH, GRAB)
    else:
        height = between(at, 84, 98, GRAB, HIGH)
    if at < 60:
        opened = between(at, 22, 28, 4.5, 0)
    else:
        opened = between(at, 77, 83, 0, 4.5)
    # In the middle of a swing the arm draws in a little.
    drawn = 18 * math.sin(math.pi * min(yaw, 90) / 90) ** 2
    return yaw, REACH - drawn, height, opened


def joints(at):
    yaw, radius, height, opened = hand(at)
    r, h = radius, height + TOOL - SHOULDER
    d = math.hypot(r, h)
    elbow = -math.acos((d * d - UPPER**2 - FORE**2) / (2 * UPPER * FORE))
    shoulder = math.atan2(h, r) + math.acos((d * d + UPPER**2 - FORE**2) / (2 * d * UPPER))
    return yaw, math.degrees(shoulder), math.degrees(elbow), opened


def sampled(function, step=2):
    return [(at, function(at)) for at in range(0, CODES + 1, step)]


def robot(w):
    yaw = sampled(lambda at: joints(at)[0])
    shoulder = sampled(lambda at: joints(at)[1])
    elbow = sampled(lambda at: joints(at)[2])
    wrist = sampled(lambda at: -joints(at)[1] - joints(at)[2])
    opened = [joints(at)[3] for at in range(0, CODES + 1, 2)]
    with w.group("Robot", "component", translate=ROBOT):
        w.mesh("Plate", cylinder(32, 3, 26), color=IRON)
        w.mesh("Pedestal", lathe([(24, 3), (22, 8), (17, 36), (19, 42)], 22), color="d8d6cf")
        for k in range(6):
            x, z = 27.5 * math.cos(TAU * k / 6), 27.5 * math.sin(TAU * k / 6)
            w.instance("Bolt%d" % k, "Bolt", translate=(x, 3, z), rotate=(-90, 0, 0))
        with w.group("Turntable", moving={"rotateY": yaw}):
            w.mesh("Disc", lathe([(20, 42), (21, 44), (21, 50), (18, 53), (0, 53)], 22), color=IRON)
            cheek = [(-15, 52), (15, 52), (10, 82), (6, 88), (-6, 88), (-10, 82)]
            cheeks = extrude(cheek, 5).moved(0, 0, 9.5) + extrude(cheek, 5).moved(0, 0, -14.5)
            w.mesh("Cheeks", cheeks, color=ORANGE)
            counter = box(16, 20, 18, 1.5, closed=True).moved(-14, 53, 0)
            w.mesh("Drive", counter, color=IRON)
            with w.group("Shoulder", translate=(0, SHOULDER, 0), moving={"rotateZ": shoulder}):
                axle = cylinder(9, 34, 20).moved(0, -17, 0).turned("x", 90)
                w.mesh("Axle", axle, color=IRON)
                w.mesh("Arm", extrude(stadium(UPPER, 11, 8.5), 12).moved(0, 0, -6), color=ORANGE)
                inlay = extrude(stadium(UPPER - 26, 5, 4, 4), 13.4).moved(13, 0, -6.7)
                w.mesh("Inlay", inlay, color=ORANGE_DARK)
                with w.group("Elbow", translate=(UPPER, 0, 0), moving={"rotateZ": elbow}):
                    joint = cylinder(8, 27, 18).moved(0, -13.5, 0).turned("x", 90)
                    w.mesh("Joint", joint, color=IRON)
                    w.mesh(
                        "Motor",
                        cylinder(6, 12, 16).turned("x", 90).moved(0, 0, 13),
                        color=DARK_STEEL,
                    )
                    fore = extrude(stadium(FORE, 8, 5.5), 8)
                    w.mesh("Forearm", fore.moved(0, 0, -4), color=ORANGE)
                    cable = rod((-4, 9.5, 0), (FORE - 8, 7.5, 0), 1.2, 8)
                    w.mesh("Cable", cable, color=RUBBER)
                    with w.group("Wrist", translate=(FORE, 0, 0), moving={"rotateZ": wrist}):
                        pivot = cylinder(6, 15, 16).moved(0, -7.5, 0).turned("x", 90)
                        w.mesh("Pivot", pivot, color=IRON)
                        w.mesh("Stem", cylinder(4.4, 14, 14).moved(0, -16, 0), color=STEEL)
                        palm = box(11, 5, BOX_W + 13, 0.8, closed=True).moved(0, -TOOL + 6.5, 0)
                        w.mesh("Palm", palm, color=IRON)
                        for side, name in ((1, "Left"), (-1, "Right")):
                            path = [
                                (2 * k, (0.0, -TOOL, side * (BOX_W / 2 + o)))
                                for k, o in enumerate(opened)
                            ]
                            with w.group(name + "Finger", moving={"translate:path": path}):
                                finger = box(9, 14, 2.2, closed=True).moved(0, -7, side * 1.2)
                                w.mesh("Blade", finger, color=YELLOW)


def conveyor(w, name, length, **placed):
    """Rollers along +x from the origin; they turn as fast as the boxes roll."""
    with w.group(name, "component", "conveyor", **placed):
        rails = [box(length, 9, 2.4, closed=True).moved(length / 2, 55.5, z) for z in (-22, 22)]
        w.mesh("Rails", joined(rails), color=TEAL)
        stripe = [box(length, 2, 0.4).moved(length / 2, 59, z) for z in (-23.4, 23.4)]
        w.mesh("Stripe", joined(stripe), color=YELLOW)
        legs = []
        for x in (10, length - 12):
            legs += [box(5, 55.5, 4).moved(x, 0, z) for z in (-21, 21)]
            legs.append(box(3, 4, 38).moved(x, 16, 0))
        w.mesh("Legs", joined(legs), color=IRON)
        count = int(length / 11)
        for k in range(count):
            x = (k + 0.5) * length / count
            w.instance(
                "Roller%02d" % k,
                "Roller",
                translate=(x, ROLLER_TOP - ROLLER_RADIUS, 0),
                moving=turning("Z", -ROLLER_TURNS),
            )


def hatch(w, name, **placed):
    """A housing that boxes come out of or go into, with a curtain of strips; opens to +x."""
    with w.group(name, "component", "hatch", **placed):
        w.mesh("Top", box(46, 16, 62, 1.5, closed=True).moved(-23, 92, 0), color=SAGE)
        sides = [box(46, 92, 8).moved(-23, 0, z) for z in (-27, 27)]
        w.mesh("Sides", joined(sides), color=SAGE)
        w.mesh("Back", box(3, 92, 46).moved(-44, 0, 0), color=RUBBER)
        w.mesh("Below", box(44, 50, 46).moved(-23, 0, 0), color=SAGE_DARK)
        frame = [box(2, 108, 4).moved(0.6, 0, z) for z in (-25, 25)] + [
            box(2, 4, 54).moved(0.6, 90, 0)
        ]
        w.mesh("Frame", joined(frame), color=YELLOW)
        strips = joined(box(0.6, 8.5, 7).moved(-1.5, 83, -20 + 8 * k) for k in range(6))
        w.mesh("Strips", strips, color=RED)
        w.mesh(
            "Lamp",
            lathe([(0, 0), (3.4, 0), (3.4, 4), (2.2, 6.4), (0, 7)], 8).moved(-12, 108, 0),
            color=ORANGE,
        )


def box_path(entered):
    """Where a box is that entered the line at a time code: samples of place and turn, and when."""
    arrive = entered + 2 * CYCLE
    grab, release = arrive + 25, arrive + 80
    leave = release + 4
    gone = leave + CYCLE * 1.7
    x, _, z = ROBOT
    places, turns = [], []
    rest = ROLLER_TOP

    def put(at, place, turn):
        if 0 <= at <= CODES:
            places.append((at, place))
            turns.append((at, turn))

    def roll(at):
        if at <= arrive:
            return (x, rest, z - REACH - SPEED * (arrive - at) / 24), 0.0
        if at <= grab:
            return (x, rest, z - REACH), 0.0
        if at <= release:
            yaw, radius, height, _ = hand(at)
            turn = math.radians(yaw)
            place = (x + radius * math.cos(turn), height - GRAB + rest, z - radius * math.sin(turn))
            return place, yaw - 90.0
        return (x + REACH + SPEED * max(0.0, at - leave) / 24, rest, z), -90.0

    moments = {0.0, float(CODES), entered, arrive, grab, release, leave, gone}
    moments |= {float(at) for at in range(0, CODES + 1, 2) if grab <= at <= release}
    for at in sorted(moments):
        put(at, *roll(min(max(at, entered), gone)))
    shown = [(at, entered <= at < gone) for at in sorted({0.0, entered, gone}) if 0 <= at <= CODES]
    return places, turns, shown


def boxes(w):
    with w.group("Boxes", label="box"):
        for k in range(-4, 3):
            places, turns, shown = box_path(CYCLE * k - PHASE)
            w.open(
                'def Xform "Box%d"' % (k + 4),
                ["instanceable = true", "references = </Prototypes/Parcel>"],
            )
            w.color(CARD if k % 2 else "5f9ea0")
            w.place(moving={"translate:path": places, "rotateY": turns})
            w.put("token visibility.timeSamples = {")
            for at, visible in shown:
                w.put('    %s: "%s",' % (tidy(at), "inherited" if visible else "invisible"))
            w.put("}")
            w.close()


def cell(w):
    x, _, z = ROBOT
    start = z - REACH - TRAVEL
    conveyor(w, "InFeed", 148, translate=(x, 0, BACK + 8), rotate=(0, -90, 0))
    hatch(w, "InHatch", translate=(x, 0, BACK + 12), rotate=(0, -90, 0))
    w.mesh("Stop", box(34, 6, 2.4).moved(x, 60, z - REACH + BOX_L / 2 + 1.4), color=RED)
    conveyor(w, "OutFeed", 172, translate=(x + REACH - 22, 0, z))
    hatch(w, "OutHatch", translate=(x + REACH + 104, 0, z), rotate=(0, 180, 0))
    robot(w)
    boxes(w)
    return start


# ---------------------------------------------------------------- shelves and the rest


def shelves(w):
    chance = random.Random(21)
    with w.group("Shelves", "component", translate=(232, 0, -203)):
        uprights = [box(5, 196, 5).moved(x, 0, z) for x in (-92, 0, 92) for z in (-21, 21)]
        w.mesh("Uprights", joined(uprights), color=WALNUT)
        for k, y in enumerate((18, 66, 112, 156)):
            w.mesh(
                "Level%d" % k,
                box(190, 3.4, 48, closed=True).moved(0, y, 0),
                color=scaled(PINE_DARK, 1.0 + 0.08 * (k % 2)),
            )
        brace = rod((-90, 20, -23), (0, 150, -23), 1.2, 6) + rod(
            (90, 20, -23), (0, 150, -23), 1.2, 6
        )
        w.mesh("Brace", brace, color=WALNUT)
        tins = (RED, YELLOW, TEAL, BLUE, ORANGE, SAGE, WHITE)
        for k in range(7):
            w.instance(
                "Tin%d" % k,
                "Tin",
                color=tins[k],
                translate=(-80 + 12.6 * k, 115.4, 6 - 8 * chance.random()),
            )
        for k in range(6):
            w.instance(
                "Jar%d" % k,
                "Jar",
                color=("c9773b", "8fae5d", "d9a441")[k % 3],
                translate=(22 + 12.4 * k, 115.4, 8 - 6 * chance.random()),
            )
        w.instance("CrateA", "Crate", color=SAGE, translate=(-66, 69.4, 2))
        w.instance("CrateB", "Crate", color=ORANGE, translate=(-22, 69.4, 4), rotate=(0, -4, 0))
        parcels = (
            (26, 69.4, 2, 4),
            (58, 69.4, 0, -3),
            (42, 86.4, 1, 9),
            (-70, 21.4, 0, 2),
            (-34, 21.4, 3, -6),
        )
        for k, (x, y, z, turn) in enumerate(parcels):
            w.instance(
                "Parcel%d" % k,
                "Parcel",
                color=scaled(CARD, 0.9 + 0.2 * chance.random()),
                translate=(x, y, z),
                rotate=(0, 90 + turn, 0),
            )
        w.instance("CrateC", "Crate", color=BLUE, translate=(30, 21.4, 0))
        w.instance("CrateD", "Crate", color=RED, translate=(74, 21.4, 2), rotate=(0, 5, 0))
        reel = lathe([(0, -9), (15, -9), (15, -7), (11, -7)], 16) + lathe(
            [(11, 7), (15, 7), (15, 9), (0, 9)], 16
        )
        for k, color in enumerate((COPPER, TEAL)):
            w.mesh("Reel%d" % k, reel.turned("x", 90).moved(-74 + 36 * k, 174.4, 0), color=PINE)
            coil = tube(11.5, 14, 18).moved(0, -7, 0).turned("x", 90)
            w.mesh("Coil%d" % k, coil.moved(-74 + 36 * k, 174.4, 0), color=color)
        binders = (BLUE, RED, SAGE, YELLOW, IRON, TEAL)
        for k in range(10):
            height = 24 + 3 * (k * 7 % 4)
            w.mesh(
                "Binder%d" % k,
                box(6, height, 20).moved(18 + 6.6 * k, 159.4, 4),
                color=binders[k * 5 % 6],
            )


def lamp(w, name, x, z, swing):
    with w.group(name, "component", "lamp", translate=(x, 300, z), moving=swinging("Z", swing, 2)):
        w.mesh("Cord", tube(1.0, 66, 6).moved(0, -66, 0), color=RUBBER)
        w.instance("Shade", "LampShade", translate=(0, -97, 0))


def furniture(w):
    w.instance("StoolA", "Stool", color=PINE, translate=(-84, 0, -100), rotate=(0, 20, 0))
    w.instance("StoolB", "Stool", color=RED, translate=(-30, 0, -136), scale=(0.85, 0.85, 0.85))
    lamp(w, "LampBench", -190, -96, 1.6)
    lamp(w, "LampCell", 158, -96, -1.4)
    with w.group("Pallet", "component", translate=(172, 0, 118), rotate=(0, -14, 0)):
        slats = [box(66, 2.4, 8).moved(0, 9, -22 + 11 * k) for k in range(5)]
        slats += [box(8, 9, 52).moved(x, 0, 0) for x in (-28, 0, 28)]
        w.mesh("Wood", joined(slats), color=PINE_DARK)
        load = (
            (-16, 11.4, -12, 90),
            (-16, 11.4, 13, 90),
            (17, 11.4, -12, 90),
            (17, 11.4, 13, 92),
            (-14, 28.4, -10, 94),
            (15, 28.4, -8, 86),
        )
        for k, (x, y, z, turn) in enumerate(load):
            color = "5f9ea0" if k % 3 == 1 else scaled(CARD, 0.92 + 0.05 * k % 0.2)
            w.instance(
                "Parcel%d" % k, "Parcel", color=color, translate=(x, y, z), rotate=(0, turn, 0)
            )
    with w.group("Barrel", "component", translate=(-300, 0, -205)):
        staves = lathe([(16, 0), (19, 20), (19, 40), (16, 60), (14.5, 60), (14.5, 56), (0, 56)], 16)
        w.mesh("Staves", staves, color=PINE_DARK)
        hoops = joined(tube(r + 0.8, 3, 16).moved(0, y, 0) for y, r in ((8, 17.2), (48, 17.4)))
        w.mesh("Hoops", hoops, color=IRON)
        for k in range(6):
            stick = cylinder(1.5, 96 + 9 * (k % 3), 6).turned("z", -7 + 3 * k).turned("y", 70 * k)
            w.mesh(
                "Stick%d" % k,
                stick.moved(0, 50, 0),
                color=(PINE, STEEL, PINE, COPPER, PINE_DARK, STEEL)[k],
            )


# ---------------------------------------------------------------- shared shapes


def prototypes(w):
    w.open('class Scope "Prototypes"')
    with w.group("Roller", label="roller"):
        body = tube(ROLLER_RADIUS, 41, 8).moved(0, -20.5, 0).turned("x", 90)
        w.mesh("Body", body, color=STEEL)
        mark = sheet(1.4, 41).turned("x", -90).moved(0, ROLLER_RADIUS + 0.05, 20.5)
        w.mesh("Mark", mark, color=IRON)
    with w.group("Parcel", label="parcel"):
        w.mesh("Card", box(BOX_W, BOX_H, BOX_L, closed=True))
        w.mesh("Tape", box(5, BOX_H + 0.12, BOX_L + 0.24), color="e8d9b5")
        label = sheet(11, 8).turned("y", 90).moved(BOX_W / 2 + 0.12, 5, -5)
        w.mesh("Label", label, color=WHITE)
    with w.group("Crate", label="crate"):
        sides = [box(40, 24, 2).moved(0, 0, z) for z in (-15, 15)]
        sides += [box(2, 24, 28).moved(x, 0, 0) for x in (-19, 19)]
        sides += [box(41.6, 2.6, 2.6).moved(0, 20, z) for z in (-15.6, 15.6)]
        sides.append(sheet(38, 28).turned("x", -90).moved(0, 1.5, 14))
        w.mesh("Sides", joined(sides))
        w.mesh("Label", sheet(14, 7).moved(0, 8, 16.1), color=WHITE)
    with w.group("Tin", label="tin"):
        w.mesh("Body", tube(5.6, 13, 10))
        w.mesh("Lid", lathe([(5.9, 13), (5.9, 14.4), (0, 14.4)], 10), color=STEEL)
    with w.group("Jar", label="jar"):
        w.mesh("Glass", lathe([(4.8, 0), (4.8, 10), (3.8, 13)], 10))
        w.mesh("Lid", lathe([(4.3, 13), (4.3, 16), (0, 16)], 10), color=BRASS)
    with w.group("Mug", label="mug"):
        w.mesh("Cup", lathe([(4.2, 0), (4.6, 11), (4, 11), (3.8, 2), (0, 2)], 10))
    with w.group("Driver", label="driver"):
        w.mesh("Grip", lathe([(1, 20), (2.1, 21.5), (2.1, 29), (0, 32)], 7))
        w.mesh("Shank", tube(0.55, 20, 5), color=STEEL)
    with w.group("Bolt", label="bolt"):
        head = lathe([(2.2, 0), (2.2, 1.6), (0, 1.6)], 6).turned("x", 90)
        w.mesh("Head", head, color=STEEL)
    with w.group("Stool", label="stool"):
        seat = lathe([(0, 56), (16, 56), (17.5, 58), (17, 60.6), (0, 60.4)], 16)
        w.mesh("Seat", seat)
        legs = []
        for k in range(4):
            leg = tube(1.8, 57, 8).turned("z", 9).moved(19.5, 0, 0).turned("y", 45 + 90 * k)
            legs.append(leg)
        w.mesh("Legs", joined(legs), color=WALNUT)
        tire = lathe([(14, 20), (15.4, 20), (15.4, 21.4), (14, 21.4), (14, 20)], 12)
        w.mesh("Ring", tire, color=STEEL)
    with w.group("LampShade", label="lamp"):
        outer = lathe([(25, 0), (24, 3), (12, 14), (5, 18), (3, 30), (0, 32)], 16)
        w.mesh("Outside", outer, color="2f5d50")
        inner = lathe([(0, 17), (5, 16.6), (11, 13), (24.6, 0)], 16)
        inner = inside_out(inner)
        w.mesh("Inside", inner, color=WHITE)
        w.mesh("Bulb", lathe([(0, 0), (3.4, 2), (4.4, 5.4), (2, 12)], 10), color="fff1c4")
    w.close()


def camera(w, name, eye, target, focal):
    dx, dy, dz = (t - e for t, e in zip(target, eye))
    yaw = math.degrees(math.atan2(-dx, -dz))
    pitch = math.degrees(math.atan2(dy, math.hypot(dx, dz)))
    w.open('def Camera "%s"' % name)
    w.put("float focalLength = %s" % tidy(focal))
    w.put("float horizontalAperture = 36")
    w.put("float verticalAperture = 20.25")
    w.put("float2 clippingRange = (10, 5000)")
    w.put("double3 xformOp:translate = " + vector(eye))
    w.put("float3 xformOp:rotateYXZ = " + vector((pitch, yaw, 0), 4))
    w.put('uniform token[] xformOpOrder = ["xformOp:translate", "xformOp:rotateYXZ"]')
    w.close()


HEAD = """#usda 1.0
(
    defaultPrim = "World"
    doc = "Oriel's workshop; written by workshop.py, repeats after ten seconds"
    endTimeCode = 240
    metersPerUnit = 0.01
    startTimeCode = 0
    timeCodesPerSecond = 24
    upAxis = "Y"
)
"""


def main():
    w = Writer()
    with w.group("World", "assembly"):
        with w.group("Cameras"):
            camera(w, "Main", (66, 208, 668), (12, 85, -60), 39)
            camera(w, "Robot", (250, 150, 230), (60, 75, -30), 40)
            camera(w, "Bench", (-60, 160, 90), (-140, 110, -200), 38)
        room(w)
        bench(w)
        pegboard(w)
        gear_train(w)
        engine(w)
        cell(w)
        shelves(w)
        furniture(w)
    prototypes(w)
    print(HEAD)
    print("\n".join(w.lines).rstrip())


if __name__ == "__main__":
    main()
