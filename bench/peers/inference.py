"""The reference networks in PyTorch on one sample, without gradients."""
import torch
from networks import NETWORKS, serve


def run_of(make, shape, _):
    net, x = make().eval(), torch.randn(1, *shape)

    def run():
        with torch.inference_mode():
            net(x)

    return run


serve({name: run_of(*network) for name, network in NETWORKS.items()})
