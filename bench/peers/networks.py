"""The reference networks in PyTorch, as the training and inference peers time them."""
import torch.nn as nn


class CnnLstm(nn.Module):
    def __init__(self, classes=7):
        super().__init__()

        def block(inputs, outputs):
            return [nn.Conv1d(inputs, outputs, 3, padding=1), nn.ReLU(), nn.BatchNorm1d(outputs), nn.MaxPool1d(2), nn.Dropout(0.2)]

        self.convolutions = nn.Sequential(*block(1, 64), *block(64, 128), *block(128, 256))
        self.first = nn.LSTM(256, 128, batch_first=True)
        self.second = nn.LSTM(128, 128, batch_first=True)
        self.head = nn.Sequential(nn.Linear(128, 128), nn.ReLU(), nn.Dropout(0.3), nn.Linear(128, classes))

    def forward(self, x):
        h = self.convolutions(x).transpose(1, 2)
        h, _ = self.first(h)
        h, _ = self.second(h)
        return self.head(h[:, -1])


class Crnn(nn.Module):
    def __init__(self, classes=8, bands=128):
        super().__init__()

        def block(inputs, outputs):
            return nn.Sequential(nn.Conv2d(inputs, outputs, 3, padding=1), nn.BatchNorm2d(outputs), nn.ReLU(), nn.MaxPool2d(2), nn.Dropout(0.25))

        self.convolutions = nn.Sequential(block(1, 32), block(32, 64), block(64, 128))
        self.lstm = nn.LSTM(128 * (bands // 8), 128, bidirectional=True, batch_first=True)
        self.head = nn.Sequential(nn.Linear(256, 128), nn.ReLU(), nn.Dropout(0.3), nn.Linear(128, classes))

    def forward(self, x):
        h = self.convolutions(x)
        batch, channels, bands, steps = h.shape
        h, _ = self.lstm(h.permute(0, 3, 1, 2).reshape(batch, steps, channels * bands))
        return self.head(h[:, -1])


class Recurrent(nn.Module):
    def __init__(self, bidirectional):
        super().__init__()
        self.lstm = nn.LSTM(40, 128, num_layers=2, bidirectional=bidirectional, batch_first=True)
        self.head = nn.Linear(256 if bidirectional else 128, 8)

    def forward(self, x):
        h, _ = self.lstm(x)
        return self.head(h[:, -1])


class ByolS(nn.Module):
    """The convolutional encoder of BYOL-S, fine-tuned; only the training peer times it."""

    def __init__(self, classes=7):
        super().__init__()

        def block(inputs):
            return nn.Sequential(nn.Conv2d(inputs, 64, 3, padding=1), nn.BatchNorm2d(64), nn.ReLU(), nn.MaxPool2d(2))

        self.convolutions = nn.Sequential(block(1), block(64), block(64))
        self.dense = nn.Sequential(nn.Linear(512, 512), nn.ReLU(), nn.Dropout(0.3), nn.Linear(512, 512), nn.ReLU())
        self.head = nn.Linear(512, classes)

    def forward(self, x):
        h = self.convolutions(x)
        batch, channels, bands, steps = h.shape
        return self.head(self.dense(h.permute(0, 3, 2, 1).reshape(batch, steps, bands * channels)).mean(1))


NETWORKS = {
    "cnn-lstm": (CnnLstm, (1, 188), 7),
    "crnn": (Crnn, (1, 128, 128), 8),
    "lstm": (lambda: Recurrent(False), (300, 40), 8),
    "bilstm": (lambda: Recurrent(True), (300, 40), 8),
}


def serve(rows):
    """The protocol of bench/Undertone.Benchmarks/Peer.cs."""
    import sys
    import time

    print("rows", *rows, flush=True)
    for line in sys.stdin:
        work = rows[line.strip()]
        start = time.perf_counter()
        work()
        print(1000 * (time.perf_counter() - start), flush=True)
