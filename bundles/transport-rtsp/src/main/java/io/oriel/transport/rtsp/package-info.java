/** A transport: RTSP 1.0 (RFC 2326) with RTP over UDP or over the connection itself. */
package io.oriel.transport.rtsp;
