using Undertone.Sound.Audio;
using Undertone.Sound.Effects;

namespace Undertone.Recognition.Experiments.Robustness;

/// <summary>All conditions that a model is tried under.</summary>
internal static class Conditions
{
    private const double OffsetOfFullScale = 0.03;
    private const double SilenceSeconds = 5;

    private static readonly int[] RatiosDb = [20, 10, 5, 0];

    /// <summary>The conditions in the order of the table, the clean one first.</summary>
    /// <param name="babbleMissing">Why there is no babble; null where there is.</param>
    public static IReadOnlyList<Condition> All(string? babbleMissing) =>
    [
        new("clean", "as recorded", t => t.Clip),
        .. RatiosDb.Select(db => new Condition(
            $"noise-{db}db", $"noise, {db} dB SNR", t => NoiseMix.Apply(t.Clip, t.Noise, db, t.Seed))),
        .. RatiosDb.Select(db => new Condition(
            $"babble-{db}db", $"babble, {db} dB SNR", t => NoiseMix.Apply(t.Clip, t.Babble, db, t.Seed)) { Missing = babbleMissing }),
        new("telephone", "telephone, 300-3400 Hz", t => Telephone.Apply(t.Clip)),
        new("telephone-mulaw", "telephone, \u00b5-law", t => Telephone.Apply(t.Clip, muLaw: true)),
        Coded("mp3-64k", "mp3, 64 kbit/s", LossyCodec.Mp3, 64_000),
        Coded("opus-24k", "Opus, 24 kbit/s", LossyCodec.Opus, 24_000),
        Room("reverberation-0.3s", "reverberation, RT60 0.3 s", 0.3),
        Room("reverberation-0.8s", "reverberation, RT60 0.8 s", 0.8),
        new("gain-minus-30db", "30 dB quieter, 16 bits", t => Edit(t.Clip, s => Gain.RoundTo16Bits(Gain.Apply(s, -30)))),
        new("gain-plus-12db", "12 dB louder, clipped", t => Edit(t.Clip, s => Gain.Clip(Gain.Apply(s, 12)))),
        new("rate-8000hz", "a copy at 8 kHz", t => t.Clip.Resample(8_000)),
        new("rate-44100hz", "a copy at 44.1 kHz", t => t.Clip.Resample(44_100)),
        new("rate-48000hz", "a copy at 48 kHz", t => t.Clip.Resample(48_000)),
        new("silence-5s", "5 s of silence around", t => Edit(t.Clip, s => Surround(s, (int)(SilenceSeconds * t.Clip.SampleRateHz)))),
        new("offset-3percent", "offset of 3 % of full scale", t => Edit(t.Clip, Shift)),
    ];

    private static Condition Coded(string name, string title, LossyCodec codec, int bitsASecond) =>
        new(name, title, t => CodecLoss.Apply(t.Clip, codec, bitsASecond)) { Missing = CodecLoss.WhyMissing(codec) };

    private static Condition Room(string name, string title, double seconds) =>
        new(name, title, t => Rooms.Apply(t.Clip, new RoomOptions { ReverberationSeconds = seconds, Seed = t.Seed }));

    private static AudioClip Edit(AudioClip clip, Func<float[], float[]> edit) => new(edit(clip.Samples), clip.SampleRateHz);

    private static float[] Shift(float[] samples) => Array.ConvertAll(samples, s => (float)(s + OffsetOfFullScale));

    private static float[] Surround(float[] samples, int count)
    {
        var longer = new float[checked(samples.Length + 2 * count)];
        samples.CopyTo(longer, count);
        return longer;
    }
}
