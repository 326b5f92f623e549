using Undertone.Recognition.Augmentation;
using Undertone.Recognition.Corpora;
using Undertone.Recognition.Corpora.Synthesis;
using Undertone.Recognition.Recipes;
using Undertone.Sound.Audio;
using Undertone.Sound.Effects;

namespace Undertone.Recognition.Tests.Augmentation;

public sealed class ClipAugmentationTests : IDisposable
{
    private static readonly AudioClip Speech = new SyntheticUtterance(5, 1, 1, 1, 2).Speak(1);
    private readonly string _folder = Directory.CreateTempSubdirectory("undertone-noise-").FullName;

    public static TheoryData<string> Kinds() => [.. Enum.GetNames<AugmentationKind>().Select(k => k.ToLowerInvariant())];

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [MemberData(nameof(Kinds))]
    public void The_seed_alone_decides_on_any_thread(string kind)
    {
        var augmentation = Of($$"""[{ "type": "{{kind}}" }]""");
        var expected = Enumerable.Range(0, 4).Select(seed => augmentation.Apply(Speech, (ulong)seed).Samples).ToArray();
        var again = Of($$"""[{ "type": "{{kind}}" }]""");
        Parallel.For(0, 8, i => again.Apply(Speech, (ulong)(7 - i) % 4).Samples.ShouldBe(expected[(7 - i) % 4]));
        expected[0].ShouldNotBe(Speech.Samples);
        if (kind == "telephone") expected[1].ShouldBe(expected[0]);
        else expected[1].ShouldNotBe(expected[0]);
        expected.ShouldAllBe(s => s.All(float.IsFinite));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Only_another_speed_and_a_part_change_the_length(string kind)
    {
        var altered = Of($$"""[{ "type": "{{kind}}" }]""").Apply(Speech, 3);
        altered.SampleRateHz.ShouldBe(Speech.SampleRateHz);
        if (kind is "rate" or "crop") altered.Samples.Length.ShouldNotBe(Speech.Samples.Length);
        else altered.Samples.Length.ShouldBe(Speech.Samples.Length);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Silence_and_very_short_clips_go_through(string kind)
    {
        var augmentation = Of($$"""[{ "type": "{{kind}}" }]""");
        foreach (var length in new[] { 1, 2, 100 })
        {
            augmentation.Apply(new AudioClip(new float[length], 16_000), 1).Samples.ShouldAllBe(s => float.IsFinite(s));
            augmentation.Apply(new AudioClip([.. Enumerable.Repeat(0.5f, length)], 8_000), 1).Samples.ShouldAllBe(s => float.IsFinite(s));
        }
    }

    [Fact]
    public void A_gain_is_drawn_between_its_ends_and_the_steps_of_16_bits_stay()
    {
        var augmentation = Of("""[{ "type": "gain", "db": [-40, -20] }]""");
        var gains = new List<double>();
        for (var seed = 0UL; seed < 100; seed++)
        {
            var samples = augmentation.Apply(Speech, seed).Samples;
            samples.ShouldAllBe(s => s * 32768f == MathF.Round(s * 32768f));
            gains.Add(ActiveLevel.OfDb(samples, Speech.SampleRateHz) - ActiveLevel.OfDb(Speech.Samples, Speech.SampleRateHz));
        }

        gains.ShouldAllBe(g => g > -40.5 && g < -19.5);
        gains.Min().ShouldBeLessThan(-38);
        gains.Max().ShouldBeGreaterThan(-22);
    }

    [Fact]
    public void A_part_lies_between_the_silence_at_both_ends_anywhere_and_is_as_long_as_was_drawn()
    {
        // A ramp of places, so that a sample tells where it stood.
        var samples = new float[8000];
        for (var i = 2048; i < 6144; i++) samples[i] = 0.5f + (i / 16_384f);
        var clip = new AudioClip(samples, 8000);
        var augmentation = Of("""[{ "type": "crop", "seconds": [0.2, 0.25] }]""");
        var (starts, lengths) = (new List<double>(), new List<int>());
        for (var seed = 0UL; seed < 200; seed++)
        {
            var part = augmentation.Apply(clip, seed).Samples;
            lengths.Add(part.Length);
            var at = Array.FindIndex(part, s => s != 0);
            starts.Add(((part[at] - 0.5) * 16_384) - at);
            for (var i = 0; i < part.Length; i++) part[i].ShouldBe(samples[(int)starts[^1] + i], $"seed {seed}, sample {i}");
        }

        lengths.ShouldAllBe(l => l >= 1600 && l <= 2000);
        lengths.Distinct().Count().ShouldBeGreaterThan(100);
        // One frame of silence may count as sound at either end.
        starts.ShouldAllBe(s => s >= 2048 - 2048 && s <= 6144);
        (starts.Max() - starts.Min()).ShouldBeGreaterThan(2000);
        Of("""[{ "type": "crop", "seconds": [30, 40] }]""").Apply(clip, 1).ShouldBeSameAs(clip);
    }

    [Theory]
    [InlineData("pink")]
    [InlineData("babble")]
    [InlineData("folder")]
    public void Noise_has_the_ratio_that_is_drawn(string noise)
    {
        if (noise == "folder") WavWriter.Write(Path.Combine(noise = _folder, "hum.wav"), PinkNoise.Generate(8000, 8000, 1));
        var path = noise.Replace("\\", "\\\\", StringComparison.Ordinal);
        var augmentation = Of($$"""[{ "type": "noise", "noise": "{{path}}", "snrDb": [7, 7] }]""");
        var added = augmentation.Apply(Speech, 5).Samples.Zip(Speech.Samples, (a, b) => a - b).ToArray();
        var ratio = ActiveLevel.MeanPower(Speech.Samples, Speech.SampleRateHz) / added.Average(a => (double)a * a);
        (10 * Math.Log10(ratio)).ShouldBe(7, 0.01);
    }

    [Fact]
    public void A_stage_is_done_as_often_as_its_probability_says_and_draws_by_itself()
    {
        var seldom = Of("""[{ "type": "telephone", "probability": 0.25 }]""");
        var done = Enumerable.Range(0, 400).Count(seed => seldom.Apply(Speech, (ulong)seed) != Speech);
        done.ShouldBeInRange(70, 130);
        Of("""[{ "type": "telephone", "probability": 0 }]""").Apply(Speech, 1).ShouldBeSameAs(Speech);
        // What stands behind a stage that is not done draws what it draws behind one that is.
        var behind = Of("""[{ "type": "telephone", "probability": 0 }, { "type": "gain" }]""").Apply(Speech, 9).Samples;
        var other = Of("""[{ "type": "room", "probability": 0 }, { "type": "gain" }]""").Apply(Speech, 9).Samples;
        behind.ShouldBe(other);
    }

    [Fact]
    public void The_signature_tells_stages_and_the_content_of_folders_apart()
    {
        string Signature(string stages) => Of(stages).Signature;
        var gain = Signature("""[{ "type": "gain" }]""");
        Signature("""[{ "type": "gain", "probability": 1, "db": [-30, 0] }]""").ShouldBe(gain);
        foreach (var other in new[] { """[{ "type": "gain", "probability": 0.9 }]""", """[{ "type": "gain", "db": [-30, 1] }]""" })
            Signature(other).ShouldNotBe(gain);
        var path = Path.Combine(_folder, "hum.wav");
        var stage = $$"""[{ "type": "noise", "noise": "{{_folder.Replace("\\", "\\\\", StringComparison.Ordinal)}}" }]""";
        WavWriter.Write(path, PinkNoise.Generate(8000, 8000, 1));
        var first = Signature(stage);
        Signature(stage).ShouldBe(first);
        WavWriter.Write(path, PinkNoise.Generate(8000, 8000, 2));
        Signature(stage).ShouldNotBe(first);
    }

    [Fact]
    public void A_folder_without_noise_is_refused_by_its_name()
    {
        var path = Path.Combine(_folder, "none").Replace("\\", "\\\\", StringComparison.Ordinal);
        Should.Throw<CorpusException>(() => Of($$"""[{ "type": "noise", "noise": "{{path}}" }]""")).Message.ShouldContain("no such folder");
    }

    private static ClipAugmentation Of(string stages) => ClipAugmentation.Open(CopiesPlan.ParseStages(stages));
}
