"""Writes weights/*.safetensors, weights/*-input.npy and weights/*-logits.npy: networks of PyTorch for recipes, their inputs and answers."""
import json
import os
import struct

import numpy as np
import torch
from torch import nn

FOLDER = os.path.join(os.path.dirname(os.path.abspath(__file__)), "weights")


class CnnLstm(nn.Module):
    """Two convolutions over [time, 12 columns], an LSTM, a GRU in two directions, dense layers."""

    def __init__(self):
        super().__init__()
        self.conv1d_1 = nn.Conv1d(12, 8, 5, stride=2, padding=2)
        self.batch_norm_1 = nn.BatchNorm1d(8)
        self.conv1d_2 = nn.Conv1d(8, 6, 3, padding=1, groups=2)
        self.lstm_1 = nn.LSTM(6, 7, batch_first=True)
        self.bidirectional_1 = nn.GRU(7, 5, batch_first=True, bidirectional=True)
        self.layer_norm_1 = nn.LayerNorm(10)
        self.dense_1 = nn.Linear(10, 9)
        self.dense_2 = nn.Linear(9, 4)

    def forward(self, x):
        x = torch.relu(self.batch_norm_1(self.conv1d_1(x.transpose(1, 2))))
        x = torch.relu(self.conv1d_2(x)).transpose(1, 2)
        x, _ = self.bidirectional_1(self.lstm_1(x)[0])
        return self.dense_2(torch.relu(self.dense_1(self.layer_norm_1(x).mean(1))))


class CnnAttention(nn.Module):
    """A convolution over [time, 6 bands, 1], attention, dense layers."""

    def __init__(self):
        super().__init__()
        self.conv2d_1 = nn.Conv2d(1, 4, 3, padding=1, bias=False)
        self.multi_head_attention_1 = nn.MultiheadAttention(24, 4, batch_first=True)
        self.dense_1 = nn.Linear(24, 3)

    def forward(self, x):
        x = torch.tanh(self.conv2d_1(x[:, None])).permute(0, 2, 3, 1).flatten(2)
        return self.dense_1(self.multi_head_attention_1(x, x, x)[0].mean(1))


def save(name, tensors):
    header, data = {}, b""
    for key, value in tensors.items():
        array = value.detach().numpy()
        kind = {"float32": "F32", "float64": "F64", "int64": "I64"}[str(array.dtype)]
        header[key] = {"dtype": kind, "shape": list(array.shape), "data_offsets": [len(data), len(data) + array.nbytes]}
        data += array.tobytes()
    text = json.dumps(header).encode()
    with open(os.path.join(FOLDER, name + ".safetensors"), "wb") as file:
        file.write(struct.pack("<Q", len(text)) + text + data)


def main():
    torch.manual_seed(4)
    for name, network, shape in (("cnn-lstm", CnnLstm(), (5, 23, 12)), ("cnn-attention", CnnAttention(), (5, 17, 6))):
        for _ in range(3):
            network(3 + 2 * torch.randn(16, *shape[1:]))  # moves the averages of the batch normalisation
        with torch.no_grad():
            for parameter in network.parameters():
                parameter += 0.1 * torch.randn_like(parameter)
        network.eval()
        offset, scale = torch.randn(shape[2], dtype=torch.float64), 1 + torch.rand(shape[2], dtype=torch.float64)
        x = 2 * torch.randn(*shape)
        with torch.no_grad():
            logits = network(((x - offset) / scale).float())
        save(name, {**network.state_dict(), "scaler.offset": offset, "scaler.scale": scale})
        np.save(os.path.join(FOLDER, name + "-input.npy"), x.numpy())
        np.save(os.path.join(FOLDER, name + "-logits.npy"), logits.numpy())


main()
