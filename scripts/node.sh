# To be sourced: puts a Node.js that can build the page first in PATH.
# The system's own is used when it is new enough (20.19, or 22.12 and later); if not,
# one from the package "node" of the npm registry goes into .tools/.

_node_is_new_enough() {
  "$1" -e '
    const [major, minor] = process.versions.node.split(".").map(Number);
    process.exit(major > 22 || (major === 22 && minor >= 12) || (major === 20 && minor >= 19) ? 0 : 1);
  ' 2>/dev/null
}

_tools="$(git rev-parse --show-toplevel 2>/dev/null || pwd)/.tools"
if ! _node_is_new_enough node; then
  if ! _node_is_new_enough "$_tools/node_modules/node/bin/node"; then
    echo "counterfoil: Node.js $(node --version) is too old for the page's tools; fetching a newer one into .tools/"
    npm install --silent --no-fund --no-audit --prefix "$_tools" node@22 npm@10 || true
  fi
  export PATH="$_tools/node_modules/node/bin:$_tools/node_modules/.bin:$PATH"
  if ! _node_is_new_enough node; then
    echo "counterfoil: please install Node.js 20.19 or newer, then try again." >&2
    return 1
  fi
fi
