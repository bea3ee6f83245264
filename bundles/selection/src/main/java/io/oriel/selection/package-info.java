/**
 * The selection of each stream: {@code StreamSelection} holds it, {@code Selections} registers it,
 * the other components answer messages about it. Exports nothing.
 */
package io.oriel.selection;
