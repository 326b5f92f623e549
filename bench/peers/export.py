"""The reference networks of networks.py as ONNX files in a folder, for ONNX Runtime: any batch, weights as PyTorch draws them."""
import os
import sys

import torch
from networks import NETWORKS

folder = sys.argv[1]
os.makedirs(folder, exist_ok=True)
torch.manual_seed(1)
for name, (make, shape, _) in NETWORKS.items():
    torch.onnx.export(
        make().eval(), torch.randn(1, *shape), os.path.join(folder, name + ".onnx"), opset_version=17, do_constant_folding=True,
        input_names=["input"], output_names=["output"], dynamic_axes={"input": {0: "batch"}, "output": {0: "batch"}})
