#!/usr/bin/env python3
"""Writes the reference numbers of this folder with PyTorch 1.13 (CPU, double precision, stored as float32). Run: python3 generate.py

One .npz-free layout: NAME/ARRAY.npy. Kernels are written in Undertone's layout (Keras'): dense [in, out], conv1d [kernel, in, out],
conv2d [height, width, in, out], LSTM gates i f g o as PyTorch has them, GRU gates z r n (PyTorch has r z n).
"""
import os
import numpy as np
import torch
import torch.nn as nn
import torch.nn.functional as F

HERE = os.path.dirname(os.path.abspath(__file__))
torch.manual_seed(20)
torch.set_default_dtype(torch.float64)
torch.set_num_threads(1)


def save(case, **arrays):
    folder = os.path.join(HERE, case)
    os.makedirs(folder, exist_ok=True)
    for name, value in arrays.items():
        value = value.detach().numpy() if torch.is_tensor(value) else np.asarray(value)
        np.save(os.path.join(folder, name + ".npy"), np.ascontiguousarray(value.astype("<i4" if value.dtype.kind == "i" else "<f4")))


def single(t):
    """Rounds to what float32 can hold, so that both sides start from the same numbers."""
    return t.to(torch.float32).to(torch.float64)


def round_parameters(module):
    with torch.no_grad():
        for p in module.parameters():
            p.copy_(single(p + 0.1 * torch.randn_like(p)))


def layer(case, module, x, run, parameters):
    """run(module, x) -> y in Undertone's layout; parameters(module, of) -> list of arrays in Undertone's order and layout."""
    round_parameters(module)
    module.train()
    x = single(x).requires_grad_()
    y = run(module, x)
    dy = single(torch.randn_like(y))
    y.backward(dy)
    arrays = {"x": x, "y": y, "dy": dy, "dx": x.grad}
    for i, p in enumerate(parameters(module, lambda t: t)):
        arrays[f"p{i}"] = p
    for i, p in enumerate(parameters(module, lambda t: t.grad)):
        arrays[f"g{i}"] = p
    save(case, **arrays)


def t12(t):
    return t.transpose(1, 2)


def gru_order(t, units):
    r, z, n = t.split(units, dim=-1)
    return torch.cat([z, r, n], dim=-1)


layer("dense", nn.Linear(19, 37), torch.randn(5, 19), lambda m, x: m(x), lambda m, of: [of(m.weight).T, of(m.bias)])
layer("conv1d", nn.Conv1d(7, 35, 3, padding=1), torch.randn(3, 23, 7), lambda m, x: t12(m(t12(x))), lambda m, of: [of(m.weight).permute(2, 1, 0), of(m.bias)])
layer("conv1d_strided", nn.Conv1d(6, 8, 5, stride=2, dilation=2, groups=2, padding=4), torch.randn(3, 23, 6), lambda m, x: t12(m(t12(x))),
      lambda m, of: [of(m.weight).permute(2, 1, 0), of(m.bias)])
layer("conv2d", nn.Conv2d(5, 34, 3, padding=1), torch.randn(2, 9, 13, 5), lambda m, x: m(x.permute(0, 3, 1, 2)).permute(0, 2, 3, 1),
      lambda m, of: [of(m.weight).permute(2, 3, 1, 0), of(m.bias)])
layer("conv2d_strided", nn.Conv2d(4, 6, (3, 5), stride=(2, 1), groups=2, bias=False), torch.randn(2, 9, 13, 4), lambda m, x: m(x.permute(0, 3, 1, 2)).permute(0, 2, 3, 1),
      lambda m, of: [of(m.weight).permute(2, 3, 1, 0)])
layer("batch_norm", nn.BatchNorm1d(19), torch.randn(4, 6, 19) * 3 + 1, lambda m, x: t12(m(t12(x))), lambda m, of: [of(m.weight), of(m.bias)])
layer("layer_norm", nn.LayerNorm(21), torch.randn(3, 5, 21), lambda m, x: m(x), lambda m, of: [of(m.weight), of(m.bias)])
layer("max_pool2d", nn.MaxPool2d((2, 3)), torch.randn(2, 7, 10, 5), lambda m, x: m(x.permute(0, 3, 1, 2)).permute(0, 2, 3, 1), lambda m, of: [])
layer("average_pool1d", nn.AvgPool1d(3, 2), torch.randn(2, 11, 5), lambda m, x: t12(m(t12(x))), lambda m, of: [])
for name, function in dict(relu=F.relu, leaky_relu=F.leaky_relu, elu=F.elu, gelu=F.gelu, silu=F.silu, sigmoid=torch.sigmoid, tanh=torch.tanh).items():
    layer(name, nn.Identity(), torch.randn(4, 33) * 3, lambda m, x, f=function: f(x), lambda m, of: [])


def zero_second_bias(m):
    """Undertone's LSTM has one bias, so PyTorch's second one is zero here."""
    with torch.no_grad():
        for n, p in m.named_parameters():
            if n.startswith("bias_hh"):
                p.zero_()


class Last(nn.Module):
    def __init__(self, inner):
        super().__init__()
        self.inner = inner


