/** A viewer of WebRTC without a browser, signalled by WHEP. */
package io.oriel.runtime.grab.whep;
