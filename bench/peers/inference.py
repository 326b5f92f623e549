"""The reference networks in PyTorch on one sample, without gradients; and the encoder BYOL-S from three seconds of samples."""
import torch
import torch.nn as nn
from networks import NETWORKS, serve


def run_of(make, shape, _):
    net, x = make().eval(), torch.randn(1, *shape)

    def run():
        with torch.inference_mode():
            net(x)

    return run


class ByolS(nn.Module):
    """The layers of BYOL-S default512 behind its log-mel spectrogram."""

    def __init__(self):
        super().__init__()

        def block(inputs):
            return [nn.Conv2d(inputs, 64, 3, padding=1), nn.BatchNorm2d(64), nn.ReLU(), nn.MaxPool2d(2)]

        self.window = torch.hann_window(400)
        self.filters = torch.rand(513, 64)
        self.features = nn.Sequential(*block(1), *block(64), *block(64))
        self.dense = nn.Sequential(nn.Linear(512, 512), nn.ReLU(), nn.Dropout(0.3), nn.Linear(512, 512), nn.ReLU())

    def forward(self, samples):
        spectrum = torch.stft(samples, 1024, 160, 400, self.window, center=True, pad_mode="reflect", return_complex=True)
        x = torch.log((spectrum.real**2 + spectrum.imag**2).T @ self.filters + 1.19e-7).T
        x = self.features(((x + 10.29) / 4.86)[None, None])
        _, filters, bands, steps = x.shape
        x = self.dense(x.permute(0, 3, 2, 1).reshape(1, steps, bands * filters))
        return x.max(1).values + x.mean(1)


def embed():
    net, samples = ByolS().eval(), torch.rand(48000) - 0.5

    def run():
        with torch.inference_mode():
            net(samples)

    return run


serve({**{name: run_of(*network) for name, network in NETWORKS.items()}, "byol-s": embed()})
