"""Intervals of trim and split and samples of pre-emphasis, from numpy and scipy, by the definitions of librosa.effects. Needs numpy and scipy only."""
import json
import pathlib
import numpy as np
import scipy.io.wavfile
import scipy.signal

here = pathlib.Path(__file__).parent
signals = here.parent / "librosa-0.11.0"


def sounding(y, top_db, frame, hop, ref):
    padded = np.pad(y.astype(np.float64), frame // 2)
    frames = np.lib.stride_tricks.sliding_window_view(padded, frame)[::hop]
    rms = np.sqrt(np.mean(frames**2, axis=1))
    ref = rms.max() if ref is None else ref
    db = 20 * np.log10(np.maximum(1e-5, rms)) - 20 * np.log10(max(1e-5, ref))
    return db > -top_db


cases = []
for name in ["speech_a", "speech_b_16k", "silence_click", "tone_detuned", "short_600"]:
    rate, y = scipy.io.wavfile.read(signals / name / f"{name}.wav")
    y = y.astype(np.float32) / (32768 if y.dtype == np.int16 else 1)
    for top_db, frame, hop, ref in [(60, 2048, 512, None), (30, 2048, 512, None), (20, 512, 128, None), (40, 1024, 300, 0.5), (12, 401, 160, None)]:
        mask = sounding(y, top_db, frame, hop, ref)
        where = np.flatnonzero(mask)
        trim = [int(where[0]) * hop, min(len(y), (int(where[-1]) + 1) * hop)] if len(where) else [0, 0]
        edges = np.flatnonzero(np.diff(np.concatenate([[0], mask.astype(int), [0]])))
        split = np.minimum(edges * hop, len(y)).reshape(-1, 2).tolist()
        cases.append({"signal": name, "top_db": top_db, "frame_length": frame, "hop_length": hop, "ref": ref, "trim": trim, "split": split})
(here / "silence.json").write_text("[\n" + ",\n".join(json.dumps(c) for c in cases) + "\n]\n")

rate, y = scipy.io.wavfile.read(signals / "short_600" / "short_600.wav")
y = y.astype(np.float32) / (32768 if y.dtype == np.int16 else 1)
for coefficient in (0.97, 0.5):
    state = np.asarray([2 * y[0] - y[1]], np.float32)
    out, _ = scipy.signal.lfilter(np.asarray([1, -coefficient], np.float32), np.ones(1, np.float32), y, zi=state)
    np.save(here / f"preemphasis_{coefficient}.npy", out.astype(np.float32))
