using System.Buffers.Text;
using System.Text;
using Undertone.Web.Pages;
using Undertone.Web.Problems;

namespace Undertone.Serve;

/// <summary>
/// Lets requests with a key through: <c>Authorization: Bearer KEY</c> or <c>X-API-Key: KEY</c>; a page's WebSocket, which can send neither,
/// names the subprotocol <c>undertone.key.</c> with the key in base64url.
/// </summary>
/// <remarks>Health, the description of the service and the files of its page are for all.</remarks>
/// <param name="keys">The keys; null where nobody needs one.</param>
internal sealed class KeyGuard(ApiKeys? keys)
{
    /// <summary>What the subprotocol with the key begins with.</summary>
    public const string Subprotocol = "undertone.key.";

    private const string Scheme = "Bearer ";
    private static readonly object Item = new();
    private static readonly PathString[] Open = ["/healthz", "/readyz", "/docs", "/openapi", "/onnxruntime-web"];

    private static readonly HashSet<PathString> Page = [.. PageFile.All.Select(f => new PathString(f.Address))];

    /// <summary>What tells the clients with a key apart; null for one without.</summary>
    public static string? ClientOf(HttpContext context) => context.Items[Item] as string;

    public async Task Invoke(HttpContext context, RequestDelegate next)
    {
        var path = context.Request.Path;
        if (keys is null || Page.Contains(path) || Open.Any(o => path.StartsWithSegments(o, StringComparison.Ordinal)))
        {
            await next(context);
            return;
        }

        var given = KeyOf(context);
        if (given is null || keys.Find(given) is not { } hash)
        {
            context.Response.Headers.WWWAuthenticate = "Bearer";
            throw new RefusedException(
                StatusCodes.Status401Unauthorized, "key",
                given is null ? "This service wants a key. Send it as 'Authorization: Bearer KEY'." : "This key is not known here.");
        }

        context.Items[Item] = Convert.ToHexString(hash);
        await next(context);
    }

    private static string? KeyOf(HttpContext context)
    {
        var headers = context.Request.Headers;
        var authorization = headers.Authorization.ToString();
        if (authorization.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase)) return authorization[Scheme.Length..].Trim();
        if (headers.TryGetValue("X-API-Key", out var key)) return key.ToString();
        var protocol = context.WebSockets.WebSocketRequestedProtocols
            .FirstOrDefault(p => p.StartsWith(Subprotocol, StringComparison.Ordinal));
        if (protocol is null) return null;
        var encoded = protocol.AsSpan(Subprotocol.Length);
        return Base64Url.IsValid(encoded) ? Encoding.UTF8.GetString(Base64Url.DecodeFromChars(encoded)) : "";
    }
}
