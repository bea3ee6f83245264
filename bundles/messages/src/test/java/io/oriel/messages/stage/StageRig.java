package io.oriel.messages.stage;

import io.oriel.api.error.OrielException;
import io.oriel.api.message.MessageHandler;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.annotation.Annotation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A stream with stages in folders of its own, and what answers for it. */
final class StageRig {
  final FakeStreamControl stream = new FakeStreamControl();
  final FakeReply reply = new FakeReply();
  final Path root;
  final Streams streams;
  final StageAccess access;
  final Questions questions;
  final OpenStage openStage;

  /** With the stage {@code workshop.usda} shown, and two more below the root. */
  StageRig(Path folder, String... schemes) {
    root = folder.resolve("stages");
    String first = file("workshop.usda").toString();
    file("calibration.usda");
    file("sets/kitchen.usd");
    stream.show(first);
    streams = stream.asStreams(first);
    access = new StageAccess(config(List.of(), List.of(schemes)), streams);
    questions = new Questions(access);
    openStage = new OpenStage(streams, access, new StageOpening(access));
  }

  /** A file below the root, and what leads to it. */
  Path file(String name) {
    return file(root, name);
  }

  static Path file(Path folder, String name) {
    try {
      Path file = folder.resolve(name);
      Files.createDirectories(file.getParent());
      return Files.writeString(file, "#usda 1.0\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void open(String url) throws OrielException {
    openStage.handle(new OpenStage.Request(url), reply);
  }

  <P extends Record> void ask(MessageHandler<P> handler, P payload) throws OrielException {
    handler.handle(payload, reply);
  }

  static StageConfig config(List<Path> roots, List<String> schemes) {
    return new StageConfig() {
      @Override
      public Class<? extends Annotation> annotationType() {
        return StageConfig.class;
      }

      @Override
      public String[] stageRoots() {
        return roots.stream().map(Path::toString).toArray(String[]::new);
      }

      @Override
      public String[] stageSchemes() {
        return schemes.toArray(String[]::new);
      }

      @Override
      public int loadTimeoutSeconds() {
        return 7;
      }
    };
  }
}
