#!/usr/bin/env bash
# Undertone against its peers on this machine, in turns: bench/compare.sh TOPIC [ROW...]
# Prints `NAME ours=MS peer=MS ratio=R` for each row, R = peer / ours (above 1: Undertone is faster).
# `start` has no peer: it prints times from the start of the program to its end, and the number of methods compiled meanwhile.
# PEER_PACKAGES=1 restores ONNX Runtime, LightGBM and NWaves as well, PEER_LIBTORCH=1 libtorch 2.10 (600 MB); their rows are NAME/PEER.
# PEER_PYTHON names the Python that has the peers (default /usr/bin/python3); a peer that it cannot import prints as `-`.
set -euo pipefail
cd "$(dirname "$0")/.."
dotnet build bench/Undertone.Benchmarks -c Release -v q -nologo >&2
if [ "${PEER_PACKAGES-}" = 1 ]; then
  dotnet build bench/peers/packages -c Release -v q -nologo >&2
  export PEER_PACKAGES_PROGRAM=$(ls artifacts/bin/Undertone.Peers/release*/Undertone.Peers.dll) PEER_MODELS=artifacts/peers/models
  if [ "${1-}" = inference ]; then
    "${PEER_PYTHON:-/usr/bin/python3}" bench/peers/export.py "$PEER_MODELS" >&2 2>/dev/null || true
    [ -z "${PEER_SILERO-}" ] || cp "$PEER_SILERO" "$PEER_MODELS/silero_vad.onnx"
  fi
fi
if [ "${PEER_LIBTORCH-}" = 1 ]; then export PEER_LIBTORCH_PROGRAM=$(bench/peers/libtorch/build); fi
if [ "${1-}" = start ]; then
  # The forms that the README names, of the tree as it is.
  dotnet publish src/Undertone.Cli -c Release -o artifacts/start/plain -v q -nologo >&2
  dotnet publish src/Undertone.Cli -c Release -p:PublishAot=true -o artifacts/start/native -v q -nologo >&2
fi
exec dotnet artifacts/bin/Undertone.Benchmarks/release/Undertone.Benchmarks.dll compare "$@"
