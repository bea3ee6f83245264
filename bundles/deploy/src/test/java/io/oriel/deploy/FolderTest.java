package io.oriel.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.oriel.api.error.ErrorCode;
import io.oriel.api.error.OrielException;
import io.oriel.api.error.Problem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.zip.ZipException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderTest {
  private static final Duration SETTLE = Duration.ofSeconds(1);

  @TempDir Path temp;
  private final List<String> events = new ArrayList<>();
  private final Map<String, OrielException> refusals = new HashMap<>();
  private final Map<String, Throwable> defects = new HashMap<>();
  private final Set<Path> installed = new HashSet<>();
  private final Set<String> taken = new HashSet<>();
  private final Folder.Actions actions =
      new Folder.Actions() {
        @Override
        public String install(Path file) throws OrielException {
          String name = file.getFileName().toString();
          events.add("install " + name);
          if (refusals.containsKey(name)) {
            throw refusals.get(name);
          }
          switch (defects.get(name)) {
            case RuntimeException e -> throw e;
            case Error e -> throw e;
            case null, default -> installed.add(file);
          }
          return name.replace(".jar", "");
        }

        @Override
        public void removed(Path file) {
          events.add("removed " + file.getFileName());
          installed.remove(file);
        }

        @Override
        public Set<Path> installed() {
          return Set.copyOf(installed);
        }

        @Override
        public Set<String> taken() {
          return Set.copyOf(taken);
        }

        @Override
        public void refused(Path file, Problem problem) {
          events.add("refused " + file.getFileName() + " " + problem.code().id());
        }
      };
  private Folder folder;

  @BeforeEach
  void watch() throws Exception {
    folder = new Folder(actions, Exposed.owners(temp));
  }

  @Test
  void waitsUntilAFileStandsStill() throws Exception {
    write("a.jar", "half");
    look(0);
    look(0.9);
    write("a.jar", "half and more");
    look(1.1);
    look(2.0);
    assertThat(events).isEmpty();
    look(2.2);
    look(9);
    assertThat(events).containsExactly("install a.jar");
  }

  @Test
  void installsAChangedFileAgainAndRemovesOneThatIsGone() throws Exception {
    write("a.jar", "one");
    look(0);
    look(1);
    write("a.jar", "another");
    look(2);
    look(3);
    Files.delete(temp.resolve("a.jar"));
    look(4);
    look(5);
    assertThat(events).containsExactly("install a.jar", "install a.jar", "removed a.jar");
  }

  @Test
  void reportsABadFileOnceUntilItChanges() throws Exception {
    refusals.put("a.jar", new OrielException(ErrorCode.BUNDLE_INVALID, "no manifest"));
    write("a.jar", "bad");
    for (int second = 0; second < 20; second++) {
      look(second);
    }
    write("a.jar", "still bad");
    look(20);
    look(21);
    assertThat(events)
        .containsExactly(
            "install a.jar",
            "refused a.jar bundle.invalid",
            "install a.jar",
            "refused a.jar bundle.invalid");
  }

  @Test
  void givesAHalfCopiedFileTimeBeforeItIsReported() throws Exception {
    refusals.put(
        "a.jar",
        new OrielException(ErrorCode.BUNDLE_INVALID, "no end", new ZipException("no end")));
    write("a.jar", "half");
    look(0);
    look(1);
    look(5.9);
    assertThat(events).doesNotContain("refused a.jar bundle.invalid");
    look(6);
    look(7);
    assertThat(events).containsOnlyOnce("refused a.jar bundle.invalid");
  }

  @Test
  void triesAgainWhenWhatWasMissingMayBeThere() throws Exception {
    refusals.put("a.jar", new OrielException(ErrorCode.BUNDLE_UNRESOLVED, "needs b"));
    write("a.jar", "a");
    look(0);
    look(1);
    refusals.clear();
    look(2);
    write("b.jar", "b");
    look(3);
    look(4);
    look(5);
    assertThat(events)
        .containsExactly(
            "install a.jar", "refused a.jar bundle.unresolved", "install b.jar", "install a.jar");
  }

  @Test
  void installsAFileThatStoodBackForAnotherThatIsGone() throws Exception {
    write("a.jar", "a");
    look(0);
    look(1);
    write("b.jar", "b");
    look(2);
    look(3);
    installed.remove(temp.resolve("a.jar"));
    Files.delete(temp.resolve("b.jar"));
    look(4);
    assertThat(events)
        .containsExactly("install a.jar", "install b.jar", "removed b.jar", "install a.jar");
  }

  @Test
  void aFileWhosePlaceIsTakenStandsBackUntilItIsFree() throws Exception {
    write("a.jar", "a");
    write("b.jar", "bb");
    look(0);
    look(1);
    installed.remove(temp.resolve("a.jar"));
    taken.add("a");
    Files.delete(temp.resolve("b.jar"));
    look(2);
    assertThat(events).containsExactly("install a.jar", "install b.jar", "removed b.jar");
    Set<Path> standingBack = folder.standingBack();
    taken.clear();
    folder.comeForward(standingBack);
    look(3);
    assertThat(events).last().isEqualTo("install a.jar");
  }

  @Test
  void looksAgainAtAFileWhosePermissionsChange() throws Exception {
    refusals.put("a.jar", new OrielException(ErrorCode.BUNDLE_UNTRUSTED, "everybody"));
    write("a.jar", "a");
    Files.setPosixFilePermissions(
        temp.resolve("a.jar"), PosixFilePermissions.fromString("rw-rw-rw-"));
    look(0);
    look(1);
    look(2);
    refusals.clear();
    Files.setPosixFilePermissions(
        temp.resolve("a.jar"), PosixFilePermissions.fromString("rw-r--r--"));
    look(3);
    look(4);
    assertThat(events)
        .containsExactly("install a.jar", "refused a.jar bundle.untrusted", "install a.jar");
  }

  @Test
  void looksAgainAtALinkWhoseTargetsFolderIsClosedToOthers() throws Exception {
    Path open = Files.createDirectory(temp.resolve("open"));
    Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxrwxrwx"));
    Files.writeString(open.resolve("a"), "a");
    Files.createSymbolicLink(temp.resolve("a.jar"), open.resolve("a"));
    refusals.put("a.jar", new OrielException(ErrorCode.BUNDLE_UNTRUSTED, "everybody"));
    look(0);
    look(1);
    refusals.clear();
    Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxr-xr-x"));
    look(2);
    look(3);
    assertThat(events)
        .containsExactly("install a.jar", "refused a.jar bundle.untrusted", "install a.jar");
  }

  @Test
  void otherRulesHaveWhatWasRefusedJudgedAgain() throws Exception {
    refusals.put("a.jar", new OrielException(ErrorCode.BUNDLE_UNTRUSTED, "not in the list"));
    write("a.jar", "a");
    write("b.jar", "b");
    look(0);
    look(1);
    folder.reconsider();
    look(2);
    refusals.clear();
    folder.reconsider();
    look(3);
    look(4);
    assertThat(events)
        .containsExactlyInAnyOrder(
            "install a.jar",
            "refused a.jar bundle.untrusted",
            "install b.jar",
            "install a.jar",
            "install a.jar");
  }

  @Test
  void aDefectIsToldOnceAndKeepsNoOtherFileBack() throws Exception {
    defects.put("a.jar", new IllegalStateException("broken"));
    defects.put("b.jar", new NoClassDefFoundError("broken"));
    for (String name : List.of("a", "b", "c")) {
      write(name + ".jar", name.repeat(3));
    }
    for (int second = 0; second < 9; second++) {
      look(second);
    }
    assertThat(events)
        .containsExactlyInAnyOrder(
            "install a.jar",
            "refused a.jar internal",
            "install b.jar",
            "refused b.jar internal",
            "install c.jar");
  }

  @Test
  void installsNothingFromAFolderOfAnybodyElse() throws Exception {
    Folder othersFolder = new Folder(actions, Set.of());
    write("a.jar", "a");
    othersFolder.look(Optional.of(temp), SETTLE, nanos(0));
    othersFolder.look(Optional.of(temp), SETTLE, nanos(9));
    assertThat(events).isEmpty();
  }

  @Test
  void removesNothingWhileTheFolderIsAway() throws Exception {
    Path inner = Files.createDirectory(temp.resolve("inner"));
    Files.writeString(inner.resolve("a.jar"), "a");
    folder.look(Optional.of(inner), SETTLE, nanos(0));
    folder.look(Optional.of(inner), SETTLE, nanos(1));
    Files.move(inner, temp.resolve("away"));
    folder.look(Optional.of(inner), SETTLE, nanos(2));
    assertThat(events).containsExactly("install a.jar");
    folder.look(Optional.empty(), SETTLE, nanos(3));
    assertThat(events).containsExactly("install a.jar", "removed a.jar");
  }

  @Test
  void removesWhatWentWhileNobodyLooked() throws Exception {
    installed.add(temp.resolve("gone.jar"));
    installed.add(temp.resolve("there.jar"));
    write("there.jar", "a");
    look(0);
    look(1);
    assertThat(events).containsExactly("removed gone.jar", "install there.jar");
  }

  @Test
  void installsNothingFromAFolderThatEverybodyMayWriteTo() throws Exception {
    Files.setPosixFilePermissions(temp, PosixFilePermissions.fromString("rwxrwxrwx"));
    write("a.jar", "a");
    look(0);
    look(9);
    assertThat(events).isEmpty();
  }

  @Test
  void aLinkThatLeadsNowhereKeepsNoOtherFileBack() throws Exception {
    Files.createSymbolicLink(temp.resolve("0.jar"), temp.resolve("nowhere"));
    Files.createSymbolicLink(temp.resolve("1.jar"), temp.resolve("1.jar"));
    write("a.jar", "a");
    look(0);
    look(1);
    Files.delete(temp.resolve("a.jar"));
    look(2);
    assertThat(events).containsExactly("install a.jar", "removed a.jar");
  }

  @Test
  void makesAMissingFolderForItsOwnerOnly() throws Exception {
    Path made = temp.resolve("work/deploy");
    folder.look(Optional.of(made), SETTLE, 0);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(made)))
        .isEqualTo("rwx------");
  }

  @Test
  void passesOverWhatIsNoVisibleJar() throws Exception {
    write("a.txt", "a");
    write(".b.jar", "b");
    Files.createDirectory(temp.resolve("c.jar"));
    look(0);
    look(9);
    assertThat(events).isEmpty();
  }

  private void look(double second) throws Exception {
    folder.look(Optional.of(temp), SETTLE, nanos(second));
  }

  private static long nanos(double second) {
    return (long) (second * 1e9);
  }

  private void write(String name, String text) throws Exception {
    Path file = Files.writeString(temp.resolve(name), text);
    Files.setLastModifiedTime(file, FileTime.fromMillis(text.length()));
  }
}
