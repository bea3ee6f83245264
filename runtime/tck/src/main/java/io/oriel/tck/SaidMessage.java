package io.oriel.tck;

import io.oriel.api.message.ServerMessage;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Whether what a handler says can be written. */
final class SaidMessage {
  private SaidMessage() {}

  /** What is wrong with it, in words; empty if it can be written. */
  static List<String> complaints(ServerMessage message) {
    List<String> complaints = new ArrayList<>();
    String name = message.getClass().getName();
    if (message.event() == null || message.event().isBlank()) {
      complaints.add(name + " has no event");
    }
    if (message instanceof Record record) {
      complain(record, name, complaints);
    } else {
      complaints.add(name + " is no record");
    }
    return complaints;
  }

  private static void complain(Object value, String place, List<String> complaints) {
    switch (value) {
      case String text -> {}
      case Boolean truth -> {}
      case Number number -> {
        if (!Double.isFinite(number.doubleValue())) {
          complaints.add(place + " is " + number);
        }
      }
      case Enum<?> constant -> {}
      case Optional<?> perhaps -> perhaps.ifPresent(each -> complain(each, place, complaints));
      case Collection<?> elements ->
          elements.forEach(each -> complain(each, place + "[]", complaints));
      case Map<?, ?> entries -> {
        if (!entries.keySet().stream().allMatch(String.class::isInstance)) {
          complaints.add(place + " has keys that are no texts");
        }
        entries.values().forEach(each -> complain(each, place + "{}", complaints));
      }
      case Record record -> {
        for (RecordComponent part : record.getClass().getRecordComponents()) {
          complain(read(part, record), place + "." + part.getName(), complaints);
        }
      }
      case null -> complaints.add(place + " is null");
      default -> complaints.add(place + " is a " + value.getClass().getName());
    }
  }

  private static Object read(RecordComponent part, Record record) {
    try {
      part.getAccessor().setAccessible(true);
      return part.getAccessor().invoke(record);
    } catch (ReflectiveOperationException e) {
      throw new AssertionError(part + " cannot be read", e);
    }
  }
}
