/** Colour outputs as pictures: LdrColor, HdrColor and DiffuseAlbedoSD. Exports nothing. */
package io.oriel.aov.color;
