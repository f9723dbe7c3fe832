#!/bin/sh
# Holds silent sockets open to a node while an honest peer dials it, then opens and closes connections to another, and prints what that costs and what is left.
# endurance.sh [SOCKETS [CONNECTIONS]]; needs mvn -q -DskipTests package before, and Linux.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
java=$root/dist/target/jackfield/runtime/bin/java
run() {
    "$java" --enable-native-access=ALL-UNNAMED -cp "$here/target/classes:$here/target/lib/*" "$@" \
        "$java" --enable-native-access=ALL-UNNAMED -cp "$here/target/classes:$here/target/lib/*" org.jackfield.benchmarks.JackPeer
}
run org.jackfield.benchmarks.SilentSockets "${1:-5000}"
run org.jackfield.benchmarks.Churn "${2:-50000}"
