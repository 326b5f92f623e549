// POST /v1/predict takes an audio file and answers an element of the results of `undertone predict --json`.
//     curl -F file=@samples/audio/neutral-synthetic.wav http://localhost:5000/v1/predict
using Undertone.Extensions.DependencyInjection;
using Undertone.Recognition.Inference;

var builder = WebApplication.CreateBuilder(args);
builder.Services.AddUndertone();
builder.Services.Configure<UndertoneOptions>(builder.Configuration.GetSection("Undertone"));
builder.Services.ConfigureHttpJsonOptions(o => o.SerializerOptions.TypeInfoResolverChain.Insert(0, PredictionJsonContext.Default));
var app = builder.Build();
app.Services.GetRequiredService<IEmotionRecognizer>(); // loads the model now, and not for the first who asks

app.MapPost("/v1/predict", async (IFormFile file, IEmotionRecognizer recognizer, CancellationToken cancellationToken) =>
{
    await using var audio = file.OpenReadStream();
    var answer = await recognizer.AnswerAsync(audio, file.FileName, cancellationToken: cancellationToken);
    return Results.Json(answer, statusCode: answer.Error is null ? StatusCodes.Status200OK : StatusCodes.Status400BadRequest);
}).DisableAntiforgery();

app.MapGet("/v1/model", (IEmotionRecognizer recognizer) => new { recognizer.Manifest.Name, Labels = recognizer.Manifest.Labels.ToArray() });

await app.RunAsync();
