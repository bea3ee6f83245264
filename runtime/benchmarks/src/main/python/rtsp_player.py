"""Plays argv[1] with GStreamer by argv[2], udp or tcp, for argv[3] seconds after the first second.

Reads the bar code of each decoded picture and prints its age in microseconds, one a line, and at
last, after a blank line, how many pictures were missing between the first and the last.
"""

import sys
import time

import gi

gi.require_version("Gst", "1.0")
from gi.repository import Gst  # noqa: E402

BLOCK = 16
BITS = 56

ages = []
numbers = []
began = []


def code(row):
    value = 0
    for bit in range(BITS):
        value |= (row[bit * BLOCK + BLOCK // 2] > 128) << bit
    return value & 0xFFFFFFFF, value >> 32 & 0xFFFF, value >> 48


def pulled(sink):
    now = time.time_ns() // 1000
    buffer = sink.emit("pull-sample").get_buffer()
    # The luma comes first; its rows are as wide as the picture, which is a multiple of 16.
    row = buffer.extract_dup(BLOCK // 2 * int(sys.argv[4]), BITS * BLOCK)
    stamp, number, check = code(row)
    if check == (stamp % 251 ^ number % 241):
        began or began.append(now)
        if now - began[0] > 1_000_000:
            ages.append(now - stamp & 0xFFFFFFFF)
            numbers.append(number)
    return Gst.FlowReturn.OK


Gst.init(None)
pipeline = Gst.parse_launch(
    f"rtspsrc location={sys.argv[1]} latency=0 protocols={sys.argv[2]}"
    " ! rtph264depay ! avdec_h264 ! video/x-raw,format=I420"
    " ! appsink name=sink emit-signals=true sync=false max-buffers=4"
)
pipeline.get_by_name("sink").connect("new-sample", pulled)
pipeline.set_state(Gst.State.PLAYING)
message = pipeline.get_bus().timed_pop_filtered(
    int((float(sys.argv[3]) + 3) * Gst.SECOND), Gst.MessageType.ERROR | Gst.MessageType.EOS
)
if message is not None and message.type == Gst.MessageType.ERROR:
    sys.exit(str(message.parse_error()))
pipeline.set_state(Gst.State.NULL)
for age in ages:
    print(age)
print()
print(sum((b - a & 0xFFFF) - 1 for a, b in zip(numbers, numbers[1:])))
