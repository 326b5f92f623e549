#!/usr/bin/env bash
# Undertone against its peers on this machine, in turns: bench/compare.sh TOPIC [ROW...]
# Prints `NAME ours=MS peer=MS ratio=R` for each row, R = peer / ours (above 1: Undertone is faster).
# PEER_PYTHON names the Python that has the peers (default /usr/bin/python3); a peer that it cannot import prints as `-`.
set -euo pipefail
cd "$(dirname "$0")/.."
dotnet build bench/Undertone.Benchmarks -c Release -v q -nologo >&2
exec dotnet artifacts/bin/Undertone.Benchmarks/release/Undertone.Benchmarks.dll compare "$@"
