"""Writes checkpoint.pt and checkpoint_legacy.pt: the same small dictionary in PyTorch's two layouts. Every number is its place / 8."""
import torch
from collections import OrderedDict


def numbers(*shape, dtype=torch.float32):
    count = 1
    for size in shape:
        count *= size
    return (torch.arange(count, dtype=torch.float64) / 8).reshape(shape).to(dtype)


shared = numbers(6)
state = OrderedDict()
state["layer.weight"] = torch.nn.Parameter(numbers(3, 2))
state["layer.bias"] = numbers(3)
state["transposed"] = numbers(2, 3, 4).permute(2, 0, 1)
state["slice"] = numbers(4, 5)[1:3, 1::2]
state["tied"] = shared
state["tied.again"] = shared
state["part"] = shared[2:5]
state["scalar"] = numbers(1)[0]
state["empty"] = numbers(0, 3)
for name, dtype in [("f16", torch.float16), ("bf16", torch.bfloat16), ("f64", torch.float64)]:
    state[name] = numbers(9, dtype=dtype)
for name, dtype in [("i64", torch.int64), ("i32", torch.int32), ("i16", torch.int16), ("i8", torch.int8), ("u8", torch.uint8), ("bool", torch.bool)]:
    state[name] = (numbers(9) * 8).to(dtype)
whole = {"epoch": 3, "note": "a text", "rate": 0.5, "state_dict": state, "optimizer": {"groups": [1, 2], "lr": None}}
torch.save(whole, "checkpoint.pt")
torch.save(whole, "checkpoint_legacy.pt", _use_new_zipfile_serialization=False)
