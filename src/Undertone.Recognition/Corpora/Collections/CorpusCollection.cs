using Undertone.Recognition.Corpora.Selection;
using Undertone.Recognition.Files;
using Undertone.Recognition.Hearing;
using Undertone.Sound.Audio;

namespace Undertone.Recognition.Corpora.Collections;

/// <summary>The utterances of one or more corpora, read from folders and manifests, and what was left out.</summary>
public sealed class CorpusCollection
{
    private CorpusCollection(
        IReadOnlyList<Utterance> utterances, IReadOnlyList<CorpusProblem> problems, IReadOnlyList<FoundCorpus> corpora,
        IReadOnlyList<string> warnings) =>
        (Utterances, Problems, Corpora, Warnings) = (utterances, problems, corpora, warnings);

    /// <summary>The utterances to train on, ordered by corpus and relative path (ordinal): the same on every file system.</summary>
    public IReadOnlyList<Utterance> Utterances { get; }

    /// <summary>
    /// Files that were left out, with the reason, ordered by file. Files of some reasons stay in (<see cref="ProblemReasons.IsKept"/>).
    /// </summary>
    public IReadOnlyList<CorpusProblem> Problems { get; }

    /// <summary>The corpora recognised, ordered by name.</summary>
    public IReadOnlyList<FoundCorpus> Corpora { get; }

    /// <summary>
    /// What a person should know of the data as a whole (songs left out, speakers unknown, rows that contradict), one sentence each.
    /// </summary>
    public IReadOnlyList<string> Warnings { get; }

    /// <summary>
    /// What was passed over as it is no audio or means nothing here (other files, columns and rows without content), one sentence each.
    /// </summary>
    public IReadOnlyList<string> Notes { get; private init; } = [];

    /// <summary>
    /// Reads every corpus in the folders. Names tell the emotion and the speaker; the audio is read to leave out what is unreadable, empty,
    /// silent, or the same under another name.
    /// </summary>
    /// <param name="folders">
    /// Data folders (one corpus, or a root with several at any depth) and manifest files. A manifest in a folder speaks for all of it.
    /// </param>
    /// <param name="options">What to keep; null for the defaults.</param>
    /// <param name="progress">Told of every file read, from several threads.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <exception cref="CorpusException">A folder is missing, a manifest is malformed, or the corpus asked for is not there.</exception>
    /// <exception cref="ArgumentException">No folder is given, or the options make no sense.</exception>
    /// <exception cref="OperationCanceledException">Reading was stopped.</exception>
    public static CorpusCollection Read(
        IEnumerable<string> folders, CorpusReadOptions? options = null, IProgress<CorpusProgress>? progress = null,
        CancellationToken cancellationToken = default) => Read(folders, [], options, progress, cancellationToken);

    /// <summary>
    /// Looks at utterances that a program gives, from files or memory: the audio is read to leave out what is unreadable, empty, silent, or
    /// the same under another name, as that of corpora is.
    /// </summary>
    /// <param name="utterances">The utterances, in any order.</param>
    /// <param name="options">What to keep; null for the defaults.</param>
    /// <param name="progress">Told of every file read, from several threads.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <exception cref="CorpusException">An utterance has no emotion, speaker or corpus, or two in memory have one name.</exception>
    /// <exception cref="ArgumentException">There is no utterance, or the options make no sense.</exception>
    /// <exception cref="OperationCanceledException">Reading was stopped.</exception>
    public static CorpusCollection Check(
        IEnumerable<Utterance> utterances, CorpusReadOptions? options = null, IProgress<CorpusProgress>? progress = null,
        CancellationToken cancellationToken = default) => Read([], utterances, options, progress, cancellationToken);

    internal static CorpusCollection Read(
        IEnumerable<string> folders, IEnumerable<Utterance> utterances, CorpusReadOptions? options, IProgress<CorpusProgress>? progress,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(folders);
        ArgumentNullException.ThrowIfNull(utterances);
        options ??= new CorpusReadOptions();
        options.Validate();
        var found = CorpusNames.Read([.. folders], [.. utterances], options);
        options = options with { Audio = WithClips(options.Audio, found.Candidates) };
        var candidates = found.Candidates;
        var contents = AudioContent.ReadAll(candidates, options, progress, cancellationToken);
        var (kept, problems) = Sieve(candidates, contents);
        problems.AddRange(found.Problems);
        problems.AddRange(BandProblems.Narrow(kept.ConvertAll(c => c.Utterance)));
        var corpora = Describe(kept);
        string[] warnings =
            [.. found.Warnings, .. ChannelWarnings(candidates, contents), .. SpeakerWarnings(kept), .. BandProblems.Mixture(corpora)];
        return new CorpusCollection(kept.ConvertAll(c => c.Utterance), InOrder(problems), corpora, warnings) { Notes = found.Notes };
    }

