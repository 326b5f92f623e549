import type { LogMel } from './hearing/mel.ts';

/** What the service says of a model to a page that answers by itself (`/v1/models/NAME/hearing`). */
export interface ModelFacts {
  model: { name: string; version: string; labels: string[] };
  uncertainBelow: number;
  bandHz: number;
  floorPower: number;
  levelDb: number;
  recipe: Recipe;
}

interface Recipe {
  sampleRateHz: number;
  hearing: { offset: string; level: string; band: number | string; speech: string; dither: number };
  features: { shape: string; list?: Record<string, unknown>[]; encoder?: unknown; lengthSeconds?: number | null };
  model: { kind: string };
  fusion?: unknown;
  startFrom?: unknown;
}

/** How a clip becomes what the model's graph takes. */
export interface Plan {
  rate: number;
  bandHz: number;
  toLevel: boolean;
  pick: boolean;
  mel: LogMel;
  channelled: boolean;
}

const known = ['name', 'n_fft', 'hop_length', 'n_mels', 'fmin', 'fmax', 'htk', 'norm'];

/** The plan of a recipe; null where the page cannot hear as the recipe does. */
export function planOf({ recipe }: ModelFacts): Plan | null {
  const { hearing, features } = recipe;
  const [feature, ...others] = features.list ?? [];
  const fits = recipe.fusion == null && recipe.startFrom == null && features.encoder == null && recipe.model.kind === 'network'
    && features.lengthSeconds == null && hearing.offset === 'remove' && hearing.dither === 0 && others.length === 0
    && (features.shape === 'image' || features.shape === 'frames')
    && feature?.name === 'log_melspectrogram' && Object.keys(feature).every((key) => known.includes(key));
  if (!fits) return null;
  const number = (key: string, standard: number) => (typeof feature[key] === 'number' ? feature[key] : standard);
  const size = number('n_fft', 2048);
  if (Math.log2(size) % 1 !== 0) return null;
  return {
    rate: recipe.sampleRateHz,
    bandHz: typeof hearing.band === 'number' ? hearing.band : recipe.sampleRateHz / 2,
    toLevel: hearing.level === 'active',
    pick: hearing.speech === 'pick',
    mel: {
      size,
      hop: number('hop_length', 512),
      bands: number('n_mels', 128),
      lowestHz: number('fmin', 0),
      highestHz: number('fmax', recipe.sampleRateHz / 2),
      htk: feature.htk === true,
      slaney: feature.norm !== 'none',
    },
    channelled: features.shape === 'image',
  };
}
