#!/bin/sh
# Installs Counterfoil from this folder into a home folder, or takes it away again. Your book, settings and backups stay.
# usage: install.sh [--prefix DIR] [--remove]     (default: ~/.local)
set -eu
here=$(cd "$(dirname "$0")" && pwd)
prefix=${HOME:?}/.local
order=install
while [ $# -gt 0 ]; do
  case "$1" in
    --prefix) prefix=${2:?--prefix wants a folder}; shift 2 ;;
    --remove) order=remove; shift ;;
    *) echo "usage: install.sh [--prefix DIR] [--remove]" >&2; exit 2 ;;
  esac
done

# What this brought, by its place below the prefix.
files() { (cd "$here/files" && find . -type f | sed 's|^\./||' | sort); }

# What shows icons, starts programs and knows types of files reads these again.
refresh() {
  if command -v update-desktop-database >/dev/null; then update-desktop-database -q "$prefix/share/applications" || true; fi
  if command -v update-mime-database >/dev/null; then update-mime-database "$prefix/share/mime" >/dev/null 2>&1 || true; fi
  if command -v gtk-update-icon-cache >/dev/null; then gtk-update-icon-cache -qt "$prefix/share/icons/hicolor" || true; fi
}

if [ "$order" = remove ]; then
  # One that runs holds the book open: it ends in order, and so the file is whole.
  if [ -x "$prefix/bin/counterfoil" ]; then "$prefix/bin/counterfoil" quit || true; fi
  files | while read -r file; do rm -f "$prefix/$file"; done
  refresh
  echo "Counterfoil was removed from $prefix. Your book, your settings and your backups were left where they are."
  exit 0
fi

files | while read -r file; do
  mkdir -p "$prefix/$(dirname "$file")"
  # Beside it and then over it: one that runs keeps the program that it was started with.
  cp "$here/files/$file" "$prefix/$file.new"
  mv -f "$prefix/$file.new" "$prefix/$file"
done
for entry in "$prefix/share/applications/counterfoil.desktop" "$prefix/share/systemd/user/counterfoil.service"; do
  sed -i -E "s#^(Exec|ExecStart)=counterfoil#\1=$prefix/bin/counterfoil#" "$entry"
done
refresh
echo "Counterfoil was installed into $prefix. Start it from your menu, or with $prefix/bin/counterfoil."
case ":$PATH:" in
  *":$prefix/bin:"*) ;;
  *) echo "$prefix/bin is not among the folders that your shell looks for programs in (PATH)." ;;
esac
