using Undertone.Sound.Features;
using Undertone.Sound.Features.Engine;

namespace Undertone.Sound.Tests.Features.Engine;

/// <summary>A clip in pieces gives what the whole clip gives.</summary>
public sealed class FeatureStreamTests
{
    private static readonly FeatureSpec[] Streamable =
    [
        FeatureCatalog.Parse("stft_magnitude"),
        FeatureCatalog.Parse("melspectrogram", Options("n_fft=512,hop_length=160,win_length=400,n_mels=40,pad_mode=reflect")),
        FeatureCatalog.Parse("mfcc", Options("top_db=none")),
        FeatureCatalog.Parse("chroma_stft", Options("tuning=0.1,pad_mode=edge")),
        FeatureCatalog.Parse("spectral_contrast", Options("linear=true")),
        FeatureCatalog.Parse("spectral_centroid", Options("n_fft=400,hop_length=700,center=false")),
        FeatureCatalog.Parse("spectral_bandwidth"),
        FeatureCatalog.Parse("spectral_rolloff"),
        FeatureCatalog.Parse("spectral_flatness"),
        FeatureCatalog.Parse("rms"),
        FeatureCatalog.Parse("zero_crossing_rate"),
        FeatureCatalog.Parse("alpha_ratio"),
        FeatureCatalog.Parse("hammarberg_index", Options("hop_length=160,win_length=400,center=false")),
        FeatureCatalog.Parse("spectral_slope"),
        FeatureCatalog.Parse("hnr", Options("silence_threshold=0")),
        FeatureCatalog.Parse("rms", Options("frame_length=33,hop_length=100")),
    ];

    [Fact]
    public void Any_cut_into_pieces_gives_the_whole_clips_frames_to_the_bit()
    {
        var extractor = new FeatureExtractor(Streamable, 22050);
        var stream = new FeatureStream(Streamable, 22050);
        var random = new Random(20261121);
        for (var trial = 0; trial < 60; trial++)
        {
            var clip = Noise.Of(trial < 10 ? 1 + random.Next(40) : 1 + random.Next(12000), trial);
            var whole = extractor.Extract(clip);
            var rows = Array.ConvertAll(Streamable, _ => new List<float>());
            for (var at = 0; at < clip.Length;)
            {
                var count = Math.Min(clip.Length - at,
                    random.Next(6) switch { 0 => 0, 1 => 1, 2 => random.Next(64), 3 => random.Next(600), _ => random.Next(5000) });
                Add(stream.Push(clip.AsSpan(at, count)));
                at += count;
            }

            Add(stream.Complete());
            for (var i = 0; i < rows.Length; i++)
            {
                rows[i].ToArray().ShouldBe(whole[i].Values, $"trial {trial}, {clip.Length} samples, {Streamable[i]}");
            }

            void Add(FeatureMatrix[] results)
            {
                for (var i = 0; i < results.Length; i++)
                {
                    results[i].Bands.ShouldBe(stream.BandsOf(i));
                    rows[i].AddRange(results[i].Values);
                }
            }
        }
    }

    [Theory]
    [InlineData("mfcc", "top_db=none")]
    [InlineData("melspectrogram_db", "loudest")]
    [InlineData("spectral_contrast", "linear=true")]
    [InlineData("chroma_stft", "tuning")]
    [InlineData("chroma_cqt", "halves")]
    [InlineData("tonnetz", "halves")]
    [InlineData("mfcc_delta", "ends")]
    [InlineData("pyin", "decoded")]
    [InlineData("f0_semitones", "decoded")]
    [InlineData("f0_semitones_delta", "decoded")]
    [InlineData("jitter_local", "decoded")]
    [InlineData("shimmer_local_db", "decoded")]
    [InlineData("hnr", "silence_threshold=0")]
    [InlineData("formants", "resampled")]
    [InlineData("formant_bandwidths", "resampled")]
    [InlineData("tuning", "whole clip")]
    [InlineData("waveform", "input")]
    public void A_feature_of_the_whole_clip_is_refused_with_the_reason(string name, string reason) =>
        Should.Throw<FeatureOptionException>(() => new FeatureStream([FeatureCatalog.Parse(name)], 22050)).Message.ShouldContain(reason);

    [Fact]
    public void A_sample_that_is_not_a_number_is_refused_with_its_place_in_the_clip()
    {
        var stream = new FeatureStream([FeatureCatalog.Parse("rms")], 16000);
        stream.Push(new float[100]);
        Should.Throw<ArgumentException>(() => stream.Push([0, float.NaN])).Message.ShouldContain("Sample 101 ");
        Should.Throw<ArgumentException>(() => new FeatureStream([FeatureCatalog.Parse("rms")], 16000).Complete())
            .Message.ShouldContain("empty");
    }

    private static Dictionary<string, string> Options(string text) =>
        text.Split(',').Select(p => p.Split('=')).ToDictionary(p => p[0], p => p[1]);
}
