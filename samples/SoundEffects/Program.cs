// Changes of the samples that augment a training set: speed, pitch, pre-emphasis, silence.
using Undertone.Sound.Audio;
using Undertone.Sound.Effects;

var clip = AudioClip.Load(args.Length > 0 ? args[0] : "samples/audio/angry-synthetic.wav");
var faster = TimeStretch.Apply(clip.Samples, rate: 1.25);
var higher = PitchShift.Apply(clip.Samples, steps: 2);
var bright = new float[clip.Samples.Length];
Preemphasis.Apply(clip.Samples, bright);
var (start, end) = Silence.TrimInterval(clip.Samples, new SilenceOptions { TopDb = 30 });
Console.WriteLine($"{clip.Samples.Length} samples; 1.25 times as fast: {faster.Length}; "
    + $"two semitones up: {higher.Length}; pre-emphasised: {bright.Length}");
Console.WriteLine($"sound from sample {start} to {end}");
