using Undertone.Recognition.Emotions;

namespace Undertone.Recognition.Corpora.Manifests;

/// <summary>The columns (and keys) of manifests.</summary>
internal static class ManifestColumns
{
    public const string Path = "path", Emotion = "emotion", Speaker = "speaker", Corpus = "corpus", Language = "language";
    public const string Sex = "sex", Gender = "gender", Start = "start", End = "end", License = "license", Commercial = "commercial";

    /// <summary>The part that the utterance belongs to; a protocol may use it.</summary>
    public const string Split = "split";

    /// <summary>How the columns begin that count the votes for an emotion, such as <c>votes_angry</c>.</summary>
    public const string Votes = "votes_";

    /// <summary>Columns that are dimensions whatever stands in them; any other column of numbers alone is one too.</summary>
    public static readonly string[] Dimensions = [EmotionDimensions.Arousal, EmotionDimensions.Valence, EmotionDimensions.Dominance];

    /// <summary>How the first line of a manifest may look.</summary>
    public const string Example = "path,emotion,speaker[,corpus,language,gender,start,end]";

    /// <summary>Columns that must be there; in data with dimensions the emotion need not.</summary>
    public static readonly string[] Required = [Path, Emotion, Speaker];

    /// <summary>Columns that mean something; <c>sex</c> and <c>gender</c> mean the same.</summary>
    public static readonly string[] Known =
        [.. Required, Corpus, Language, Sex, Gender, Start, End, License, Commercial, Split, .. Dimensions];

    /// <summary>Whether a column counts votes.</summary>
    public static bool IsVotes(string column) => column.Length > Votes.Length && column.StartsWith(Votes, StringComparison.Ordinal);

    /// <summary>Whether a column means something.</summary>
    public static bool Means(string column) => Known.Contains(column) || IsVotes(column);
}
