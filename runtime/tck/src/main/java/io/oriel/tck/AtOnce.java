package io.oriel.tck;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Does the same on several threads at once. */
final class AtOnce {
  private AtOnce() {}

  /** Each on a thread of its own; what one throws is thrown. */
  static <T> List<T> call(int threads, Callable<T> task) throws Exception {
    try (ExecutorService executor = Executors.newFixedThreadPool(threads)) {
      List<Future<T>> running = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        running.add(executor.submit(task));
      }
      List<T> results = new ArrayList<>();
      for (Future<T> each : running) {
        results.add(result(each));
      }
      return results;
    }
  }

  private static <T> T result(Future<T> task) throws Exception {
    try {
      return task.get();
    } catch (ExecutionException e) {
      switch (e.getCause()) {
        case Exception cause -> throw cause;
        case Error cause -> throw cause;
        default -> throw e;
      }
    }
  }
}
