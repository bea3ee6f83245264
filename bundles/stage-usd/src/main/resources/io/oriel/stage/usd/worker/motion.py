"""What changes over time, as samples that the server interpolates the way USD does."""

import math
import struct

from pxr import Gf, Usd, UsdGeom

TRANSLATE, SCALE, XYZ, XZY, YXZ, YZX, ZXY, ZYX, ORIENT, MATRIX = range(10)

# A spline has no samples of its own: it is read four times a time code, and this often at most.
SPLINE_SAMPLES_A_CODE = 4
MAX_SPLINE_SAMPLES = 16384
POSES_A_CODE = 4

_OP = UsdGeom.XformOp


def _whole(value):
    return value


def _quaternion(value):
    return (value.GetReal(), *value.GetImaginary())


def _matrix(value):
    return [number for row in value for number in row]


# USD's operation -> the server's operation and how its value becomes numbers.
_OPERATIONS = {
    _OP.TypeTranslate: (TRANSLATE, _whole),
    _OP.TypeTranslateX: (TRANSLATE, lambda v: (v, 0, 0)),
    _OP.TypeTranslateY: (TRANSLATE, lambda v: (0, v, 0)),
    _OP.TypeTranslateZ: (TRANSLATE, lambda v: (0, 0, v)),
    _OP.TypeScale: (SCALE, _whole),
    _OP.TypeScaleX: (SCALE, lambda v: (v, 1, 1)),
    _OP.TypeScaleY: (SCALE, lambda v: (1, v, 1)),
    _OP.TypeScaleZ: (SCALE, lambda v: (1, 1, v)),
    _OP.TypeRotateX: (XYZ, lambda v: (v, 0, 0)),
    _OP.TypeRotateY: (XYZ, lambda v: (0, v, 0)),
    _OP.TypeRotateZ: (XYZ, lambda v: (0, 0, v)),
    _OP.TypeRotateXYZ: (XYZ, _whole),
    _OP.TypeRotateXZY: (XZY, _whole),
    _OP.TypeRotateYXZ: (YXZ, _whole),
    _OP.TypeRotateYZX: (YZX, _whole),
    _OP.TypeRotateZXY: (ZXY, _whole),
    _OP.TypeRotateZYX: (ZYX, _whole),
    _OP.TypeOrient: (ORIENT, _quaternion),
    _OP.TypeTransform: (MATRIX, _matrix),
}


def matrix_operation(samples):
    """An operation from (time, matrix) pairs."""
    return _pack(MATRIX, False, [(at, _matrix(matrix)) for at, matrix in samples])


def _pack(kind, inverse, samples):
    numbers = [number for _, values in samples for number in values]
    return struct.pack(
        "<BBI%dd%dd" % (len(samples), len(numbers)),
        kind,
        inverse,
        len(samples),
        *[at for at, _ in samples],
        *numbers
    )


