"""Answers about one prim of an open stage."""

import struct

from pxr import Usd

import opening
import values
import wire

MAX_PROPERTIES = 10000


def properties(stage, path, time):
    """Name, type and value of each property, packed."""
    found = _prim(stage, path).GetProperties()
    if len(found) > MAX_PROPERTIES:
        raise wire.Refused(wire.ERROR_TOO_LARGE, "%s has %d properties" % (path, len(found)))
    parts = [struct.pack("<I", len(found))]
    size = 0
    for each in found:
        part = wire.string(each.GetName()) + _typed_value(each, Usd.TimeCode(time))
        size += len(part)
        if size > wire.MAX_ANSWER // 2:
            limit = wire.MAX_ANSWER // 2 >> 20
            raise wire.Refused(
                wire.ERROR_TOO_LARGE, "the properties of %s take more than %d MiB" % (path, limit)
            )
        parts.append(part)
    return parts


def _typed_value(each, time):
    if isinstance(each, Usd.Relationship):
        return wire.string("rel") + b"\1" + values.pack(each.GetTargets())
    kind = wire.string(str(each.GetTypeName()))
    try:
        value = each.Get(time)
    except UnicodeDecodeError:
        value = None  # bytes that are no text
    return kind + (b"\0" if value is None else b"\1" + values.pack(value))


def variants(stage, path):
    """Name, options and selection of each variant set, packed."""
    sets = _prim(stage, path).GetVariantSets()
    names = sets.GetNames()
    parts = [struct.pack("<I", len(names))]
    for name in names:
        each = sets.GetVariantSet(name)
        options = each.GetVariantNames()
        parts.append(wire.string(name) + struct.pack("<I", len(options)))
        parts.extend(wire.string(option) for option in options)
        parts.append(wire.string(each.GetVariantSelection()))
    if sum(map(len, parts)) > wire.MAX_ANSWER:
        raise wire.Refused(wire.ERROR_TOO_LARGE, "%s has too many variants" % path)
    return parts


def _prim(stage, path):
    prim = opening.prim_at(stage, path)
    if prim is None:
        raise wire.Refused(wire.ERROR_NO_PRIM, "it has no prim %s" % path)
    return prim
