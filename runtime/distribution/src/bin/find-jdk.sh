# Sourced. find_jdk sets JAVA_HOME to a JDK 25 of this machine, or says how to get one and fails.

jdk_version() {
  # The release file answers without starting a JVM; a JRE has no javac.
  [ -x "$1/bin/javac" ] && [ -r "$1/release" ] &&
    sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$1/release"
}

find_jdk() {
  local candidate on_path=""
  if command -v javac >/dev/null; then
    on_path=$(dirname "$(dirname "$(readlink -f "$(command -v javac)")")")
  fi
  for candidate in "${JAVA_HOME:-}" /usr/lib/jvm/* /opt/*jdk* "$HOME"/.sdkman/candidates/java/* \
    "$HOME"/.jdks/* "$on_path"; do
    if [ "$(jdk_version "$candidate")" = 25 ]; then
      export JAVA_HOME=$candidate
      return
    fi
  done
  cat >&2 <<'TEXT'
oriel: a JDK 25 is needed and none was found in JAVA_HOME, /usr/lib/jvm, /opt, ~/.sdkman, ~/.jdks
       or on the PATH. Ways to get one:
         https://adoptium.net/temurin/releases/?version=25   (unpack it, then set JAVA_HOME)
         sdk install java 25-tem                             (with SDKMAN)
         apt-get install temurin-25-jdk                      (with Adoptium's Debian repository)
TEXT
  return 1
}
