"""One training step of the reference networks in PyTorch, batch 32, Adam. Threads come from OMP_NUM_THREADS and OPENBLAS_NUM_THREADS."""
import torch
from networks import NETWORKS, ByolS, serve


def step_of(make, shape, classes):
    net = make()
    x, y = torch.randn(32, *shape), torch.randint(0, classes, (32,))
    optimizer, loss = torch.optim.Adam(net.parameters()), torch.nn.CrossEntropyLoss()

    def step():
        optimizer.zero_grad()
        loss(net(x), y).backward()
        optimizer.step()

    return step


if __name__ == "__main__":
    networks = NETWORKS | {"byol-s": (ByolS, (1, 64, 250), 7)}
    serve({name: step_of(*network) for name, network in networks.items()})
