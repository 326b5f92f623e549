"""A service as Python has it: FastAPI takes an upload, PyTorch and torchaudio answer, with layers such as the recipe `tiny` has.

service.py PORT [WORKERS]: random weights, since only the time counts.
"""
import io
import sys
import wave

import numpy as np
import torch
import torch.nn as nn
import torchaudio
import uvicorn
from fastapi import FastAPI, UploadFile

torch.set_num_threads(1)
LABELS = ["neutral", "happy", "sad", "angry", "fearful", "disgust", "surprised", "bored"]


def block(inputs, filters, kernel, stride=1, pool=None):
    layers = [nn.Conv2d(inputs, filters, kernel, stride, kernel // 2, bias=False), nn.BatchNorm2d(filters), nn.ReLU()]
    return layers + ([nn.MaxPool2d(pool)] if pool else [])


class Tiny(nn.Module):
    def __init__(self):
        super().__init__()
        self.mel = torchaudio.transforms.MelSpectrogram(16000, n_fft=512, hop_length=320, n_mels=64, f_min=60, f_max=7800)
        self.features = nn.Sequential(
            *block(1, 16, 5, 2), *block(16, 32, 3, 1, 2), *block(32, 48, 3, 1, 2), *block(48, 64, 3, 1, (2, 1)))
        self.dense = nn.Sequential(nn.Linear(256, 128), nn.ReLU())
        self.head = nn.Linear(128, len(LABELS))

    def forward(self, samples):
        x = self.features(torch.log(self.mel(samples) + 1e-6)[:, None])
        count, filters, bands, steps = x.shape
        x = self.dense(x.permute(0, 3, 2, 1).reshape(count, steps, bands * filters))
        return self.head(x.max(1).values + x.mean(1)).softmax(1)


app, network = FastAPI(), Tiny().eval()


# Not async: FastAPI runs it on its thread pool, so that uploads go on meanwhile.
@app.post("/v1/predict")
def predict(file: UploadFile):
    with wave.open(io.BytesIO(file.file.read())) as sound:
        rate, frames = sound.getframerate(), sound.readframes(sound.getnframes())
    samples = torch.from_numpy(np.frombuffer(frames, np.int16).astype(np.float32) / 32768)[None]
    with torch.inference_mode():
        if rate != 16000:
            samples = torchaudio.functional.resample(samples, rate, 16000)
        scores = network(samples)[0]
    return {"emotion": LABELS[int(scores.argmax())], "scores": dict(zip(LABELS, scores.tolist()))}


if __name__ == "__main__":
    workers = int(sys.argv[2]) if len(sys.argv) > 2 else 1
    uvicorn.run("service:app", host="127.0.0.1", port=int(sys.argv[1]), workers=workers, log_level="warning")
