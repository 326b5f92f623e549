import assert from 'node:assert/strict';
import test from 'node:test';
import { fromBase64, toBase64Url } from '../node_modules/.studio-test/shared/pure/base64.js';
import { magma } from '../node_modules/.studio-test/shared/pure/colormap.js';
import { csv } from '../node_modules/.studio-test/shared/pure/csv.js';
import { meanByEpoch } from '../node_modules/.studio-test/shared/pure/curves.js';
import { Delays } from '../node_modules/.studio-test/shared/pure/delays.js';
import * as format from '../node_modules/.studio-test/shared/pure/format.js';
import { join, levelDb, peak, toPcm16, toWav } from '../node_modules/.studio-test/shared/pure/pcm.js';
import { heard, runs, secondsByEmotion, speechSeconds } from '../node_modules/.studio-test/shared/pure/segments.js';
import { bandOf, largest, quantile } from '../node_modules/.studio-test/shared/pure/spectrum.js';

test('samples become 16 bits, and what lies beyond full scale is cut off', () => {
  const view = new DataView(toPcm16(Float32Array.of(0, 0.5, -1, 1, 7, -7)).buffer);
  assert.deepEqual([0, 1, 2, 3, 4, 5].map((i) => view.getInt16(i * 2, true)), [0, 16384, -32768, 32767, 32767, -32768]);
});

test('a WAV file says what it holds', () => {
  const wav = Buffer.from(toWav(Float32Array.of(0.25, -0.25, 0), 48000));
  assert.equal(wav.length, 50);
  assert.equal(wav.toString('latin1', 0, 4) + wav.toString('latin1', 8, 16) + wav.toString('latin1', 36, 40), 'RIFFWAVEfmt data');
  assert.equal(wav.readUInt32LE(4), wav.length - 8);
  assert.deepEqual([20, 22, 32, 34].map((at) => wav.readUInt16LE(at)), [1, 1, 2, 16]);
  assert.deepEqual([24, 28, 40].map((at) => wav.readUInt32LE(at)), [48000, 96000, 6]);
  assert.deepEqual([44, 46, 48].map((at) => wav.readInt16LE(at)), [8192, -8192, 0]);
});

test('what a part is called, and how much of all is speech', () => {
  const part = (speech, emotion) => ({ startSeconds: 1, endSeconds: 2.5, speech, emotion, confidence: null, uncertain: false });
  const parts = [part(true, 'angry'), part(true, null), part(false, null), part(false, 'angry')];
  assert.deepEqual(parts.map(heard), ['angry', 'speech', 'no speech', 'no speech']);
  assert.equal(speechSeconds(parts), 3);
  assert.deepEqual([4.2, -0.314, null].map(format.decimal), ['4.20', '−0.31', '–']);
});

test('levels are in dB below full scale', () => {
  assert.equal(levelDb(Float32Array.of(1, -1)), 0);
  assert.ok(Math.abs(levelDb(Float32Array.of(0.1, -0.1)) + 20) < 1e-5);
  assert.equal(levelDb(new Float32Array(4)), -100);
  assert.equal(levelDb(new Float32Array(0)), -100);
  assert.equal(peak(Float32Array.of(0.25, -0.5)), 0.5);
  assert.deepEqual([...join([Float32Array.of(1, 2), new Float32Array(0), Float32Array.of(3)])], [1, 2, 3]);
});

test('base64 is read to the byte, and a key is written as RFC 4648 says', () => {
  const bytes = Uint8Array.from({ length: 256 }, (_, i) => i);
  assert.deepEqual(fromBase64(Buffer.from(bytes).toString('base64')), bytes);
  for (const text of ['', 'f', 'fo', 'foo', '??>>~~', 'naïve 鍵']) assert.equal(toBase64Url(text), Buffer.from(text).toString('base64url'));
});

test('CSV quotes what needs it, and no name is a formula', () => {
  assert.equal(csv([['a', 1, null], ['b,"c"\n', true, 0.5]]), 'a,1,\r\n"b,""c""\n",true,0.5\r\n');
  assert.equal(csv([['=1+1', '@x', '-x', -1]]), "'=1+1,'@x,'-x,-1\r\n");
});

