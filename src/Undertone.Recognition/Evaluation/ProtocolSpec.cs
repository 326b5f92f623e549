using System.Globalization;

namespace Undertone.Recognition.Evaluation;

/// <summary>A protocol as it is asked for: its kind, and the share or the file that belongs to it.</summary>
public sealed record ProtocolSpec
{
    /// <summary>The share of utterances that <see cref="ProtocolKind.Random"/> tests where none is given.</summary>
    public const double DefaultTestShare = 0.2;

    private const string FilePrefix = "split:";
    private const string SharePrefix = "random:";

    private ProtocolSpec(ProtocolKind kind) => Kind = kind;

    /// <summary>The names that a protocol can have on the command line.</summary>
    public static IReadOnlyList<string> Names { get; } =
    [
        "speaker-kfold", "loso", "leave-one-corpus-out", "partition", "leave-one-partition-out", "split:FILE", "random",
        "random:SHARE", "none",
    ];

    /// <summary>Folds over whole speakers.</summary>
    public static ProtocolSpec SpeakerKFold { get; } = new(ProtocolKind.SpeakerKFold);

    /// <summary>Every speaker a fold.</summary>
    public static ProtocolSpec LeaveOneSpeakerOut { get; } = new(ProtocolKind.LeaveOneSpeakerOut);

    /// <summary>Every corpus a fold.</summary>
    public static ProtocolSpec LeaveOneCorpusOut { get; } = new(ProtocolKind.LeaveOneCorpusOut);

    /// <summary>The partitions that the corpora's publishers made: train, validation and test.</summary>
    public static ProtocolSpec Partition { get; } = new(ProtocolKind.Partition);

    /// <summary>Every partition of a corpus a fold, such as the sessions of IEMOCAP.</summary>
    public static ProtocolSpec LeaveOnePartitionOut { get; } = new(ProtocolKind.LeaveOnePartitionOut);

    /// <summary>No test.</summary>
    public static ProtocolSpec None { get; } = new(ProtocolKind.None);

    /// <summary>The kind.</summary>
    public ProtocolKind Kind { get; }

    /// <summary>The share of utterances that <see cref="ProtocolKind.Random"/> tests. Default 0.2.</summary>
    public double TestShare { get; private init; } = DefaultTestShare;

    /// <summary>The file of <see cref="ProtocolKind.Split"/>, else null.</summary>
    public string? SplitFile { get; private init; }

    /// <summary>One stratified random split.</summary>
    /// <param name="testShare">The share of utterances to test, between 0 and 1.</param>
    /// <exception cref="ArgumentException">The share is not between 0 and 1.</exception>
    public static ProtocolSpec Random(double testShare = DefaultTestShare) => testShare is > 0 and < 1
        ? new(ProtocolKind.Random) { TestShare = testShare }
        : throw new ArgumentException(
            FormattableString.Invariant($"The share of the test part is {testShare}, but must lie between 0 and 1."));

    /// <summary>The parts that a file gives.</summary>
    /// <param name="file">CSV with the columns <c>path,part</c>, the part being <c>train</c> or <c>test</c>.</param>
    public static ProtocolSpec Split(string file) => new(ProtocolKind.Split) { SplitFile = file };

    /// <summary>Reads a name of the command line.</summary>
    /// <param name="name">One of <see cref="Names"/>.</param>
    /// <exception cref="ArgumentException">The name is unknown; the message lists those that there are.</exception>
    public static ProtocolSpec Parse(string name) =>
        TryParse(name) ?? throw new ArgumentException($"'{name}' is no protocol; there are: {string.Join(", ", Names)}.");

    /// <summary>Reads a name of the command line; null where it is unknown.</summary>
    /// <param name="name">One of <see cref="Names"/>.</param>
    public static ProtocolSpec? TryParse(string? name) => name switch
    {
        "speaker-kfold" => SpeakerKFold,
        "loso" => LeaveOneSpeakerOut,
        "leave-one-corpus-out" => LeaveOneCorpusOut,
        "partition" => Partition,
        "leave-one-partition-out" => LeaveOnePartitionOut,
        "none" => None,
        "random" => Random(),
        not null when name.StartsWith(FilePrefix, StringComparison.Ordinal) => Split(name[FilePrefix.Length..]),
        not null when name.StartsWith(SharePrefix, StringComparison.Ordinal)
            && double.TryParse(name[SharePrefix.Length..], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var share)
            && share is > 0 and < 1 => Random(share),
        _ => null,
    };

    /// <summary>The name that <see cref="Parse"/> reads.</summary>
    public override string ToString() => this switch
    {
        { Kind: ProtocolKind.Split } => FilePrefix + SplitFile,
        { Kind: ProtocolKind.Random, TestShare: not DefaultTestShare } =>
            string.Create(CultureInfo.InvariantCulture, $"{SharePrefix}{TestShare}"),
        _ => NameOf(Kind),
    };

    /// <summary>The name of a kind, without share or file.</summary>
    internal static string NameOf(ProtocolKind kind) => kind switch
    {
        ProtocolKind.SpeakerKFold => "speaker-kfold",
        ProtocolKind.LeaveOneSpeakerOut => "loso",
        ProtocolKind.LeaveOneCorpusOut => "leave-one-corpus-out",
        ProtocolKind.Partition => "partition",
        ProtocolKind.LeaveOnePartitionOut => "leave-one-partition-out",
        ProtocolKind.Split => "split",
        ProtocolKind.Random => "random",
        ProtocolKind.ModelOnData => "model-on-data",
        _ => "none",
    };
}
