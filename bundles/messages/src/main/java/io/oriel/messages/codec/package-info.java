/** Messages as JSON texts, with and without the envelope of browser libraries. */
package io.oriel.messages.codec;
