/** Connections, and the sessions that come of them: RFC 2326 sections 10 and 12. */
package io.oriel.transport.rtsp.session;
