"""What scipy 1.10 finds as the temperature of the least weighted log loss, for temperature.json."""
import json
import numpy as np
from scipy.optimize import minimize_scalar

random = np.random.default_rng(7)
cases = []
for n, classes, sharpness in [(200, 3, 3.0), (60, 7, 0.4), (400, 4, 1.0), (5, 2, 2.0), (150, 8, 6.0)]:
    logits = random.normal(size=(n, classes))
    truth = np.array([random.choice(classes, p=np.exp(r) / np.exp(r).sum()) for r in logits])
    sharp = np.exp(sharpness * logits)
    p = (sharp / sharp.sum(1, keepdims=True)).astype(np.float32)
    weights = random.uniform(0, 2, size=n)
    logs = np.log(np.maximum(p.astype(np.float64), 2.0 ** -23))

    def loss(log_temperature):
        scaled = logs / np.exp(log_temperature)
        scaled -= scaled.max(1, keepdims=True)
        normal = scaled - np.log(np.exp(scaled).sum(1, keepdims=True))
        return -(weights * normal[np.arange(n), truth]).sum() / weights.sum()

    found = minimize_scalar(loss, bounds=(np.log(0.05), np.log(20)), method="bounded", options={"xatol": 1e-10})
    cases.append({"truth": truth.tolist(), "classes": classes, "weights": weights.tolist(),
                  "probabilities": [float(x) for x in p.ravel()], "temperature": float(np.exp(found.x)), "loss": float(found.fun)})
json.dump(cases, open("temperature.json", "w"))