    /// <summary>
    /// The duration of all utterances together, in hours. Files that were not decoded are asked for their header, which may start a program
    /// for each; one that does not tell counts as nothing.
    /// </summary>
    /// <param name="progress">Told of every file measured, from several threads.</param>
    /// <param name="cancellationToken">Stops the measuring.</param>
    /// <exception cref="OperationCanceledException">Measuring was stopped.</exception>
    public double MeasureHours(IProgress<CorpusProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        var (seconds, done) = (new double[Utterances.Count], 0);
        Parallel.For(0, seconds.Length, new ParallelOptions { CancellationToken = cancellationToken }, i =>
        {
            seconds[i] = Utterances[i].DurationSeconds
                ?? Math.Max(0, HeaderDuration(Utterances[i].Path) - (Utterances[i].StartSeconds ?? 0));
            progress?.Report(new CorpusProgress(Interlocked.Increment(ref done), seconds.Length));
        });
        return seconds.Sum() / 3600;
    }

    /// <summary>
    /// The collection with the utterances in which nobody speaks, as far as <see cref="SpeechDetector"/> hears, among its
    /// <see cref="Problems"/>. Each is decoded again and listened to, about 2 ms a second of audio.
    /// </summary>
    /// <param name="progress">Told of every utterance, from several threads.</param>
    /// <param name="cancellationToken">Stops the listening.</param>
    /// <exception cref="OperationCanceledException">Listening was stopped.</exception>
    public CorpusCollection ListenForSpeech(IProgress<CorpusProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        var (silent, done) = (new bool[Utterances.Count], 0);
        Parallel.For(0, silent.Length, new ParallelOptions { CancellationToken = cancellationToken }, i =>
        {
            silent[i] = !Speaks(Utterances[i]);
            progress?.Report(new CorpusProgress(Interlocked.Increment(ref done), silent.Length));
        });
        var found = from u in Utterances.Where((_, i) => silent[i])
                    let place = u.Span.Length == 0 ? "N" : $"The part {u.Span}: n"
                    select new CorpusProblem(u.Path, ProblemReason.NoSpeech, place + "obody speaks; it is kept.");
        return new CorpusCollection(Utterances, InOrder([.. Problems, .. found]), Corpora, Warnings) { Notes = Notes };
    }

    /// <summary>Whether anybody speaks; a file that has gone since, or a rate too far off, is not for this test to tell.</summary>
    private static bool Speaks(Utterance utterance)
    {
        try
        {
            return SpeechSpans.HasSpeech(SpeechDetector.Default.Probabilities(UtteranceAudio.Load(utterance)));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidDataException or CorpusException)
        {
            return true;
        }
    }

    /// <summary>The store of bytes, with clips in memory as the files that they would be.</summary>
    private static AudioBytes? WithClips(AudioBytes? audio, List<Candidate> candidates)
    {
        foreach (var utterance in candidates.Select(c => c.Utterance))
        {
            if (utterance.Clip is { } clip) (audio ??= new AudioBytes()).Add(utterance.Path, () => Wav(clip));
        }

        return audio;
    }

    private static byte[] Wav(AudioClip clip)
    {
        using var bytes = new MemoryStream();
        WavWriter.Write(bytes, clip, WavSampleFormat.IeeeFloat);
        return bytes.ToArray();
    }

    /// <summary>The collection with some of its utterances only; problems and warnings stay those of all that was read.</summary>
    /// <param name="selection">Which ones, and what their emotions count as.</param>
    /// <param name="seed">Fixes which ones a limit draws.</param>
    /// <exception cref="CorpusException">A value is nowhere in the data, or nothing is left.</exception>
    public CorpusCollection Select(UtteranceSelection selection, int seed = 0)
    {
        ArgumentNullException.ThrowIfNull(selection);
        if (selection.IsAll) return this;
        var kept = selection.Apply(Utterances, seed);
        var readers = Corpora.ToDictionary(c => c.Name, c => c.Reader, StringComparer.Ordinal);
        FoundCorpus[] corpora =
            [.. kept.GroupBy(u => u.Corpus, StringComparer.Ordinal).Select(g => new FoundCorpus(g.Key, readers[g.Key], [.. g]))];
        return new CorpusCollection(kept, Problems, corpora, Warnings) { Notes = Notes };
    }

