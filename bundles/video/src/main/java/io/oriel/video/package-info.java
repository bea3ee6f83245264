/**
 * The video feed: each stream is encoded once for each codec, whoever watches. Exports nothing.
 *
 * <p>The way of a frame: {@code StreamFeed.onFrame} hands it to the {@code Mailbox} of every
 * watched {@code Encoding}; the {@code EncodeRun} that owns the encoder takes it out, has {@code
 * EncoderInput} convert it, encodes it, and {@code Encoding.deliver} puts the access unit into the
 * {@code UnitRing} and hands it to each {@code Subscriber}.
 */
package io.oriel.video;
