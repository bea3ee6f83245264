#!/bin/sh
# Writes a features file for Apache Karaf: all bundles of this distribution, where they lie now.
#   sh config/examples/karaf-features.sh > features.xml
# "In your own framework" in the README says what else it takes.
set -eu
bundles=$(cd "$(dirname "$0")/../../bundles" && pwd -P)
case $bundles in *[!A-Za-z0-9/._+-]*)
  echo "karaf-features: $bundles has characters that a URL cannot carry; unpack elsewhere" >&2
  exit 1
esac

echo '<?xml version="1.0" encoding="UTF-8"?>'
echo '<features xmlns="http://karaf.apache.org/xmlns/features/v1.6.0" name="oriel">'
echo '  <feature name="oriel" version="0.1.0">'
for jar in "$bundles"/*.jar; do
  case $jar in
    */org.apache.felix.configadmin-*) ;; # Karaf's own is there before any feature
    *) echo "    <bundle>file:$jar</bundle>" ;;
  esac
done
echo '  </feature>'
echo '</features>'
