package io.oriel.api.stage;

import io.oriel.api.error.ErrorCode;
import io.oriel.api.error.OrielException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Questions that a reader does not answer from memory. Any thread; nothing blocks. An answer
 * completes exceptionally with an {@link io.oriel.api.error.OrielException}: {@link
 * io.oriel.api.error.ErrorCode#NOT_FOUND} if there is no such prim.
 */
@ConsumerType
public interface StageQueries {
  /** What a reader answers that knows neither properties nor variants. */
  StageQueries UNSUPPORTED =
      new StageQueries() {
        @Override
        public CompletionStage<List<Property>> properties(String path, double timeCode) {
          return unsupported("properties");
        }

        @Override
        public CompletionStage<List<VariantSet>> variants(String path) {
          return unsupported("variants");
        }
      };

  /** Every property of a prim, in USD's order, with its value at a time. */
  CompletionStage<List<Property>> properties(String path, double timeCode);

  /** The variant sets of a prim; empty if it has none. */
  CompletionStage<List<VariantSet>> variants(String path);

  private static <T> CompletionStage<T> unsupported(String what) {
    return CompletableFuture.failedFuture(
        new OrielException(ErrorCode.UNSUPPORTED, "this stage's reader does not tell " + what));
  }
}
