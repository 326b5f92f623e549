namespace Undertone.Recognition.Corpora;

/// <summary>The terms under which a corpus is given away, as its publisher states them; read them at their source.</summary>
/// <param name="License">The licence's name, or the terms in a few words; empty where it is not known.</param>
/// <param name="CommercialUse">Whether commercial use is allowed; false where nothing says so.</param>
/// <param name="Derivatives">Whether what is made of it, such as a model, may be passed on.</param>
/// <param name="Source">Where the publisher states the terms; empty for a person's own data.</param>
public sealed record CorpusTerms(string License, bool CommercialUse, bool Derivatives, string Source)
{
    /// <summary>The terms in a few words, such as <c>CC BY-NC-SA 4.0, no commercial use</c>.</summary>
    public string Describe() => (License.Length > 0 ? License : "licence not named")
        + (CommercialUse ? ", commercial use allowed" : ", no commercial use") + (Derivatives ? "" : ", no derivatives");
}
