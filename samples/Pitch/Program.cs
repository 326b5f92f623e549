// The fundamental frequency of a voice, frame by frame.
using Undertone.Sound.Audio;
using Undertone.Sound.Features.Pitch;

var clip = AudioClip.Load(args.Length > 0 ? args[0] : "samples/audio/angry-synthetic.wav");
var track = Pyin.Compute(clip.Samples, clip.SampleRateHz, new PyinOptions { MinFrequencyHz = 65, MaxFrequencyHz = 600 });
var voiced = track.FrequencyHz.Values.Where(f => !float.IsNaN(f)).ToArray();
Console.WriteLine($"{voiced.Length} of {track.FrequencyHz.Frames} frames are voiced");
if (voiced.Length > 0)
{
    Console.WriteLine($"pitch: median {voiced.Order().ElementAt(voiced.Length / 2):F0} Hz, from {voiced.Min():F0} to {voiced.Max():F0} Hz");
}
