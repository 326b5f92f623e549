using System.Buffers.Binary;
using Undertone.Recognition.Corpora.Synthesis;
using Undertone.Recognition.Evaluation;
using Undertone.Recognition.Experiments;
using Undertone.Recognition.Inference.Bundle;
using Undertone.Recognition.Recipes;
using Undertone.Recognition.Tests.Files;
using Undertone.Recognition.Training;
using Undertone.Sound.Audio;

namespace Undertone.Recognition.Tests.Experiments;

/// <summary>
/// A model keeps the hashes of what it was trained on, so that no score on the same recordings passes for one on new voices.
/// </summary>
public sealed class HeardAudioTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("undertone-heard-").FullName;
    private readonly string[] _trained;
    private readonly string[] _new;
    private readonly Workspace _workspace;
    private readonly ModelBundle _model;

    public HeardAudioTests()
    {
        _workspace = new Workspace { Runs = Path.Combine(_folder, "runs"), Cache = new FeatureCache(Path.Combine(_folder, "cache")) };
        _trained = Synthesize("trained", seed: 0);
        _new = Synthesize("new", seed: 1);
        var options = new TrainingRunOptions
        {
            Data = [Path.Combine(_folder, "trained")],
            Recipe = Recipe.Load("decision-tree"),
            Protocol = ProtocolSpec.None,
        };
        _model = new TrainingRun(options, _workspace).Execute().Model!;
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_model_keeps_one_hash_of_each_recording_in_order_and_they_survive_saving()
    {
        var hashes = _model.Manifest.TrainingAudio;
        hashes.Count.ShouldBe(_trained.Length);
        hashes.ShouldAllBe(h => h.Length == 16 && h.All(char.IsAsciiHexDigit));
        hashes.ShouldBe(hashes.Distinct().Order(StringComparer.Ordinal));
        var path = Path.Combine(_folder, "saved.undertone");
        _model.Save(path);
        ModelBundle.Load(path).Manifest.TrainingAudio.ShouldBe(hashes);
    }

    [Theory]
    [InlineData(0, null)]
    [InlineData(1, false)]
    [InlineData(3, false)]
    public void The_same_samples_are_found_under_any_name_folder_and_container(int heard, bool? independent)
    {
        var data = Renamed(heard);
        var watcher = new Watcher();
        var result = new ModelEvaluation(_model, new EvaluationOptions { Data = [data] }, _workspace).Execute(watcher);
        result.Protocol.SpeakerIndependent.ShouldBe(independent);
        var warning = $"warning: the model was trained on {heard} of these {heard + 4} recordings, whatever they are called here";
        watcher.Notes.Where(n => n.Contains("recordings", StringComparison.Ordinal)).ShouldBe(heard == 0 ? [] : [warning]);
    }

    [FfmpegFact]
    public void The_same_samples_are_found_in_a_compressed_container()
    {
        var data = Renamed(0);
        for (var i = 0; i < 2; i++)
        {
            FfmpegCommand.Convert(_trained[i], Path.Combine(data, "angry", i == 0 ? "packed.flac" : "packed too.mka"), "-c:a flac");
        }

        foreach (var _ in new[] { "decoded", "from the cache" })
        {
            var watcher = new Watcher();
            var result = new ModelEvaluation(_model, new EvaluationOptions { Data = [data] }, _workspace).Execute(watcher);
            result.Protocol.SpeakerIndependent.ShouldBe(false);
            watcher.Notes.ShouldContain("warning: the model was trained on 2 of these 6 recordings, whatever they are called here");
        }
    }

    [Fact]
    public void A_model_of_a_version_without_hashes_claims_nothing()
    {
        var old = _model with { Manifest = _model.Manifest with { TrainingAudio = [] } };
        var result = new ModelEvaluation(old, new EvaluationOptions { Data = [Renamed(3)] }, _workspace).Execute();
        result.Protocol.SpeakerIndependent.ShouldBeNull();
    }

    private string[] Synthesize(string name, int seed)
    {
        SyntheticCorpus.Write(Path.Combine(_folder, name), new SyntheticCorpusOptions { Speakers = 1, Seed = seed });
        return [.. Directory.GetFiles(Path.Combine(_folder, name), "*.wav", SearchOption.AllDirectories).Order(StringComparer.Ordinal)];
    }

    /// <summary>
    /// A folder an emotion without speakers: four new recordings, and some that the model was trained on, each in another container.
    /// </summary>
    private string Renamed(int heard)
    {
        var data = Directory.CreateDirectory(Path.Combine(_folder, $"renamed-{heard}")).FullName;
        Directory.CreateDirectory(Path.Combine(data, "angry"));
        Directory.CreateDirectory(Path.Combine(data, "sad"));
        for (var i = 0; i < 4; i++) File.Copy(_new[i], Path.Combine(data, i % 2 == 0 ? "angry" : "sad", $"take {i}.wav"));
        var clips = _trained[..heard].Select(f => AudioClip.Load(f)).ToArray();
        for (var i = 0; i < heard; i++)
        {
            var path = Path.Combine(data, "angry", $"another {i}");
            if (i == 0) WavWriter.Write(path + ".wav", clips[i], WavSampleFormat.IeeeFloat);
            else if (i == 1) File.WriteAllBytes(path + ".aiff", Aiff(clips[i]));
            else File.Copy(_trained[i], path + ".wav");
        }

        return data;
    }

    /// <summary>A 16-bit AIFF with the samples of a clip that was 16-bit PCM.</summary>
    private static byte[] Aiff(AudioClip clip)
    {
        var data = new byte[2 * clip.Samples.Length];
        for (var i = 0; i < clip.Samples.Length; i++)
        {
            BinaryPrimitives.WriteInt16BigEndian(data.AsSpan(2 * i), (short)Math.Round(clip.Samples[i] * 32768));
        }

        using var file = new MemoryStream();
        Write("FORM"u8, Big(4 + 8 + 18 + 8 + 8 + data.Length), "AIFF"u8);
        Write("COMM"u8, Big(18), [0, 1]);
        Write(Big(clip.Samples.Length), [0, 16], Rate());
        Write("SSND"u8, Big(8 + data.Length), new byte[8]);
        file.Write(data);
        return file.ToArray();

        void Write(ReadOnlySpan<byte> a, ReadOnlySpan<byte> b, ReadOnlySpan<byte> c)
        {
            file.Write(a);
            file.Write(b);
            file.Write(c);
        }

        static byte[] Big(int value)
        {
            var bytes = new byte[4];
            BinaryPrimitives.WriteInt32BigEndian(bytes, value);
            return bytes;
        }

        // The rate as an 80-bit float: exponent and a 64-bit mantissa with its leading one.
        byte[] Rate()
        {
            var exponent = (int)Math.Log2(clip.SampleRateHz);
            var bytes = new byte[10];
            BinaryPrimitives.WriteUInt16BigEndian(bytes, (ushort)(16383 + exponent));
            BinaryPrimitives.WriteUInt64BigEndian(bytes.AsSpan(2), (ulong)clip.SampleRateHz << (63 - exponent));
            return bytes;
        }
    }
}
