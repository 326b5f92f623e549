#!/bin/sh
# Fetches the chart library of the report page again, at the version that is committed beside this script.
set -eu
version=1.6.32
here=$(CDPATH= cd -- "$(dirname -- "$0")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm pack --silent "uplot@$version" >/dev/null
tar xzf "uplot-$version.tgz"
cp package/dist/uPlot.iife.min.js package/dist/uPlot.min.css "$here/"
cp package/LICENSE "$here/uPlot.LICENSE"
echo "uPlot $version is in $here"
