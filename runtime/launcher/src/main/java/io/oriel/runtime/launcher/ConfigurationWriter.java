package io.oriel.runtime.launcher;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;

/** Makes Configuration Admin hold exactly one checked configuration. */
final class ConfigurationWriter {
  private final ConfigurationAdmin admin;

  ConfigurationWriter(ConfigurationAdmin admin) {
    this.admin = admin;
  }

  /**
   * Writes all entries and removes every other one, such as those of an earlier run.
   *
   * @param entries properties by {@code pid} or {@code factory.pid~name}
   * @return those of which something has changed
   */
  List<String> write(Map<String, Map<String, Object>> entries) throws IOException {
    List<String> changed = new ArrayList<>();
    for (Configuration present : present()) {
      String pid = present.getPid();
      if (!entries.containsKey(pid)) {
        present.delete();
        changed.add(pid);
      }
    }
    for (Map.Entry<String, Map<String, Object>> entry : entries.entrySet()) {
      if (configuration(entry.getKey()).updateIfDifferent(new Hashtable<>(entry.getValue()))) {
        changed.add(entry.getKey());
      }
    }
    return changed;
  }

  /** Writes the entries that nobody has written yet, for bundles that have just come. */
  void writeMissing(Map<String, Map<String, Object>> entries) throws IOException {
    Map<String, Map<String, Object>> missing = new HashMap<>(entries);
    for (Configuration present : present()) {
      missing.remove(present.getPid());
    }
    for (Map.Entry<String, Map<String, Object>> entry : missing.entrySet()) {
      configuration(entry.getKey()).update(new Hashtable<>(entry.getValue()));
    }
  }

  private Configuration configuration(String pid) throws IOException {
    int tilde = pid.indexOf('~');
    return tilde < 0
        ? admin.getConfiguration(pid, "?")
        : admin.getFactoryConfiguration(pid.substring(0, tilde), pid.substring(tilde + 1), "?");
  }

  private Configuration[] present() throws IOException {
    try {
      Configuration[] all = admin.listConfigurations(null);
      return all == null ? new Configuration[0] : all;
    } catch (InvalidSyntaxException e) {
      throw new IllegalStateException("no filter, no syntax", e);
    }
  }
}
