/** The two dialects that viewers speak, made of one set of messages on the way out. */
package io.oriel.messages.dialect;
