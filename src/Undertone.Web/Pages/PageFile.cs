using System.Security.Cryptography;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Undertone.Web.Pages;

/// <summary>A file of the page, which lies in this assembly.</summary>
internal sealed partial class PageFile
{
    private const string Prefix = "wwwroot/";
    private const string Index = "index.html";

    /// <summary>Scripts and styles are the service's own, and nothing of it is shown within another page.</summary>
    private const string Policy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; media-src 'self' blob:; connect-src 'self'; "
        + "font-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private static readonly Dictionary<string, string> Types = new(StringComparer.OrdinalIgnoreCase)
    {
        [".html"] = "text/html; charset=utf-8",
        [".js"] = "text/javascript; charset=utf-8",
        [".css"] = "text/css; charset=utf-8",
        [".json"] = "application/json",
        [".webmanifest"] = "application/manifest+json",
        [".svg"] = "image/svg+xml",
        [".png"] = "image/png",
        [".ico"] = "image/x-icon",
        [".woff2"] = "font/woff2",
        [".wav"] = "audio/wav",
        [".txt"] = "text/plain; charset=utf-8",
    };

    private readonly string _resource;
    private readonly Lazy<(byte[] Bytes, EntityTagHeaderValue Tag)> _content;

    private PageFile(string resource)
    {
        _resource = resource;
        _content = new(Read);
    }

    /// <summary>All of them.</summary>
    public static IReadOnlyList<PageFile> All { get; } =
    [
        .. typeof(PageFile).Assembly.GetManifestResourceNames().Where(n => n.StartsWith(Prefix, StringComparison.Ordinal))
            .Order(StringComparer.Ordinal).Select(n => new PageFile(n)),
    ];

    /// <summary>Its address below the prefix: <c>/</c> of the page itself.</summary>
    public string Address => "/" + (Name == Index ? "" : Name);

    private string Name => _resource[Prefix.Length..];

    private bool IsPage => Name == Index;

    /// <summary>Whether a file of that name always has the same content.</summary>
    public static bool IsHashed(string name) => HashedName().IsMatch(name);

    /// <summary>Answers a request for it; a client that has it is told so.</summary>
    public Task Send(HttpContext context)
    {
        var path = context.Request.PathBase.Add(context.Request.Path).Value!;
        if (IsPage && !path.EndsWith('/'))
        {
            // What the page asks for lies beside its own address, which therefore ends in a slash.
            context.Response.Redirect(path[(path.LastIndexOf('/') + 1)..] + "/" + context.Request.QueryString);
            return Task.CompletedTask;
        }

        var headers = context.Response.Headers;
        headers.ContentSecurityPolicy = Policy;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Permissions-Policy"] = "microphone=(self)";
        headers.CacheControl = IsHashed(Name) ? "public, max-age=31536000, immutable" : "no-cache";
        var (bytes, tag) = _content.Value;
        var type = Types.GetValueOrDefault(Path.GetExtension(Name), "application/octet-stream");
        return TypedResults.Bytes(bytes, type, enableRangeProcessing: true, entityTag: tag).ExecuteAsync(context);
    }

    private (byte[] Bytes, EntityTagHeaderValue Tag) Read()
    {
        using var stream = typeof(PageFile).Assembly.GetManifestResourceStream(_resource)!;
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        var hash = Convert.ToHexStringLower(SHA256.HashData(bytes).AsSpan(0, 16));
        return (bytes, new EntityTagHeaderValue($"\"{hash}\""));
    }

    // A hash of eight characters before the ending, as Vite writes it; a word of small letters alone is none.
    [GeneratedRegex(@"^assets/.+-(?=[\w-]*[A-Z0-9])[\w-]{8}\.\w+$", RegexOptions.CultureInvariant)]
    private static partial Regex HashedName();
}
