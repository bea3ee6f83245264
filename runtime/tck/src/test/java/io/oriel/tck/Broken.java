package io.oriel.tck;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.testkit.engine.EngineTestKit;

/** Runs a contract and tells which of its rules fail. */
final class Broken {
  private Broken() {}

  /** The rules that fail, by name. */
  static Set<String> rules(Class<?> contract) {
    return EngineTestKit.engine("junit-jupiter")
        .selectors(selectClass(contract))
        .execute()
        .testEvents()
        .failed()
        .stream()
        .map(event -> (MethodSource) event.getTestDescriptor().getSource().orElseThrow())
        .map(MethodSource::getMethodName)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** All that a contract has. */
  static Set<String> allRules(Class<?> contract) {
    return Arrays.stream(contract.getDeclaredMethods())
        .filter(method -> method.isAnnotationPresent(Test.class))
        .map(Method::getName)
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