    private static CorpusProblem[] InOrder(IEnumerable<CorpusProblem> problems) =>
        [.. problems.OrderBy(p => p.File, StringComparer.Ordinal).ThenBy(p => p.Reason).ThenBy(p => p.Detail, StringComparer.Ordinal)];

    private static double HeaderDuration(string path)
    {
        try
        {
            return AudioInfo.Read(path).DurationSeconds ?? 0;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return 0;
        }
    }

    // Leaves out what cannot be used, and lists it with what is clipped. Of the same audio under several names the first in order stays.
    private static (List<Candidate> Kept, List<CorpusProblem> Problems) Sieve(List<Candidate> candidates, AudioContent[] contents)
    {
        var (kept, problems) = (new List<Candidate>(candidates.Count), new List<CorpusProblem>());
        var first = new Dictionary<string, Utterance>(StringComparer.Ordinal);
        for (var i = 0; i < candidates.Count; i++)
        {
            var utterance = candidates[i].Utterance with
            {
                DurationSeconds = contents[i].DurationSeconds,
                SampleRateHz = contents[i].SampleRateHz,
                BandwidthHz = contents[i].BandwidthHz,
                LevelDb = contents[i].LevelDb,
                AudioHash = contents[i].Problem is null ? contents[i].Hash[..16] : "",
            };
            if (contents[i].Problem is { } problem)
                problems.Add(problem);
            else if (first.TryGetValue(contents[i].Hash, out var original))
                problems.Add(new CorpusProblem(utterance.Path, ProblemReason.Duplicate, Repeats(utterance, original)));
            else
            {
                if (contents[i].Clipping(utterance.Path) is { } clipping) problems.Add(clipping);
                first.Add(contents[i].Hash, utterance);
                kept.Add(candidates[i] with { Utterance = utterance });
            }
        }

        return (kept, problems);
    }

    private static string Repeats(Utterance utterance, Utterance original)
    {
        var text = $"The same audio as {Name(original)}";
        if (utterance.Span.Length > 0) text = $"The part {utterance.Span}: t{text[1..]}";
        if (utterance.Emotion != original.Emotion)
            text += $", which is labelled {original.Emotion} where this one is labelled {utterance.Emotion}";
        if (utterance.SpeakerKey != original.SpeakerKey)
            text += $"; the speakers differ too ({original.SpeakerKey} and {utterance.SpeakerKey})";
        return text + ".";
    }

    private static string Name(Utterance utterance) => utterance.Span.Length == 0 ? utterance.Path : $"{utterance.Path} ({utterance.Span})";

    private static List<FoundCorpus> Describe(List<Candidate> kept) =>
    [
        .. from candidate in kept
           group candidate by candidate.Utterance.Corpus into corpus
           let readers = string.Join(", ", corpus.Select(c => c.Reader).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal))
           select new FoundCorpus(corpus.Key, readers, corpus.Select(c => c.Utterance).ToList()),
    ];

    private static IEnumerable<string> ChannelWarnings(List<Candidate> candidates, AudioContent[] contents)
    {
        var files = candidates.Where((_, i) => contents[i].Findings is { ChannelsCancel: true }).Select(c => c.Utterance.Path)
            .Distinct(StringComparer.Ordinal).ToList();
        if (files.Count == 0) yield break;
        yield return files.Count == 1
            ? $"{files[0]}: the channels cancel each other, so the louder one is used; is one microphone wired the other way round?"
            : $"The channels of {files.Count} files cancel each other, so the louder one is used (the first: {files[0]}); "
                + "is one microphone wired the other way round?";
    }

    private static IEnumerable<string> SpeakerWarnings(List<Candidate> kept) =>
        from candidate in kept
        where candidate.Utterance.Speaker == Utterance.UnknownSpeaker
        group candidate by candidate.Utterance.Corpus into corpus
        select $"{corpus.Key}: the speakers of {corpus.Count()} utterances are unknown, so a speaker-independent score cannot be had from "
            + "them. "
            + "Put a folder for each speaker below the emotions, or write a manifest with a speaker column.";
}
