"""gst-rtsp-server on port argv[1], showing at /main the H.264 access units that come on stdin.

Each unit comes as its size (4 bytes), the time of its hand-over (8 bytes, microseconds since 1970),
both big-endian, and its bytes. At the end of stdin the median time of the hand-over is printed.
"""

import statistics
import struct
import sys
import threading
import time

import gi

gi.require_version("Gst", "1.0")
gi.require_version("GstRtspServer", "1.0")
from gi.repository import GLib, Gst, GstRtspServer  # noqa: E402

HEADER = struct.Struct(">IQ")
PIPELINE = (
    "( appsrc name=units is-live=true do-timestamp=true format=time"
    " caps=video/x-h264,stream-format=byte-stream,alignment=au"
    " ! rtph264pay name=pay0 pt=96 )"
)

sources = []


def configure(_, media):
    source = media.get_element().get_child_by_name("units")
    sources.append(source)
    media.connect("unprepared", lambda _: sources.remove(source))


def read():
    handed_over = []
    stdin = sys.stdin.buffer
    while header := stdin.read(HEADER.size):
        size, sent = HEADER.unpack(header)
        unit = stdin.read(size)
        handed_over.append(time.time_ns() / 1e3 - sent)
        for source in list(sources):
            source.emit("push-buffer", Gst.Buffer.new_wrapped(unit))
    print(statistics.median(handed_over or [0]), flush=True)
    loop.quit()


Gst.init(None)
server = GstRtspServer.RTSPServer()
server.set_address("127.0.0.1")
server.set_service(sys.argv[1])
factory = GstRtspServer.RTSPMediaFactory()
factory.set_launch(PIPELINE)
factory.set_shared(True)
factory.connect("media-configure", configure)
server.get_mount_points().add_factory("/main", factory)
server.attach(None)
loop = GLib.MainLoop()
threading.Thread(target=read, daemon=True).start()
loop.run()
