package io.oriel.api.video;

/**
 * An encoding that runs.
 *
 * @param id unique within the stream; two subscriptions with the same id get the same access units
 * @param codec what is written
 * @param encoder name of the encoder in use when the encoding was joined
 * @param width pixels
 * @param height pixels
 * @param bitsPerSecond target of the bit rate when the encoding was joined
 */
public record EncodingInfo(
    String id, Codec codec, String encoder, int width, int height, int bitsPerSecond) {}
