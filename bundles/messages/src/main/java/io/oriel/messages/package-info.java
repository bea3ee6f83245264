/**
 * The conversation with viewers: reads what they write, gets it to its handlers, and writes what is
 * answered. Exports nothing.
 *
 * <p>The way of a message: {@code Dispatcher.onText} has the codec take the text apart, finds the
 * bound handler, and has its {@code PayloadReader} make the record. What the handler says goes
 * through {@code Outbox}: {@code PayloadWriter} makes plain values of the record, the viewer's
 * {@code Dialect} puts them into its names and shapes, and the codec writes them.
 */
package io.oriel.messages;
