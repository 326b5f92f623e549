namespace Undertone.Fleet.Queues;

/// <summary>There is no answer for a message, and trying again would not help: it goes to the dead letters.</summary>
/// <param name="reason">A word for programs: one of those below, or a <see cref="Recognition.Inference.PredictionError.Code"/>.</param>
/// <param name="message">A sentence for people.</param>
/// <param name="cause">What was thrown; null where nothing was.</param>
internal sealed class MessageException(string reason, string message, Exception? cause = null) : Exception(message, cause)
{
    public const string NoId = "message-id";
    public const string ContentType = "content-type";
    public const string Malformed = "malformed";
    public const string NotAllowed = "not-allowed";
    public const string NotFound = "not-found";
    public const string Unreadable = "unreadable";
    public const string TooLarge = "too-large";
    public const string TooLong = "too-long";
    public const string Address = "url";
    public const string Voice = "voice";
    public const string NoReply = "no-reply";
    public const string Store = "store";

    public string Reason { get; } = reason;

    /// <summary>More bytes than may be.</summary>
    public static MessageException Larger(string name, long most) => new(
        TooLarge, FormattableString.Invariant($"{name}: this is larger than {most} bytes. Cut it up, or raise --max-bytes of the worker."));
}
