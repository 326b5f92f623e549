"""The picture that Whisper hears, after its definition (Radford and others 2022, log_mel_spectrogram of openai/whisper), by NumPy alone.

Run: python3 tests/Golden/scipy-1.10/generate_whisper.py. The signal is speech_a_16k.wav of ../librosa-0.11.0, its first 24000 samples, filled
up with zeros to 30 s. Kept are the first 160 steps; all others are alike, and the last one kept is one of them.
"""
import os
import wave

import numpy as np

HERE = os.path.dirname(os.path.abspath(__file__))
RATE, SIZE, HOP = 16000, 400, 160

with wave.open(os.path.join(HERE, "..", "librosa-0.11.0", "speech_a_16k", "speech_a_16k.wav")) as file:
    y = np.frombuffer(file.readframes(24000), dtype="<i2").astype(np.float64) / 32768


def mel(hz):
    return hz * 3 / 200 if hz < 1000 else 15 + 27 * np.log(hz / 1000) / np.log(6.4)


def hertz(m):
    return m * 200 / 3 if m < 15 else 1000 * 6.4 ** ((m - 15) / 27)


def filters(bands):
    edges = [hertz(m) for m in np.linspace(mel(0), mel(RATE / 2), bands + 2)]
    table = np.zeros((bands, SIZE // 2 + 1))
    for b in range(bands):
        low, peak, high = edges[b:b + 3]
        for k in range(SIZE // 2 + 1):
            hz = k * RATE / SIZE
            table[b, k] = max(0, min((hz - low) / (peak - low), (high - hz) / (high - peak))) * 2 / (high - low)
    return table


padded = np.pad(np.pad(y, (0, 30 * RATE - len(y))), SIZE // 2, mode="reflect")
window = 0.5 - 0.5 * np.cos(2 * np.pi * np.arange(SIZE) / SIZE)
spectra = np.stack([np.fft.rfft(window * padded[t * HOP:t * HOP + SIZE]) for t in range(30 * RATE // HOP)])
for bands in (80, 128):
    log = np.log10(np.maximum(filters(bands) @ (np.abs(spectra) ** 2).T, 1e-10))
    picture = (np.maximum(log, log.max() - 8) + 4) / 4
    assert np.ptp(picture[:, 159:]) == 0
    np.save(os.path.join(HERE, f"whisper_mel_{bands}.npy"), np.ascontiguousarray(picture[:, :160], dtype=np.float32))
