package io.oriel.api.stream;

/**
 * What is fixed about a stream.
 *
 * @param name unique among the streams of a server: letters, digits, dot, hyphen, underscore
 * @param width pixels
 * @param height pixels
 * @param framesPerSecond rate of published frames
 * @param renderer name of the configured renderer
 */
public record StreamInfo(
    String name, int width, int height, double framesPerSecond, String renderer) {}
