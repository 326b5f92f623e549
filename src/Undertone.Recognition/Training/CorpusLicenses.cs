namespace Undertone.Recognition.Training;

/// <summary>The terms under which the publishers of known corpora give them away.</summary>
internal static class CorpusLicenses
{
    public static string Of(string corpus) => corpus switch
    {
        "ravdess" => "CC BY-NC-SA 4.0",
        "tess" => "CC BY-NC-ND 4.0",
        "cremad" or "crema-d" => "ODbL 1.0",
        "savee" => "free for research, on registration",
        "emodb" => "free for research",
        "emovo" => "free for research",
        "nemo" => "CC BY-NC-SA 4.0",
        _ => "",
    };
}
