/** Loads the FFmpeg libraries that a native fragment brings. */
package io.oriel.ffmpeg;
