package io.oriel.messages.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.oriel.api.message.MessageHandler;
import io.oriel.api.message.Reply;
import io.oriel.api.message.ServerMessage;
import java.io.IOException;
import java.io.InputStream;
import java.lang.ref.WeakReference;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a removed bundle leaves behind: nothing. */
class UnloadingTest {
  /** As a bundle brings it; loaded here by a loader of its own. */
  public static final class GuestHandler implements MessageHandler<GuestHandler.Ask> {
    record Ask(List<String> paths, Part part) {}

    record Part(int n) {}

    record Told(Part part) implements ServerMessage {
      @Override
      public String event() {
        return "told";
      }
    }

    @Override
    public Class<Ask> payload() {
      return Ask.class;
    }

    @Override
    public void handle(Ask payload, Reply reply) {
      reply.send(new Told(payload.part()));
    }
  }

  /** Loads the handler and its records anew; everything else comes from the parent. */
  private static final class BundleLoader extends ClassLoader {
    BundleLoader() {
      super(UnloadingTest.class.getClassLoader());
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      if (!name.startsWith(GuestHandler.class.getName())) {
        return super.loadClass(name, resolve);
      }
      synchronized (getClassLoadingLock(name)) {
        Class<?> loaded = findLoadedClass(name);
        return loaded == null ? define(name) : loaded;
      }
    }

    private Class<?> define(String name) throws ClassNotFoundException {
      try (InputStream in = getResourceAsStream(name.replace('.', '/') + ".class")) {
        byte[] bytes = in.readAllBytes();
        return defineClass(name, bytes, 0, bytes.length);
      } catch (IOException e) {
        throw new ClassNotFoundException(name, e);
      }
    }
  }

  private final Floor floor = new Floor();
  private final FakeViewer viewer = floor.viewer("v1");

  @AfterEach
  void close() {
    floor.close();
  }

  @Test
  void lettingAHandlerGoLetsItsClassesGo() throws Exception {
    WeakReference<ClassLoader> loader = useAndRemove();
    await()
        .until(() -> {
          System.gc();
          return loader.get() == null;
        });
  }

  private WeakReference<ClassLoader> useAndRemove() throws Exception {
    BundleLoader loader = new BundleLoader();
    MessageHandler<?> handler =
        (MessageHandler<?>)
            loader.loadClass(GuestHandler.class.getName()).getConstructor().newInstance();
    assertThat(handler.getClass()).isNotEqualTo(GuestHandler.class);
    floor.handlers.add(handler, Map.of(MessageHandler.EVENT, "ask"));
    floor.says(viewer, "ask", "{\"paths\":[\"/a\"],\"part\":{\"n\":3}}");
    assertThat(viewer.messages().getLast().payload()).isEqualTo(Map.of("part", Map.of("n", 3L)));
    floor.handlers.remove(handler);
    floor.says(viewer, "ask");
    assertThat(viewer.last("code")).isEqualTo("request.unsupported");
    return new WeakReference<>(loader);
  }
}
