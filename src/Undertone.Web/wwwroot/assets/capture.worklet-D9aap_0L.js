/** Hands the samples of the first channel on, in blocks of about 20 ms. */
class Capture extends AudioWorkletProcessor {
  constructor() {
    super();
    this.size = Math.max(128, Math.round(sampleRate / 50));
    this.block = new Float32Array(this.size);
    this.filled = 0;
  }

  process(inputs) {
    const samples = inputs[0][0];
    if (!samples) return true;
    for (let at = 0; at < samples.length;) {
      const n = Math.min(samples.length - at, this.size - this.filled);
      this.block.set(samples.subarray(at, at + n), this.filled);
      this.filled += n;
      at += n;
      if (this.filled < this.size) continue;
      this.port.postMessage(this.block, [this.block.buffer]);
      this.block = new Float32Array(this.size);
      this.filled = 0;
    }
    return true;
  }
}

registerProcessor('capture', Capture);
