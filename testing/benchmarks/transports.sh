#!/bin/sh
# Measures one stream of Jackfield over TCP, WebSocket and WebSocket over TLS in turns, and prints the table.
# transports.sh [ROUNDS]; needs mvn -q -DskipTests package before.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
java=$root/dist/target/jackfield/runtime/bin/java
flags=--enable-native-access=ALL-UNNAMED
"$java" $flags -cp "$here/target/classes:$here/target/lib/*" org.jackfield.benchmarks.Transports "${1:-5}" \
    "$java" $flags -cp "$here/target/classes:$here/target/lib/*" org.jackfield.benchmarks.JackPeer
