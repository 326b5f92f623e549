"""Tables that the classifier goldens are fitted on: python3 generate_data.py (writes *_x.npy and *_y.npy beside itself).

iris, wine, breast-cancer and digits come with scikit-learn (public UCI sets). speech is made here: words spoken by espeak-ng in eight
manners (pitch, rate, loudness) by ten voices, as mean and standard deviation of 20 MFCC; no recording of a person is in it.
"""
import pathlib
import subprocess
import tempfile

import numpy as np
import torch
import torchaudio
from sklearn import datasets

here = pathlib.Path(__file__).parent


def standardise(x):
    scale = x.std(0)
    return (x - x.mean(0)) / np.where(scale == 0, 1, scale)


def speech():
    voices = ["en+m1", "en+m2", "en+m3", "en+m4", "en+m5", "en+f1", "en+f2", "en+f3", "en+f4", "en+f5"]
    manners = [(50, 160, 80), (40, 120, 60), (75, 190, 110), (30, 110, 50), (65, 220, 160), (90, 230, 90), (35, 140, 100), (95, 180, 120)]
    words = ["doors", "kids are talking", "the dogs sit", "say the word back", "one more time"]
    mfcc = torchaudio.transforms.MFCC(16000, 20, melkwargs={"n_fft": 512, "hop_length": 160, "n_mels": 40})
    rng = np.random.default_rng(7)
    rows, labels = [], []
    with tempfile.TemporaryDirectory() as folder:
        for voice in voices:
            for label, (pitch, rate, loud) in enumerate(manners):
                for word in words:
                    # The manner of each word strays, so that classes overlap.
                    p, r, a = pitch + rng.normal(0, 14), rate + rng.normal(0, 25), loud + rng.normal(0, 20)
                    wav = f"{folder}/x.wav"
                    subprocess.run(["espeak-ng", "-v", voice, "-p", str(int(np.clip(p, 0, 99))), "-s", str(int(max(80, r))), "-a", str(int(np.clip(a, 10, 200))), "-w", wav, word], check=True)
                    samples, rate_hz = torchaudio.load(wav)
                    samples = torchaudio.functional.resample(samples, rate_hz, 16000)
                    m = mfcc(samples)[0].numpy()
                    rows.append(np.concatenate([m.mean(1), m.std(1)]))
                    labels.append(label)
    return standardise(np.array(rows)), np.array(labels)


def save(name, x, y):
    np.save(here / f"{name}_x.npy", np.ascontiguousarray(x, dtype=np.float32))
    np.save(here / f"{name}_y.npy", y.astype(np.int32))


torch.manual_seed(0)
save("iris", *datasets.load_iris(return_X_y=True))
for name, load in [("wine", datasets.load_wine), ("cancer", datasets.load_breast_cancer)]:
    x, y = load(return_X_y=True)
    save(name, standardise(x), y)
save("digits", *datasets.load_digits(return_X_y=True))
save("speech", *speech())
