package io.oriel.transport.shm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.oriel.api.error.ErrorCode;
import io.oriel.api.error.OrielException;
import io.oriel.api.error.Problem;
import io.oriel.api.image.HostImage;
import io.oriel.api.image.ImageSpec;
import io.oriel.api.image.PixelFormat;
import io.oriel.api.image.Plane;
import io.oriel.api.input.InputEvent;
import io.oriel.shm.reader.ShmFrame;
import io.oriel.shm.reader.ShmInput;
import io.oriel.shm.reader.ShmReader;
import io.oriel.shm.wire.RegionHeader;
import io.oriel.shm.wire.StreamName;
import io.oriel.tck.FakeFrame;
import io.oriel.tck.FakeStream;
import io.oriel.tck.FakeTransportContext;
import io.oriel.tck.FakeVideoFeed;
import java.io.EOFException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Frames and everything around them, as our own reader in this process sees it. */
class ShmTransportTest {
  @ParameterizedTest
  @CsvSource({"3, 2, 64, 48", "2, 1, 33, 7", "8, 2, 16, 1"})
  void everyFrameArrivesEqualToTheBit(int slots, int version, int width, int height)
      throws Exception {
    try (Fixture shm = Fixture.start(Fixture.config(slots, version), width, height);
        ShmReader reader = ShmReader.attach(shm.name.text())) {
      for (int i = 1; i <= 20; i++) {
        final FakeFrame sent = FakeFrame.noise(width, height, 1, i);
        shm.stream.publish(sent);
        final ShmFrame seen = reader.next(Fixture.PATIENCE).orElseThrow();
        assertThat(seen.sequence()).isEqualTo(i);
        assertThat(seen.captureTimeNanos()).isEqualTo(sent.captureTimeNanos());
        assertEqual(seen, sent);
        await().atMost(Fixture.PATIENCE).until(() -> sent.users() == 0);
      }
      assertThat(shm.transport.durations()).hasSize(2);
    }
  }

  private static void assertEqual(ShmFrame seen, FakeFrame sent) {
    final ImageSpec spec = sent.image().spec();
    assertThat(seen.width()).isEqualTo(spec.width());
    assertThat(seen.height()).isEqualTo(spec.height());
    for (int row = 0; row < seen.height(); row++) {
      final MemorySegment pixels =
          seen.pixels().asSlice((long) row * seen.pitchBytes(), 4L * seen.width());
      assertThat(pixels.mismatch(row(sent, row))).as("row " + row).isEqualTo(-1);
    }
    assertThat(seen.valid()).isTrue();
  }

  private static MemorySegment row(FakeFrame frame, int row) {
    final HostImage host = (HostImage) frame.image();
    final Plane plane = host.spec().plane(0);
    return host.segment()
        .asSlice(plane.offsetBytes() + (long) row * plane.pitchBytes(), 4L * host.spec().width());
  }

  @Test
  void takesRowsOfAnyPitchAndSmallerPictures() throws Exception {
    try (Fixture shm = Fixture.start(64, 48);
        ShmReader reader = ShmReader.attach(shm.name.text())) {
      final ImageSpec odd =
          new ImageSpec(50, 40, PixelFormat.BGRA8, List.of(new Plane(12, 204, 40)));
      final FakeFrame sent = FakeFrame.noise(odd, 1, 1);
      shm.stream.publish(sent);
      final ShmFrame seen = reader.next(Fixture.PATIENCE).orElseThrow();
      assertThat(seen.pitchBytes()).isEqualTo(256);
      assertEqual(seen, sent);
      shm.stream.publish(FakeFrame.noise(128, 48, 1, 2));
      shm.awaitCount(ShmCounter.FRAMES_UNSUPPORTED, 1);
    }
  }

  @Test
  void lookedAtFromOutsideItIsWhatOvstreamMakes() throws Exception {
    try (Fixture shm = Fixture.start(100, 10)) {
      final RegionHeader header = header(shm.name);
      assertThat(header)
          .isEqualTo(
              new RegionHeader(
                  2, 3, 100, 10, 448, 64 + 4480, 128, (int) ProcessHandle.current().pid()));
      assertThat(Files.size(shm.name.region())).isEqualTo(128 + 3 * (64 + 4480));
      for (final Path path : objects(shm.name)) {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
            .as(path.toString())
            .isEqualTo("rw-------");
      }
    }
  }

