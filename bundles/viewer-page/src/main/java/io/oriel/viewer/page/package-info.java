/** The web page that shows a stream, and the list of streams that it reads. */
package io.oriel.viewer.page;
