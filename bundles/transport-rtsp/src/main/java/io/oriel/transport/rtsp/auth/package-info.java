/** Digest authentication: RFC 7616, and RFC 2069 for players that know no more. */
package io.oriel.transport.rtsp.auth;
