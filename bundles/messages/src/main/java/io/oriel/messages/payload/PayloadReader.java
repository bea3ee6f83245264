package io.oriel.messages.payload;

import io.oriel.api.error.ErrorCode;
import io.oriel.api.error.OrielException;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Makes a record of plain values. What the record does not know is passed over, what is missing is
 * null, zero, false or an empty {@code Optional}. It belongs to whoever binds a handler and goes
 * with it, so that nothing keeps the record's class. Any thread.
 */
public final class PayloadReader<P extends Record> {
  private record Component(String name, ValueReader reader) {}

  private final Constructor<P> constructor;
  private final List<Component> components = new ArrayList<>();

  /**
   * A reader of one kind of record.
   *
   * @throws IllegalArgumentException naming the component of a type that payloads do not have
   */
  public PayloadReader(Class<P> type) {
    this(type, 0);
  }

  PayloadReader(Class<P> type, int depth) {
    RecordComponent[] parts = type.getRecordComponents();
    for (RecordComponent part : parts) {
      components.add(
          new Component(
              PayloadWriter.nameOf(part),
              ValueReader.of(
                  part.getGenericType(), type.getName() + "." + part.getName(), depth + 1)));
    }
    try {
      constructor =
          type.getDeclaredConstructor(
              Arrays.stream(parts).map(RecordComponent::getType).toArray(Class<?>[]::new));
    } catch (NoSuchMethodException e) {
      throw new IllegalArgumentException(type.getName() + " has no canonical constructor", e);
    }
    constructor.setAccessible(true);
  }

  /**
   * Reads a record.
   *
   * @param place what is read, for people: the event, or the component that holds the record
   * @throws OrielException with {@link ErrorCode#MALFORMED} naming the component that does not fit
   *     and what it should be
   */
  public P read(String place, Object value) throws OrielException {
    if (!(value instanceof Map<?, ?> values)) {
      throw ValueReader.misfit(place, "an object", value);
    }
    Object[] arguments = new Object[components.size()];
    for (int i = 0; i < arguments.length; i++) {
      Component component = components.get(i);
      arguments[i] =
          component.reader().read(place + "." + component.name(), values.get(component.name()));
    }
    return make(place, arguments);
  }

  private P make(String place, Object[] arguments) throws OrielException {
    try {
      return constructor.newInstance(arguments);
    } catch (InvocationTargetException e) {
      // A record may refuse in its constructor what its types cannot exclude.
      throw new OrielException(
          ErrorCode.MALFORMED, place + ": " + e.getCause().getMessage(), e.getCause());
    } catch (InstantiationException | IllegalAccessException e) {
      throw new IllegalStateException(constructor + " cannot be called", e);
    }
  }
}
