"""Matrix products in single precision with PyTorch's BLAS. A row is a size n, or MxNxK; -t1 at the end is one thread, -t2 two."""
import os

import torch
from networks import serve

THREADS = os.environ["OMP_NUM_THREADS"]
SIZES = ["256", "512", "1024", "2048", "9600x512x40", "9600x512x128", "512x512x2048", "32x512x128", "16x512x128", "6016x128x192", "3008x256x384", "32x128x128"]


def product(size):
    m, n, k = (int(v) for v in size.split("x")) if "x" in size else (int(size),) * 3
    a, b, c = torch.randn(m, k), torch.randn(k, n), torch.empty(m, n)
    repeats = max(1, int(1e8 / (2 * m * n * k)))

    def run():
        for _ in range(repeats):
            torch.mm(a, b, out=c)

    return run


serve({f"{size}-t{THREADS}": product(size) for size in SIZES})
