using Microsoft.OpenApi;
using Scalar.AspNetCore;

namespace Undertone.Serve.Description;

/// <summary>What the service says of its addresses: <c>/openapi/v1.json</c> for programs, <c>/docs</c> for people.</summary>
internal static class ApiDescription
{
    private const string Key = "key";

    private const string About = """
        Names the emotion in speech. Every error is a problem document (RFC 9457) whose `code` is a word for programs. Where the service
        wants a key, send it as `Authorization: Bearer KEY`. A page's WebSocket, which can send no header, names two subprotocols:
        `undertone.v1` and `undertone.key.` with the key in base64url.

        **The stream.** Open `/v1/stream` as a WebSocket and send sound without a header as binary messages of any length; each answer comes
        as a text message, a `Segment`. `{"type": "end"}`, or a close, ends the stream: the last answers come before the close.
        """;

    /// <summary>Adds the document to the services.</summary>
    /// <param name="services">The services.</param>
    /// <param name="wantsKey">Whether who asks needs a key.</param>
    public static void AddTo(IServiceCollection services, bool wantsKey) => services.AddOpenApi("v1", options =>
        options.AddDocumentTransformer((document, _, _) =>
        {
            Complete(document, wantsKey);
            return Task.CompletedTask;
        }));

    /// <summary>Adds the document and the page, which asks no other host for anything.</summary>
    public static void Map(WebApplication app)
    {
        app.MapOpenApi("/openapi/{documentName}.json");
        app.MapScalarApiReference("/docs", options =>
        {
            options.Title = "Undertone";
            options.DefaultFonts = false;
            options.Telemetry = false;
            // What would lead to other hosts.
            options.ShowDeveloperTools = DeveloperToolsVisibility.Never;
            options.HideClientButton = true;
            options.Agent = new ScalarAgentOptions { Disabled = true };
            options.Mcp = new ScalarMcpOptions { Disabled = true };
        });
    }

    private static void Complete(OpenApiDocument document, bool wantsKey)
    {
        document.Info = new OpenApiInfo { Title = "Undertone", Version = "v1", Description = About };
        document.Servers = [];
        document.Tags = null;
        document.Components ??= new OpenApiComponents();
        document.Components.Schemas = new Dictionary<string, IOpenApiSchema>(ApiSchemas.All);
        if (wantsKey) AddKey(document);
        foreach (var (path, item) in document.Paths.ToArray())
        {
            foreach (var (method, operation) in item.Operations!.ToArray())
            {
                if (!ApiOperations.Complete(path, method, operation, wantsKey)) item.Operations!.Remove(method);
            }

            if (item.Operations!.Count == 0) document.Paths.Remove(path);
        }
    }

    private static void AddKey(OpenApiDocument document)
    {
        document.Components!.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>
        {
            [Key] = new OpenApiSecurityScheme { Type = SecuritySchemeType.Http, Scheme = "bearer", Description = "A key of the service." },
        };
        document.Security = [new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(Key, document)] = [] }];
    }
}
