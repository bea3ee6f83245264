package io.oriel.runtime.launcher;

import io.oriel.api.health.CheckupContext.Protocol;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Finds the process that holds a port, as Linux tells it in {@code /proc}: sockets of other users'
 * processes only to root.
 */
final class SocketOwner {
  private static final Path PROC = Path.of("/proc");
  private static final int LOCAL_ADDRESS = 1;
  private static final int STATE = 3;
  private static final int INODE = 9;
  private static final String LISTENS = "0A";

  private SocketOwner() {}

  /** The process, if it can be found. */
  static Optional<ProcessHandle> of(Protocol protocol, int port) {
    Set<String> sockets = sockets(protocol, port);
    return sockets.isEmpty()
        ? Optional.empty()
        : ProcessHandle.allProcesses().filter(process -> holds(process, sockets)).findFirst();
  }

  /** The command line of a process with blanks between its words, or nothing. */
  static String commandLine(ProcessHandle process) {
    try {
      return Files.readString(PROC.resolve(process.pid() + "/cmdline")).replace('\0', ' ');
    } catch (IOException e) {
      return "";
    }
  }

  private static Set<String> sockets(Protocol protocol, int port) {
    Set<String> links = new HashSet<>();
    for (String table : List.of("", "6")) {
      try {
        Files.readAllLines(PROC.resolve("net/" + PortTrial.name(protocol) + table)).stream()
            .skip(1)
            .map(line -> line.strip().split("\\s+"))
            .filter(fields -> fields[LOCAL_ADDRESS].endsWith(String.format(":%04X", port)))
            .filter(fields -> protocol == Protocol.UDP || fields[STATE].equals(LISTENS))
            .forEach(fields -> links.add("socket:[" + fields[INODE] + "]"));
      } catch (IOException e) {
        // A machine without this family has no table of it.
      }
    }
    return links;
  }

  private static boolean holds(ProcessHandle process, Set<String> sockets) {
    Path descriptors = PROC.resolve(process.pid() + "/fd");
    try (DirectoryStream<Path> links = Files.newDirectoryStream(descriptors)) {
      for (Path link : links) {
        if (sockets.contains(target(link))) {
          return true;
        }
      }
      return false;
    } catch (IOException e) {
      return false;
    }
  }

  private static String target(Path link) {
    try {
      return Files.readSymbolicLink(link).toString();
    } catch (IOException closedMeanwhile) {
      return "";
    }
  }
}
