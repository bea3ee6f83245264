/** Takes one picture of a stream, whoever serves it. */
package io.oriel.runtime.grab;
