#!/bin/sh
# Measures this build against that of another checkout in turns, and prints the table: what a change costs or gains.
# versions.sh CHECKOUT [ROUNDS]; needs mvn -q -DskipTests package before, in both.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
there=$(cd "$1/testing/benchmarks" && pwd)
java=$here/../../dist/target/jackfield/runtime/bin/java
flags=--enable-native-access=ALL-UNNAMED
"$java" $flags -cp "$here/target/classes:$here/target/lib/*" org.jackfield.benchmarks.Versions "${2:-7}" \
    "$java" $flags -cp "$here/target/classes:$here/target/lib/*" org.jackfield.benchmarks.JackPeer -- \
    "$java" $flags -cp "$there/target/classes:$there/target/lib/*" org.jackfield.benchmarks.JackPeer
