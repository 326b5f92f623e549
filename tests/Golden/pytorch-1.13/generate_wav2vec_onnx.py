"""A small network of the shape of wav2vec 2.0 (Baevski and others 2020) with random weights, as ONNX, and what PyTorch says of clips.

Convolutions over samples with a group norm in the first, a projection, positions by a grouped convolution, two transformer layers whose
states are outputs, and a classifier on their mean. Run with Debian's python3-torch 1.13.
"""
import json
import os
import numpy as np
import torch
from torch import nn

torch.manual_seed(7)
WIDTH, CHANNELS = 24, 16


class Layer(nn.Module):
    def __init__(self):
        super().__init__()
        self.q, self.k, self.v, self.o = (nn.Linear(WIDTH, WIDTH) for _ in range(4))
        self.n1, self.n2 = nn.LayerNorm(WIDTH), nn.LayerNorm(WIDTH)
        self.f1, self.f2 = nn.Linear(WIDTH, 48), nn.Linear(48, WIDTH)

    def forward(self, x):
        def heads(y):
            return y.reshape(y.shape[0], y.shape[1], 2, WIDTH // 2).transpose(1, 2)
        a = torch.softmax(heads(self.q(x)) @ heads(self.k(x)).transpose(2, 3) / (WIDTH // 2) ** 0.5, -1) @ heads(self.v(x))
        x = self.n1(x + self.o(a.transpose(1, 2).reshape(x.shape)))
        return self.n2(x + self.f2(nn.functional.gelu(self.f1(x))))


class Small(nn.Module):
    def __init__(self):
        super().__init__()
        self.c0 = nn.Conv1d(1, CHANNELS, 10, 5, bias=False)
        self.g0 = nn.GroupNorm(CHANNELS, CHANNELS)
        self.c = nn.ModuleList([nn.Conv1d(CHANNELS, CHANNELS, k, s, bias=False) for k, s in ((3, 2), (3, 2), (3, 2), (3, 2), (2, 2), (2, 2))])
        self.n, self.p = nn.LayerNorm(CHANNELS), nn.Linear(CHANNELS, WIDTH)
        self.pos = nn.Conv1d(WIDTH, WIDTH, 8, padding=4, groups=4)
        self.first = nn.LayerNorm(WIDTH)
        self.layers = nn.ModuleList([Layer(), Layer()])
        self.head = nn.Linear(WIDTH, 4)

    def forward(self, input_values):
        x = nn.functional.gelu(self.g0(self.c0(input_values[:, None, :])))
        for c in self.c:
            x = nn.functional.gelu(c(x))
        x = self.p(self.n(x.transpose(1, 2)))
        x = self.first(x + nn.functional.gelu(self.pos(x.transpose(1, 2))[:, :, :-1]).transpose(1, 2))
        states = [x]
        for layer in self.layers:
            states.append(layer(states[-1]))
        return (states[-1], *states, self.head(states[-1].mean(1)))


net = Small().eval()
for name, p in net.named_parameters():
    if p.dim() > 1:
        nn.init.normal_(p, 0, 0.7 / np.sqrt(p[0].numel()))
folder = os.path.dirname(os.path.abspath(__file__))
names = ["last_hidden_state", "hidden_states.0", "hidden_states.1", "hidden_states.2", "logits"]
axes = {"input_values": {0: "batch", 1: "samples"}, "logits": {0: "batch"}}
axes.update({n: {0: "batch", 1: "steps"} for n in names[:4]})
torch.onnx.export(net, torch.randn(1, 8000), os.path.join(folder, "wav2vec.onnx"), opset_version=15, input_names=["input_values"],
                  output_names=names, dynamic_axes=axes)


def clip(n, seed):
    t = np.arange(n) / 16000
    rng = np.random.RandomState(seed)
    return (0.3 * np.sin(2 * np.pi * (120 + 40 * seed) * t) * np.sin(7 * t) + 0.02 * rng.randn(n)).astype(np.float32)


cases = []
for n, seed in ((4000, 1), (8000, 2), (11111, 3)):
    x = np.round(clip(n, seed), 4).astype(np.float32)
    v = ((x - x.mean()) / np.sqrt(x.astype(np.float64).var() + 1e-7)).astype(np.float32)
    with torch.no_grad():
        out = net(torch.from_numpy(v)[None])
    cases.append({"samples": [float(f"{s:.4f}") for s in x], "steps": out[0].shape[1],
                  **{n: [float(f"{v:.7g}") for v in o[0].flatten()] for n, o in zip(names, out)}})
json.dump(cases, open(os.path.join(folder, "wav2vec.json"), "w"), separators=(",", ":"))
