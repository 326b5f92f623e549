// Features of audio that arrives in pieces, as from a microphone: the frames are those of the whole clip, to the bit.
using Undertone.Sound.Audio;
using Undertone.Sound.Features;
using Undertone.Sound.Features.Engine;

var clip = AudioClip.Load(args.Length > 0 ? args[0] : "samples/audio/angry-synthetic.wav");
var stream = new FeatureStream([FeatureCatalog.Parse("melspectrogram"), FeatureCatalog.Parse("rms")], clip.SampleRateHz);
var frames = 0;
for (var at = 0; at < clip.Samples.Length; at += 1000)
{
    var piece = clip.Samples.AsSpan(at, Math.Min(1000, clip.Samples.Length - at));
    frames += stream.Push(piece)[0].Frames;
}

var last = stream.Complete();
Console.WriteLine($"{frames} frames while the clip ran, {last[0].Frames} at its end");
