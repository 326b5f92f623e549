using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;

namespace Undertone.Web.Pages;

/// <summary>A file of the page: in this assembly, or of the runtime that a page answers with by itself, in a folder.</summary>
internal sealed partial class PageFile
{
    private const string Prefix = "wwwroot/";
    private const string Index = "index.html";
    private const long MostRuntimeBytes = 64 << 20;

    private static readonly Dictionary<string, string> Types = new(StringComparer.OrdinalIgnoreCase)
    {
        [".html"] = "text/html; charset=utf-8",
        [".js"] = "text/javascript; charset=utf-8",
        [".mjs"] = "text/javascript; charset=utf-8",
        [".wasm"] = "application/wasm",
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

    /// <summary>What runs graphs in a browser, on one thread: the files of onnxruntime-web that the page asks for.</summary>
    private static readonly string[] Runtime = ["ort.wasm.min.mjs", "ort-wasm-simd-threaded.mjs", "ort-wasm-simd-threaded.wasm"];

    private readonly Lazy<TaggedBytes> _content;

    private PageFile(string name, Func<Stream> open) => (Name, _content) = (name, new(() => Read(open)));

    /// <summary>All of them.</summary>
    public static IReadOnlyList<PageFile> All { get; } =
    [
        .. typeof(PageFile).Assembly.GetManifestResourceNames().Where(n => n.StartsWith(Prefix, StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .Select(n => new PageFile(n[Prefix.Length..], () => typeof(PageFile).Assembly.GetManifestResourceStream(n)!)),
    ];

    /// <summary>Its address below the prefix: <c>/</c> of the page itself.</summary>
    public string Address => "/" + (Name == Index ? "" : Name);

    private string Name { get; }

    private bool IsPage => Name == Index;

    /// <summary>Whether a file of that name always has the same content.</summary>
    public static bool IsHashed(string name) => HashedName().IsMatch(name);

    /// <summary>The files of onnxruntime-web, under <c>/onnxruntime-web</c>.</summary>
    /// <param name="folder">The folder <c>dist</c> of the npm package.</param>
    /// <exception cref="FileNotFoundException">One is not there, or is no such file by its size.</exception>
    public static IReadOnlyList<PageFile> OfRuntime(string folder) => [.. Runtime.Select(name =>
    {
        var file = new FileInfo(Path.Combine(folder, name));
        return file is { Exists: true, Length: > 0 and <= MostRuntimeBytes }
            ? new PageFile("onnxruntime-web/" + name, file.OpenRead)
            : throw new FileNotFoundException(
                $"{folder}: there is no {name} of onnxruntime-web in it. Name the folder 'dist' of that npm package; "
                + "'npm pack onnxruntime-web' fetches it.", file.FullName);
    })];

    /// <summary>Answers a request for it; a client that has it is told so.</summary>
    /// <param name="context">The request.</param>
    /// <param name="runtime">Whether the page has a runtime, which is WebAssembly.</param>
    public Task Send(HttpContext context, bool runtime)
    {
        var path = context.Request.PathBase.Add(context.Request.Path).Value!;
        if (IsPage && !path.EndsWith('/'))
        {
            // What the page asks for lies beside its own address, which therefore ends in a slash.
            context.Response.Redirect(path[(path.LastIndexOf('/') + 1)..] + "/" + context.Request.QueryString);
            return Task.CompletedTask;
        }

        var headers = context.Response.Headers;
        headers.ContentSecurityPolicy = PolicyOf(runtime);
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Permissions-Policy"] = "microphone=(self)";
        headers.CacheControl = IsHashed(Name) ? "public, max-age=31536000, immutable" : "no-cache";
        return _content.Value.Send(context, Types.GetValueOrDefault(Path.GetExtension(Name), "application/octet-stream"));
    }

    /// <summary>
    /// Scripts and styles are the service's own, and nothing of it is shown within another page. WebAssembly, which counts as a script, is
    /// let in only where the page has some.
    /// </summary>
    private static string PolicyOf(bool runtime) =>
        $"default-src 'none'; script-src 'self'{(runtime ? " 'wasm-unsafe-eval'" : "")}; style-src 'self'; img-src 'self' data: blob:; "
        + "media-src 'self' blob:; connect-src 'self'; font-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'none'; "
        + "frame-ancestors 'none'";

    private static TaggedBytes Read(Func<Stream> open)
    {
        using var stream = open();
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return new TaggedBytes(bytes);
    }

    // A hash of eight characters before the ending, as Vite writes it; a word of small letters alone is none.
    [GeneratedRegex(@"^assets/.+-(?=[\w-]*[A-Z0-9])[\w-]{8}\.\w+$", RegexOptions.CultureInvariant)]
    private static partial Regex HashedName();
}
