"""Prints path and world matrix of every visible drawn prim of a stage at given times.

The straightforward way, with OpenUSD's own computations and nothing of the worker's.
"""

import sys

from pxr import Usd, UsdGeom

SHAPES = {"Mesh", "Cube", "Sphere", "Cylinder", "Cone", "Capsule", "Plane", "Cylinder_1"}

stage = Usd.Stage.Open(sys.argv[1])


def show(time, path, matrix):
    print("%g" % time.GetValue(), path, *["%r" % matrix[i][j] for i in range(4) for j in range(4)])


def below_instancer(prim):
    while prim:
        prim = prim.GetParent()
        if prim and prim.IsA(UsdGeom.PointInstancer):
            return True
    return False


def visible(prim, time):
    imageable = UsdGeom.Imageable(prim)
    return imageable.ComputeVisibility(time) != "invisible" and imageable.ComputePurpose() in (
        "default",
        "render",
    )


def show_all(time):
    for prim in Usd.PrimRange.Stage(stage, Usd.TraverseInstanceProxies()):
        if below_instancer(prim):
            continue
        if prim.GetTypeName() in SHAPES and visible(prim, time):
            show(time, prim.GetPath(), UsdGeom.XformCache(time).GetLocalToWorldTransform(prim))
        if prim.IsA(UsdGeom.PointInstancer) and visible(prim, time):
            instancer = UsdGeom.PointInstancer(prim)
            world = UsdGeom.XformCache(time).GetLocalToWorldTransform(prim)
            placed = instancer.ComputeInstanceTransformsAtTime(
                time, time, instancer.IncludeProtoXform, instancer.IgnoreMask
            )
            mask = instancer.ComputeMaskAtTime(time)
            targets = instancer.GetPrototypesRel().GetTargets()
            for number, index in enumerate(instancer.GetProtoIndicesAttr().Get(time)):
                if mask and not mask[number]:
                    continue
                root = stage.GetPrimAtPath(targets[index])
                for part in Usd.PrimRange(root):
                    if part.GetTypeName() in SHAPES:
                        local, _ = UsdGeom.XformCache(time).ComputeRelativeTransform(part, root)
                        show(time, prim.GetPath(), local * placed[number] * world)


for argument in sys.argv[2:]:
    show_all(Usd.TimeCode(float(argument)))
