#!/bin/sh
# Draws the PNG files from the SVG sources. Needs rsvg-convert (Debian: librsvg2-bin).
set -eu
cd "$(dirname "$0")"
for side in 16 22 24; do rsvg-convert -w $side -h $side icon-small.svg -o icon-$side.png; done
for side in 32 48 64 128 256; do rsvg-convert -w $side -h $side icon.svg -o icon-$side.png; done
# Panels scale the tray's picture down themselves: the bold drawing survives that best.
rsvg-convert -w 48 -h 48 icon-small.svg -o tray.png
rsvg-convert -w 48 -h 48 tray-attention.svg -o tray-attention.png
