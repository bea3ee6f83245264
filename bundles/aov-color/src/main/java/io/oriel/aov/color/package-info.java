/** Colour outputs as pictures: LdrColor, RGBA in, BGRA out. Exports nothing. */
package io.oriel.aov.color;
