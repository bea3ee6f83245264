/** From H.264 in RTP packets to a picture. */
package io.oriel.runtime.grab.video;
