// The page's own hearing, stage by stage, against the numbers of the service's (hearing.json; `PageNumbersTests` writes them).
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import test from 'node:test';
import { answer } from '../node_modules/.studio-test/local/answer.js';
import { bandwidthOf } from '../node_modules/.studio-test/local/hearing/bandwidth.js';
import { blocksOf } from '../node_modules/.studio-test/local/hearing/blocks.js';
import { logMel } from '../node_modules/.studio-test/local/hearing/mel.js';
import { pickSpeech } from '../node_modules/.studio-test/local/hearing/picked.js';
import { qualityOf } from '../node_modules/.studio-test/local/hearing/quality.js';
import { planOf } from '../node_modules/.studio-test/local/plan.js';
import { downmix } from '../node_modules/.studio-test/local/sound/downmix.js';
import { highPass, lowPass } from '../node_modules/.studio-test/local/sound/filters.js';
import { activeLevelDb } from '../node_modules/.studio-test/local/sound/level.js';
import { resample } from '../node_modules/.studio-test/local/sound/resample.js';
import { roundEven } from '../node_modules/.studio-test/local/sound/rounding.js';
import { readWav } from '../node_modules/.studio-test/local/sound/wav.js';

const numbers = JSON.parse(readFileSync(new URL('hearing.json', import.meta.url)));
const noise = Float32Array.from(numbers.noise);
const few = noise.slice(0, 300);
const rate = 16000;

/** Every element, with the worst one told. */
function near(actual, numbers, tolerance, what) {
  const expected = actual instanceof Float32Array ? Float32Array.from(numbers) : numbers;
  assert.equal(actual.length, expected.length, `${what}: length`);
  let worst = 0;
  let at = 0;
  for (let i = 0; i < expected.length; i++) {
    const difference = Math.abs(actual[i] - expected[i]);
    if (!(difference <= worst)) [worst, at] = [difference, i];
  }
  assert.ok(worst <= tolerance, `${what}: ${actual[at]} instead of ${expected[at]} at ${at}`);
}

test('files hold the samples that the service reads', () => {
  for (const { name, file, samples } of numbers.wav) {
    const wav = readWav(new Uint8Array(Buffer.from(file, 'base64')));
    assert.equal(wav.rate, 1000, name);
    near(downmix(wav), samples, 0, name);
  }
});

test('what is no WAV file is none, and a damaged one is refused', () => {
  const file = new Uint8Array(Buffer.from(numbers.wav[1].file, 'base64'));
  assert.equal(readWav(new TextEncoder().encode('this is text, not audio')), null);
  assert.throws(() => readWav(file.subarray(0, file.length - 9)), /cut off/);
  assert.throws(() => readWav(file.subarray(0, 30)), /ends before its samples/);
});

test('rates are changed as the service changes them', () => {
  assert.ok(Object.keys(numbers.resample).length >= 10);
  for (const [from, samples] of Object.entries(numbers.resample)) near(resample(few, Number(from), rate), samples, 2e-6, `${from} Hz`);
});

test('filters and level are those of the service', () => {
  near(highPass(few, 8000), numbers.highPass, 1e-6, 'high-pass');
  near(lowPass(few, rate, 6800), numbers.lowPass, 1e-6, 'low-pass');
  near([activeLevelDb(Float32Array.from(numbers.picked.bursts), 1000)], [numbers.levelDb], 1e-6, 'level');
  assert.equal(activeLevelDb(new Float32Array(100), 1000), -Infinity);
});

test('the band of a recording is found', () => {
  near([bandwidthOf(noise, rate), bandwidthOf(lowPass(noise, rate, 4000), rate)], numbers.bandwidthHz, 0, 'bandwidth');
});

test('speech is picked at the same samples', () => {
  const { bursts, probabilities, samples } = numbers.picked;
  near(pickSpeech(Float32Array.from(bursts), 1000, Float32Array.from(probabilities), bursts.length / 1000), samples, 0, 'picked');
});

