/** Encodings on their way to players: RTP and RTCP (RFC 3550) over UDP or TCP, and their SDP. */
package io.oriel.transport.rtsp.media;
