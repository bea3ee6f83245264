"""Takes requests, and answers or refuses each of them."""

import gc

from pxr import Tf, Usd, UsdGeom

import opening
import questions
import scene
import wire


def warm_up():
    """Makes USD load its schemas and value types while nobody waits."""
    stage = Usd.Stage.CreateInMemory()
    mesh = UsdGeom.Mesh.Define(stage, "/mesh")
    mesh.CreatePointsAttr([(0, 0, 0)])
    bytes(mesh.GetPointsAttr().Get())
    mesh.AddTranslateOp().Set((0, 0, 0))
    UsdGeom.XformCache(0).GetLocalTransformation(mesh.GetPrim())
    mesh.TransformMightBeTimeVarying()


def serve(requests, out):
    """Until the requests end."""
    stage = None
    request = wire.read_request(requests)
    while request is not None:
        try:
            with Tf.DiagnosticTrap() as trap:
                try:
                    stage = answer(request, stage, trap, out)
                except Tf.ErrorException as error:
                    raise opening.refusal(error) from None
                finally:
                    trap.Dismiss()
        except wire.Refused as refusal:
            out.error(refusal.code, refusal.text)
        except MemoryError:
            out.error(wire.ERROR_MEMORY, "")
        request = wire.read_request(requests)


def answer(request, stage, trap, out):
    """Answers one request; gives the stage that the next ones are about."""
    if request.kind == wire.LOAD:
        stage = load(wire.Opening(request), trap, out)
    elif request.kind == wire.OPEN:
        stage = opening.open_stage(wire.Opening(request), [])
        out.send(wire.DONE)
    elif request.kind == wire.ASK_PROPERTIES:
        path = request.string()
        out.send(wire.PROPERTIES, *questions.properties(stage, path, request.number()))
    elif request.kind == wire.ASK_VARIANTS:
        out.send(wire.VARIANTS, *questions.variants(stage, request.string()))
    else:
        raise ValueError("a request of kind %d" % request.kind)
    out.flush()
    return stage


def load(request, trap, out):
    """Opens a stage and hands all over that the server keeps in memory."""
    # Collecting cycles would only cost time while everything that is made is needed.
    gc.disable()
    try:
        out.progress(0.0, "Opening the stage")
        warnings = []
        stage = opening.open_stage(request, warnings)
        scene.Scene(stage, request, out).read()
        for text in warnings:
            out.warning(text)
        opening.report_warnings(stage, trap, out)
        out.send(wire.DONE)
        return stage
    finally:
        gc.enable()
