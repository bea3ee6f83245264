/** Between records and the plain values that codecs read and write. */
package io.oriel.messages.payload;
