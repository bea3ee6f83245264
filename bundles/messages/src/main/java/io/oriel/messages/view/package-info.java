/** What viewers ask and are told about the picture: outputs, settings, time, size, statistics. */
package io.oriel.messages.view;
