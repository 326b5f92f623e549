"""Support vector machines of scikit-learn 1.2.1 (LIBSVM): python3 generate_svm.py. Even rows train, the first hundred odd rows are judged."""
import json
import pathlib

import numpy as np
from sklearn.svm import SVC

here = pathlib.Path(__file__).parent
cases = [
    ("iris", {"kernel": "linear"}),
    ("iris", {"kernel": "poly", "gamma": "auto", "coef0": 1.0, "degree": 2}),
    ("wine", {"kernel": "rbf", "C": 10.0}),
    ("wine", {"kernel": "rbf", "C": 1.0}, "weights"),
    ("cancer", {"kernel": "rbf", "gamma": 0.05}),
    ("cancer", {"kernel": "sigmoid", "gamma": 0.01, "C": 3.0}),
    ("digits", {"kernel": "rbf"}),
    ("digits", {"kernel": "linear"}),
    ("digits", {"kernel": "poly"}),
    ("speech", {"kernel": "rbf", "C": 10.0}),
    ("speech", {"kernel": "linear", "C": 1.0}),
]
out = []
for name, options, *weighted in cases:
    x, y = np.load(here / f"{name}_x.npy").astype(np.float64), np.load(here / f"{name}_y.npy")
    weights = 0.25 + (np.arange(len(y[::2])) % 7) / 4.0 if weighted else None
    for tol in (1e-3, 1e-7):
        model = SVC(tol=tol, decision_function_shape="ovo", break_ties=False, **options).fit(x[::2], y[::2], sample_weight=weights)
        decisions = model.decision_function(x[1::2][:100])
        if decisions.ndim == 1:
            decisions = -decisions[:, None]  # scikit-learn turns the sign of the only pair; LIBSVM's speaks for the lower class
        out.append({
            "data": name, "options": options, "weighted": bool(weighted), "tolerance": tol, "support": int(model.support_.size),
            "decisions": np.round(decisions, 7).ravel().tolist(), "predicted": model.predict(x[1::2][:100]).tolist(),
        })
(here / "svm.json").write_text(json.dumps(out))
