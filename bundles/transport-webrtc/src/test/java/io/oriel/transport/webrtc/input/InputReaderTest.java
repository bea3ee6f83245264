package io.oriel.transport.webrtc.input;

import static org.assertj.core.api.Assertions.assertThat;

import io.oriel.api.input.InputEvent;
import io.oriel.api.input.InputEvent.Gamepad;
import io.oriel.api.input.InputEvent.Key;
import io.oriel.api.input.InputEvent.PointerButton;
import io.oriel.api.input.InputEvent.PointerMoved;
import io.oriel.api.input.InputEvent.Text;
import io.oriel.api.input.InputEvent.Touch;
import io.oriel.api.input.InputEvent.View;
import io.oriel.api.input.InputEvent.Wheel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InputReaderTest {
  private static final String HEADER = "01 00000001 ";

  /** The examples of the README say what they hold. */
  private static final List<List<InputEvent>> EXAMPLES =
      List.of(
          List.of(new PointerMoved(640, 360, 0)),
          List.of(new PointerButton(640, 360, 0, true, InputEvent.SHIFT)),
          List.of(new Wheel(640, 360, 0, 0.5, 0)),
          List.of(new Key("KeyW", true, 0)),
          List.of(new Text("é")),
          List.of(new Touch(1, Touch.Phase.BEGAN, 1.5, 2.25)),
          List.of(new Gamepad(0, Gamepad.FIRST_AXIS + 2, -0.5), new Gamepad(0, 0, 1)),
          List.of(new View(1.5)));

  private static byte[] bytes(String hex) {
    return HexFormat.of().parseHex(hex.replace(" ", ""));
  }

  private static Optional<InputReader.Message> read(String hex) {
    return InputReader.read(bytes(hex));
  }

  private static List<byte[]> examples() throws IOException {
    return Pattern.compile("(?m)^\\| \\d: .*\\| `([0-9a-f ]+)` \\|$")
        .matcher(Files.readString(Path.of("README.md")))
        .results()
        .map(row -> bytes(row.group(1)))
        .toList();
  }

  @Test
  void theExamplesOfTheReadmeAreReadAsItSays() throws IOException {
    final List<byte[]> examples = examples();
    assertThat(examples).hasSameSizeAs(EXAMPLES);
    for (int i = 0; i < examples.size(); i++) {
      assertThat(InputReader.read(examples.get(i)))
          .contains(new InputReader.Message(i + 1, EXAMPLES.get(i)));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "01 0f 47800000 c7800000",
        "03 00 00000000 00000000 447a0000 c47a0000",
        "04 0f 00 01 41",
        "06 0f 03 00000000 00000000",
        "07 03 3f bf800000",
        "08 3c23d70a", // a hundredth
        "08 42c80000",
      })
  void whatLiesOnTheLimitIsTaken(final String event) {
    assertThat(read(HEADER + event)).isPresent();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "", // no event
        "00",
        "08 00",
        "09 3f800000",
        "ff",
        "01 10 44200000 43b40000", // a modifier that there is not
        "01 00 7fc00000 43b40000", // not a number
        "01 00 44200000 7f800000", // infinite
        "01 00 44200000 ff800000",
        "01 00 47800080 43b40000", // too far
        "01 00 44200000 43b400", // too short
        "01 00 44200000 43b40000 00", // too long
        "02 00 03 01 44200000 43b40000", // a fourth button
        "02 00 00 02 44200000 43b40000", // neither up nor down
        "03 00 44200000 43b40000 447a4000 00000000", // too many steps
        "04 00 01 00", // no code
        "04 00 01 21 414141414141414141414141414141414141414141414141414141414141414141",
        "04 00 01 05 4b657957", // code too short
        "04 00 01 02 2e2e", // no letter
        "04 00 01 02 c3a9", // no ASCII
        "05 0000", // no text
        "05 0002 c3", // too short
        "05 0001 c3", // half a character
        "05 0003 eda080", // a surrogate
        "05 1001 41",
        "06 10 00 00000000 00000000", // a seventeenth finger
        "06 00 04 00000000 00000000", // a fifth phase
        "07 04 00 3f800000", // a fifth gamepad
        "07 00 40 3f800000",
        "07 00 00 bf000000", // a button below zero
        "07 00 20 3f800001", // an axis beyond one
        "08 3c23d709", // a scale below a hundredth
        "08 42c80001",
        "08 00000000",
        "08 bf800000",
        "08 7fc00000",
        "08 7f800000",
      })
  void whatIsNotInTheTableIsRefusedAndTheWholeMessageWithIt(final String event) {
    assertThat(read(HEADER + event)).isEmpty();
    assertThat(read(HEADER + "01 00 00000000 00000000" + event))
        .as("after an event that is right")
        .matches(message -> event.isEmpty() == message.isPresent());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "01", "01 000000", "00 00000001 01 00 00000000 00000000"})
  void aMessageWithoutItsHeadIsRefused(final String message) {
    assertThat(read(message)).isEmpty();
  }

  @Test
  void sixtyFourEventsAreTakenAndNoMore() {
    final String move = "01 00 00000000 00000000";
    assertThat(read(HEADER + move.repeat(64)).orElseThrow().events()).hasSize(64);
    assertThat(read(HEADER + move.repeat(65))).isEmpty();
  }

  @Test
  void aTextMayHaveFourThousandAndNinetySixBytes() {
    assertThat(read(HEADER + "05 1000" + "41".repeat(4096)).orElseThrow().events())
        .containsExactly(new Text("A".repeat(4096)));
    assertThat(read(HEADER + "05 1001" + "41".repeat(4097))).isEmpty();
    final String most = "05 0fff" + "41".repeat(4095);
    assertThat(read(HEADER + most + most)).as("over 8 KiB").isEmpty();
  }

  @Test
  void mutatedMessagesAreReadOrRefusedAndNeverThrow() throws IOException {
    final long seed = 20261121;
    final Random random = new Random(seed);
    final List<byte[]> examples = examples();
    int taken = 0;
    for (int round = 0; round < 200_000; round++) {
      final byte[] message = mutated(examples.get(random.nextInt(examples.size())), random);
      try {
        final var read = InputReader.read(message);
        read.ifPresent(m -> m.events().forEach(InputReaderTest::assertWithinLimits));
        taken += read.isPresent() ? 1 : 0;
      } catch (RuntimeException e) {
        throw new AssertionError("seed " + seed + ", round " + round, e);
      }
    }
    assertThat(taken).as("of 200 000").isBetween(10_000, 190_000);
  }

  private static byte[] mutated(byte[] example, Random random) {
    final int length = random.nextInt(4) > 0 ? example.length : random.nextInt(2 * example.length);
    final byte[] message = Arrays.copyOf(example, length);
    for (int i = random.nextInt(4); i > 0 && length > 0; i--) {
      message[random.nextInt(length)] = (byte) random.nextInt(256);
    }
    return message;
  }

  private static void assertWithinLimits(InputEvent event) {
    switch (event) {
      case PointerMoved m -> assertPosition(m.x(), m.y());
      case PointerButton b -> {
        assertPosition(b.x(), b.y());
        assertThat(b.button()).isBetween(0, 2);
      }
      case Wheel w -> {
        assertPosition(w.x(), w.y());
        assertThat(Math.max(Math.abs(w.deltaX()), Math.abs(w.deltaY()))).isLessThanOrEqualTo(1000);
      }
      case Key k -> assertThat(k.code()).matches("[A-Za-z0-9]{1,32}");
      case Text t -> assertThat(t.text()).hasSizeBetween(1, 4096);
      case Touch t -> {
        assertPosition(t.x(), t.y());
        assertThat(t.id()).isBetween(0, 15);
      }
      case Gamepad g -> {
        assertThat(g.gamepad()).isBetween(0, 3);
        assertThat(g.position()).isBetween(g.isAxis() ? -1.0 : 0.0, 1.0);
      }
      case View v -> assertThat(v.scale()).isBetween(0.01, 100.0);
    }
  }

  private static void assertPosition(double x, double y) {
    assertThat(Math.max(Math.abs(x), Math.abs(y))).isLessThanOrEqualTo(65_536);
  }
}
