package io.oriel.transport.rtsp.message;

/** What a client sends over its connection. */
public sealed interface RtspMessage permits RtspRequest, InterleavedFrame {}
