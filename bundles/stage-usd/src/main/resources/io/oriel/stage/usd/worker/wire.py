"""Frames between the worker and the server, little endian; the twin of Wire.java.

A frame is u32 length, u8 type, then length bytes. A string is u32 length and UTF-8. A blob is u32
length and bytes. A request of the server is u32 length and its body: u8 what it asks, and the rest.
"""

import struct

MAGIC = 0x5355524F  # "ORUS"
VERSION = 3

(
    HELLO,
    PROGRESS,
    STAGE,
    PRIMS,
    NODE,
    TRACK,
    GEOMETRY,
    DEFORMATION,
    DRAWS,
    CAMERA,
    WARNING,
    DONE,
    ERROR,
    PROPERTIES,
    VARIANTS,
    LABEL,
    TEXTURE,
    PART,
    COORDINATES,
    FILE,
) = range(1, 21)

(
    ERROR_IMPORT,
    ERROR_INVALID,
    ERROR_MISSING,
    ERROR_FORBIDDEN,
    ERROR_TOO_LARGE,
    ERROR_MEMORY,
    ERROR_NO_PRIM,
) = range(1, 8)

# What a request asks: to open a stage and hand it over, only to open it, or about a prim of it.
LOAD, OPEN, ASK_PROPERTIES, ASK_VARIANTS = range(1, 5)

MAX_REQUEST = 1 << 24
MAX_ANSWER = 1 << 22
MAX_TEXT = 4000
MAX_STRING = 1 << 16


class Refused(Exception):
    """What was asked for is not given; the code and the text say why."""

    def __init__(self, code, text):
        super().__init__(text)
        self.code = code
        self.text = text


class Request:
    """What the server asks; its parts are read in the order in which they were written."""

    def __init__(self, body):
        self._body = body
        self._at = 0
        (self.kind,) = self._unpack("<B")

    def _unpack(self, form):
        values = struct.unpack_from(form, self._body, self._at)
        self._at += struct.calcsize(form)
        return values

    def number(self):
        return self._unpack("<d")[0]

    def string(self):
        (length,) = self._unpack("<I")
        self._at += length
        return self._body[self._at - length : self._at].decode("utf-8", "surrogateescape")

    def strings(self):
        (count,) = self._unpack("<I")
        return [self.string() for _ in range(count)]

    def limits(self):
        return self._unpack("<5Q")


class Opening:
    """Which stage to open, and how much of it may be handed over."""

    def __init__(self, request):
        self.path = request.string()
        (
            self.max_prims,
            self.max_draws,
            self.max_points,
            self.max_animation_bytes,
            self.max_texture_bytes,
        ) = request.limits()
        self.roots = request.strings()
        chosen = iter(request.strings())
        # (path, set, variant) of each variant that was chosen.
        self.variants = list(zip(chosen, chosen, chosen))


def read_request(stream):
    """The request, or None when the server closed the pipe."""
    head = stream.read(4)
    if len(head) < 4:
        return None
    (length,) = struct.unpack("<I", head)
    if length > MAX_REQUEST:
        raise ValueError("request of %d bytes" % length)
    body = stream.read(length)
    return Request(body) if len(body) == length else None


def string(text):
    data = text.encode("utf-8", "replace")
    if len(data) > MAX_STRING:
        raise Refused(ERROR_TOO_LARGE, "a name of %d bytes" % len(data))
    return struct.pack("<I", len(data)) + data


def blob(data):
    return struct.pack("<I", len(data)) + data


class FrameWriter:
    def __init__(self, pipe):
        self._pipe = pipe

    def send(self, kind, *parts):
        self._pipe.write(struct.pack("<IB", sum(map(len, parts)), kind))
        for part in parts:
            self._pipe.write(part)

    def flush(self):
        self._pipe.flush()

    def hello(self, usd, python):
        self.send(HELLO, struct.pack("<IH", MAGIC, VERSION), string(usd), string(python))
        self.flush()

    def progress(self, fraction, activity):
        self.send(PROGRESS, struct.pack("<d", fraction), string(activity))
        self.flush()

    def warning(self, text):
        self.send(WARNING, string(text[:MAX_TEXT]))

    def error(self, code, text):
        self.send(ERROR, struct.pack("<B", code), string(text[:MAX_TEXT]))
        self.flush()
