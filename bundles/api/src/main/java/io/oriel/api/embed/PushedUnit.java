package io.oriel.api.embed;

import java.lang.foreign.MemorySegment;

/**
 * A picture that the host has encoded, in decoding order, which is the order of capture.
 *
 * @param data one access unit of H.264 or H.265 as an Annex B byte stream, or one temporal unit of
 *     AV1 in the low-overhead format, with or without its temporal delimiter; 16 MiB at most, in
 *     native memory that any thread may read
 * @param keyframe true if decoding can begin here: parameter sets, or the sequence header, inside
 * @param captureTimeNanos when the picture was taken, as {@link System#nanoTime} told it
 */
public record PushedUnit(MemorySegment data, boolean keyframe, long captureTimeNanos) {}
