/**
 * Viewers: lets them in, knows them, hears them, and hosts the transports that they come by.
 * Exports nothing.
 *
 * <p>The way of a message: {@code Session.received} puts it into the viewer's {@code Inbox}, whose
 * thread hands it to {@code Conversation} and so to the dispatcher that is installed.
 */
package io.oriel.viewers;
