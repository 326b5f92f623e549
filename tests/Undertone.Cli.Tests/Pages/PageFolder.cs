using Undertone.Recognition.Corpora.Synthesis;

namespace Undertone.Cli.Tests.Pages;

/// <summary>The files that the pages speak of, in synthetic voices, made once; each page gets a folder that looks like it.</summary>
public sealed class PageFolder : IDisposable
{
    private const string OtherRun = "20260727T101500Z-mlp";
    private readonly string _folder = Directory.CreateTempSubdirectory("undertone-pages-").FullName;

    public PageFolder()
    {
        if (!Tier.Slow || OperatingSystem.IsWindows()) return;
        // Five speakers, for five folds; every corpus with sentences of its own, since copies are left out.
        MakeRavdess(At("RAVDESS"), seed: 0);
        MakeRavdess(At("others"), seed: 1);
        MakeEmoDb(At("others"), At("EmoDB"));
        foreach (var name in new[] { "CORPUS", "DIR", "Datasets", "corpora" }) Directory.CreateSymbolicLink(At(name), At("RAVDESS"));
        Directory.CreateSymbolicLink(At("EMODB"), At("EmoDB"));

        var clips = Directory.GetFiles(At("RAVDESS"), "*.wav", SearchOption.AllDirectories).Order(StringComparer.Ordinal).ToArray();
        foreach (var name in new[] { "clip.wav", "new.wav", "call.wav", "call.m4a", "recordings/a.wav", "recordings/b.wav" })
            Copy(clips[7], name);
        for (var i = 0; i < 6; i++) Copy(clips[i * 5], $"takes/anna/{i}.wav");
        // A file is what it holds, whatever its name.
        Copy(clips[3], "takes/one.flac");
        foreach (var name in new[] { "meeting.wav", "meetings/monday.wav", "meetings/tuesday.wav" }) Copy(clips[9], name);
        File.WriteAllText(At("meeting.rttm"), "SPEAKER meeting 1 0.1 1.5 <NA> <NA> anna <NA> <NA>\n");
        Copy(Repository.Of("samples", "audio", "neutral-synthetic.wav"), "samples/audio/neutral-synthetic.wav");
        File.WriteAllText(At("recipe.json"), Recipe("\"copies\": { \"count\": 1, \"stages\": [{ \"type\": \"gain\" }] }"));
        File.WriteAllText(At("my-recipe.json"), Recipe("\"epochs\": 3"));

        PublishedData.Write(_folder, clips);

        foreach (var recipe in new[] { "svm", "mlp" })
        {
            Cli.RunHere([], ["train", "--data", At("RAVDESS"), "--recipe", recipe, "--runs", At("runs"), "--cache", At("cache"), "--json"])
                .Code.ShouldBe(0);
        }

        foreach (var name in new[] { "out/undertone", "bin/undertone" }) MakeProgram(At(name));
    }

    /// <summary>A folder for one page: what is prepared is linked, the runs are its own.</summary>
    public OnePageFolder Copy() => new(_folder, OtherRun);

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static string Recipe(string training) => $$"""
        {
          "name": "my-recipe",
          "features": { "shape": "pooled", "list": [{ "name": "mfcc", "n_mfcc": 13 }], "pool": ["mean", "std"] },
          "model": { "kind": "network", "layers": [{ "type": "dense", "units": 16 }, { "type": "relu" }] },
          "training": { {{training}} }
        }
        """;

    /// <summary>One sentence of two, so that a training takes a moment.</summary>
    private static void MakeRavdess(string folder, int seed)
    {
        SyntheticCorpus.Write(folder, new SyntheticCorpusOptions { Speakers = 5, Seed = seed });
        foreach (var file in Directory.GetFiles(folder, "03-01-??-??-02-*.wav", SearchOption.AllDirectories)) File.Delete(file);
    }

    /// <summary>A corpus in RAVDESS's names under those of EmoDB, as far as it has the emotions.</summary>
    private static void MakeEmoDb(string from, string to)
    {
        Directory.CreateDirectory(to);
        string[] speakers = ["03", "08", "09", "10", "11"];
        var emotions = new Dictionary<string, char> { ["01"] = 'N', ["03"] = 'F', ["04"] = 'T', ["05"] = 'W', ["06"] = 'A', ["07"] = 'E' };
        foreach (var file in Directory.GetFiles(from, "*.wav", SearchOption.AllDirectories))
        {
            var parts = Path.GetFileNameWithoutExtension(file).Split('-');
            if (!emotions.TryGetValue(parts[2], out var emotion)) continue;
            var speaker = speakers[int.Parse(parts[6], System.Globalization.CultureInfo.InvariantCulture) - 1];
            File.Move(file, Path.Combine(to, $"{speaker}a{parts[4]}{emotion}{(parts[3] == "01" ? 'a' : 'b')}.wav"));
        }

        Directory.Delete(from, recursive: true);
    }

    private static void MakeProgram(string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, $"#!/bin/sh\nexec {string.Join(' ', Cli.Command.Select(w => $"'{w}'"))} \"$@\"\n");
        if (OperatingSystem.IsWindows()) return;
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    private string At(string name) => Path.Combine(_folder, name);

    private void Copy(string clip, string name)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(At(name))!);
        File.Copy(clip, At(name));
    }
}
