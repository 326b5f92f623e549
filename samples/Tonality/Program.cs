// Pitch classes from the spectrum and from a constant-Q transform, the tuning, and the tonal centroids.
using Undertone.Sound.Audio;
using Undertone.Sound.Features.Engine;
using Undertone.Sound.Features.Tonal;

string[] names = ["C", "C#", "D", "D#", "E", "F", "F#", "G", "G#", "A", "A#", "B"];
var clip = AudioClip.Load(args.Length > 0 ? args[0] : "samples/audio/angry-synthetic.wav", sampleRateHz: 22050);
Console.WriteLine($"tuning: {Tuning.Estimate(clip.Samples, clip.SampleRateHz):F2} of a semitone off A = 440 Hz");
FeatureMatrix[] chromas =
    [ChromaStft.Compute(clip.Samples, clip.SampleRateHz), ChromaCqt.Compute(clip.Samples, clip.SampleRateHz)];
foreach (var chroma in chromas)
{
    var frames = Enumerable.Range(0, chroma.Frames);
    var means = Enumerable.Range(0, chroma.Bands).Select(b => frames.Average(t => chroma.Frame(t)[b])).ToArray();
    Console.WriteLine($"strongest pitch class: {names[Array.IndexOf(means, means.Max())]}");
}

var tonnetz = Tonnetz.Compute(clip.Samples, clip.SampleRateHz);
Console.WriteLine($"tonnetz: {tonnetz.Frames} frames of {tonnetz.Bands} coordinates");
