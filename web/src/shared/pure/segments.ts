/** What the timeline needs of a segment. */
export interface Part {
  startSeconds: number;
  endSeconds: number;
  speech: boolean;
  emotion: string | null;
  confidence: number | null;
  uncertain: boolean;
}

/** What was heard in a part, in a word: its emotion, or whether somebody spoke where a model tells no emotions. */
export function heard(part: { speech: boolean; emotion: string | null }): string {
  return part.speech ? part.emotion ?? 'speech' : 'no speech';
}

/** Neighbouring parts with one answer as one part; its confidence is their mean, each counted by its length. */
export function runs(parts: readonly Part[]): Part[] {
  const joined: Part[] = [];
  for (const part of parts) {
    const last = joined[joined.length - 1];
    if (last && last.emotion === part.emotion && last.uncertain === part.uncertain && last.speech === part.speech) {
      const before = last.endSeconds - last.startSeconds;
      const length = part.endSeconds - part.startSeconds;
      if (last.confidence != null && part.confidence != null) {
        last.confidence = (last.confidence * before + part.confidence * length) / (before + length);
      }
      last.endSeconds = part.endSeconds;
    } else {
      joined.push({
        startSeconds: part.startSeconds, endSeconds: part.endSeconds, speech: part.speech,
        emotion: part.emotion, confidence: part.confidence, uncertain: part.uncertain,
      });
    }
  }
  return joined;
}

/** How long somebody speaks in them. */
export function speechSeconds(parts: readonly Part[]): number {
  return parts.reduce((sum, p) => sum + (p.speech ? p.endSeconds - p.startSeconds : 0), 0);
}

/** How long each emotion stands in parts with speech, the longest first. */
export function secondsByEmotion(parts: readonly Part[]): [string, number][] {
  const sums = new Map<string, number>();
  for (const p of parts) {
    if (p.speech && p.emotion != null) sums.set(p.emotion, (sums.get(p.emotion) ?? 0) + p.endSeconds - p.startSeconds);
  }
  return [...sums].sort((a, b) => b[1] - a[1]);
}
