#!/bin/sh
# Draws the icons of packages from the drawings in assets/ into FOLDER/hicolor. Needs rsvg-convert (Debian: librsvg2-bin).
# usage: icons.sh FOLDER
set -eu
assets=$(cd "$(dirname "$0")/../../assets" && pwd)
theme=${1:?a folder}/hicolor
for side in 16 22 24 32 48 64 128 256 512; do
  mkdir -p "$theme/${side}x$side/apps"
  # Small ones have a drawing of their own.
  drawing=icon.svg
  [ "$side" -gt 24 ] || drawing=icon-small.svg
  rsvg-convert -w "$side" -h "$side" "$assets/$drawing" -o "$theme/${side}x$side/apps/counterfoil.png"
done
mkdir -p "$theme/scalable/apps" "$theme/symbolic/apps"
cp "$assets/icon.svg" "$theme/scalable/apps/counterfoil.svg"
cp "$assets/icon-symbolic.svg" "$theme/symbolic/apps/counterfoil-symbolic.svg"