class Timing:
    """The stage's time range, and how much memory samples may still take."""

    def __init__(self, stage, budget):
        self.start = stage.GetStartTimeCode()
        self.end = stage.GetEndTimeCode()
        self.budget = budget
        self.warnings = []
        self.ranged = (
            stage.HasAuthoredTimeCodeRange()
            and math.isfinite(self.start)
            and math.isfinite(self.end)
            and self.start <= self.end
        )
        if not self.ranged:
            self.start = self.end = 0.0
            if any(layer.ListAllTimeSamples() for layer in stage.GetUsedLayers()):
                self.warnings.append(
                    "time samples but no valid startTimeCode and endTimeCode: it stands still"
                )
        self.first = Usd.TimeCode(self.start) if self.ranged else Usd.TimeCode.EarliestTime()

    def moves(self, prim):
        return self.ranged and UsdGeom.Xformable(prim).TransformMightBeTimeVarying()

    def varies(self, attribute):
        return self.ranged and attribute.ValueMightBeTimeVarying()

    def operations(self, prim):
        """The prim's ordered transform operations, packed."""
        return [self._operation(op) for op in UsdGeom.Xformable(prim).GetOrderedXformOps()]

    def _operation(self, op):
        kind, numbers = _OPERATIONS[op.GetOpType()]
        attribute = op.GetAttr()
        times = self._times((attribute,)) if op.MightBeTimeVarying() else ()
        times = self._within_budget(times, 17 * 8, attribute.GetPath())
        samples = []
        for at in times or (self.first,):
            value = attribute.Get(at)
            if value is not None:
                samples.append((at if times else 0.0, tuple(numbers(value))))
        return _pack(kind, op.IsInverseOp(), samples)

    def visibility(self, attribute):
        times = self._times((attribute,))
        times = self._within_budget(times, 16, attribute.GetPath())
        hidden = UsdGeom.Tokens.invisible
        if not times:
            return [(0.0, attribute.Get(self.first) != hidden)]
        return [(at, attribute.Get(at) != hidden) for at in times]

    def instances(self, instancer, count):
        """(time, transforms of all instances) pairs; a single one if nothing moves."""
        moving = [
            attribute
            for attribute in (
                instancer.GetPositionsAttr(),
                instancer.GetOrientationsAttr(),
                instancer.GetOrientationsfAttr(),
                instancer.GetScalesAttr(),
            )
            if self.varies(attribute)
        ]
        path = instancer.GetPath()
        if self.varies(instancer.GetProtoIndicesAttr()):
            self.warnings.append("%s keeps the instances of its first time code" % path)
            moving = []
        times = self._times(moving) if moving else ()
        times = self._within_budget(times, count * 17 * 8, path)
        steps = [(at, self._transforms(instancer, at)) for at in times]
        if any(len(transforms) != count for _, transforms in steps):
            self.warnings.append("%s has a varying number of positions and stands still" % path)
            steps = []
        if len(steps) < 2:
            transforms = self._transforms(instancer, self.first)
            if len(transforms) != count:
                self.warnings.append("%s has unequal numbers of positions and indices" % path)
                transforms = [Gf.Matrix4d(0.0)] * count
            steps = [(0.0, transforms)]
        return steps

    @staticmethod
    def _transforms(instancer, at):
        at = Usd.TimeCode(at)
        return instancer.ComputeInstanceTransformsAtTime(
            at,
            at,
            UsdGeom.PointInstancer.ExcludeProtoXform,
            UsdGeom.PointInstancer.IgnoreMask,
        )

    def deformation(self, prim, shape):
        """(step, points) for each pose of a mesh whose points move, from the start on.

        Four poses a time code if the memory allows it, else two, one, every second, ...
        """
        attribute = shape.moving_points
        path = prim.GetPath()
        for name in ("faceVertexIndices", "faceVertexCounts"):
            if prim.GetAttribute(name).ValueMightBeTimeVarying():
                self.warnings.append("%s changes its faces and stands still" % path)
                return
        step = 1.0 / POSES_A_CODE
        length = self.end - self.start
        size = max(1, shape.point_count * 12)
        while length >= step and (length // step + 1) * size > self.budget:
            step *= 2
        if length < step:
            self.warnings.append("%s stands still: animation memory is spent" % path)
            return
        poses = int(length // step) + 1
        self.budget -= poses * size
        for pose in range(poses):
            points = attribute.Get(self.start + pose * step)
            if points is None or len(points) != shape.point_count:
                self.warnings.append("%s changes its number of points and stops there" % path)
                return
            yield step, bytes(points)

    def _times(self, attributes):
        found = {self.start, self.end}
        inside = Gf.Interval(self.start, self.end)
        for attribute in attributes:
            if attribute.HasSpline():
                found.update(self._spline_times())
            else:
                found.update(attribute.GetTimeSamplesInInterval(inside))
        return sorted(found)

    def _spline_times(self):
        length = self.end - self.start
        count = max(1, min(MAX_SPLINE_SAMPLES, math.ceil(length * SPLINE_SAMPLES_A_CODE)))
        return [self.start + length * step / count for step in range(count + 1)]

    def _within_budget(self, times, bytes_each, path):
        """As many of the times, evenly thinned, as the memory that is left can hold."""
        if not times:
            return times
        fitting = int(self.budget // max(1, bytes_each))
        if fitting < len(times):
            if fitting < 2:
                self.warnings.append("%s stands still: animation memory is spent" % path)
                return ()
            self.warnings.append("%s moves more coarsely: animation memory is spent" % path)
            last = len(times) - 1
            times = [times[last * step // (fitting - 1)] for step in range(fitting)]
        self.budget -= len(times) * bytes_each
        return times
