"""What scikit-learn 1.2 and SciPy 1.10 make of numbers: regressors on a small synthetic table, and the scores of their answers."""
import json

import numpy as np
from scipy.stats import pearsonr
from sklearn.ensemble import HistGradientBoostingRegressor, RandomForestRegressor
from sklearn.linear_model import Ridge
from sklearn.metrics import mean_absolute_error, mean_squared_error
from sklearn.svm import SVR

random = np.random.default_rng(7)
n, tested, d = 120, 40, 6
x = random.normal(size=(n + tested, d)).astype(np.float32)
y = np.sin(x[:, 0]) + 0.5 * x[:, 1] * x[:, 2] + 0.3 * x[:, 3] + 0.1 * random.normal(size=n + tested)
weights = (0.5 + np.arange(n) * 0.6180339887498949 % 1).astype(np.float32)
train, test = x[:n], x[n:]

models = {
    "ridge": [({"alpha": 1.0}, Ridge(1.0)), ({"alpha": 25.0}, Ridge(25.0))],
    "svm": [
        ({"kernel": "rbf", "C": 1.0, "epsilon": 0.1, "tolerance": 1e-6}, SVR(C=1.0, epsilon=0.1, tol=1e-6)),
        ({"kernel": "rbf", "C": 10.0, "epsilon": 0.3, "gamma": 0.05, "tolerance": 1e-6}, SVR(C=10.0, epsilon=0.3, gamma=0.05, tol=1e-6)),
        ({"kernel": "linear", "C": 0.5, "epsilon": 0.05, "tolerance": 1e-6}, SVR(kernel="linear", C=0.5, epsilon=0.05, tol=1e-6)),
    ],
    "random-forest": [
        # Leaves of a row or two would leave ties between columns, which scikit-learn breaks by chance.
        (
            {"trees": 1, "bootstrap": False, "maxFeatures": "all", "minSamplesLeaf": 5},
            RandomForestRegressor(1, bootstrap=False, min_samples_leaf=5, random_state=0),
        ),
        (
            {"trees": 1, "bootstrap": False, "maxFeatures": "all", "maxDepth": 4, "minSamplesLeaf": 3},
            RandomForestRegressor(1, bootstrap=False, max_depth=4, min_samples_leaf=3, random_state=0),
        ),
    ],
    "gradient-boosting": [
        (
            {"iterations": steps, "earlyStopping": "off", "minSamplesLeaf": 5},
            HistGradientBoostingRegressor(max_iter=steps, early_stopping=False, min_samples_leaf=5),
        )
        for steps in (3, 30)
    ],
}


def ccc(truth, answers):
    shift = truth.mean() - answers.mean()
    return 2 * np.cov(truth, answers, bias=True)[0, 1] / (truth.var() + answers.var() + shift * shift)


cases = []
for kind, variants in models.items():
    for options, model in variants:
        for weighted in (False, True):
            answers = model.fit(train, y[:n], sample_weight=weights if weighted else None).predict(test)
            cases.append({"kind": kind, "options": options, "weighted": weighted, "rows": n, "answers": answers.tolist()})
# More columns than rows.
cases.append({
    "kind": "ridge", "options": {"alpha": 0.5}, "weighted": True, "rows": 4,
    "answers": Ridge(0.5).fit(train[:4], y[:4], sample_weight=weights[:4]).predict(test).tolist(),
})
forests = [
    mean_squared_error(y[n:], RandomForestRegressor(100, max_features="sqrt", random_state=s).fit(train, y[:n]).predict(test))
    for s in range(10)
]
truth, answers = y[n:], np.asarray(cases[4]["answers"])
json.dump(
    {
        "columns": d, "train": train.ravel().tolist(), "targets": y[:n].tolist(), "weights": weights.tolist(),
        "test": test.ravel().tolist(), "cases": cases, "forestErrors": forests,
        "scores": {
            "truth": truth.tolist(), "answers": answers.tolist(), "ccc": ccc(truth, answers), "pearson": pearsonr(truth, answers)[0],
            "mse": mean_squared_error(truth, answers), "mae": mean_absolute_error(truth, answers),
        },
    },
    open("regression.json", "w"))
