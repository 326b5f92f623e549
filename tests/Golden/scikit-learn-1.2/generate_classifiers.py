"""Trees, forests, neighbours, linear models and boosting of scikit-learn 1.2.1: python3 generate_classifiers.py [NAME...].

Even rows train, odd rows are judged. Ten seeds of every model that draws at random, so that their spread is known.
"""
import json
import pathlib
import sys

import numpy as np
from sklearn.ensemble import HistGradientBoostingClassifier, RandomForestClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.neighbors import KNeighborsClassifier
from sklearn.svm import LinearSVC
from sklearn.tree import DecisionTreeClassifier

here = pathlib.Path(__file__).parent
names = ["iris", "wine", "cancer", "digits", "speech"]


def table(name):
    x, y = np.load(here / f"{name}_x.npy"), np.load(here / f"{name}_y.npy")
    weights = 0.25 + (np.arange(len(y[::2])) % 7) / 4.0
    return x[::2], y[::2], x[1::2], y[1::2], weights


def best_splits(model, x, y, weights):
    """Whether the division of each node is the only best one: every feature and boundary tried again, plainly."""
    tree, unique = model.tree_, []
    reach = model.decision_path(x).toarray().astype(bool)
    for node in range(tree.node_count):
        if tree.children_left[node] < 0:
            unique.append(True)
            continue
        rows = np.flatnonzero(reach[:, node])
        scores = {}
        for f in range(x.shape[1]):
            values = np.unique(x[rows, f])
            for low, high in zip(values[:-1], values[1:]):
                left = x[rows, f] <= low
                if min(left.sum(), (~left).sum()) < model.min_samples_leaf:
                    continue
                score = 0.0
                for side in (left, ~left):
                    counts = np.bincount(y[rows][side], weights=weights[rows][side])
                    p = counts / counts.sum()
                    if model.criterion == "gini":
                        score += counts.sum() * (1 - (p**2).sum())
                    else:
                        score -= counts.sum() * (p[p > 0] * np.log2(p[p > 0])).sum()
                scores[(f, float(low))] = score
        best = min(scores.values())
        unique.append(bool(sum(s <= best + 1e-9 * (1 + abs(best)) for s in scores.values()) == 1))
    return unique


def trees():
    out = []
    for name in names:
        for options, weighted in [({"criterion": "gini"}, False), ({"criterion": "entropy"}, False), ({"criterion": "gini", "max_depth": 4, "min_samples_leaf": 3}, True)]:
            if name == "digits" and options["criterion"] == "entropy":
                options = {**options, "max_depth": 5}
            x, y, xt, yt, w = table(name)
            w = w if weighted else np.ones(len(y))
            model = DecisionTreeClassifier(random_state=0, **options).fit(x, y, sample_weight=w)
            t = model.tree_
            out.append({
                "data": name, "options": options, "weighted": weighted, "left": t.children_left.tolist(), "right": t.children_right.tolist(),
                "feature": t.feature.tolist(), "threshold": t.threshold.tolist(), "unique": best_splits(model, x, y, w),
                "accuracies": [DecisionTreeClassifier(random_state=s, **options).fit(x, y, sample_weight=w).score(xt, yt) for s in range(10)],
            })
    return out


def pruned():
    x, y, xt, yt, _ = table("cancer")
    out = []
    for alpha in (0.002, 0.01, 0.03, 0.2):
        m = [DecisionTreeClassifier(random_state=s, ccp_alpha=alpha).fit(x, y) for s in range(10)]
        out.append({"alpha": alpha, "leaves": [int(t.get_n_leaves()) for t in m]})
    leaves = [{"maxLeaves": k, "accuracies": [DecisionTreeClassifier(random_state=s, max_leaf_nodes=k).fit(x, y).score(xt, yt) for s in range(10)]} for k in (2, 5, 12)]
    return {"alphas": out, "maxLeaves": leaves}


