/** RTSP messages as bytes: RFC 2326 sections 4 to 7 and 10.12. Nothing here owns a thread. */
package io.oriel.transport.rtsp.message;
