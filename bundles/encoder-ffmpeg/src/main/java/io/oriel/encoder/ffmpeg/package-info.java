/** H.264 encoders of FFmpeg. Exports nothing. */
package io.oriel.encoder.ffmpeg;
