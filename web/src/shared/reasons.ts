import type { Prediction, Scored } from './contract.ts';
import { decimal, hertz, list, percent } from './pure/format.ts';
import { sounds } from './emotions.ts';

/** The answer in a sentence without the reasons. */
export function answerOf(p: Scored): string {
  if (!p.speech) return 'no speech was found';
  if (p.emotion == null) return (p.uncertain ? 'uncertain: perhaps ' : '') + dimensionsOf(p);
  const sure = p.confidence == null ? '' : `, ${percent(p.confidence)} sure`;
  return p.uncertain ? `uncertain: perhaps ${p.emotion}${sure}` : sounds(p.emotion) + sure;
}

/** The dimensions that any of the answers has. */
export function dimensionNames(answers: readonly (Scored | null)[]): string[] {
  return [...new Set(answers.flatMap((a) => Object.keys(a?.dimensions ?? {})))];
}

/** The numbers on dimensions: "arousal 4.20 and valence 2.10". */
function dimensionsOf(p: Scored): string {
  return list(Object.entries(p.dimensions ?? {}).map(([name, value]) => `${name} ${decimal(value)}`));
}

/** A sentence's first letter as a capital. */
export function sentenceCase(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** Why an answer is uncertain, a plain sentence for each reason. */
export function reasonsOf(p: Prediction): string[] {
  return p.uncertainBecause.map((reason) => sentence(reason, p));
}

/** The same in a few words each, for tables. */
export function shortReasons(p: Scored): string {
  return list(p.uncertainBecause.map((r) => r.replaceAll('-', ' ')));
}

function sentence(reason: string, p: Prediction): string {
  const q = p.quality;
  switch (reason) {
    case 'low-confidence':
      return `The model is in doubt: it gives ${p.emotion ?? 'the best emotion'} ${percent(p.confidence ?? 0)}`
        + `${second(p)}. Answers with so little were too often wrong on voices that it had not heard.`;
    case 'little-speech':
      return `There is little speech${q.speechSeconds == null ? '' : ` (${q.speechSeconds.toFixed(1)} s)`}. Half a second or more is needed; two or three seconds are better.`;
    case 'quiet':
      return `The voice is very quiet${q.levelDb == null ? '' : ` (${q.levelDb.toFixed(0)} dB)`}. Speak nearer to the microphone or raise its level.`;
    case 'clipped':
      return `The recording is too loud for its format${q.clippedShare == null ? '' : `: ${(q.clippedShare * 100).toFixed(1)} % of it is cut off at full scale`}. Lower the level and record again.`;
    case 'noisy':
      return `There is much noise beside the voice${q.snrDb == null ? '' : ` (it is ${q.snrDb.toFixed(0)} dB louder than the noise, less than 15)`}. A quieter room or a nearer microphone helps.`;
    case 'narrow-band':
      return `The recording has no high tones${q.bandwidthHz == null ? '' : ` (it ends at ${hertz(q.bandwidthHz)})`}, as over a telephone. The model learnt from fuller sound.`;
    case 'no-speech':
      return 'No speech was found in it.';
    default:
      return `The service says: ${reason.replaceAll('-', ' ')}.`;
  }
}

function second(p: Prediction): string {
  const [next] = Object.entries(p.scores).filter(([e]) => e !== p.emotion).sort((a, b) => b[1] - a[1]);
  return next ? `, and ${next[0]} ${percent(next[1])}` : '';
}
