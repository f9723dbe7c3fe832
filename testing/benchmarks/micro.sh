#!/bin/sh
# Runs the JMH benchmarks of codecs and muxers. Arguments are JMH's: a pattern, -f 1 for one fork, -prof gc for garbage, -h for all.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
(cd "$root" && mvn -q -DskipTests package)
exec "$root/dist/target/jackfield/runtime/bin/java" --enable-native-access=ALL-UNNAMED \
    -cp "$here/target/classes:$here/target/lib/*" org.openjdk.jmh.Main -jvmArgs --enable-native-access=ALL-UNNAMED "$@"
