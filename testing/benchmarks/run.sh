#!/bin/sh
# Measures Jackfield, go-libp2p and js-libp2p in turns and writes the table into docs/performance.md.
# run.sh [--rounds N] [--muxer yamux|mplex] [--document FILE]; needs what the build needs, and Go and npm for the others.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
rounds=5
muxer=yamux
document=$root/docs/performance.md
while [ $# -gt 0 ]; do
    case $1 in
        --rounds) rounds=$2; shift 2 ;;
        --muxer) muxer=$2; shift 2 ;;
        --document) document=$2; shift 2 ;;
        *) echo "usage: run.sh [--rounds N] [--muxer yamux|mplex] [--document FILE]" >&2; exit 2 ;;
    esac
done

(cd "$root" && mvn -q -DskipTests package)
sh "$root/testing/interop/peers/build.sh" || echo "run.sh: goes on without the peers that could not be built" >&2
if command -v cc >/dev/null 2>&1; then
    cc -O2 -o "$here/target/pingpong" "$here/src/main/c/pingpong.c"
fi
java=$root/dist/target/jackfield/runtime/bin/java
flags="--enable-native-access=ALL-UNNAMED -Dbenchmarks.pingpong=$here/target/pingpong"
# shellcheck disable=SC2086 # the flags are several words
"$java" $flags -cp "$here/target/classes:$here/target/lib/*" org.jackfield.benchmarks.Comparison "$rounds" "$muxer" "$document" \
    "$root/testing/interop/target/peers" \
    "$java" $flags -cp "$here/target/classes:$here/target/lib/*" org.jackfield.benchmarks.JackPeer
