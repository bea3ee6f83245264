/** Pictures from shared memory. */
package io.oriel.runtime.grab.shm;
