using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Undertone.Web.Pages;

/// <summary>Bytes that a client may have already: by their tag, a digest of them, it is told so.</summary>
/// <param name="bytes">The bytes.</param>
internal sealed class TaggedBytes(byte[] bytes)
{
    private readonly EntityTagHeaderValue _tag = new($"\"{Convert.ToHexStringLower(SHA256.HashData(bytes).AsSpan(0, 16))}\"");

    /// <summary>Answers a request for them, or for a part of them.</summary>
    public Task Send(HttpContext context, string type) =>
        TypedResults.Bytes(bytes, type, enableRangeProcessing: true, entityTag: _tag).ExecuteAsync(context);
}
