"""Numbers of scikit-learn 1.2.1 for scalers, weights and metrics: python3 generate_basics.py (writes beside itself)."""
import json
import pathlib

import numpy as np
import scipy.stats
import sklearn
from sklearn import metrics, preprocessing
from sklearn.utils.class_weight import compute_class_weight

here = pathlib.Path(__file__).parent
assert sklearn.__version__.startswith("1.2."), sklearn.__version__
rng = np.random.default_rng(20240611)


def scalers():
    x = (rng.normal(size=(57, 5)) * [1, 100, 1e-3, 5, 0] + [0, 1e4, -2, 0.5, 3.7]).astype(np.float32)
    x[:, 3] = np.round(x[:, 3])
    new = (rng.normal(size=(9, 5)) * 10).astype(np.float32)
    out = {"columns": 5, "rows": x.ravel().tolist(), "new": new.ravel().tolist()}
    for kind, cls in [("standard", preprocessing.StandardScaler), ("minmax", preprocessing.MinMaxScaler), ("robust", preprocessing.RobustScaler)]:
        out[kind] = cls().fit(x.astype(np.float64)).transform(new.astype(np.float64)).ravel().tolist()
    return out


def report(truth, predicted, labels):
    names = [labels[i] for i in sorted(set(truth) | set(predicted))]
    return {
        "labels": labels,
        "truth": truth,
        "predicted": predicted,
        "text": metrics.classification_report(truth, predicted, target_names=names, zero_division=0),
        "accuracy": metrics.accuracy_score(truth, predicted),
        "uar": metrics.balanced_accuracy_score(truth, predicted),
        "macroF1": metrics.f1_score(truth, predicted, average="macro", zero_division=0),
        "weightedF1": metrics.f1_score(truth, predicted, average="weighted", zero_division=0),
        "confusion": metrics.confusion_matrix(truth, predicted, labels=list(range(len(labels)))).tolist(),
    }


def reports():
    emotions = ["neutral", "calm", "happy", "sad", "angry", "fearful", "disgust", "surprised"]
    cases = []
    for n, k in [(500, 8), (40, 8), (7, 3), (16, 2), (1, 2), (1000, 5)]:
        truth = rng.integers(0, k, n)
        predicted = np.where(rng.random(n) < 0.45, truth, rng.integers(0, k, n))
        cases.append(report(truth.tolist(), predicted.tolist(), emotions[:k]))
    # A class predicted but not in the truth, and one that occurs nowhere; exact ties in the second digit (1/8, 3/8 ...).
    cases.append(report([0] * 8 + [1] * 8 + [4] * 8, [0] + [1] * 7 + [1, 1, 1, 0, 0, 0, 0, 2] + [4] * 5 + [0] * 3, emotions + ["a label of more than twelve letters"]))
    return cases


def probabilities():
    n, k = 400, 6
    truth = rng.integers(0, k, n)
    logits = rng.normal(size=(n, k)) + 1.2 * np.eye(k)[truth]
    p = np.exp(2 * logits) / np.exp(2 * logits).sum(1, keepdims=True)
    p[:3] = np.eye(k)[:3]
    p[3:40] = np.round(p[3:40], 1)
    p[3:40, 0] += 1 - p[3:40].sum(1)
    p = np.clip(p, 0, 1).astype(np.float32)
    p /= p.sum(1, keepdims=True)
    fpr, tpr, thresholds = metrics.roc_curve(truth == 2, p[:, 2])
    brier = float(((p.astype(np.float64) - np.eye(k)[truth]) ** 2).sum(1).mean())
    return {
        "classes": k,
        "truth": truth.tolist(),
        "probabilities": p.ravel().tolist(),
        "logLoss": float(metrics.log_loss(truth, p, labels=range(k))),
        "brier": brier,
        "auc": [metrics.roc_auc_score(truth == c, p[:, c]) for c in range(k)],
        "macroAuc": metrics.roc_auc_score(truth, p.astype(np.float64) / p.astype(np.float64).sum(1, keepdims=True), multi_class="ovr"),
        "roc2": {"fpr": fpr[1:].tolist(), "tpr": tpr[1:].tolist(), "thresholds": thresholds[1:].tolist()},
    }


def weights():
    labels = rng.choice(4, 100, p=[0.5, 0.3, 0.15, 0.05])
    return {"labels": labels.tolist(), "balanced": compute_class_weight("balanced", classes=np.arange(4), y=labels).tolist()}


def mcnemar():
    rows = []
    for a, b in [(3, 9), (0, 1), (5, 5), (40, 61), (200, 130), (0, 30)]:
        chi = max(0, abs(a - b) - 1) ** 2 / (a + b)
        rows.append({"a": a, "b": b, "exactP": scipy.stats.binomtest(min(a, b), a + b).pvalue, "chi": chi, "chiP": scipy.stats.chi2.sf(chi, 1)})
    return rows


result = {"scalers": scalers(), "reports": reports(), "probabilities": probabilities(), "weights": weights(), "mcnemar": mcnemar()}
(here / "basics.json").write_text(json.dumps(result))
