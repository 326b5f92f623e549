/** Recordings to try at once: synthetic voices that no one has, said with the prosody that the name tells. */
export const examples = [
  { file: 'neutral.wav', title: 'Neutral' },
  { file: 'angry.wav', title: 'Angry' },
  { file: 'fearful.wav', title: 'Fearful' },
  { file: 'sad.wav', title: 'Sad' },
  { file: 'noisy.wav', title: 'Noisy' },
  { file: 'changing.wav', title: 'Changing' },
];
