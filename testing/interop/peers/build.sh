#!/bin/sh
# Builds the peers that interop tests and benchmarks start: build.sh [go] [js] [browser], the first two if none is named.
# Leaves testing/interop/target/peers/go-peer, js-peer, browser-page.js and browser. May be run again at any time; does only what is needed.
# Installs the browser where it is missing, the system is Debian and this is its root.
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

# Leaves the libraries in node_modules, and the Node to run them with in $node.
install_js() {
    if ! command -v npm >/dev/null 2>&1; then
        missing "npm is not installed; the js-libp2p peer needs it"
        return 1
    fi
    installed=$here/js/node_modules/.installed-package-lock.json
    if ! cmp -s "$here/js/package-lock.json" "$installed"; then
        if ! (cd "$here/js" && npm ci --loglevel=error >&2); then
            failed "npm ci failed in $here/js"
            return 1
        fi
        cp "$here/js/package-lock.json" "$installed"
    fi
    if ! find_node; then
        missing "no Node of version 22 or later was found; the js-libp2p peer needs it"
        return 1
    fi
}

build_js() {
    install_js || return
    printf '#!/bin/sh\nexec "%s" "%s" "$@"\n' "$node" "$here/js/main.js" >"$target/js-peer.new" \
        && chmod +x "$target/js-peer.new" && mv "$target/js-peer.new" "$target/js-peer" \
        || failed "cannot write $target/js-peer"
}

find_browser() {
    for browser in chromium chromium-browser google-chrome; do
        command -v "$browser" && return
    done
    return 1
}

install_browser() {
    if ! command -v apt-get >/dev/null 2>&1 || [ "$(id -u)" -ne 0 ]; then
        missing "chromium is not installed, and can be by nobody but root of a Debian system"
        return 1
    fi
    if ! (apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends chromium) >&2; then
        failed "apt-get install chromium failed"
        return 1
    fi
}

build_browser() {
    install_js || return
    find_browser >/dev/null || install_browser || return
    ln -sf "$(find_browser)" "$target/browser"
    "$node" "$here/js/node_modules/esbuild/bin/esbuild" "$here/js/page.js" --bundle --format=esm --log-level=error \
        --outfile="$target/browser-page.js" || failed "esbuild failed in $here/js"
}

mkdir -p "$target" || exit 1
target=$(cd "$target" && pwd) || exit 1
for peer in ${*:-go js}; do
    case $peer in
        go) build_go ;;
        js) build_js ;;
        browser) build_browser ;;
        *) echo "usage: build.sh [go] [js] [browser]" >&2; exit 2 ;;
    esac
done
exit "$status"