def forests():
    out = []
    for name in names:
        x, y, xt, yt, _ = table(name)
        models = [RandomForestClassifier(100, random_state=s, oob_score=True, n_jobs=2).fit(x, y) for s in range(10)]
        out.append({
            "data": name, "accuracies": [m.score(xt, yt) for m in models], "oob": [m.oob_score_ for m in models],
            "importances": np.mean([m.feature_importances_ for m in models], 0).tolist(),
        })
    return out


def neighbours():
    out = []
    for name in names:
        x, y, xt, yt, _ = table(name)
        for metric in ("euclidean", "manhattan", "cosine"):
            for weights in ("uniform", "distance"):
                model = KNeighborsClassifier(7, metric=metric, weights=weights, algorithm="brute").fit(x.astype(np.float64), y)
                judged = xt[:60].astype(np.float64)
                distance, index = model.kneighbors(judged)
                out.append({
                    "data": name, "metric": metric, "weights": weights, "indices": index.ravel().tolist(), "distances": distance.ravel().tolist(),
                    "probabilities": np.round(model.predict_proba(judged), 9).ravel().tolist(),
                })
    return out


def logistic():
    out = []
    for name in names:
        x, y, xt, yt, w = table(name)
        for c, weighted in ((1.0, False), (0.05, True)):
            scale = 1 / 16 if name == "digits" else 1.0
            x64, judged = x.astype(np.float64) * scale, xt[:60].astype(np.float64) * scale
            model = LogisticRegression(C=c, tol=1e-10, max_iter=20000, multi_class="multinomial", solver="newton-cg").fit(x64, y, sample_weight=w if weighted else None)
            coef, intercept = model.coef_, model.intercept_
            if len(coef) == 1:  # scikit-learn keeps one line for two classes
                coef, intercept = np.vstack([-coef, coef]), np.concatenate([-intercept, intercept])
            out.append({"data": name, "C": c, "scale": scale, "weighted": weighted, "coefficients": coef.ravel().tolist(), "intercepts": intercept.tolist(),
                        "probabilities": np.round(model.predict_proba(judged), 8).ravel().tolist()})
    return out


def linear_svm():
    out = []
    for name in names:
        x, y, xt, yt, w = table(name)
        for c, weighted in ((1.0, False), (0.1, True)):
            scale = 1 / 16 if name == "digits" else 1.0  # liblinear does not converge on the raw pixels
            model = LinearSVC(C=c, tol=1e-9, max_iter=2000000, random_state=0).fit(x.astype(np.float64) * scale, y, sample_weight=w if weighted else None)
            coef, intercept = model.coef_, model.intercept_
            if len(coef) == 1:
                coef, intercept = np.vstack([-coef, coef]), np.concatenate([-intercept, intercept])
            out.append({"data": name, "C": c, "scale": scale, "weighted": weighted, "coefficients": coef.ravel().tolist(), "intercepts": intercept.tolist()})
    return out


def boosting():
    out = []
    for name in names:
        x, y, xt, yt, _ = table(name)
        # No early stopping: nothing is drawn at random. With it: ten seeds.
        fixed = HistGradientBoostingClassifier(max_iter=60, early_stopping=False).fit(x, y)
        # Weights that differ from row to row leave no two divisions with the same gain.
        golden_section = (0.5 + np.arange(len(y)) * 0.6180339887498949 % 1).astype(np.float32)
        first = HistGradientBoostingClassifier(max_iter=3, early_stopping=False).fit(x, y, sample_weight=golden_section)
        stopped = [HistGradientBoostingClassifier(max_iter=100, early_stopping=True, random_state=s).fit(x, y).score(xt, yt) for s in range(10)]
        out.append({"data": name, "accuracy": fixed.score(xt, yt), "probabilities": np.round(first.predict_proba(xt[:60]), 7).ravel().tolist(), "stopped": stopped})
    return out


wanted = sys.argv[1:]
for file, make in [("trees", trees), ("pruned", pruned), ("forests", forests), ("neighbours", neighbours), ("logistic", logistic), ("linear-svm", linear_svm), ("boosting", boosting)]:
    if wanted and file not in wanted:
        continue
    (here / f"{file}.json").write_text(json.dumps(make()))
    print(file, flush=True)
