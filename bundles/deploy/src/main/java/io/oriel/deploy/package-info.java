/** Installs bundles beside those that they replace, from a folder and for operators. */
package io.oriel.deploy;
