"""The most memory (MB, resident) of a process that trains the network named by the argument for five steps of batch 32."""
import resource
import sys

from networks import NETWORKS
from training import step_of

step = step_of(*NETWORKS[sys.argv[1]])
for _ in range(5):
    step()
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