test('blocks have what lies before them, and one gain', () => {
  const samples = new Float32Array(1300).fill(0.1, 100);
  const blocks = blocksOf(samples);
  assert.equal(blocks.length, 3 * 576);
  const rms = Math.sqrt(0.01 * 412 / 512);
  near(blocks.subarray(0, 576), Array.from({ length: 576 }, (_, i) => (i < 164 ? 0 : 0.1 * 0.07 / rms)), 1e-6, 'first');
  near(blocks.subarray(576, 577), [0.1 * 0.07 / (rms + 0.2 * (0.1 - rms))], 1e-6, 'second');
  assert.equal(blocks[2 * 576 + 64 + 276], 0);
});

test('features are those of the recipe', () => {
  const options = { size: 512, hop: 320, bands: 64, lowestHz: 60, highestHz: 7800, htk: true, slaney: false };
  near(logMel(noise, rate, options, numbers.mel.floorPower), numbers.mel.features, 2e-5, 'log-mel');
});

test('quality is measured alike', () => {
  const samples = Float32Array.from({ length: 24000 }, (_, i) => Math.max(-1, Math.min(1, Math.fround(noise[i % noise.length] * (i > 8000 && i < 16000 ? 4 : Math.fround(0.1))))));
  const probabilities = Float32Array.from({ length: 47 }, (_, b) => (b > 15 && b < 31 ? 0.9 : 0.05));
  const heard = highPass(samples, rate);
  const { flags, ...values } = qualityOf(samples, heard, rate, samples, probabilities, 6800);
  assert.deepEqual(flags, numbers.quality.flags);
  for (const [name, value] of Object.entries(values)) near([value], [numbers.quality[name]], 1e-5, name);
});

test('halves are rounded to even numbers', () => {
  assert.deepEqual([0.5, 1.5, 2.5, 2.4, 2.6, 7].map(roundEven), [0, 2, 2, 2, 3, 7]);
});

const recipe = {
  sampleRateHz: rate,
  hearing: { offset: 'remove', level: 'active', band: 6800, speech: 'pick', floorDb: -22, dither: 0 },
  features: { shape: 'image', list: [{ name: 'log_melspectrogram', n_fft: 512, hop_length: 320, n_mels: 64, fmin: 60, fmax: 7800, htk: true, norm: 'none' }], lengthSeconds: null },
  model: { kind: 'network' },
};
const facts = { model: { name: 'm', version: '1', labels: ['sad', 'angry'] }, uncertainBelow: 0.5, bandHz: 6800, floorPower: numbers.mel.floorPower, levelDb: -26, recipe };

test('a recipe that is heard in another way has no plan', () => {
  assert.equal(planOf(facts).mel.hop, 320);
  for (const other of [{ fusion: {} }, { hearing: { ...recipe.hearing, dither: 1 } }, { features: { ...recipe.features, lengthSeconds: 3 } }, { model: { kind: 'svm' } },
    { features: { ...recipe.features, list: [{ name: 'mfcc' }] } }, { features: { shape: 'pooled', list: recipe.features.list } }]) {
    assert.equal(planOf({ ...facts, recipe: { ...recipe, ...other } }), null, JSON.stringify(other));
  }
});

test('an answer says who speaks, and long recordings are left to the service', async () => {
  const graphs = (p) => ({ speech: async (blocks) => new Float32Array(blocks.length / 576).fill(p), scores: async () => Float32Array.of(0.25, 0.75) });
  const clip = { rate, samples: Float32Array.from({ length: rate }, (_, i) => noise[i % noise.length]) };
  const plan = planOf(facts);
  const spoken = await answer('a.wav', clip, plan, facts, graphs(0.9));
  assert.deepEqual([spoken.emotion, spoken.confidence, spoken.speech, spoken.scores], ['angry', 0.75, true, { sad: 0.25, angry: 0.75 }]);
  const silent = await answer('a.wav', clip, plan, facts, graphs(0.1));
  assert.deepEqual([silent.emotion, silent.confidence, silent.speech, silent.uncertain, silent.scores], [null, 0, false, false, { sad: 0.5, angry: 0.5 }]);
  await assert.rejects(answer('a.wav', { rate: 100, samples: new Float32Array(3001) }, plan, facts, graphs(0.9)), /longer than 30 s/);
  await assert.rejects(answer('a.wav', { rate: 100, samples: new Float32Array(0) }, plan, facts, graphs(0.9)), /no sound/);
});