  private static List<Path> objects(StreamName name) {
    return List.of(name.region(), name.semaphoreFile(), name.socket());
  }

  private static RegionHeader header(StreamName name) throws Exception {
    final ByteBuffer bytes = ByteBuffer.allocateDirect(RegionHeader.BYTES);
    try (FileChannel file = FileChannel.open(name.region())) {
      file.read(bytes, 0);
      return RegionHeader.read(MemorySegment.ofBuffer(bytes.clear()), file.size());
    }
  }

  @Test
  void nothingIsLeftAndReadersAreToldWhenItStops() throws Exception {
    final Fixture shm = Fixture.start(64, 64);
    try (ShmReader reader = ShmReader.attach(shm.name.text())) {
      shm.open.drain(System.nanoTime() + Fixture.PATIENCE.toNanos());
      shm.close();
      assertThat(objects(shm.name)).noneMatch(Files::exists);
      assertThatThrownBy(() -> reader.next(Fixture.PATIENCE)).isInstanceOf(EOFException.class);
    }
    assertThat(shm.server.sessions().getFirst().left())
        .extracting(Problem::code)
        .containsExactly(ErrorCode.SERVER_STOPPING);
    assertThat(shm.stream.watching()).isZero();
  }

  @Test
  void aStreamThatEndsIsWithdrawn() throws Exception {
    try (Fixture shm = Fixture.start(64, 64)) {
      shm.server.remove(shm.stream);
      await()
          .atMost(Fixture.PATIENCE)
          .until(() -> objects(shm.name).stream().noneMatch(Files::exists));
    }
  }

  @Test
  void aNameThatALivingProducerHasIsRefusedUntilItIsFree() throws Exception {
    final Fixture first = Fixture.start(64, 64);
    try (Fixture second = Fixture.start(first.name, Fixture.config(3, 2), 64, 64)) {
      second.awaitCount(ShmCounter.STREAMS_REFUSED, 1);
      assertThat(second.transport.readiness().ready()).isTrue();
      assertThat(second.transport.readiness().problems())
          .singleElement()
          .satisfies(problem -> {
            assertThat(problem.code()).isEqualTo(ErrorCode.SHARED_MEMORY);
            assertThat(problem.detail())
                .contains("process " + ProcessHandle.current().pid())
                .contains("prefix");
          });
      try (ShmReader reader = ShmReader.attach(first.name.text())) {
        first.stream.publish(FakeFrame.noise(64, 64, 1, 1));
        assertThat(reader.next(Fixture.PATIENCE)).isPresent();
      }
      first.close();
      second.awaitOffered();
      await()
          .atMost(Fixture.PATIENCE)
          .until(() -> second.transport.readiness().problems().isEmpty());
    }
  }

  @ParameterizedTest
  @CsvSource({"1", "2"})
  void whatADeadProducerLeftIsRemoved(int version) throws Exception {
    final StreamName name = Fixture.freeName();
    // A number that no process of this machine has.
    writeStale(name, version, Integer.MAX_VALUE);
    try (Fixture shm = Fixture.start(name, Fixture.config(3, 2), 64, 64).awaitOffered()) {
      assertThat(shm.count(ShmCounter.STALE_REMOVED)).isEqualTo(1);
      assertThat(header(name).slotCount()).isEqualTo(3);
      ShmReader.attach(name.text()).close();
    }
  }

  /** Its process has the number of a producer that died, as happens in a container. */
  @Test
  void whatADeadProducerOfTheSameNumberLeftIsRemoved() throws Exception {
    final StreamName name = Fixture.freeName();
    writeStale(name, 2, ProcessHandle.current().pid());
    try (Fixture shm = Fixture.start(name, Fixture.config(3, 2), 64, 64).awaitOffered()) {
      assertThat(shm.count(ShmCounter.STALE_REMOVED)).isEqualTo(1);
    }
  }

