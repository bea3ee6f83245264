"""Semantic labels that a prim carries itself."""

from pxr import Vt

PREFIX = "semantic"
_LABELS = "semantics:labels:"  # UsdSemanticsLabelsAPI: an array of tokens a taxonomy
_DATA = ":params:semanticData"  # the older SemanticsAPI: a string an instance
MAX_LETTERS = 1000


def text(authored, time):
    """All labels among the prim's authored properties as one text; empty without any."""
    found = {}
    for name in sorted(authored):
        if name.startswith(_LABELS):
            value = authored[name].Get(time)
            if isinstance(value, Vt.TokenArray):
                found.update(dict.fromkeys(value))
        elif name.startswith(PREFIX) and name.endswith(_DATA):
            value = authored[name].Get(time)
            if isinstance(value, str):
                found[value] = None
    return ", ".join(label for label in found if label)[:MAX_LETTERS]
