/** A client of RTSP 1.0 (RFC 2326) that plays one video over the connection itself. */
package io.oriel.runtime.grab.rtsp;
