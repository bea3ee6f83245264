"""Watches a stream by WHEP with aiortc and sends garbage on every data channel.

usage: whep_garbage.py URL COUNT

Prints as one JSON line what it sent. The last thing that it sends is right: KeyZ goes down. Stays
until its standard input ends, for what a viewer has sent last goes with it when it leaves.
"""

import asyncio
import json
import random
import struct
import sys
import urllib.parse

from aiortc import RTCPeerConnection, RTCSessionDescription

from whep_receive import delete, post

SEED = 4711
PATIENCE = 60
MOVE = struct.pack("!BIBBff", 1, 1, 1, 0, 10.0, 10.0)
LAST = struct.pack("!BIBBBB", 1, 2, 4, 0, 1, 4) + b"KeyZ"


def garbage(source):
    """Never a message that is right: a wrong version, one byte too few, one too many, no number."""
    kind = source.randrange(4)
    if kind == 0:
        size = source.choice((0, 10, 100, 1000, 9000))
        return bytes([source.choice((0, 2, 255))]) + source.randbytes(size)
    if kind == 1:
        return MOVE[: source.randrange(1, len(MOVE))]
    if kind == 2:
        return MOVE + bytes([source.randrange(8, 256)])
    return MOVE[:-4] + b"\x7f\xc0\x00\x00"


async def opened(channel):
    while channel.readyState != "open":
        await asyncio.sleep(0.005)


async def drained(channel):
    while channel.bufferedAmount > 0:
        await asyncio.sleep(0.005)


async def acknowledged(connection):
    """Until the server has everything: aiortc has no public word for it."""
    while connection.sctp._outbound_queue or connection.sctp._sent_queue:
        await asyncio.sleep(0.005)


async def main(url, count):
    source = random.Random(SEED)
    connection = RTCPeerConnection()
    connection.addTransceiver("video", direction="recvonly")
    messages = connection.createDataChannel("oriel.messages")
    inputs = connection.createDataChannel("oriel.input")
    # Not lossy as a page's: all of it is to be counted.
    moves = connection.createDataChannel("oriel.moves", ordered=False)
    await connection.setLocalDescription(await connection.createOffer())
    _, location, answer = post(url, connection.localDescription.sdp)
    await connection.setRemoteDescription(RTCSessionDescription(sdp=answer, type="answer"))
    for channel in (messages, inputs, moves):
        await opened(channel)
    for _ in range(count):
        inputs.send(garbage(source))
        moves.send(garbage(source))
        inputs.send("text")
        messages.send(garbage(source))
        # Its own pace: it is to be refused, not lost.
        await drained(inputs)
    inputs.send(LAST)
    await acknowledged(connection)
    await asyncio.to_thread(sys.stdin.read)
    delete(urllib.parse.urljoin(url, location))
    await connection.close()
    print(json.dumps({"refused": 2 * count, "misplaced": 2 * count}), flush=True)


if __name__ == "__main__":
    asyncio.run(asyncio.wait_for(main(sys.argv[1], int(sys.argv[2])), PATIENCE))
