import workletUrl from './capture.worklet.js?url';

/** Sound from the microphone as it is, without the browser's corrections: they change what the model hears. */
export class Microphone {
  readonly rate: number;
  private readonly context: AudioContext;
  private readonly stream: MediaStream;

  private constructor(context: AudioContext, stream: MediaStream) {
    this.context = context;
    this.stream = stream;
    this.rate = context.sampleRate;
  }

  /** Opens the microphone. Asks for a rate where one is given; the rate that comes stands in `rate`. Blocks are about 20 ms long. */
  static async open(onBlock: (block: Float32Array) => void, rate?: number): Promise<Microphone> {
    if (!navigator.mediaDevices) throw new Error('Browsers give a page the microphone only over https or on this machine (localhost).');
    const stream = await navigator.mediaDevices.getUserMedia({
      audio: { echoCancellation: false, noiseSuppression: false, autoGainControl: false, channelCount: 1 },
    }).catch((e: unknown) => { throw new Error(refused(e)); });
    const [context, source] = connect(stream, rate);
    await context.audioWorklet.addModule(workletUrl);
    const capture = new AudioWorkletNode(context, 'capture', { numberOfOutputs: 0 });
    capture.port.onmessage = (e: MessageEvent<Float32Array>) => onBlock(e.data);
    source.connect(capture);
    await context.resume();
    return new Microphone(context, stream);
  }

  /** Lets go of the microphone. */
  close(): void {
    for (const track of this.stream.getTracks()) track.stop();
    void this.context.close();
  }
}

/** Some browsers cannot take a stream at another rate than its own: they get a context of that rate. */
function connect(stream: MediaStream, rate?: number): [AudioContext, MediaStreamAudioSourceNode] {
  const asked = rate == null ? new AudioContext() : new AudioContext({ sampleRate: rate });
  try {
    return [asked, asked.createMediaStreamSource(stream)];
  } catch {
    void asked.close();
    const own = new AudioContext();
    return [own, own.createMediaStreamSource(stream)];
  }
}

function refused(error: unknown): string {
  const name = error instanceof DOMException ? error.name : '';
  if (name === 'NotAllowedError') return 'The browser does not let this page use the microphone. Allow it beside the address, then try again.';
  if (name === 'NotFoundError') return 'No microphone was found.';
  if (name === 'NotReadableError') return 'The microphone cannot be read; perhaps another program holds it.';
  return `The microphone cannot be opened: ${error instanceof Error ? error.message : String(error)}`;
}
