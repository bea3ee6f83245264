package io.oriel.transport.shm.region;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.oriel.shm.wire.RegionHeader;
import io.oriel.shm.wire.StreamName;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SharedRegionTest {
  private final StreamName name =
      new StreamName("test-region-" + ProcessHandle.current().pid() + "-" + System.nanoTime());

  private static RegionHeader header(int version) {
    return RegionHeader.of(version, 3, 64, 48, ProcessHandle.current().pid());
  }

  /** A folder that is not empty stands for a file that is another user's. */
  @Test
  void keepsNothingWhereTheSemaphoreCannotBeMade() throws Exception {
    final Path inside = name.semaphoreFile().resolve("x");
    Files.createDirectory(name.semaphoreFile());
    Files.createFile(inside);
    try {
      for (int i = 0; i < 3; i++) {
        assertThatThrownBy(() -> SharedRegion.create(name, header(2)))
            .isInstanceOf(IOException.class)
            .hasMessageContaining(name.semaphoreFile().toString());
        assertThat(Files.exists(name.region())).isFalse();
      }
      assertThat(Files.readString(Path.of("/proc/self/maps"))).doesNotContain(name.text());
      assertThat(opened()).isZero();
    } finally {
      Files.delete(inside);
      Files.delete(name.semaphoreFile());
    }
    SharedRegion.create(name, header(2)).end(0);
    assertThat(opened()).isZero();
  }

  private long opened() throws IOException {
    try (Stream<Path> all = Files.list(Path.of("/proc/self/fd"))) {
      return all.filter(this::leadsHere).count();
    }
  }

  private boolean leadsHere(Path descriptor) {
    try {
      return Files.readSymbolicLink(descriptor).toString().contains(name.text());
    } catch (IOException e) {
      return false;
    }
  }

  /** Its socket may lie where another folder for temporary files is set. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void aLivingProducerIsSeenWithoutItsSocket(int version) throws Exception {
    final SharedRegion region = SharedRegion.create(name, header(version));
    region.begin();
    try {
      assertThat(living()).isPresent();
    } finally {
      region.end(0);
    }
    assertThat(living()).isEmpty();
  }

  private Optional<String> living() throws IOException {
    try (Occupant occupant = new Occupant(name)) {
      return occupant.living();
    }
  }

  @Test
  void doesNotRemoveWhatAnotherPutInItsPlace() throws Exception {
    final SharedRegion lost = SharedRegion.create(name, header(2));
    Files.delete(name.region());
    final SharedRegion next = SharedRegion.create(name, header(2));
    lost.end(0);
    assertThat(next.named()).isTrue();
    assertThat(Files.exists(name.semaphoreFile())).isTrue();
    next.end(0);
    assertThat(Files.exists(name.semaphoreFile())).isFalse();
  }

  /** What readers of ovstream 0.3 and 0.4 do: the C library itself opens the semaphore. */
  @Test
  void wakesWhoSleepsAtTheSemaphoreOfTheSystem() throws Exception {
    final SharedRegion region = SharedRegion.create(name, header(2));
    try (SystemSemaphore semaphore = new SystemSemaphore("/ovstream-" + name.text() + "-wake")) {
      assertThat(semaphore.value()).isZero();
      final Thread sleeper = Thread.ofPlatform().start(semaphore::await);
      while (semaphore.waiting() == 0) {
        Thread.onSpinWait();
      }
      region.wake(1);
      sleeper.join();
      region.wake(3);
      region.wake(2);
      assertThat(semaphore.value()).as("nothing piles up").isEqualTo(3);
      for (int i = 0; i < 3; i++) {
        semaphore.await();
      }
      assertThat(semaphore.value()).isZero();
    } finally {
      region.end(0);
    }
  }

  @Test
  void aSemaphoreThatIsCutOffIsMended() throws Exception {
    final SharedRegion region = SharedRegion.create(name, header(2));
    try {
      try (FileChannel file = FileChannel.open(name.semaphoreFile(), StandardOpenOption.WRITE)) {
        file.truncate(0);
      }
      region.wake(2);
      try (SystemSemaphore semaphore = new SystemSemaphore("/ovstream-" + name.text() + "-wake")) {
        assertThat(semaphore.value()).isEqualTo(2);
      }
    } finally {
      region.end(0);
    }
  }
}