def lstm(case, bidirectional):
    m = nn.LSTM(11, 18, batch_first=True, bidirectional=bidirectional)
    suffixes = ["", "_reverse"] if bidirectional else [""]

    def run(m, x):
        zero_second_bias(m)
        return m(x)[0]

    layer(case, m, torch.randn(5, 9, 11), run, lambda m, of: [a for s in suffixes for a in (
        of(getattr(m, "weight_ih_l0" + s)).T, of(getattr(m, "weight_hh_l0" + s)).T, of(getattr(m, "bias_ih_l0" + s)))])


lstm("lstm", False)
lstm("bilstm", True)
layer("gru", nn.GRU(11, 18, batch_first=True), torch.randn(5, 9, 11), lambda m, x: m(x)[0], lambda m, of: [
    gru_order(of(m.weight_ih_l0).T, 18), gru_order(of(m.weight_hh_l0).T, 18), gru_order(of(m.bias_ih_l0), 18), gru_order(of(m.bias_hh_l0), 18)])
layer("attention", nn.MultiheadAttention(12, 3, batch_first=True), torch.randn(3, 7, 12), lambda m, x: m(x, x, x)[0], lambda m, of: [
    of(m.in_proj_weight).T, of(m.in_proj_bias), of(m.out_proj.weight).T, of(m.out_proj.bias)])
layer("transformer", nn.TransformerEncoderLayer(12, 3, 20, dropout=0, activation="gelu", batch_first=True, norm_first=True), torch.randn(3, 7, 12), lambda m, x: m(x),
      lambda m, of: [of(m.norm1.weight), of(m.norm1.bias), of(m.self_attn.in_proj_weight).T, of(m.self_attn.in_proj_bias), of(m.self_attn.out_proj.weight).T, of(m.self_attn.out_proj.bias),
                     of(m.norm2.weight), of(m.norm2.bias), of(m.linear1.weight).T, of(m.linear1.bias), of(m.linear2.weight).T, of(m.linear2.bias)])

# Losses: logits, targets, class weights -> loss and gradient.
logits = single(torch.randn(6, 5) * 2)
labels = torch.tensor([0, 3, 1, 4, 4, 2])
weights = single(torch.rand(5) + 0.5)
for case, smoothing in (("cross_entropy", 0.0), ("cross_entropy_smoothed", 0.1)):
    z = logits.clone().requires_grad_()
    loss = F.cross_entropy(z, labels, weight=weights, label_smoothing=smoothing)
    loss.backward()
    save(case, logits=z, labels=labels, weights=weights, loss=loss.reshape(1), gradient=z.grad)
z = logits.clone().requires_grad_()
log = F.log_softmax(z, 1).gather(1, labels[:, None])[:, 0]
loss = (-weights[labels] * (1 - log.exp()) ** 2 * log).sum() / weights[labels].sum()
loss.backward()
save("focal", logits=z, labels=labels, weights=weights, loss=loss.reshape(1), gradient=z.grad)

# Optimisers: ten steps on a quadratic's own gradients. Row t of gradients is what step t saw; row t of values is the weight after it.
start = single(torch.randn(3, 7))
for case, make in dict(
        adam=lambda p: torch.optim.Adam(p, lr=0.01, betas=(0.8, 0.95), eps=1e-7), adam_decay=lambda p: torch.optim.Adam(p, lr=0.01, weight_decay=0.1),
        adamw=lambda p: torch.optim.AdamW(p, lr=0.01, weight_decay=0.1), sgd=lambda p: torch.optim.SGD(p, lr=0.05),
        sgd_momentum=lambda p: torch.optim.SGD(p, lr=0.05, momentum=0.9, weight_decay=0.01), sgd_nesterov=lambda p: torch.optim.SGD(p, lr=0.05, momentum=0.9, nesterov=True),
        rmsprop=lambda p: torch.optim.RMSprop(p, lr=0.01), rmsprop_momentum=lambda p: torch.optim.RMSprop(p, lr=0.01, alpha=0.9, momentum=0.5, weight_decay=0.02)).items():
    w = start.clone().requires_grad_()
    optimizer = make([w])
    gradients, values = [], []
    for step in range(10):
        optimizer.zero_grad()
        w.grad = single(torch.randn(3, 7))
        gradients.append(w.grad.clone())
        optimizer.step()
        values.append(w.detach().clone())
    save("optimizer_" + case, start=start, gradients=torch.stack(gradients), values=torch.stack(values))

# Learning rates of 100 steps.
for case, make in dict(one_cycle=lambda o: torch.optim.lr_scheduler.OneCycleLR(o, max_lr=0.5, total_steps=100, pct_start=0.3),
                       cosine=lambda o: torch.optim.lr_scheduler.CosineAnnealingLR(o, T_max=100), step=lambda o: torch.optim.lr_scheduler.StepLR(o, 30, gamma=0.2)).items():
    optimizer = torch.optim.SGD([nn.Parameter(torch.zeros(1))], lr=0.5)
    scheduler = make(optimizer)
    rates = []
    for _ in range(100):
        rates.append(optimizer.param_groups[0]["lr"])
        optimizer.step()
        scheduler.step()
    save("schedule_" + case, rates=np.array(rates))
