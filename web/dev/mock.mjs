// A stand-in for the service, to look at the page without it: `npm run mock`, then http://127.0.0.1:8090/. Answers are made up.
// Options by the environment: PORT; KEY (a key that is then wanted); BUSY=1 (no stream is let in); FULL=1 (no enrollment).
import { createServer } from 'node:http';
import { readFile } from 'node:fs/promises';
import { join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';
import { comparison, trainings } from './trainings.mjs';
import { answerFor, explanation, labels, modelCard, model } from './answers.mjs';
import { acceptStream } from './socket.mjs';
import { sineWav } from './tone.mjs';

const root = fileURLToPath(new URL('../../src/Undertone.Web/wwwroot/', import.meta.url));
const port = Number(process.env.PORT ?? 8090);
const key = process.env.KEY ?? '';
const voices = new Map([['anna', { name: 'anna', model, clips: 12, seconds: 31.5, neutral: false }]]);
const types = { html: 'text/html; charset=utf-8', js: 'text/javascript', css: 'text/css', svg: 'image/svg+xml', wav: 'audio/wav' };
const policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; media-src 'self' blob:; connect-src 'self'; "
  + "font-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
const started = Date.now();

const server = createServer(async (request, response) => {
  const url = new URL(request.url, 'http://localhost');
  const chunks = [];
  for await (const chunk of request) chunks.push(chunk);
  const body = Buffer.concat(chunks);
  try {
    if (url.pathname.startsWith('/v1/')) {
      if (key && request.headers['x-api-key'] !== key) return problem(response, 401, 'key', 'This service wants a key.');
      return await api(request.method, url, body, response);
    }
    await page(url, response);
  } catch (error) {
    problem(response, 500, 'internal', String(error));
  }
});

async function page(url, response) {
  const path = normalize(url.pathname === '/' ? 'index.html' : url.pathname.slice(1));
  let bytes;
  try {
    bytes = await readFile(join(root, path));
  } catch {
    return problem(response, 404, 'not-found', `There is no ${path}.`);
  }
  response.writeHead(200, {
    'Content-Type': types[path.split('.').pop()] ?? 'application/octet-stream',
    'Content-Security-Policy': policy, 'X-Content-Type-Options': 'nosniff', 'Referrer-Policy': 'no-referrer',
    'Permissions-Policy': 'microphone=(self)', 'Cache-Control': path.startsWith('assets') ? 'public, max-age=31536000, immutable' : 'no-cache',
  });
  response.end(bytes);
}

function send(response, value, status = 200) {
  response.writeHead(status, { 'Content-Type': 'application/json', 'Cache-Control': 'no-cache' });
  response.end(JSON.stringify(value));
}

function problem(response, status, code, detail) {
  response.writeHead(status, { 'Content-Type': 'application/problem+json' });
  response.end(JSON.stringify({ title: code, status, detail, code }));
}

const wait = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

async function api(method, url, body, response) {
  const [, , what, name, part, id] = url.pathname.split('/').map(decodeURIComponent);
  const query = url.searchParams;
  const file = /filename="([^"]*)"/.exec(body.toString('latin1'))?.[1] ?? 'body.wav';
  if (what === 'studio') return send(response, { enrollment: !process.env.FULL, trainings: true, stream: true, model: { name: 'base', version: '1', labels }, key: key !== '', inBrowser: false });
  if (what === 'explain' || what === 'predict') {
    const start = body.indexOf('RIFF');
    if (start < 0) return problem(response, 422, 'audio-format', `${file}: this is text, not audio. Give a recording.`);
    await wait(query.get('occlusion') === 'true' ? 900 : 250);
    const e = explanation(file, body.subarray(start), query);
    return send(response, what === 'explain' ? e : { ...e.prediction, segments: undefined });
  }
  if (what === 'voices') return voicesOf(method, name, query, body, response);
  if (what === 'models') return send(response, name ? modelCard(name) : { models: [{ name: 'base', version: '1' }, { name: 'tiny', version: '1' }] });
  if (what === 'stream') return problem(response, process.env.BUSY ? 429 : 426, 'streams', process.env.BUSY ? 'As many streams are open as this machine carries. Try again later.' : 'This address takes WebSockets only.');
  if (what === 'trainings') {
    const all = trainings((Date.now() - started) / 1000);
    if (!name) return send(response, { trainings: all.map(({ evaluation, folds, answers, ...t }) => t) });
    if (name === 'compare') return send(response, comparison(all, query.get('a'), query.get('b')));
    const one = all.find((t) => t.name === name);
    if (!one) return problem(response, 404, 'not-found', `There is no run '${name}'.`);
    if (part === 'clips') {
      if (Number(id) % 7 === 3) return problem(response, 404, 'not-found', 'The file of this clip is gone.');
      response.writeHead(200, { 'Content-Type': 'audio/wav' });
      return response.end(sineWav(180 + 20 * (Number(id) % 9)));
    }
    if (part === 'answers') {
      const found = one.answers.filter((a) => (!query.get('truth') || a.truth === query.get('truth')) && (!query.get('answer') || a.answer === query.get('answer'))
        && (!query.get('speaker') || a.speaker === query.get('speaker')) && (query.get('wrong') !== 'true' || a.truth !== a.answer));
      const offset = Number(query.get('offset') ?? 0);
      return send(response, { total: found.length, answers: found.slice(offset, offset + Number(query.get('limit') ?? 100)) });
    }
    const { answers, ...detail } = one;
    return send(response, detail);
  }
  return problem(response, 404, 'not-found', 'There is nothing here.');
}

function voicesOf(method, name, query, body, response) {
  const clips = body.toString('latin1').split('name="file"').length - 1;
  if (method === 'GET') return send(response, name ? voices.get(name) : { voices: [...voices.values()] });
  const warnings = clips < 5 ? ['Fewer than five clips are known: answers relative to this voice may be no better than plain ones.'] : [];
  if (method === 'DELETE') {
    if (!voices.delete(name)) return problem(response, 404, 'not-found', `There is no voice '${name}'.`);
    response.writeHead(204);
    return response.end();
  }
  const voice = { name: name ?? query.get('name'), model, clips, seconds: clips * 2.4, neutral: query.get('neutral') === 'true' };
  if (!name) return send(response, { voice: { ...voice, mean: [0.1, 0.2], spread: 1 }, warnings });
  if (process.env.FULL) return problem(response, 403, 'enrollment', 'This service keeps no new voices. Keep it in the browser.');
  if (voices.has(name) && query.get('replace') !== 'true') return problem(response, 409, 'voice-exists', `There is a voice '${name}' already.`);
  voices.set(name, voice);
  return send(response, { ...voice, warnings }, 201);
}

server.on('upgrade', (request, socket) => {
  if (process.env.BUSY) return socket.end('HTTP/1.1 429 Too Many Requests\r\nContent-Length: 0\r\n\r\n');
  acceptStream(request, socket, answerFor);
});
server.listen(port, '127.0.0.1', () => console.log(`http://127.0.0.1:${port}/`));
