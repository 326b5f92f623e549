namespace Undertone.Recognition.Corpora.Manifests;

/// <summary>The columns (and keys) of manifests.</summary>
internal static class ManifestColumns
{
    public const string Path = "path", Emotion = "emotion", Speaker = "speaker", Corpus = "corpus", Language = "language";
    public const string Sex = "sex", Gender = "gender", Start = "start", End = "end", License = "license", Commercial = "commercial";

    /// <summary>The part that a protocol puts the utterance into; reading a corpus passes it over.</summary>
    public const string Split = "split";

    /// <summary>How the first line of a manifest may look.</summary>
    public const string Example = "path,emotion,speaker[,corpus,language,gender,start,end]";

    /// <summary>Columns that must be there.</summary>
    public static readonly string[] Required = [Path, Emotion, Speaker];

    /// <summary>Columns that mean something; <c>sex</c> and <c>gender</c> mean the same.</summary>
    public static readonly string[] Known = [.. Required, Corpus, Language, Sex, Gender, Start, End, License, Commercial, Split];
}
