/**
 * Real-time transport on the wire: packetising, the shared packet history, RTCP and SRTP.
 *
 * <p>Nothing here owns a socket, nor a thread but the virtual one that subscribes again. Formats:
 * RTP and RTCP RFC 3550, H.264 payload RFC 6184, header extensions RFC 8285, feedback RFC 4585 and
 * RFC 5104, retransmission RFC 4588, SRTP RFC 3711 and RFC 7714.
 */
@Export
@Version("1.0.0")
package io.oriel.rtp;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
