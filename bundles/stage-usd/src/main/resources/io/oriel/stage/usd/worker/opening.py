"""Opens a stage within what it may touch, and says what USD had to say about it."""

import os

from pxr import Pcp, Sdf, Usd

import wire

MAX_WARNINGS = 50


def open_stage(opening, warnings):
    """The stage with the chosen variants; what cannot be chosen is added to the warnings."""
    if not os.path.isfile(opening.path):
        raise wire.Refused(wire.ERROR_MISSING, "the file is gone")
    stage = Usd.Stage.Open(opening.path)
    choose(stage, opening.variants, warnings)
    check_cycles(stage)
    for path in layer_files(stage):
        check_root(path, opening.roots, "layer")
    return stage


def choose(stage, variants, warnings):
    """Puts the choices into the session layer, one by one: each can bring or take others' prims."""
    session = stage.GetSessionLayer()
    left = list(variants)
    offered = _first_offered(stage, left)
    while offered is not None:
        path, name, variant = offered
        Sdf.CreatePrimInLayer(session, path).variantSelections[name] = variant
        left.remove(offered)
        offered = _first_offered(stage, left)
    for path, name, variant in left:
        warnings.append("%s does not offer the variant %s = %s" % (path, name, variant))


def _first_offered(stage, choices):
    """Parents come before their children, for the server sorts by path."""
    return next((choice for choice in choices if _offered(stage, *choice)), None)


def _offered(stage, path, name, variant):
    prim = prim_at(stage, path)
    return (
        prim is not None
        and not prim.IsInstanceProxy()
        and variant in prim.GetVariantSet(name).GetVariantNames()
    )


def prim_at(stage, path):
    """The prim at a path that anybody may have written, or None."""
    if not Sdf.Path.IsValidPathString(path):
        return None
    where = Sdf.Path(path)
    prim = stage.GetPrimAtPath(where) if where.IsAbsoluteRootOrPrimPath() else None
    return prim or None


def check_cycles(stage):
    for error in stage.GetCompositionErrors():
        if isinstance(error, (Pcp.ErrorArcCycle, Pcp.ErrorSublayerCycle)):
            raise wire.Refused(wire.ERROR_INVALID, one_line(str(error)))


def layer_files(stage):
    """Every local file that the stage's layers come from; one package may hold several layers."""
    paths = (layer.realPath.split("[")[0] for layer in stage.GetUsedLayers(includeClipLayers=True))
    return list(dict.fromkeys(path for path in paths if path))


def check_root(path, roots, what):
    real = os.path.realpath(path)
    if roots and not any(os.path.commonpath((root, real)) == root for root in roots):
        raise wire.Refused(wire.ERROR_FORBIDDEN, "it uses the %s %s" % (what, real))


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


def refusal(error):
    """What an error of USD means for whoever asked."""
    text = "; ".join(_texts_of(error))
    if "bad_alloc" in text:
        return wire.Refused(wire.ERROR_MEMORY, "")
    return wire.Refused(wire.ERROR_INVALID, text)


def _texts_of(error):
    """What USD says, the layer's own complaint first, without its source lines."""
    texts = [one_line(part.commentary) for part in error.args if hasattr(part, "commentary")]
    return texts or [one_line(str(error))]


def one_line(text):
    return " ".join(text.split())
