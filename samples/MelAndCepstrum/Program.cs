// A mel spectrogram, its cepstral coefficients and their slopes; the coefficients also as a file for NumPy.
using Undertone.Sound.Audio;
using Undertone.Sound.Features.Cepstral;
using Undertone.Sound.Features.Spectral;

var clip = AudioClip.Load(args.Length > 0 ? args[0] : "samples/audio/angry-synthetic.wav", sampleRateHz: 22050);
var mel = MelDecibels.Compute(clip.Samples, clip.SampleRateHz);
var mfcc = Mfcc.Compute(clip.Samples, clip.SampleRateHz, new MfccOptions { Coefficients = 13 });
var slope = Delta.Compute(mfcc);
Console.WriteLine($"{mel.Frames} frames of {mel.Bands} mel bands, from {mel.Values.Min():F0} to {mel.Values.Max():F0} dB");
var middle = mfcc.Frames / 2;
Console.WriteLine($"MFCC 1 of the middle frame: {mfcc.Frame(middle)[1]:F2}, changing by {slope.Frame(middle)[1]:F2} a frame");

using var file = new MemoryStream();
mfcc.SaveNpy(file);
Console.WriteLine($"numpy.load reads {file.Length} bytes");
