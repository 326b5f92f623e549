using System.Security.Cryptography;
using System.Text;
using Undertone.Learning.Randomness;
using Undertone.Recognition.Corpora;
using Undertone.Recognition.Files;
using Undertone.Sound.Audio;
using Undertone.Sound.Effects;

namespace Undertone.Recognition.Augmentation;

/// <summary>
/// The noise that is mixed in: recordings of a folder, which stay in memory while they fit and are read again where they do not, or pink
/// noise.
/// </summary>
internal sealed class NoiseRecordings
{
    // No more than this of a recording is read, so that an hour of noise needs no more memory than a minute.
    private const double LongestSeconds = 60;

    private const long MostSamples = 1L << 26;

    private readonly IReadOnlyList<(string Path, AudioClip? Kept)> _files;

    private NoiseRecordings(IReadOnlyList<(string Path, AudioClip? Kept)> files, string description) =>
        (_files, Description) = (files, description);

    /// <summary>Seeded pink noise.</summary>
    public static NoiseRecordings Pink { get; } = new([], "pink noise, made by the seed (a folder of recordings was not given)");

    /// <summary>Which noise it is.</summary>
    public string Description { get; }

    /// <summary>Equal for two folders exactly if their recordings are the same under the same names.</summary>
    public string Digest => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Concat(_files.Select(f =>
        $"{Path.GetFileName(f.Path)} {Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(f.Path)))}\n")))));

    /// <summary>Looks through a folder; recordings that cannot be used are noted and left out.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="threads">Worker threads.</param>
    /// <param name="note">Told of every recording that is left out.</param>
    /// <param name="progress">Told, from several threads, how many of how many are done.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <exception cref="CorpusException">No recording in it can be used.</exception>
    public static NoiseRecordings Open(
        string folder, int threads, Action<string>? note, Action<int, int>? progress, CancellationToken cancellationToken)
    {
        if (!Directory.Exists(folder))
            throw new CorpusException(folder, "there is no such folder of noise: name one that holds audio files.");
        var walk = FolderWalk.Of(folder, new FolderWalkOptions { Wanted = AudioEndings.IsAudio });
        var faults = new string?[walk.Files.Count];
        var kept = new AudioClip?[faults.Length];
        var (done, samples) = (0, 0L);
        var options = new ParallelOptions { MaxDegreeOfParallelism = threads, CancellationToken = cancellationToken };
        Parallel.For(0, faults.Length, options, i =>
        {
            faults[i] = Fault(walk.Files[i].Path, out var noise);
            if (noise is not null && Interlocked.Add(ref samples, noise.Samples.Length) <= MostSamples) kept[i] = noise;
            progress?.Invoke(Interlocked.Increment(ref done), faults.Length);
        });
        foreach (var fault in faults.Where(f => f is not null)) note?.Invoke($"noise left out: {fault}");
        var usable = Enumerable.Range(0, faults.Length).Where(i => faults[i] is null).Select(i => (walk.Files[i].Path, kept[i])).ToArray();
        if (usable.Length == 0)
        {
            throw new CorpusException(folder, "no noise recording in this folder can be used: name one that holds audio files.");
        }

        var name = Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder)));
        return new NoiseRecordings(usable, FormattableString.Invariant(
            $"{usable.Length} {(usable.Length == 1 ? "recording" : "recordings")} of the folder {name}"));
    }

    /// <summary>A recording for a clip: the same one for the same seed.</summary>
    /// <exception cref="CorpusException">Its rate is too far from the clip's.</exception>
    public AudioClip For(AudioClip clip, ulong seed)
    {
        var random = new SplitMix64(seed);
        if (_files.Count == 0) return PinkNoise.Generate(Math.Max(2, clip.Samples.Length), clip.SampleRateHz, random.NextUInt64());
        var (file, kept) = _files[random.Next(_files.Count)];
        var noise = kept ?? Read(file);
        return Resampler.Supports(noise.SampleRateHz, clip.SampleRateHz)
            ? noise
            : throw new CorpusException(file, FormattableString.Invariant(
                $"its rate of {noise.SampleRateHz} Hz cannot be brought to {clip.SampleRateHz} Hz: leave it out of the folder of noise."));
    }

    /// <summary>What is wrong with a recording, as a sentence that names it; null where nothing is.</summary>
    private static string? Fault(string path, out AudioClip? noise)
    {
        noise = null;
        try
        {
            noise = Read(path);
            return ActiveLevel.MeanPower(noise.Samples, noise.SampleRateHz) > 0 ? null : $"{path}: it is silent.";
        }
        catch (AudioFormatException e)
        {
            return e.Message;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return $"{path}: it cannot be opened.";
        }
    }

    private static AudioClip Read(string path)
    {
        using var reader = AudioReader.Open(path);
        var samples = new float[(int)(LongestSeconds * reader.SampleRateHz)];
        return new AudioClip(samples[..reader.Read(samples)], reader.SampleRateHz);
    }
}
