/**
 * What the host converters share: pictures are converted row by row, at first in plain Java and
 * with vectors once those are faster. Copied into each bundle that uses it, exported by none.
 */
package io.oriel.aov.rows;
