"""scikit-learn on the rows of `compare classical`: the same numbers, the same settings, BENCH_THREADS threads (default 1)."""
import os
import sys
import time

threads = os.environ.get("BENCH_THREADS", "1")
for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"):
    os.environ[name] = threads

import numpy as np
from sklearn.ensemble import HistGradientBoostingClassifier, RandomForestClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.neighbors import KNeighborsClassifier
from sklearn.svm import SVC
from sklearn.tree import DecisionTreeClassifier

jobs, columns, classes = int(threads), 400, 8


def uniform(index):
    """SplitMix64 of a counter, as numbers in [0, 1)."""
    z = (index.astype(np.uint64) + np.uint64(1)) * np.uint64(0x9E3779B97F4A7C15)
    z = (z ^ (z >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    z = (z ^ (z >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return ((z ^ (z >> np.uint64(31))) >> np.uint64(40)).astype(np.float32) / np.float32(1 << 24)


def table(rows, first):
    """Bell-shaped numbers around a mean for each class and column."""
    cells = np.arange(rows * columns, dtype=np.uint64) + np.uint64(first * columns)
    labels = np.arange(rows) % classes
    noise = sum(uniform(cells * np.uint64(4) + np.uint64(k)) for k in range(4)) - np.float32(2)
    means = uniform(np.arange(classes * columns, dtype=np.uint64) + np.uint64(1 << 40)).reshape(classes, columns) - np.float32(0.5)
    return (noise.reshape(rows, columns) * np.float32(1.7320508) + np.float32(0.3) * means[labels]).astype(np.float32), labels


def boosting(iterations):
    return HistGradientBoostingClassifier(max_iter=iterations, early_stopping=False)


makers = {
    "svm": (lambda: SVC(C=10), [1200, 5000]),
    "svm-probabilities": (lambda: SVC(C=10, probability=True, random_state=0), [1200]),
    "knn": (lambda: KNeighborsClassifier(5, n_jobs=jobs), [1200, 20000]),
    "random-forest": (lambda: RandomForestClassifier(100, random_state=0, n_jobs=jobs), [1200]),
    "random-forest-20-trees": (lambda: RandomForestClassifier(20, random_state=0, n_jobs=jobs), [20000]),
    "decision-tree": (lambda: DecisionTreeClassifier(random_state=0), [1200, 5000]),
    "logistic-regression": (lambda: LogisticRegression(max_iter=1000, multi_class="multinomial"), [1200, 20000]),
    "gradient-boosting": (lambda: boosting(100), [1200]),
    "gradient-boosting-10-steps": (lambda: boosting(10), [20000]),
}
actions, fitted, tables = {}, {}, {}


def data(n):
    if n not in tables:
        tables[n] = (*table(n, 0), table(1000, 100000)[0])
    return tables[n]


def fit(make, n):
    x, y, _ = data(n)
    return make().fit(x, y)


def predict(name, make, n):
    if (name, n) not in fitted:
        fitted[name, n] = fit(make, n)
    model, judged = fitted[name, n], data(n)[2]
    started = time.perf_counter()
    (model.predict_proba if hasattr(model, "predict_proba") else model.predict)(judged)
    return time.perf_counter() - started


def fit_time(make, n):
    data(n)
    started = time.perf_counter()
    fit(make, n)
    return time.perf_counter() - started


for name, (make, sizes) in makers.items():
    for n in sizes:
        suffix = "" if n == 1200 else f"-{n}"
        actions[name + suffix] = lambda m=make, n=n: fit_time(m, n)
        actions[f"{name}-predict{suffix}"] = lambda a=name, m=make, n=n: predict(a, m, n)

print("rows", *actions, flush=True)
for line in sys.stdin:
    print(f"{actions[line.strip()]() * 1000:.4f}", flush=True)
