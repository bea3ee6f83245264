/**
 * The format of streams in shared memory, version 1 and 2 as ovstream documents it: what writer and
 * reader agree on. Not exported: each of the two carries a copy.
 */
package io.oriel.shm.wire;
