package io.oriel.messages.stage;

import io.oriel.api.message.ServerMessage;
import io.oriel.api.message.Truncatable;
import io.oriel.api.message.WireName;
import io.oriel.api.stage.Prim;
import io.oriel.api.stream.StreamControl;
import java.util.List;
import java.util.Optional;

/**
 * The children of a prim, in the stage's order.
 *
 * @param start how many before these were passed over; empty for none
 * @param truncated true if there are more behind these
 * @param omittedCount how many
 */
public record GetChildrenResult(
    @WireName("prim_path") String primPath,
    @Truncatable List<Child> children,
    Optional<Integer> start,
    Optional<Boolean> truncated,
    @WireName("omitted_count") Optional<Integer> omittedCount)
    implements ServerMessage {
  /** More than fit into a message, which is cut on its way out, however short their names are. */
  static final int MOST = 3_000;

  /**
   * A prim.
   *
   * @param type see {@link PrimTypes}
   * @param children true if it has any itself
   */
  public record Child(String name, String path, String type, boolean children) {
    static Child of(Prim prim) {
      return new Child(prim.name(), prim.path(), PrimTypes.of(prim), prim.hasChildren());
    }
  }

  static GetChildrenResult of(StreamControl stream, String path, ChildFilter filter, int start) {
    List<Prim> shown = stream.children(path).stream().filter(filter).toList();
    int begin = Math.min(start, shown.size());
    int end = Math.min(begin + MOST, shown.size());
    Optional<Integer> omitted = Optional.of(shown.size() - end).filter(count -> count > 0);
    return new GetChildrenResult(
        path,
        shown.subList(begin, end).stream().map(Child::of).toList(),
        Optional.of(start).filter(count -> count > 0),
        omitted.map(count -> true),
        omitted);
  }

  /** From where viewers show the hierarchy. */
  static GetChildrenResult ofRoot(StreamControl stream) {
    return of(stream, stream.status().stage().rootPrimPath(), ChildFilter.NONE, 0);
  }

  @Override
  public String event() {
    return "getChildrenResult";
  }
}
