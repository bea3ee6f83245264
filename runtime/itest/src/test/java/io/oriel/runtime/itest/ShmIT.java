package io.oriel.runtime.itest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.oriel.api.input.InputEvent;
import io.oriel.api.input.InputHandler;
import io.oriel.api.transport.Viewer;
import io.oriel.shm.reader.ShmFrame;
import io.oriel.shm.reader.ShmInput;
import io.oriel.shm.reader.ShmReader;
import java.io.EOFException;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * Streams in shared memory, read by our library and by a program in C, beside readers that fail.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ShmIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int FRAMES = 120;
  private static final long SEED = 4711;
  private static final Map<String, Object> PAINTED =
      Map.of("renderer", "test", "width", 640, "height", 360);
  private static final Path MEMORY = Path.of("/dev/shm");

  private final List<InputEvent> input = new CopyOnWriteArrayList<>();
  private EmbeddedServer server;
  private String stream;
  private Path program;

  @BeforeAll
  void start(@TempDir Path folder) throws Exception {
    server = EmbeddedServer.start(folder, Map.of("main", PAINTED)).awaitReady("main");
    server
        .context()
        .registerService(
            InputHandler.class, (Viewer viewer, InputEvent event) -> input.add(event), null);
    stream = server.ports().sharedMemory("main");
    program = ShmProgram.compile(folder);
    await().atMost(PATIENCE).until(() -> Files.exists(socket(server, "main")));
  }

  @AfterAll
  void stop() throws IOException {
    server.close();
    assertThat(left(stream)).isEmpty();
  }

  private static Path socket(EmbeddedServer server, String stream) {
    String folder = System.getenv().getOrDefault("TMPDIR", "/tmp");
    return Path.of(folder, "ovstream-" + server.ports().sharedMemory(stream) + ".sock");
  }

  /** What there is of a stream. */
  private static List<Path> left(String stream) throws IOException {
    try (Stream<Path> files = Files.list(MEMORY)) {
      return files.filter(file -> file.toString().contains(stream)).toList();
    }
  }

  @Test
  void everyFrameIsEqualToTheBitInJavaAndInC() throws Exception {
    PictureSums published = new PictureSums();
    try (var frames = server.stream("main").subscribe(published);
        ShmProgram other = ShmProgram.start(program, stream);
        ShmReader reader = ShmReader.attach(stream)) {
      // A frame from before the sums began has none to be compared with.
      reader.next(PATIENCE);
      reader.next(PATIENCE);
      int seen = read(reader, published, () -> other.frames.size() > FRAMES, FRAMES);
      assertThat(seen).isGreaterThanOrEqualTo(FRAMES);
      List<ShmProgram.Seen> seenByC = List.copyOf(other.frames);
      assertThat(seenByC.subList(1, seenByC.size()))
          .allMatch(frame -> published.hasPublished(frame.capturedNanos(), frame.sum()));
    }
  }

  /** Reads and compares until both are true; frames that were overtaken are none. */
  private static int read(ShmReader reader, PictureSums published, BooleanSupplier done, int least)
      throws Exception {
    int seen = 0;
    while (seen < least || !done.getAsBoolean()) {
      ShmFrame frame = reader.next(PATIENCE).orElseThrow();
      long sum = PictureSums.of(frame.pixels(), frame.width(), frame.height(), frame.pitchBytes());
      if (frame.valid()) {
        assertThat(published.hasPublished(frame.captureTimeNanos(), sum))
            .as("frame " + frame.sequence())
            .isTrue();
        seen++;
      }
    }
    return seen;
  }

  @Test
  void aReaderThatIsKilledAndOneThatIsStoppedChangeNothingForTheOthers() throws Exception {
    RawSink raw = new RawSink(TestRenderer.DARKEST);
    try (ShmProgram killed = ShmProgram.start(program, stream);
        ShmProgram stopped = ShmProgram.start(program, stream);
        ShmProgram third = ShmProgram.start(program, stream)) {
      for (ShmProgram reader : List.of(killed, stopped, third)) {
        await().atMost(PATIENCE).until(() -> reader.frames.size() > 10);
      }
      try (var frames = server.stream("main").subscribe(raw)) {
        long left = metric("viewers_left");
        killed.signal("KILL");
        stopped.signal("STOP");
        int before = third.frames.size();
        await().atMost(PATIENCE).until(() -> third.frames.size() > before + FRAMES);
        await().atMost(PATIENCE).until(() -> metric("viewers_left") == left + 1);
        assertThat(raw.faults).isEmpty();
        stopped.signal("CONT");
        int behind = stopped.frames.size();
        await().atMost(PATIENCE).until(() -> stopped.frames.size() > behind + 10);
      }
    }
  }

  @Test
  void garbageOnTheControlSocketReachesNobodyElse() throws Exception {
    List<String> heard = new CopyOnWriteArrayList<>();
    Random random = new Random(SEED);
    try (ShmReader reader = ShmReader.attach(stream, heard::add)) {
      long tooLong = metric("lines_too_long");
      long malformed = metric("lines_malformed");
      try (SocketChannel half = connect();
          SocketChannel large = connect();
          SocketChannel flood = connect()) {
        say(half, "ATTACH protocolVersion=2\nINPUT_KEY keyCode=8");
        say(large, "ATTACH protocolVersion=2\nMESSAGE " + "x".repeat(17 << 20) + "\n");
        say(flood, "ATTACH protocolVersion=2\n" + "INPUT_KEY keyCode=x\n".repeat(100_000));
        for (int i = 0; i < 50; i++) {
          try (SocketChannel noise = connect()) {
            byte[] bytes = new byte[random.nextInt(100_000)];
            random.nextBytes(bytes);
            noise.write(ByteBuffer.wrap(bytes));
          }
        }
        await().atMost(PATIENCE).until(() -> metric("lines_too_long") > tooLong);
        await().atMost(PATIENCE).until(() -> metric("lines_malformed") >= malformed + 100_000);
        heard.clear();
        reader.sendMessage("{\"event_type\": \"getCapabilities\", \"payload\": {}}");
        await()
            .atMost(PATIENCE)
            .until(() -> heard.stream().anyMatch(text -> text.contains("apabilities")));
        assertThat(reader.next(PATIENCE)).isPresent();
      }
    }
  }

  private SocketChannel connect() throws IOException {
    return SocketChannel.open(UnixDomainSocketAddress.of(socket(server, "main")));
  }

  private static void say(SocketChannel channel, String text) throws IOException {
    ByteBuffer bytes = StandardCharsets.UTF_8.encode(text);
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }

  @Test
  void aRegionThatAReaderDamagesIsMended() throws Exception {
    Path region = MEMORY.resolve("ovstream-" + stream);
    PictureSums published = new PictureSums();
    try (var frames = server.stream("main").subscribe(published);
        ShmReader reader = ShmReader.attach(stream)) {
      long repaired = metric("regions_repaired");
      for (String damage :
          List.of(
              "truncate -s 0 " + region,
              "truncate -s 1M " + region,
              "truncate -s 100M " + region,
              "dd if=/dev/urandom of=" + region + " bs=4096 count=500 conv=notrunc status=none")) {
        long before = metric("regions_repaired");
        assertThat(new ProcessBuilder(damage.split(" ")).start().waitFor()).isZero();
        await().atMost(PATIENCE).until(() -> metric("regions_repaired") > before);
        // Until every slot has been written again.
        long written = metric("frames_written");
        await().atMost(PATIENCE).until(() -> metric("frames_written") > written + 8);
        assertThat(read(reader, published, () -> true, 20)).isGreaterThanOrEqualTo(20);
      }
      assertThat(metric("regions_repaired")).isGreaterThanOrEqualTo(repaired + 4);
      assertThat(reader.alive()).isTrue();
    }
  }

  @Test
  void messagesTextAndInputComeAndGo() throws Exception {
    List<String> heard = new CopyOnWriteArrayList<>();
    try (ShmReader reader = ShmReader.attach(stream, heard::add)) {
      input.clear();
      reader.send(new ShmInput.PointerMoved(320, 180, 1280, 720, 0));
      reader.send(new ShmInput.PointerButton(320, 180, 1, true, ShmInput.CONTROL));
      reader.send(new ShmInput.PointerButton(320, 180, 1, false, 0));
      reader.send(new ShmInput.Wheel(320, 180, 0, 1, 0));
      reader.send(new ShmInput.Key(0x46, 33, 0, true));
      reader.sendText("é");
      await().atMost(PATIENCE).until(() -> input.size() == 6);
      assertThat(input)
          .containsExactly(
              new InputEvent.PointerMoved(160, 90, 0),
              new InputEvent.PointerButton(160, 90, 0, true, InputEvent.CONTROL),
              new InputEvent.PointerButton(160, 90, 0, false, 0),
              new InputEvent.Wheel(160, 90, 0, -1, 0),
              new InputEvent.Key("KeyF", true, 0),
              new InputEvent.Text("é"));
      reader.sendMessage("{\"event_type\": \"getCapabilities\", \"payload\": {}}");
      await()
          .atMost(PATIENCE)
          .until(() -> heard.stream().anyMatch(text -> text.contains("apabilities")));
    }
  }

  @Test
  void aSecondServerIsRefusedTheNameUntilTheFirstIsKilled(@TempDir Path folder) throws Exception {
    Map<String, Map<String, Object>> same =
        Map.of("io.oriel.transport.shm", Map.of("prefix", server.ports().sharedMemory("twice-")));
    String name = server.ports().sharedMemory("twice-") + "main";
    ServerProcess first = ServerProcess.start(folder, Ports.free(), same).awaitReady();
    await().atMost(PATIENCE).until(() -> left(name).size() == 2);
    try (ServerProcess second = ServerProcess.start(folder, Ports.free(), same).awaitReady();
        ShmReader reader = ShmReader.attach(name)) {
      await().atMost(PATIENCE).until(() -> refusedFor(second, first));
      assertThat(reader.next(PATIENCE)).isPresent();
      first.kill();
      assertThatThrownBy(
              () -> {
                while (true) {
                  reader.next(PATIENCE);
                }
              })
          .isInstanceOf(EOFException.class);
      await().atMost(PATIENCE).until(() -> !refusedFor(second, first));
      try (ShmReader again = ShmReader.attach(name)) {
        assertThat(again.next(PATIENCE)).isPresent();
      }
      second.stop();
    }
    assertThat(left(name)).isEmpty();
  }

  private static boolean refusedFor(ServerProcess second, ServerProcess first) throws Exception {
    String ready = Web.get(second.ports().admin("/readyz")).body();
    return ready.contains("configuration.shared-memory")
        && ready.contains("process " + first.pid());
  }

  @Test
  void whoAttachesAndDetachesLeavesNothingBehind() throws Exception {
    int rounds = Boolean.getBoolean("oriel.soak") ? 500 : 24;
    long pid = ProcessHandle.current().pid();
    attachAndDetach(rounds / 2);
    Holdings middle = settled(pid);
    attachAndDetach(rounds / 2);
    Holdings end = settled(pid);
    String both = "from " + middle + " to " + end;
    System.out.println("ShmIT: " + rounds + " times attached, holdings " + both);
    assertThat(end.descriptors()).as(both).isLessThanOrEqualTo(middle.descriptors() + 2);
    assertThat(end.threads()).as(both).isLessThanOrEqualTo(middle.threads() + 3);
    assertThat(end.heapKiB()).as(both).isLessThan(middle.heapKiB() + 3 * 1024);
    assertThat(end.residentKiB()).as(both).isLessThan(middle.residentKiB() + 64 * 1024);
    assertThat(left(stream)).hasSize(2);
  }

  /** Taken when all have left. */
  private Holdings settled(long pid) throws Exception {
    await().atMost(PATIENCE).until(() -> metric("viewers_left") == metric("viewers_joined"));
    return Holdings.of(pid);
  }

  private void attachAndDetach(int times) throws Exception {
    for (int i = 0; i < times; i++) {
      try (ShmReader reader = ShmReader.attach(stream)) {
        assertThat(reader.next(PATIENCE)).isPresent();
      }
    }
  }

  /** A counter of the transport. */
  private long metric(String name) throws Exception {
    Matcher counter =
        Pattern.compile("(?m)^oriel_transport_shm_" + name + "_total(?:\\{\\})? (\\d+)")
            .matcher(Web.get(server.ports().admin("/metrics")).body());
    assertThat(counter.find()).as(name).isTrue();
    return Long.parseLong(counter.group(1));
  }
}
