using Undertone.Recognition.Corpora;
using Undertone.Recognition.Corpora.Collections;
using Undertone.Recognition.Corpora.Synthesis;
using Undertone.Recognition.Evaluation;
using Undertone.Recognition.Experiments;
using Undertone.Recognition.Features;
using Undertone.Recognition.Files;
using Undertone.Recognition.Recipes;
using Undertone.Recognition.Tests.Files;
using Undertone.Recognition.Training;
using Undertone.Sound.Audio;

namespace Undertone.Recognition.Tests.Experiments;

/// <summary>A bad file of any format is left out by a training and named by the check of the corpus; it never ends either.</summary>
public sealed class BadFilesTests : IDisposable
{
    private static readonly double[] Shares = [0.01, 0.2, 0.4, 0.75, 0.97];

    private static readonly Recipe Small = Recipe.Parse("""
        { "name": "small", "sampleRateHz": 16000,
          "features": { "shape": "pooled", "list": [ { "name": "mfcc", "n_mfcc": 6 } ], "pool": ["mean"] }, "model": { "kind": "knn" } }
        """);

    private readonly string _folder = Directory.CreateTempSubdirectory("undertone-bad-files-").FullName;
    private readonly string _data;
    private readonly string[] _wavs;
    private readonly Workspace _workspace;

    public BadFilesTests()
    {
        _data = Path.Combine(_folder, "data");
        SyntheticCorpus.Write(_data, new SyntheticCorpusOptions { Speakers = 1 });
        _wavs = [.. Directory.GetFiles(_data, "*.wav", SearchOption.AllDirectories).Order(StringComparer.Ordinal)];
        _workspace = new Workspace { Runs = Path.Combine(_folder, "runs"), Cache = new FeatureCache(Path.Combine(_folder, "cache")) };
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [FfmpegTheory]
    [InlineData("wav", "")]
    [InlineData("wav", "-c:a adpcm_ms")]
    [InlineData("aiff", "")]
    [InlineData("flac", "")]
    [InlineData("mp3", "")]
    [InlineData("mp3", "-id3v2_version 0 -b:a 64k")]
    [InlineData("ogg", "-c:a libvorbis")]
    [InlineData("opus", "-c:a libopus")]
    [InlineData("m4a", "")]
    [InlineData("wv", "")]
    [InlineData("caf", "-c:a pcm_s16be")]
    [InlineData("w64", "")]
    [InlineData("au", "")]
    [InlineData("wma", "")]
    public void Training_leaves_out_what_the_check_names(string ending, string options)
    {
        var bad = new List<string>();
        foreach (var share in Shares)
        {
            var file = Encoded(bad.Count, ending, options);
            var bytes = File.ReadAllBytes(file);
            File.WriteAllBytes(file, bytes[..(int)(share * bytes.Length)]);
            bad.Add(file);
        }

        WavWriter.Write(_wavs[bad.Count], new AudioClip(new float[16000], 16000));
        var silent = Encoded(bad.Count, ending, options);
        Encoded(bad.Count + 1, ending, options);

        var check = CorpusCollection.Read([_data], new CorpusReadOptions { CheckEveryFile = true });
        check.Problems.Where(p => p.Reason != ProblemReason.Silent).Select(p => p.File).ShouldBe(bad.Order(StringComparer.Ordinal));
        check.Problems.Where(p => p.Reason == ProblemReason.Silent).Select(p => p.File).ShouldBe([silent]);
        string[] notes = [.. check.Problems.GroupBy(p => p.Reason)
            .Select(g => $"left out: {g.Count()} {g.Key.Word()} (see 'undertone corpus check')")];
        string? written = null;
        foreach (var _ in new[] { "decoded", "from the cache" })
        {
            var watcher = new Watcher();
            var run = new TrainingRun(
                new TrainingRunOptions { Data = [_data], Recipe = Small, Protocol = ProtocolSpec.None }, _workspace).Execute(watcher);
            watcher.Notes.Where(n => n.StartsWith("left out", StringComparison.Ordinal)).ShouldBe(notes, ignoreOrder: true);
            run.Model!.Manifest.TrainingAudio.ShouldBe(check.Utterances.Select(u => u.AudioHash).Order(StringComparer.Ordinal));
            var split = File.ReadAllText(run.Folder.Split);
            split.ShouldBe(written ??= split);
        }
    }

    [FfmpegTheory]
    [InlineData("mp3", "")]
    [InlineData("m4a", "")]
    [InlineData("ogg", "")]
    [InlineData("flac", "")]
    public void Training_hears_what_the_file_says_when_it_is_read_by_its_name(string ending, string options)
    {
        var file = Encoded(0, ending, options);
        var utterance = new Utterance { Path = file, RelativePath = "a", Emotion = "sad", Speaker = "a", Corpus = "a" };
        var part = utterance with { StartSeconds = 0.25, EndSeconds = 1 };
        var features = new FeatureTable(_workspace.Cache, new AudioBytes(), 1).Compute([utterance, part], Small, null, null, default);
        var clip = AudioClip.Load(file);
        features[0].ShouldBe(new FeaturePipeline(Small).Compute(clip));
        var (start, end) = UtteranceAudio.Samples(part, clip.SampleRateHz);
        features[1].ShouldBe(new FeaturePipeline(Small).Compute(new AudioClip(clip.Samples[(int)start..(int)end], clip.SampleRateHz)));
    }

    private string Encoded(int number, string ending, string options)
    {
        var (wav, source) = (_wavs[number], Path.Combine(_folder, "source.wav"));
        File.Move(wav, source, overwrite: true);
        var file = Path.ChangeExtension(wav, ending);
        FfmpegCommand.Convert(source, file, options);
        return file;
    }
}
