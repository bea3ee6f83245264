# Sourced. Private Python environments, each made once and again when its requirements change.

# python_env DIRECTORY REQUIREMENT... makes the environment or fails with a reason and a remedy.
python_env() {
  local directory=$1 requirements base log
  shift
  requirements="$*"
  if [ -x "$directory/bin/python" ] && [ "$(cat "$directory/requirements" 2>/dev/null)" = "$requirements" ]; then
    return
  fi
  base=$(find_python) || return 1
  log=$directory.log
  mkdir -p "$(dirname "$directory")"
  echo "oriel: setting up Python with $requirements in $directory (once, about a minute)" >&2
  rm -rf "$directory"
  if ! "$base" -m venv "$directory" >"$log" 2>&1; then
    tail -n 3 "$log" >&2
    echo "oriel: $base cannot make a virtual environment; on Debian: apt-get install python3-venv" >&2
    return 1
  fi
  if ! "$directory/bin/python" -m pip install --quiet --disable-pip-version-check \
    --only-binary=:all: "$@" >"$log" 2>&1; then
    tail -n 5 "$log" >&2
    echo "oriel: could not install $requirements from PyPI; see $log. Is the network there?" >&2
    return 1
  fi
  # Last, so that a broken attempt is not taken for a finished one.
  echo "$requirements" >"$directory/requirements"
}

# A Python that OpenUSD's wheels exist for.
find_python() {
  local candidate
  for candidate in python3 python3.13 python3.12 python3.11 python3.10 /usr/bin/python3; do
    if command -v "$candidate" >/dev/null &&
      "$candidate" -c 'import sys, venv; sys.exit(not (3, 10) <= sys.version_info < (3, 14))' 2>/dev/null; then
      command -v "$candidate"
      return
    fi
  done
  echo "oriel: reading USD needs a Python from 3.10 to 3.13; on Debian: apt-get install python3 python3-venv" >&2
  return 1
}
