using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Undertone.Fleet.Stores;
using Undertone.Recognition.Inference;
using Undertone.Web.Requests;

namespace Undertone.Web.Endpoints;

/// <summary>Adds answers to a store before they are sent.</summary>
/// <param name="store">The store.</param>
internal sealed class AnswerLog(IPredictionStore store)
{
    /// <summary>The header with the numbers that answers have in the store, separated by commas.</summary>
    public const string Header = "Undertone-Prediction";

    /// <summary>Adds the answers to a request, and names their numbers in the response.</summary>
    /// <param name="context">The request.</param>
    /// <param name="upload">What was heard.</param>
    /// <param name="results">Predictions only.</param>
    /// <param name="query">The client's word and the speaker.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <exception cref="StoreException">They cannot be kept.</exception>
    public async Task Add(
        HttpContext context, Upload upload, IReadOnlyList<FilePrediction> results, PredictionRequest query,
        CancellationToken cancellationToken)
    {
        var model = context.RequestServices.GetRequiredService<IEmotionRecognizer>().Manifest;
        string hash;
        await using (var audio = File.OpenRead(upload.Path)) hash = await AudioHash.OfAsync(audio, cancellationToken);
        var numbers = new List<string>();
        foreach (var result in results)
        {
            var kept = await store.AddAsync(
                new PredictionEntry
                {
                    Result = result,
                    Model = model.Name,
                    ModelVersion = model.Version,
                    AudioHash = hash,
                    AudioPath = upload.KeptPath,
                    Tag = query.Tag,
                    Speaker = query.Speaker,
                },
                cancellationToken);
            numbers.Add(kept.Id.ToString(CultureInfo.InvariantCulture));
        }

        context.Response.Headers[Header] = string.Join(", ", numbers);
    }
}