test('numbers read as people say them', () => {
  assert.deepEqual([0, 0.005, 0.812, 1].map(format.percent), ['0 %', '1 %', '81 %', '100 %']);
  assert.deepEqual([format.score(0.5987), format.score(null)], ['0.599', '–']);
  assert.deepEqual([1.54, 59.94, 60, 125, 3725].map((s) => format.seconds(s)), ['1.5 s', '59.9 s', '1:00', '2:05', '1:02:05']);
  assert.deepEqual([format.span(0, 1.5), format.span(58, 61)], ['0.0 to 1.5 s', '0:58 to 1:01']);
  assert.deepEqual([440, 999.6, 1234].map(format.hertz), ['440 Hz', '1000 Hz', '1.2 kHz']);
  assert.deepEqual([format.count(1, 'clip'), format.count(2, 'clip')], ['1 clip', '2 clips']);
  assert.deepEqual([[], ['a'], ['a', 'b'], ['a', 'b', 'c']].map(format.list), ['', 'a', 'a and b', 'a, b and c']);
  assert.equal(format.moment('none'), 'none');
});

test('ticks are round and cover the axis', () => {
  assert.deepEqual(format.ticks(1.99, 10), [0, 0.2, 0.4, 0.6, 0.8, 1, 1.2, 1.4, 1.6, 1.8]);
  assert.deepEqual(format.ticks(30, 6), [0, 5, 10, 15, 20, 25, 30]);
  assert.deepEqual(format.ticks(0, 5), [0]);
});

test('neighbours with one answer are one part', () => {
  const part = (startSeconds, endSeconds, emotion, confidence, uncertain = false) => ({ startSeconds, endSeconds, speech: emotion != null, emotion, confidence, uncertain });
  const joined = runs([part(0, 1, 'sad', 0.4), part(1, 4, 'sad', 0.8), part(4, 5, null, null), part(5, 6, 'sad', 0.5), part(6, 7, 'sad', 0.3, true)]);
  assert.deepEqual(joined.map((r) => [r.startSeconds, r.endSeconds, r.emotion, r.uncertain]), [[0, 4, 'sad', false], [4, 5, null, false], [5, 6, 'sad', false], [6, 7, 'sad', true]]);
  assert.ok(Math.abs(joined[0].confidence - 0.7) < 1e-12);
  assert.deepEqual(secondsByEmotion([part(0, 1, 'sad', 1), part(1, 4, 'angry', 1), part(4, 9, null, null), part(9, 10, 'sad', 1)]), [['angry', 3], ['sad', 2]]);
});

test('a delay is counted from when the sound was complete', () => {
  const delays = new Delays(100);
  for (let i = 1; i <= 10; i++) delays.push(10, i / 10);
  assert.ok(Math.abs(delays.since(0.5, 0.9) - 0.4) < 1e-12);
  assert.ok(Math.abs(delays.since(0.51, 0.9) - 0.3) < 1e-12);
  assert.equal(delays.since(1.01, 2), null);
});

test('a frequency has its place among bands, also beyond their ends', () => {
  const centers = [100, 200, 400];
  assert.deepEqual([100, 150, 200, 300, 400, 50, 600].map((hz) => bandOf(hz, centers)), [0, 0.5, 1, 1.5, 2, -0.5, 3]);
  assert.equal(largest([[0.1, -0.4], [0.2, 0]]), 0.4);
  assert.deepEqual([quantile([], 0.5), quantile([3, 1, 2], 0.5), quantile([1, 2], 1)], [null, 2, 2]);
});

test('the mean over folds counts only those that have the epoch', () => {
  const means = meanByEpoch([[{ epoch: 2, v: 4 }, { epoch: 1, v: 1 }], [{ epoch: 1, v: 3 }, { epoch: 3, v: null }]], (e) => e.v);
  assert.deepEqual([...means], [[1, 2], [2, 4], [3, null]]);
});

test('the color map begins black and ends light', () => {
  assert.deepEqual([...magma.slice(0, 3), ...magma.slice(765)], [0, 0, 4, 252, 253, 191]);
});
