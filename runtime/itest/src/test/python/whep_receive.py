"""Receives a stream by WHEP with aiortc and prints what came as one JSON line.

usage: whep_receive.py URL SECONDS

Goes on beyond SECONDS, for PATIENCE at most, until ENOUGH frames have come: Python on a busy
machine decodes a few a second.
"""

import asyncio
import json
import sys
import time
import urllib.error
import urllib.request

from aiortc import RTCPeerConnection, RTCSessionDescription
from aiortc.mediastreams import MediaStreamError


def post(url, sdp):
    request = urllib.request.Request(
        url, data=sdp.encode(), headers={"Content-Type": "application/sdp"}, method="POST"
    )
    with urllib.request.urlopen(request, timeout=10) as response:
        return response.status, response.headers.get("Location"), response.read().decode()


def delete(url):
    with urllib.request.urlopen(urllib.request.Request(url, method="DELETE"), timeout=10) as response:
        return response.status


ENOUGH = 60
PATIENCE = 40.0


async def watch(track, result, until):
    last_pts = None
    end = until + PATIENCE
    while time.monotonic() < (until if result["frames"] >= ENOUGH else end):
        try:
            frame = await asyncio.wait_for(track.recv(), timeout=max(0.1, end - time.monotonic()))
        except (asyncio.TimeoutError, MediaStreamError):
            break
        now = time.monotonic()
        if result["frames"] == 0:
            result["first_frame_s"] = round(now - result.pop("begin"), 3)
        else:
            result["longest_gap_s"] = round(max(result["longest_gap_s"], now - result["last"]), 3)
        result["last"] = now
        result["frames"] += 1
        result["width"], result["height"] = frame.width, frame.height
        if last_pts is not None and frame.pts <= last_pts:
            result["pts_not_rising"] += 1
        last_pts = frame.pts
        if result["frames"] % 30 == 0:
            luma = bytes(frame.planes[0])[::97]
            mean = sum(luma) // len(luma)
            result["luma_min"] = min(result.get("luma_min", 255), mean)
            result["luma_spread"] = max(result.get("luma_spread", 0), max(luma) - min(luma))


async def main(url, seconds):
    connection = RTCPeerConnection()
    connection.addTransceiver("video", direction="recvonly")
    channel = connection.createDataChannel("oriel")
    result = {"frames": 0, "pts_not_rising": 0, "longest_gap_s": 0.0, "begin": time.monotonic()}
    tasks = []

    @channel.on("open")
    def opened():
        result["channel"] = "open"
        channel.send('{"event_type":"ping","payload":{}}')

    @connection.on("track")
    def on_track(track):
        tasks.append(asyncio.ensure_future(watch(track, result, time.monotonic() + seconds)))

    await connection.setLocalDescription(await connection.createOffer())
    try:
        status, location, answer = post(url, connection.localDescription.sdp)
    except urllib.error.HTTPError as error:
        print(json.dumps({"status": error.code, "problem": error.read().decode()}))
        await connection.close()
        return
    result["status"] = status
    await connection.setRemoteDescription(RTCSessionDescription(sdp=answer, type="answer"))
    await asyncio.gather(*tasks)
    result["delete"] = delete(urllib.request.urljoin(url, location))
    await connection.close()
    result.pop("last", None)
    result.pop("begin", None)
    print(json.dumps(result), flush=True)


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1], float(sys.argv[2])))
