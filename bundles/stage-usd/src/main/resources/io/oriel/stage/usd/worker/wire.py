"""Frames between the worker and the server, little endian; the twin of Wire.java.

A frame is u32 length, u8 type, then length bytes. A string is u32 length and UTF-8. A blob is u32
length and bytes. The server sends one request: u32 length and its body.
"""

import struct

MAGIC = 0x5355524F  # "ORUS"
VERSION = 1

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
) = range(1, 14)

ERROR_IMPORT, ERROR_INVALID, ERROR_MISSING, ERROR_FORBIDDEN, ERROR_TOO_LARGE, ERROR_MEMORY = range(
    1, 7
)

MAX_REQUEST = 1 << 20
MAX_TEXT = 4000
MAX_STRING = 1 << 16


class Refused(Exception):
    """The stage is not handed over; the code and the text say why."""

    def __init__(self, code, text):
        super().__init__(text)
        self.code = code
        self.text = text


class Request:
    """What to read and how much of it."""

    def __init__(self, body):
        self._body = body
        self._at = 0
        self.path = self._string()
        (
            self.max_prims,
            self.max_draws,
            self.max_points,
            self.max_animation_bytes,
            roots,
        ) = self._numbers(5)
        self.roots = [self._string() for _ in range(roots)]

    def _numbers(self, count):
        values = struct.unpack_from("<%dQ" % count, self._body, self._at)
        self._at += 8 * count
        return values

    def _string(self):
        (length,) = struct.unpack_from("<I", self._body, self._at)
        self._at += 4 + length
        return self._body[self._at - length : self._at].decode("utf-8", "surrogateescape")


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
