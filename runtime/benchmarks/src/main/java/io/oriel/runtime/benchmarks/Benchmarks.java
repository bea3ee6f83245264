package io.oriel.runtime.benchmarks;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** The program behind {@code runtime/bench}. */
public final class Benchmarks {
  private static final String USAGE =
      """
      Usage: runtime/bench [kernels|load|shm|rtsp] [--quick] [--viewers N] [--seconds N] [-- SERVER OPTIONS]

      Measures Oriel on this machine and prints tables with ratios; without a name the first
      three parts.
        kernels      the inner loops by JMH: vector code against its scalar twin and a peer
        load         the shipped server with 1, 2, 4 ... viewers over WebRTC on the loopback
        shm          1920x1080 at 60 in shared memory, to readers in Java and in C that
                     compare every picture, beside a plain copy of the same bytes
        rtsp         ages of pictures at GStreamer, beside gst-rtsp-server; takes --seconds
                     and after -- only --encoder x264 or openh264

        --quick      fewer rounds, for a first look
        --viewers N  the most viewers, 1 to 64 (16)
        --seconds N  of measuring at each number of viewers or readers, 1 to 600 (20)
      What stands behind -- goes to the server, such as --encoder x264.

      Compare figures of one run only: other work on the machine moves all of them.
      """;

  private List<String> parts = List.of("kernels", "load", "shm");
  private boolean quick;
  private int viewers = 16;
  private int seconds = 20;
  private final List<String> serverOptions = new ArrayList<>();

  private Benchmarks(List<String> arguments) {
    for (int i = 0; i < arguments.size(); i++) {
      switch (arguments.get(i)) {
        case "kernels", "load", "shm", "rtsp" -> parts = List.of(arguments.get(i));
        case "--quick" -> quick = true;
        case "--viewers" -> viewers = number(arguments, ++i, 64);
        case "--seconds" -> seconds = number(arguments, ++i, 600);
        case "--" -> {
          serverOptions.addAll(arguments.subList(i + 1, arguments.size()));
          return;
        }
        default -> throw new IllegalArgumentException("unknown option " + arguments.get(i));
      }
    }
  }

  private static int number(List<String> arguments, int at, int most) {
    String option = arguments.get(at - 1);
    String text = at < arguments.size() ? arguments.get(at) : "";
    if (!text.matches("[1-9][0-9]{0,5}") || Integer.parseInt(text) > most) {
      throw new IllegalArgumentException(option + " takes a number from 1 to " + most);
    }
    return Integer.parseInt(text);
  }

  private void run() throws Exception {
    if (parts.contains("kernels")) {
      Kernels.run(quick, System.out);
    }
    if (parts.contains("load")) {
      Load.run(
          quick ? Math.min(viewers, 4) : viewers, quick ? 5 : seconds, serverOptions, System.out);
    }
    if (parts.contains("shm")) {
      SharedMemory.run(quick ? 5 : seconds, System.out);
    }
    if (parts.contains("rtsp")) {
      int encoder = serverOptions.indexOf("--encoder") + 1;
      RtspLatency.run(
          quick ? 5 : seconds, encoder == 0 ? "openh264" : serverOptions.get(encoder), System.out);
    }
  }

  public static void main(String[] arguments) throws Exception {
    Benchmarks benchmarks;
    try {
      benchmarks = new Benchmarks(List.of(arguments));
    } catch (IllegalArgumentException wrong) {
      System.err.println("bench: " + wrong.getMessage() + "\n");
      System.err.print(USAGE);
      System.exit(2);
      return;
    }
    try {
      benchmarks.run();
    } catch (IOException failed) {
      System.err.println("bench: " + failed.getMessage());
      System.exit(1);
    }
  }
}
