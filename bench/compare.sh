#!/usr/bin/env bash
# Undertone against its peers on this machine, in turns: bench/compare.sh TOPIC [ROW...]
# Prints `NAME ours=MS peer=MS ratio=R` for each row, R = peer / ours (above 1: Undertone is faster).
# `start` has no peer: it prints times from the start of the program to its end, and the number of methods compiled meanwhile.
# PEER_PYTHON names the Python that has the peers (default /usr/bin/python3); a peer that it cannot import prints as `-`.
set -euo pipefail
cd "$(dirname "$0")/.."
dotnet build bench/Undertone.Benchmarks -c Release -v q -nologo >&2
if [ "${1-}" = start ]; then
  # The forms that the README names, of the tree as it is.
  dotnet publish src/Undertone.Cli -c Release -o artifacts/start/plain -v q -nologo >&2
  dotnet publish src/Undertone.Cli -c Release -p:PublishAot=true -o artifacts/start/native -v q -nologo >&2
fi
exec dotnet artifacts/bin/Undertone.Benchmarks/release/Undertone.Benchmarks.dll compare "$@"
