"""Numbers of NumPy, SciPy and torchaudio for options that the librosa arrays do not cover. Run: python3 tests/Golden/scipy-1.10/generate.py

Needs NumPy 1.24, SciPy 1.10 and torchaudio 0.13. The signal is speech_a.wav of ../librosa-0.11.0, its first 9000 samples.
"""
import json
import os
import wave

import numpy as np
import scipy.fft
import scipy.signal
import scipy.stats
import torchaudio

HERE = os.path.dirname(os.path.abspath(__file__))


def save(name, values):
    np.save(os.path.join(HERE, name + ".npy"), np.ascontiguousarray(values, dtype=np.float64))


with wave.open(os.path.join(HERE, "..", "librosa-0.11.0", "speech_a", "speech_a.wav")) as file:
    y = np.frombuffer(file.readframes(9000), dtype="<i2").astype(np.float64) / 32768


def magnitudes(n_fft, hop, win_length, window, pad_mode):
    w = np.zeros(n_fft)
    start = (n_fft - win_length) // 2
    w[start : start + win_length] = scipy.signal.get_window(window, win_length)
    padded = y if pad_mode is None else np.pad(y, n_fft // 2, mode=pad_mode)
    frames = 1 + (len(padded) - n_fft) // hop
    return np.stack([np.abs(np.fft.rfft(w * padded[t * hop : t * hop + n_fft])) for t in range(frames)])


# Shape [frames, bins]: odd, prime and composite lengths, every window and way of padding.
cases = [
    (400, 160, 400, "hann", "constant"),
    (401, 100, 301, "hamming", "reflect"),
    (441, 147, 441, "blackman", "edge"),
    (512, 700, 200, "boxcar", None),
    (1103, 331, 1103, "hann", "reflect"),
    (4096, 512, 3000, "hamming", "constant"),
]
for n_fft, hop, win_length, window, pad_mode in cases:
    save(f"stft_{n_fft}", magnitudes(n_fft, hop, win_length, window, pad_mode))

# Mel filters, [mels, bins], without and with the area norm.
for scale in ("htk", "slaney"):
    for norm in (None, "slaney"):
        filters = torchaudio.functional.melscale_fbanks(257, 50.0, 7000.0, 40, 16000, norm=norm, mel_scale=scale)
        save(f"mel_{scale}_{norm or 'none'}", filters.numpy().T)

# Cosine transforms of a ramp with a bend, [type, norm] -> 26 values.
x = np.sqrt(np.arange(26)) - np.cos(np.arange(26))
for kind in (1, 2, 3):
    save(f"dct{kind}_ortho", scipy.fft.dct(x, type=kind, norm="ortho"))
    save(f"dct{kind}_none", scipy.fft.dct(x, type=kind))

# Derivatives of three bands over 40 frames, [bands, frames].
bands = np.sin(np.outer([0.1, 0.37, 1.0], np.arange(40))) + 0.01 * np.arange(40) ** 2
for width, order in ((3, 1), (9, 1), (9, 2), (15, 2), (11, 3)):
    save(f"savgol_{width}_{order}", scipy.signal.savgol_filter(bands, width, polyorder=order, deriv=order, axis=-1, mode="interp"))

# The beta distribution's cumulative probabilities at 0, 0.01, ..., 1.
for a, b in ((2, 18), (0.5, 0.5), (1, 1), (30, 4)):
    save(f"beta_{a}_{b}", scipy.stats.beta.cdf(np.linspace(0, 1, 101), a, b))

with open(os.path.join(HERE, "stft.json"), "w") as file:
    json.dump([dict(n_fft=n, hop_length=h, win_length=w, window=f, pad_mode=p) for n, h, w, f, p in cases], file, indent=1)
    file.write("\n")

# Impulse responses of a high-pass of 20 Hz.
impulse = np.zeros(400)
impulse[0] = 1
for rate in (8000, 16000, 48000, 192000):
    save(f"highpass_{rate}", scipy.signal.lfilter(*scipy.signal.butter(2, 20, "high", fs=rate), impulse))