  private static void writeStale(StreamName name, int version, long pid) throws Exception {
    final RegionHeader header = RegionHeader.of(version, 2, 64, 64, pid);
    final ByteBuffer bytes = ByteBuffer.allocateDirect((int) header.sizeBytes());
    final MemorySegment memory = MemorySegment.ofBuffer(bytes);
    header.write(memory);
    memory.set(ValueLayout.JAVA_INT, 52, 1);
    try (FileChannel file =
        FileChannel.open(name.region(), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      file.write(bytes, 0);
    }
    try (ServerSocketChannel socket = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      socket.bind(UnixDomainSocketAddress.of(name.socket()));
    }
  }

  @Test
  void aRegionWithoutASocketBelongsToItsProcessIfThatRuns() throws Exception {
    final Process other = new ProcessBuilder("sleep", "600").start();
    final StreamName name = Fixture.freeName();
    writeStale(name, 2, other.pid());
    Files.delete(name.socket());
    try (Fixture shm = Fixture.start(name, Fixture.config(3, 2), 64, 64)) {
      shm.awaitCount(ShmCounter.STREAMS_REFUSED, 1);
      assertThat(shm.transport.readiness().problems().getFirst().detail())
          .contains("process " + other.pid());
      other.destroyForcibly().waitFor();
      shm.awaitOffered();
    }
  }

  @Test
  void aRegionThatIsResizedOrOverwrittenIsMendedUnderItsReaders() throws Exception {
    try (Fixture shm = Fixture.start(64, 64);
        ShmReader reader = ShmReader.attach(shm.name.text())) {
      int sequence = 0;
      for (final long size : new long[] {0, 100, 5000, 1 << 20}) {
        resize(shm.name, size);
        sequence += 2;
        // The first mends it; of the slots that were cut off the next ones are whole again.
        shm.stream.publish(FakeFrame.noise(64, 64, 1, sequence - 1));
        shm.awaitCount(ShmCounter.FRAMES_WRITTEN, sequence - 1);
        final FakeFrame sent = FakeFrame.noise(64, 64, 1, sequence);
        shm.stream.publish(sent);
        shm.awaitCount(ShmCounter.FRAMES_WRITTEN, sequence);
        final ShmFrame seen = reader.next(Fixture.PATIENCE).orElseThrow();
        assertThat(seen.sequence()).isEqualTo(sequence);
        assertEqual(seen, sent);
      }
      assertThat(shm.count(ShmCounter.REGIONS_REPAIRED)).isEqualTo(4);
      overwrite(shm.name);
      final FakeFrame sent = FakeFrame.noise(64, 64, 1, ++sequence);
      shm.stream.publish(sent);
      shm.awaitCount(ShmCounter.FRAMES_WRITTEN, sequence);
      assertEqual(reader.next(Fixture.PATIENCE).orElseThrow(), sent);
      assertThat(header(shm.name).slotCount()).isEqualTo(3);
      assertThat(shm.count(ShmCounter.REGIONS_REPAIRED)).isEqualTo(5);
      assertThat(shm.server.sessions().getFirst().left()).isEmpty();
    }
  }

  private static void resize(StreamName name, long size) throws Exception {
    try (FileChannel file = FileChannel.open(name.region(), StandardOpenOption.WRITE)) {
      if (size > file.size()) {
        file.write(ByteBuffer.allocate(1), size - 1);
      } else {
        file.truncate(size);
      }
    }
  }

  private static void overwrite(StreamName name) throws Exception {
    final byte[] garbage = new byte[(int) Files.size(name.region())];
    Arrays.fill(garbage, (byte) 0xa5);
    try (FileChannel file = FileChannel.open(name.region(), StandardOpenOption.WRITE)) {
      file.write(ByteBuffer.wrap(garbage), 0);
    }
  }

  /** A race that cannot be won by looking first: only the JVM that survives shows it. */
  @Test
  void aRegionThatIsCutOffWhileItIsWrittenHarmsNobody() throws Exception {
    try (Fixture shm = Fixture.start(1024, 1024)) {
      final FakeFrame frame = FakeFrame.noise(1024, 1024, 1, 1);
      final Thread cutter =
          Thread.ofPlatform()
              .start(() -> {
                try {
                  while (!Thread.interrupted()) {
                    resize(shm.name, 0);
                  }
                } catch (Exception e) {
                  // Interrupted within the system call.
                }
              });
      for (int i = 0; i < 300; i++) {
        shm.stream.publish(frame);
        await()
            .atMost(Fixture.PATIENCE)
            .pollInterval(Duration.ofMillis(1))
            .until(() -> frame.users() == 0);
      }
      cutter.interrupt();
      cutter.join();
      final long before = shm.count(ShmCounter.FRAMES_WRITTEN);
      shm.stream.publish(frame);
      shm.stream.publish(frame);
      shm.awaitCount(ShmCounter.FRAMES_WRITTEN, before + 1);
      assertThat(shm.count(ShmCounter.REGIONS_REPAIRED)).isPositive();
    }
  }

  @Test
  void aRegionThatIsRemovedIsOfferedAnew() throws Exception {
    try (Fixture shm = Fixture.start(64, 64)) {
      for (final Path path : List.of(shm.name.region(), shm.name.socket())) {
        final long before = shm.count(ShmCounter.STREAMS_OFFERED);
        Files.delete(path);
        shm.awaitCount(ShmCounter.STREAMS_OFFERED, before + 1);
        shm.awaitOffered();
        try (ShmReader reader = ShmReader.attach(shm.name.text())) {
          shm.stream.publish(FakeFrame.noise(64, 64, 1, 1));
          assertThat(reader.next(Fixture.PATIENCE)).isPresent();
        }
      }
      assertThat(shm.count(ShmCounter.REGIONS_LOST)).isEqualTo(2);
    }
  }

  @Test
  void aTruncatedSemaphoreHarmsNobody() throws Exception {
    try (Fixture shm = Fixture.start(64, 64);
        ShmReader reader = ShmReader.attach(shm.name.text())) {
      try (FileChannel file =
          FileChannel.open(shm.name.semaphoreFile(), StandardOpenOption.WRITE)) {
        file.truncate(0);
      }
      shm.stream.publish(FakeFrame.noise(64, 64, 1, 1));
      assertThat(reader.next(Fixture.PATIENCE)).isPresent();
    }
  }

  @Test
  void whatFailsInTheMiddleLeavesNothingAndIsTriedAgain() throws Exception {
    final StreamName name = Fixture.freeName();
    final FakeStream stream = Fixture.stream(name.text(), 64, 64);
    stream.subscribingFails(2);
    try (Fixture shm = new Fixture(name, stream, new ShmTransport(Fixture.config(3, 2)))) {
      shm.awaitOffered();
      assertThat(shm.count(ShmCounter.STREAMS_REFUSED)).isEqualTo(2);
      ShmReader.attach(name.text()).close();
    }
    assertThat(objects(name)).noneMatch(Files::exists);
  }

  @Test
  void whatFailsWhenItEndsIsStillRemovedAndOfferedAnew() throws Exception {
    final Fixture shm = Fixture.start(64, 64);
    try (shm) {
      shm.stream.leavingFails(1);
      Files.delete(shm.name.region());
      shm.awaitCount(ShmCounter.STREAMS_OFFERED, 2);
      shm.stream.leavingFails(1);
    }
    assertThat(objects(shm.name)).noneMatch(Files::exists);
  }

  @Test
  void aStreamThatComesTwiceIsTheNewOne() throws Exception {
    try (Fixture shm = Fixture.start(64, 64)) {
      final var next = new FakeStream(shm.stream.info(), new FakeVideoFeed());
      shm.server.add(next);
      await().atMost(Fixture.PATIENCE).until(() -> next.watching() > 0);
      assertThat(shm.stream.watching()).isZero();
      try (ShmReader reader = ShmReader.attach(shm.name.text())) {
        next.publish(FakeFrame.noise(64, 64, 1, 1));
        assertThat(reader.next(Fixture.PATIENCE)).isPresent();
      }
    }
  }

  @Test
  void aFrameWithADefectIsGivenBackAndTheNextIsWritten() throws Exception {
    try (Fixture shm = Fixture.start(64, 64)) {
      final FakeFrame whole = FakeFrame.noise(64, 64, 1, 1);
      final FakeFrame bad =
          new FakeFrame(whole.image(), 1, 1) {
            @Override
            public long captureTimeNanos() {
              throw new LinkageError("as of a class that cannot be initialised");
            }
          };
      shm.stream.publish(bad);
      await().atMost(Fixture.PATIENCE).until(() -> bad.users() == 0);
      shm.stream.publish(whole);
      shm.awaitCount(ShmCounter.FRAMES_WRITTEN, 1);
    }
  }

  @Test
  void viewersHearOfEachEpochOnce() throws Exception {
    try (Fixture shm = Fixture.start(64, 64);
        ShmReader reader = ShmReader.attach(shm.name.text())) {
      final ImageSpec spec = ImageSpec.of(64, 64, PixelFormat.BGRA8);
      int sequence = 0;
      for (final long epoch : new long[] {1, 1, 2, 2, 3}) {
        sequence++;
        shm.stream.publish(FakeFrame.noise(spec, epoch, sequence));
        assertThat(reader.next(Fixture.PATIENCE)).isPresent();
      }
      final var session = shm.server.sessions().getFirst();
      await().atMost(Fixture.PATIENCE).until(() -> session.keyframes().size() == 3);
      assertThat(session.keyframes()).containsExactly(1L, 2L, 3L);
    }
  }

  @Test
  void inputTextAndMessagesComeAndGo() throws Exception {
    final List<String> heard = new CopyOnWriteArrayList<>();
    try (Fixture shm = Fixture.start(640, 360);
        ShmReader reader = ShmReader.attach(shm.name.text(), heard::add)) {
      final var session = shm.server.sessions().getFirst();
      reader.send(new ShmInput.PointerMoved(10, 20, 1280, 720, ShmInput.ALT));
      reader.send(new ShmInput.PointerButton(10, 20, 3, true, 0));
      reader.send(new ShmInput.Wheel(10, 20, 0.25f, 1, 0));
      reader.send(new ShmInput.Key(0x57, 0, 0, true));
      reader.send(new ShmInput.Gamepad(0, 4, 1));
      reader.send(
          new ShmInput.Touch(640, 360, 0, List.of(new ShmInput.Touch.Point(1, 3, 1.5f, 2.5f))));
      reader.sendText("é");
      reader.sendMessage("{}");
      await().atMost(Fixture.PATIENCE).until(() -> !session.texts().isEmpty());
      assertThat(session.input())
          .containsExactly(
              new InputEvent.PointerMoved(5, 10, InputEvent.ALT),
              new InputEvent.PointerButton(5, 10, 2, true, 0),
              new InputEvent.Wheel(5, 10, 0.25, -1, 0),
              new InputEvent.Key("KeyW", true, 0),
              new InputEvent.Gamepad(0, 4, 1),
              new InputEvent.Touch(1, InputEvent.Touch.Phase.MOVED, 1.5, 2.5),
              new InputEvent.Text("é"));
      assertThat(session.request().link().send("hello")).isTrue();
      await().atMost(Fixture.PATIENCE).until(() -> heard.equals(List.of("hello")));
    }
  }

  @Test
  void aPrefixStandsBeforeTheNameAndIsChecked() throws Exception {
    final StreamName bare = Fixture.freeName();
    final StreamName name = new StreamName("p-" + bare.text());
    final FakeStream stream = Fixture.stream(bare.text(), 64, 64);
    try (Fixture shm = new Fixture(name, stream, new ShmTransport(Fixture.config("p-", 3, 2, 4)))) {
      shm.awaitOffered();
      assertThat(Files.exists(bare.region())).isFalse();
    }
    assertThatThrownBy(() -> new ShmTransport(Fixture.config("a/b", 3, 2, 4)))
        .isInstanceOf(OrielException.class)
        .hasMessageContaining("prefix");
  }

  @Test
  void aNameThatIsTooLongIsToldAndNothingElseHappens() throws Exception {
    final FakeTransportContext server = new FakeTransportContext();
    server.add(Fixture.stream("x".repeat(64), 64, 64));
    final ShmTransport transport = new ShmTransport(Fixture.config(3, 2));
    try (var open = transport.open(server)) {
      await().atMost(Fixture.PATIENCE).until(() -> !transport.readiness().problems().isEmpty());
      assertThat(transport.readiness().problems().getFirst().detail()).contains("1 to 63");
    }
  }
}
