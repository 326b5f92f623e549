import { json } from '../shared/api.ts';
import type { Answered } from '../shared/contract.ts';
import { answer, type Clip, type Graphs } from './answer.ts';
import { decode } from './decode.ts';
import { type ModelFacts, type Plan, planOf } from './plan.ts';
import { openGraphs } from './runtime.ts';

const mostPeaks = 4000;

/** A model that answers in this browser. */
export class LocalModel {
  private readonly facts: ModelFacts;
  private readonly plan: Plan;
  private graphs: Promise<Graphs> | null = null;
  // The runtime does one thing at a time.
  private last: Promise<unknown> = Promise.resolve();

  private constructor(facts: ModelFacts, plan: Plan) {
    this.facts = facts;
    this.plan = plan;
  }

  /** The service's model; null where the page cannot hear as that model does. */
  static async of(name: string): Promise<LocalModel | null> {
    const facts = await json<ModelFacts>(`v1/models/${encodeURIComponent(name)}/hearing`);
    const plan = planOf(facts);
    return plan && new LocalModel(facts, plan);
  }

  /** Answers for a file, of which nothing leaves the page. */
  answer(file: File): Promise<Answered> {
    const mine = this.last.then(() => this.answerAlone(file));
    this.last = mine.catch(() => { /* told to who asked */ });
    return mine;
  }

  private async answerAlone(file: File): Promise<Answered> {
    const clip = await decode(file);
    this.graphs ??= openGraphs(this.facts.model.name);
    try {
      const prediction = await answer(file.name, clip, this.plan, this.facts, await this.graphs);
      return { model: this.facts.model, prediction, waveform: outline(clip) };
    } catch (e) {
      // A runtime that could not be fetched may be there the next time.
      if (await this.graphs.then(() => false, () => true)) this.graphs = null;
      throw e;
    }
  }
}

/** The smallest and the largest sample of at most 4000 stretches. */
function outline({ rate, samples }: Clip): Answered['waveform'] {
  const stretch = Math.max(1, Math.ceil(samples.length / mostPeaks));
  const parts = Array.from({ length: Math.ceil(samples.length / stretch) }, (_, i) => samples.subarray(i * stretch, (i + 1) * stretch));
  return {
    secondsPerPeak: stretch / rate,
    min: parts.map((part) => part.reduce((a, b) => Math.min(a, b))),
    max: parts.map((part) => part.reduce((a, b) => Math.max(a, b))),
  };
}
