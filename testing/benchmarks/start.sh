#!/bin/sh
# Starts the built image some times, each on a new data directory, and prints how many milliseconds it took until it was ready: sorted.
# start.sh [TIMES]; needs mvn -q -DskipTests package before, and GNU date.
set -eu
root=$(cd "$(dirname "$0")/../.." && pwd)
times=${1:-11}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
for round in $(seq "$times"); do
    begin=$(date +%s%N)
    "$root/dist/target/jackfield/bin/jackfield" run --data "$work/$round" --listen /ip4/127.0.0.1/tcp/0 >"$work/out" 2>"$work/err" &
    node=$!
    while ! grep -q '^ready' "$work/out"; do
        kill -0 "$node" 2>/dev/null || { cat "$work/err" >&2; exit 1; }
        sleep 0.005
    done
    end=$(date +%s%N)
    echo $(((end - begin) / 1000000))
    kill "$node"
    wait "$node" || true
done | sort -n | tr '\n' ' '
echo
