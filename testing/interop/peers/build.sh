#!/bin/sh
# Builds the peers that interop tests and benchmarks start: build.sh [go] [js], both if none is named.
# Leaves testing/interop/target/peers/go-peer and js-peer. May be run again at any time; does only what is needed.
# Exit codes: 0 built, 1 a build failed, 2 wrong arguments, 3 a tool is missing on this machine.
set -u

here=$(cd "$(dirname "$0")" && pwd) || exit 1
target=$here/../target/peers
status=0

# Keeps the worst: a failed build (1) outweighs a missing tool (3).
note() {
    if [ "$status" -ne 1 ]; then status=$1; fi
}

missing() {
    echo "build.sh: $1" >&2
    note 3
}

failed() {
    echo "build.sh: $1" >&2
    note 1
}

build_go() {
    if ! command -v go >/dev/null 2>&1; then
        missing "go is not installed; the go-libp2p peer needs Go 1.26 or later"
        return
    fi
    # Fails where this Go is too old for go.mod and may not fetch a newer one; needs no network otherwise.
    if ! problem=$(cd "$here/go" && go list -m 2>&1); then
        missing "this Go cannot build the go-libp2p peer: $problem"
        return
    fi
    (cd "$here/go" && go build -trimpath -buildvcs=false -o "$target/go-peer" .) \
        || failed "go build failed in $here/go"
}

# The lock file brings its own Node where there is a package for the machine; otherwise take the machine's.
find_node() {
    for node in "$here/js/node_modules/.bin/node" "$(command -v node)"; do
        major=$("$node" -p 'process.versions.node.split(".")[0]' 2>/dev/null) && [ "$major" -ge 22 ] && return
    done
    return 1
}

build_js() {
    if ! command -v npm >/dev/null 2>&1; then
        missing "npm is not installed; the js-libp2p peer needs it"
        return
    fi
    installed=$here/js/node_modules/.installed-package-lock.json
    if ! cmp -s "$here/js/package-lock.json" "$installed"; then
        if ! (cd "$here/js" && npm ci --loglevel=error >&2); then
            failed "npm ci failed in $here/js"
            return
        fi
        cp "$here/js/package-lock.json" "$installed"
    fi
    if ! find_node; then
        missing "no Node of version 22 or later was found; the js-libp2p peer needs it"
        return
    fi
    printf '#!/bin/sh\nexec "%s" "%s" "$@"\n' "$node" "$here/js/main.js" >"$target/js-peer.new" \
        && chmod +x "$target/js-peer.new" && mv "$target/js-peer.new" "$target/js-peer" \
        || failed "cannot write $target/js-peer"
}

mkdir -p "$target" || exit 1
target=$(cd "$target" && pwd) || exit 1
for peer in ${*:-go js}; do
    case $peer in
        go) build_go ;;
        js) build_js ;;
        *) echo "usage: build.sh [go] [js]" >&2; exit 2 ;;
    esac
done
exit "$status"
