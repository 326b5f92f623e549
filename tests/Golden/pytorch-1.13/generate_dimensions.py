"""The loss of numbers on dimensions with its gradient by PyTorch's autograd: 1 - CCC and squared error, weighted, with numbers missing."""
import json

import torch

torch.manual_seed(3)
batch, dimensions = 9, 3
weights = torch.rand(batch, dtype=torch.float64) + 0.5
truth = torch.randn(batch, dimensions, dtype=torch.float64)
known = torch.ones(batch, dimensions, dtype=torch.bool)
known[1, 0] = known[4, 0] = known[2, 1] = False
known[:, 2] = False
known[3:6, 2] = True
# As Undertone holds them.
weights, truth = weights.float().double(), truth.float().double()


def loss_of(answers, kind):
    total = torch.zeros((), dtype=torch.float64)
    for d in range(dimensions):
        own = known[:, d]
        w = weights[own] / weights[own].sum()
        t, a = truth[own, d], answers[own, d]
        if kind == "mse":
            total = total + (w * (a - t) ** 2).sum()
            continue
        mean_t, mean_a = (w * t).sum(), (w * a).sum()
        above = 2 * (w * (t - mean_t) * (a - mean_a)).sum()
        below = (w * (t - mean_t) ** 2).sum() + (w * (a - mean_a) ** 2).sum() + (mean_t - mean_a) ** 2
        total = total + 1 - above / below
    return total / dimensions


cases = []
for kind in ("ccc", "mse"):
    answers = torch.randn(batch, dimensions, dtype=torch.float64).float().double().requires_grad_()
    loss = loss_of(answers, kind)
    loss.backward()
    cases.append({
        "kind": kind, "answers": answers.detach().ravel().tolist(), "loss": loss.item(), "gradient": answers.grad.ravel().tolist(),
    })
json.dump(
    {
        "dimensions": dimensions, "weights": weights.tolist(),
        "truth": [t if k else None for t, k in zip(truth.ravel().tolist(), known.ravel().tolist())], "cases": cases,
    },
    open("dimensions.json", "w"))
