// Several features of one clip at once: those that look at the same frames share one Fourier transform.
using Undertone.Sound.Audio;
using Undertone.Sound.Features;
using Undertone.Sound.Features.Engine;

var clip = AudioClip.Load(args.Length > 0 ? args[0] : "samples/audio/angry-synthetic.wav");
string[] names = ["spectral_centroid", "spectral_bandwidth", "spectral_rolloff", "spectral_flatness", "spectral_contrast", "rms",
    "zero_crossing_rate"];
var extractor = new FeatureExtractor(
    [.. names.Select(n => FeatureCatalog.Parse(n, new Dictionary<string, string> { ["hop_length"] = "256" }))], clip.SampleRateHz);
var results = extractor.Extract(clip.Samples);
for (var i = 0; i < names.Length; i++) Console.WriteLine($"{names[i]}: {results[i].Frames} frames, mean {results[i].Values.Average():G4}");
