"""Files of textures, as they are: the server decodes them."""

import os
import struct
from collections import namedtuple

from pxr import Ar

import opening as stage_opening
import wire

Sampling = namedtuple("Sampling", "wrap_s wrap_t color_space scale bias")

# What USD calls it -> the server's number. Everything else is what useMetadata comes to without
# metadata in the file, as in Storm: black, and the colour space by the kind of file.
_WRAPS = {"repeat": 0, "mirror": 1, "clamp": 2}
_BLACK = 3
_COLOR_SPACES = {"sRGB": 1, "raw": 2}
_AUTO = 0
MAX_FILE = 1 << 28  # fits a frame


class Textures:
    """Sends each file once for each way in which it is sampled."""

    def __init__(self, opening, out):
        self.roots = opening.roots
        self.budget = opening.max_texture_bytes
        self.out = out
        self.files = {}
        self.warnings = []
        self.numbers = {}

    def number(self, asset, shader, sampling):
        """The texture's number, or None if it cannot be had."""
        key = (asset.resolvedPath, sampling)
        if key not in self.numbers:
            data = self._read(asset, shader)
            if data is None:
                return None
            self.numbers[key] = len(self.numbers)
            self._send(asset, sampling, data)
        return self.numbers[key]

    def _read(self, asset, shader):
        if not asset.resolvedPath:
            self.warnings.append("%s: the texture %s is missing" % (shader, asset.path))
            return None
        outer = Ar.SplitPackageRelativePathOuter(asset.resolvedPath)[0]
        stage_opening.check_root(outer, self.roots, "texture")
        if not os.path.isfile(outer):
            self.warnings.append("%s: the texture %s is no file" % (shader, asset.path))
            return None
        data = Ar.GetResolver().OpenAsset(Ar.ResolvedPath(asset.resolvedPath))
        if data is None:
            self.warnings.append("%s: the texture %s cannot be read" % (shader, asset.path))
            return None
        size = data.GetSize()
        if size > min(self.budget, MAX_FILE):
            self.warnings.append(
                "%s: the texture %s is too large (limit maxTextureMiB)" % (shader, asset.path)
            )
            return None
        self.budget -= size
        self.files[outer] = None
        return bytes(data.GetBuffer()) if size else b""

    def _send(self, asset, sampling, data):
        self.out.send(
            wire.TEXTURE,
            wire.string(asset.path[: wire.MAX_TEXT]),
            struct.pack(
                "<BBB4f4f",
                _WRAPS.get(sampling.wrap_s, _BLACK),
                _WRAPS.get(sampling.wrap_t, _BLACK),
                _COLOR_SPACES.get(sampling.color_space, _AUTO),
                *sampling.scale,
                *sampling.bias
            ),
            wire.blob(data),
        )
