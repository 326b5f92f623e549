using Undertone.Recognition.Inference;
using Undertone.Recognition.Inference.Voices;
using Undertone.Sound.Audio;

namespace Undertone.Web.Requests;

/// <summary>A request whose audio has its turn.</summary>
/// <param name="form">What was received.</param>
/// <param name="mostSeconds">How long a recording may be.</param>
/// <param name="tooLong">Canceled where one is longer.</param>
/// <param name="ending">The end of the request's time.</param>
internal sealed class HeardRequest(AudioForm form, double mostSeconds, CancellationTokenSource tooLong, CancellationToken ending)
{
    /// <summary>All files.</summary>
    public IReadOnlyList<Upload> Files => form.Files;

    /// <summary>The one file.</summary>
    public Upload File => form.Files[0];

    /// <summary>The end of the request's time.</summary>
    public CancellationToken Ending => ending;

    /// <summary>The end of the hearing: by then, or where a recording is too long.</summary>
    public CancellationToken Stop => tooLong.Token;

    /// <summary>The voice that the answer is relative to: the one of the form, or else the one that is named.</summary>
    /// <param name="named">The voice that the address names; null for none.</param>
    public Voice? VoiceOr(Voice? named) => form.Voice is null || named is null
        ? form.Voice ?? named
        : throw QueryOptions.Refused("The address names a voice and the form has another. Send one of them.");

    /// <summary>Opens a file, whose header may say that it is too long.</summary>
    public AudioReader Open(Upload file)
    {
        var reader = AudioReader.Open(file.Path, file.Name, Stop);
        Heard(reader.Info.DurationSeconds ?? 0);
        return reader;
    }

    /// <summary>Ends the hearing where it has gone on too long.</summary>
    /// <param name="seconds">How much was heard of a recording.</param>
    public void Heard(double seconds)
    {
        if (seconds > mostSeconds) tooLong.Cancel();
    }

    /// <summary>The options with what makes the file of this request their audio.</summary>
    public BatchOptions Of(BatchOptions asked) =>
        asked with { Threads = 1, Open = _ => Open(File), Heard = (_, seconds, _) => Heard(seconds) };
}
