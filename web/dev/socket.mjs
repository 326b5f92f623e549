import { createHash } from 'node:crypto';

/** Takes a WebSocket (RFC 6455, as far as a browser needs it here) and answers for each half second of sound. */
export function acceptStream(request, socket, answerFor) {
  const rate = Number(new URL(request.url, 'http://localhost').searchParams.get('rate') ?? 16000);
  const accept = createHash('sha1').update(`${request.headers['sec-websocket-key']}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`).digest('base64');
  const protocol = request.headers['sec-websocket-protocol'] ? 'Sec-WebSocket-Protocol: undertone.v1\r\n' : '';
  socket.write(`HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${accept}\r\n${protocol}\r\n`);
  let buffer = Buffer.alloc(0);
  let samples = 0;
  let power = 0;
  let answered = 0;
  const say = (opcode, payload) => {
    const head = payload.length < 126 ? Buffer.from([0x80 | opcode, payload.length]) : Buffer.from([0x80 | opcode, 126, payload.length >> 8, payload.length & 255]);
    socket.write(Buffer.concat([head, payload]));
  };
  const answer = (until) => {
    while (until - answered >= 0.5) {
      const level = 10 * Math.log10(power + 1e-9);
      say(1, Buffer.from(JSON.stringify(answerFor(answered, answered + 0.5, level))));
      answered += 0.5;
    }
  };
  socket.on('error', () => socket.destroy());
  socket.on('data', (data) => {
    buffer = Buffer.concat([buffer, data]);
    for (;;) {
      if (buffer.length < 6) return;
      let length = buffer[1] & 127;
      let at = 2;
      if (length === 126) {
        length = buffer.readUInt16BE(2);
        at = 4;
      }
      if (buffer.length < at + 4 + length) return;
      const mask = buffer.subarray(at, at + 4);
      const payload = Buffer.from(buffer.subarray(at + 4, at + 4 + length).map((b, i) => b ^ mask[i % 4]));
      const opcode = buffer[0] & 15;
      buffer = buffer.subarray(at + 4 + length);
      if (opcode === 2) {
        for (let i = 0; i + 1 < payload.length; i += 2) power += ((payload.readInt16LE(i) / 32768) ** 2 - power) / 4000;
        samples += payload.length / 2;
        answer(samples / rate - 1.25);
      } else if (opcode === 1 && JSON.parse(payload.toString()).type === 'end') {
        answer(samples / rate);
        say(8, Buffer.from([3, 232]));
      } else if (opcode === 8) return socket.end();
    }
  });
}
