import { labels, scoresFor } from './answers.mjs';

const names = ['20261120T090112Z-cnn2d', '20261119T173000Z-mlp', '20261118T080000Z-svm', '20261117T120000Z-compare'];

/** Runs, of which the first is trained while one looks. */
export function trainings(seconds) {
  return names.map((name, i) => {
    const kind = name.endsWith('compare') ? 'compare' : 'train';
    const recipe = name.split('-')[1];
    const done = i > 0 || seconds > 240;
    const folds = kind === 'train' && recipe !== 'svm' ? foldsOf(i, done ? 150 : 4 + seconds / 2, done) : [];
    const answers = kind === 'train' && done ? answersOf(i) : [];
    const evaluation = answers.length > 0 ? evaluationOf(answers) : null;
    return {
      name, kind, recipe: kind === 'compare' ? 'mlp, svm' : recipe, created: `2026-11-${20 - i}T09:01:12Z`, state: done ? (i === 3 ? 'stopped' : 'finished') : 'running',
      data: ['emodb', 'ravdess'], protocol: 'speaker-kfold', seed: 0, uar: evaluation?.metrics.uar ?? null, accuracy: evaluation?.metrics.accuracy ?? null,
      tags: i === 1 ? ['baseline', 'week 47'] : [], note: i === 1 ? 'The one to beat.' : '', evaluation, folds, answers,
    };
  });
}

function foldsOf(seed, epochs, done) {
  const folds = [];
  for (let fold = 1; fold <= 5; fold++) {
    const until = done ? 30 : Math.min(30, Math.floor(epochs - (fold - 1) * 30));
    if (until <= 0) break;
    folds.push({
      fold,
      epochs: Array.from({ length: until }, (_, e) => {
        const way = 1 - Math.exp(-(e + 1) / 8);
        const wave = 0.02 * Math.sin(e * 1.7 + fold * 2 + seed);
        return {
          epoch: e + 1, learningRate: 0.001, trainLoss: 2.05 - 1.4 * way + wave, trainAccuracy: 0.15 + 0.7 * way - wave, validationLoss: 2.05 - 0.95 * way + 2 * wave + e * 0.004,
          validationAccuracy: 0.14 + 0.47 * way - 2 * wave, validationUar: 0.13 + 0.45 * way - 2 * wave, best: e === until - 1, watchedOnly: true,
        };
      }),
    });
  }
  return folds;
}

function answersOf(seed) {
  const answers = [];
  let random = seed * 7919 + 17;
  const next = () => (random = (random * 48271) % 2147483647) / 2147483647;
  for (let id = 0; id < 480; id++) {
    const truth = labels[id % 8];
    const right = next() < 0.5 + 0.05 * (id % 8);
    const answer = right ? truth : labels[(id % 8 + 1 + Math.floor(next() * 7)) % 8];
    const confidence = 0.25 + 0.7 * next();
    answers.push({ id, file: `${truth}-${String(id).padStart(3, '0')}.wav`, speaker: `Actor_${String(id % 12 + 1).padStart(2, '0')}`, corpus: 'ravdess', truth, answer, confidence, scores: scoresFor(answer, confidence) });
  }
  return answers;
}

function evaluationOf(answers) {
  const confusion = labels.map((t) => labels.map((a) => answers.filter((x) => x.truth === t && x.answer === a).length));
  const recalls = confusion.map((row, i) => row[i] / row.reduce((a, b) => a + b));
  const uar = recalls.reduce((a, b) => a + b) / recalls.length;
  const accuracy = answers.filter((a) => a.truth === a.answer).length / answers.length;
  const speakers = [...new Set(answers.map((a) => a.speaker))].sort();
  return {
    protocol: { name: 'speaker-kfold', folds: 5, seed: 0, speakerIndependent: true, normalisation: 'training' }, labels, utterances: answers.length, speakers: speakers.length,
    metrics: { accuracy, uar, macroF1: uar - 0.01, weightedF1: accuracy - 0.01, logLoss: 1.13, brier: 0.54, ece: 0.078, rocAuc: 0.91 },
    intervals: { accuracy: [accuracy - 0.05, accuracy + 0.05], uar: [uar - 0.05, uar + 0.05], macroF1: [uar - 0.06, uar + 0.04] },
    perClass: labels.map((label, i) => ({ label, precision: recalls[i] - 0.02, recall: recalls[i], f1: recalls[i] - 0.01, support: 60, rocAuc: 0.9 })),
    confusion,
    perSpeaker: speakers.map((speaker) => {
      const own = answers.filter((a) => a.speaker === speaker);
      const right = own.filter((a) => a.truth === a.answer).length / own.length;
      return { speaker, utterances: own.length, accuracy: right, uar: right - 0.01, uarInterval: [right - 0.1, right + 0.09] };
    }),
  };
}

/** How two runs compare. */
export function comparison(all, a, b) {
  const short = ({ evaluation, folds, answers, ...t }) => t;
  return {
    a: short(all.find((t) => t.name === a)), b: short(all.find((t) => t.name === b)), common: 480, both: 251, onlyA: 74, onlyB: 51, neither: 104,
    uarDifference: 0.048, interval: [-0.004, 0.101], p: 0.073,
  };
}
