using Undertone.Recognition.Files;
using Undertone.Sound.Audio;

namespace Undertone.Recognition.Corpora.Synthesis;

/// <summary>
/// A small corpus of synthetic speech in RAVDESS's names, for demonstrations and tests: nobody's voice and nobody's feelings, so no score
/// on it says anything of people.
/// </summary>
/// <remarks>
/// A formant synthesiser speaks nonsense sentences with eight emotions, whose pitch, loudness, rate and voice quality differ as phonetics
/// describes them, and overlap. The same options write the same bytes on every machine: only arithmetic that IEEE 754 rounds exactly is
/// used.
/// </remarks>
public static class SyntheticCorpus
{
    private const string ReadmeName = "README.txt";

    /// <summary>
    /// Writes the corpus as <c>Actor_01/03-01-05-02-01-01-01.wav</c> and so on, 16 kHz mono PCM 16, with a README.txt that says what it is.
    /// </summary>
    /// <param name="folder">The folder; it is made where it is missing.</param>
    /// <param name="options">How large; null for the defaults.</param>
    /// <param name="cancellationToken">Stops the writing; files that are there by then are whole.</param>
    /// <exception cref="CorpusException">The folder holds anything but this corpus: synthetic speech is never mixed with other
    /// data.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The options are outside their limits.</exception>
    public static SyntheticCorpusSummary Write(
        string folder, SyntheticCorpusOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(folder);
        options ??= new SyntheticCorpusOptions();
        options.Validate();
        folder = Path.GetFullPath(folder);
        var utterances = SyntheticUtterance.All(options);
        RefuseOtherFiles(folder, utterances);
        AtomicFile.WriteText(Path.Combine(folder, ReadmeName), Readme(options));
        var samples = 0L;
        Parallel.ForEach(utterances, new ParallelOptions { CancellationToken = cancellationToken }, utterance =>
        {
            var speech = utterance.Speak(options.Seed);
            AtomicFile.Write(Path.Combine(folder, utterance.RelativePath), stream => WavWriter.Write(stream, speech));
            Interlocked.Add(ref samples, speech.Samples.Length);
        });
        return new SyntheticCorpusSummary(folder, utterances.Count, options.Speakers, samples / (double)FormantSynthesizer.SampleRateHz);
    }

    // Written over itself the corpus stays whole; anything else in the folder would be read as part of it.
    private static void RefuseOtherFiles(string folder, List<SyntheticUtterance> utterances)
    {
        if (File.Exists(folder)) throw new CorpusException(folder, "this is a file: name a folder.");
        if (!Directory.Exists(folder)) return;
        var own = utterances.Select(u => u.RelativePath).Append(ReadmeName).ToHashSet(StringComparer.Ordinal);
        var other = Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
            .FirstOrDefault(f => !own.Contains(Path.GetRelativePath(folder, f).Replace('\\', '/')));
        if (other is not null)
            throw new CorpusException(folder,
                $"the folder already holds other files ({Path.GetRelativePath(folder, other)}): name a new or empty one.");
    }

    private static string Readme(SyntheticCorpusOptions options)
    {
        var made = $"'undertone synth-corpus' with {options.Speakers} speakers, {options.Repetitions} repetition(s), seed {options.Seed}";
        return $"""
            Synthetic speech, made by a program
            ===================================

            These {SyntheticUtterance.All(options).Count} files were made by a formant synthesiser: {made}.
            Nobody spoke them and nobody felt anything. They are for trying out and testing software; a score on them
            says nothing of how well a model recognises the emotions of people. They may be used for any purpose.

            The files are named as RAVDESS names its own, so that they are read the same way; they are not part of RAVDESS:
            03-01-EMOTION-INTENSITY-STATEMENT-REPETITION-ACTOR.wav, 16 kHz, mono, 16 bit. Emotions: 01 neutral, 02 calm,
            03 happy, 04 sad, 05 angry, 06 fearful, 07 disgust, 08 surprised. Odd actors have a man's voice, even ones a woman's.

            """.ReplaceLineEndings("\n");
    }
}
