"""The feature rows in librosa (where it can be imported) and torchaudio, one thread: see bench/Undertone.Benchmarks/Peer.cs for the protocol."""
import os
import sys
import time
import wave

for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "NUMBA_NUM_THREADS"):
    os.environ[name] = "1"

import numpy as np

SIGNAL = os.path.join("tests", "Golden", "librosa-0.11.0", "speech_a", "speech_a.wav")


def read():
    with wave.open(SIGNAL) as file:
        samples = np.frombuffer(file.readframes(file.getnframes()), dtype="<i2").astype(np.float32) / 32768
        return samples, file.getframerate()


def librosa_rows(y, sr):
    import librosa

    def six():
        librosa.feature.mfcc(y=y, sr=sr, n_mfcc=40)
        librosa.feature.chroma_stft(y=y, sr=sr)
        librosa.feature.melspectrogram(y=y, sr=sr)
        librosa.feature.spectral_contrast(y=y, sr=sr)
        librosa.feature.zero_crossing_rate(y)
        librosa.feature.rms(y=y)

    def with_tonnetz():
        six()
        librosa.feature.tonnetz(y=y, sr=sr)

    return {
        "six-features": six,
        "six-features-tonnetz": with_tonnetz,
        "pyin": lambda: librosa.pyin(y, sr=sr, fmin=65, fmax=2093),
    }


def torchaudio_rows(y, sr):
    import torch
    import torchaudio

    torch.set_num_threads(1)
    signal = torch.from_numpy(y)
    mel = torchaudio.transforms.MelSpectrogram(sample_rate=sr, n_fft=2048, hop_length=512, n_mels=128, norm="slaney", mel_scale="slaney", pad_mode="constant")
    mfcc = torchaudio.transforms.MFCC(sample_rate=sr, n_mfcc=40, melkwargs=dict(n_fft=2048, hop_length=512, n_mels=128, norm="slaney", mel_scale="slaney", pad_mode="constant"))

    def no_grad(transform):
        def run():
            with torch.no_grad():
                transform(signal)

        return run

    return {"torchaudio-melspectrogram": no_grad(mel), "torchaudio-mfcc": no_grad(mfcc)}


def main():
    y, sr = read()
    rows = {}
    for source in (librosa_rows, torchaudio_rows):
        try:
            rows.update(source(y, sr))
        except ImportError:
            pass
    print("rows", *rows, flush=True)
    for line in sys.stdin:
        work = rows[line.strip()]
        start = time.perf_counter()
        work()
        print(1000 * (time.perf_counter() - start), flush=True)


main()
