export const labels = ['neutral', 'happy', 'sad', 'angry', 'fearful', 'disgust', 'surprised', 'bored'];
export const model = { name: 'base', version: '1' };

/** Scores that lean to an emotion. */
export function scoresFor(emotion, confidence) {
  const others = labels.filter((l) => l !== emotion);
  const weights = others.map((_, i) => 1 / (i + 1.5));
  const sum = weights.reduce((a, b) => a + b);
  return Object.fromEntries(labels.map((l) => [l, l === emotion ? confidence : (1 - confidence) * weights[others.indexOf(l)] / sum]));
}

/** An answer for a segment: what a louder sound would be heard as. */
export function answerFor(startSeconds, endSeconds, level) {
  const speech = level > -50;
  const emotion = speech ? labels[(Math.floor(startSeconds / 2) * 3) % 8] : null;
  const confidence = speech ? 0.35 + 0.5 * Math.abs(Math.sin(startSeconds)) : null;
  const uncertain = speech && confidence < 0.45;
  return {
    startSeconds, endSeconds, speech, emotion, confidence, uncertain, uncertainBecause: uncertain ? ['low-confidence'] : [],
    scores: scoresFor(emotion ?? 'neutral', confidence ?? 0.2),
  };
}

/** What /v1/explain says of a WAV file of 16 bit. */
export function explanation(file, wav, query) {
  const rate = wav.readUInt32LE(24);
  const at = wav.indexOf('data') + 8;
  const samples = new Int16Array(Math.max(0, Math.min(wav.readUInt32LE(at - 4), wav.length - at) >> 1));
  for (let i = 0; i < samples.length; i++) samples[i] = wav.readInt16LE(at + i * 2);
  const duration = samples.length / rate;
  const hop = Number(query.get('hop') ?? 1.5);
  const emotion = labels.find((l) => file.startsWith(l)) ?? 'angry';
  const noisy = file.startsWith('noisy');
  const confidence = noisy ? 0.39 : 0.81;
  const segments = [];
  for (let t = 0; t < duration - hop / 2 || t === 0; t += hop) segments.push(answerFor(t, t + hop * 1.5 > duration ? duration : t + hop, -20));
  return {
    model: { ...model, labels },
    prediction: {
      file, durationSeconds: duration, speech: true, emotion, confidence, uncertain: noisy, uncertainBecause: noisy ? ['noisy', 'low-confidence', 'clipped'] : [],
      quality: { speechSeconds: duration * 0.7, levelDb: -26, clippedShare: noisy ? 0.013 : 0, snrDb: noisy ? 9.2 : 31, bandwidthHz: 7900, flags: noisy ? ['noisy', 'clipped'] : [] },
      voice: query.get('voice') ? { name: query.get('voice'), clips: 12 } : null, scores: scoresFor(emotion, confidence), segments,
    },
    waveform: peaks(samples, rate),
    ...pictures(samples, rate, duration),
    occlusion: query.get('occlusion') === 'true' ? occlusion(emotion, duration) : null,
  };
}

function peaks(samples, rate) {
  const step = Math.max(Math.round(rate * 0.01), Math.ceil(samples.length / 4000));
  const min = [];
  const max = [];
  for (let i = 0; i < samples.length; i += step) {
    const part = samples.subarray(i, i + step);
    min.push(Math.min(...part) / 32768);
    max.push(Math.max(...part) / 32768);
  }
  return { secondsPerPeak: step / rate, min, max };
}

function pictures(samples, rate, duration) {
  const hop = 0.016;
  const bands = 64;
  const frames = Math.min(1875, Math.floor(duration / hop));
  const mel = (hz) => 2595 * Math.log10(1 + hz / 700);
  const centersHz = Array.from({ length: bands }, (_, b) => 700 * (10 ** (mel(8000) * (b + 1) / (bands + 1) / 2595) - 1));
  const bytes = Buffer.alloc(frames * bands);
  const hz = [];
  const db = [];
  for (let f = 0; f < frames; f++) {
    const from = Math.floor(f * hop * rate);
    const frame = samples.subarray(from, from + Math.floor(0.032 * rate));
    let power = 0;
    for (const s of frame) power += (s / 32768) ** 2;
    const level = 10 * Math.log10(power / Math.max(1, frame.length) + 1e-9);
    db.push(level);
    const f0 = 190 + 50 * Math.sin(f * hop * 4) + 20 * Math.sin(f * hop * 17);
    hz.push(level > -38 ? f0 : null);
    for (let b = 0; b < bands; b++) {
      const center = centersHz[b];
      const harmonic = Math.cos(2 * Math.PI * center / f0) * (center < 1500 ? 14 : 4);
      const formants = -((center - 600) ** 2) / 3e6 - (center > 3000 ? 12 : 0);
      bytes[f * bands + b] = Math.max(0, Math.min(255, (level + harmonic + formants + 82) * 3.4));
    }
  }
  return {
    spectrogram: { startSeconds: 0, hopSeconds: hop, frames, bands, centersHz, minDb: -80, maxDb: 0, values: bytes.toString('base64') },
    speech: [{ startSeconds: duration * 0.12, endSeconds: duration * 0.55 }, { startSeconds: duration * 0.62, endSeconds: duration * 0.95 }],
    pitch: { startSeconds: 0, hopSeconds: hop, hz },
    energy: { startSeconds: 0, hopSeconds: hop, db },
  };
}

function occlusion(emotion, duration) {
  const columns = Math.max(1, Math.floor(Math.min(15, duration) / 0.25));
  const bandEdgesHz = [60, 300, 800, 1600, 3000, 5000, 8000];
  return {
    emotion, startSeconds: 0, cellSeconds: 0.25, bandEdgesHz, columns, bands: 6,
    values: Array.from({ length: columns }, (_, x) => Array.from({ length: 6 }, (_, y) => 0.12 * Math.sin(x * 1.3 + y) * Math.exp(-y / 3))),
  };
}

/** What `models show --json` prints, in short. */
export function modelCard(name) {
  return {
    name, version: '1', recipe: name, labels, place: name,
    corpora: [
      { name: 'emodb', license: 'free for research', utterances: 408, speakers: 8 },
      { name: 'ravdess', license: 'CC BY-NC-SA 4.0', utterances: 1199, speakers: 20 },
    ],
    evaluation: {
      protocol: { name: 'speaker-kfold', folds: 5, seed: 0, speakerIndependent: true, normalisation: 'training' }, labels, utterances: 3105, speakers: 40,
      metrics: { accuracy: 0.6087, uar: 0.5987, macroF1: 0.6159, weightedF1: 0.6078, logLoss: 1.133, brier: 0.545, ece: 0.078, rocAuc: 0.909 },
      intervals: { accuracy: [0.56, 0.663], uar: [0.546, 0.652], macroF1: [0.563, 0.668] },
      perClass: labels.map((label, i) => ({ label, precision: 0.55 + i * 0.02, recall: 0.5 + i * 0.03, f1: 0.53 + i * 0.02, support: 400, rocAuc: 0.88 })),
    },
  };
}
